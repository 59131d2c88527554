"""Signs of undress are boxed in the photo's own pixels; the detector's words for them stay inside."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from checker.analysers import networks
from checker.analysers.attire import SIGN_SCORE, NudeNetLooker
from checker.analysers.networks import ModelMissing
from checker.core.evidence import AttireSeen
from checker.core.finding import PixelBox
from tests.analysers.pictures import empty, opened, portrait
from tests.fakes import FakePicture

BELLY, FEET = 13, 7


@pytest.fixture(scope="module")
def looker() -> NudeNetLooker:
    return NudeNetLooker()


class Answering:
    """A network that sees what it is told: (class, score, middle x, middle y, width, height) in its 320-pixel input."""

    def __init__(self, *signs: tuple[int, float, float, float, float, float], order: int = 0) -> None:
        self.answer = np.zeros((2, 22, 2100), np.float32)
        for anchor, (kind, score, *box) in enumerate(signs):
            self.answer[order, :4, anchor] = box
            self.answer[order, 4 + kind, anchor] = score

    def run(self, names: None, inputs: dict[str, Any]) -> list[Any]:
        assert inputs["images"].shape == (2, 3, 320, 320)
        assert inputs["images"].max() <= 1
        return [self.answer]


def looked(*signs: tuple[int, float, float, float, float, float], order: int = 0) -> tuple[AttireSeen, ...]:
    looker = NudeNetLooker()
    looker._network = Answering(*signs, order=order)
    return looker.look(empty(640, 320))


def test_a_clothed_portrait_has_no_sign(looker: NudeNetLooker) -> None:
    assert looker.look(portrait()) == ()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 900), (4000, 3000)])
def test_a_plain_picture_has_no_sign(looker: NudeNetLooker, width: int, height: int) -> None:
    assert looker.look(empty(width, height)) == ()


@pytest.mark.parametrize("order", [0, 1])
def test_a_sign_in_either_colour_order_counts(order: int) -> None:
    expected = (AttireSeen(PixelBox(80, 60, 120, 100), 0.5),)
    assert looked((BELLY, 0.5, 50, 40, 20, 20), order=order) == expected


def test_signs_below_the_threshold_or_of_another_kind_do_not_count() -> None:
    assert looked((BELLY, SIGN_SCORE - 0.01, 50, 40, 20, 20), (FEET, 0.9, 50, 40, 20, 20)) == ()


def test_overlapping_signs_are_one_and_others_are_not() -> None:
    signs = ((BELLY, 0.25, 50, 40, 20, 20), (4, 0.625, 60, 50, 20, 20), (BELLY, 0.375, 200, 40, 20, 20))
    assert looked(*signs) == (
        AttireSeen(PixelBox(80, 60, 140, 120), 0.625),
        AttireSeen(PixelBox(380, 60, 420, 100), 0.375),
    )


def test_a_sign_stays_inside_the_picture() -> None:
    assert looked((BELLY, 0.5, 310, 150, 40, 40)) == (AttireSeen(PixelBox(580, 260, 640, 320), 0.5),)


def test_a_picture_without_pixels_is_refused(looker: NudeNetLooker) -> None:
    with pytest.raises(TypeError):
        looker.look(FakePicture())


def test_a_missing_model_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelMissing):
        NudeNetLooker()


@pytest.mark.shared
def test_a_bare_torso_is_seen_and_suits_are_not(looker: NudeNetLooker, shared: Path) -> None:
    groups = shared / "photos" / "groups"
    (sign,) = looker.look(opened(groups / "bald_guys.jpg"))
    wrestler = PixelBox(1420, 650, 1900, 1250)
    assert wrestler.left < sign.box.left < sign.box.right < wrestler.right
    assert wrestler.top < sign.box.top < sign.box.bottom < wrestler.bottom
    assert looker.look(opened(groups / "2008_002506.jpg")) == ()
