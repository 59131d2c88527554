"""Signs of undress are boxed in the photo's own pixels; the detector's words for them stay inside."""

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from checker.analysers import networks
from checker.analysers.attire import NudeNetLooker
from checker.analysers.attire_colours import colours_of
from checker.analysers.attire_views import views_of
from checker.analysers.attire_votes import SIGN_SKIN
from checker.analysers.faces import CenterFaceFinder
from checker.analysers.networks import ModelMissing
from checker.core.evidence import AttireKind, AttireSeen
from checker.core.faces import FaceSeen
from checker.core.finding import PixelBox
from tests.analysers.pictures import PORTRAIT_FACE, Pictured, empty, opened, portrait
from tests.fakes import FakePicture

BELLY, CHEST, ARM, BREAST = 13, 16, 11, 3
SKIN, SHIRT, WATER = (214, 160, 130), (30, 60, 160), (70, 170, 205)
FACE = FaceSeen(PixelBox(280, 40, 320, 90), 0.9)
Sign = tuple[int, float, float, float, float, float]


@pytest.fixture(scope="module")
def looker() -> NudeNetLooker:
    return NudeNetLooker()


class Answering:
    """A network that sees what it is told in the whole picture, and nothing in other views.

    A sign is (class, score, middle x, middle y, width, height) in its 320-pixel input.
    """

    def __init__(self, signs: tuple[Sign, ...], order: int) -> None:
        self.answer = np.zeros((2, 22, 2100), np.float32)
        for anchor, (kind, score, *box) in enumerate(signs):
            self.answer[order, :4, anchor] = box
            self.answer[order, 4 + kind, anchor] = score
        self.asked = 0

    def run(self, names: None, inputs: dict[str, Any]) -> list[Any]:
        assert inputs["images"].shape[1:] == (3, 320, 320)
        assert inputs["images"].max() <= 1
        self.asked += 1
        return [self.answer if self.asked == 1 else np.zeros_like(self.answer)]


def scene(colour: tuple[int, int, int], *patches: tuple[PixelBox, tuple[int, int, int]]) -> Pictured:
    """A picture of 640 x 320 in one colour with patches of others."""
    pixels = np.full((320, 640, 3), colour, np.uint8)
    for box, paint in patches:
        pixels[box.top : box.bottom, box.left : box.right] = paint
    return Pictured(pixels)


BODY = PixelBox(200, 100, 400, 320)
BARE = scene(SHIRT, (BODY, SKIN), (FACE.box, SKIN))
DRESSED = scene((235, 235, 220), (BODY, SHIRT), (FACE.box, SKIN))


def looked(
    picture: Pictured, *signs: Sign, faces: tuple[FaceSeen, ...] = (), order: int = 0
) -> list[tuple[PixelBox, float, AttireKind]]:
    """What is seen, people left out."""
    looker = object.__new__(NudeNetLooker)  # without the seconds that loading the real network takes
    looker._network, looker._lock = Answering(signs, order), threading.Lock()
    seen = looker.look(picture, faces)
    return [(one.box, one.score, one.kind) for one in seen if one.kind is not AttireKind.PERSON]


def test_a_clothed_portrait_is_somebody_without_a_sign(looker: NudeNetLooker) -> None:
    assert looker.look(portrait(), (FaceSeen(PORTRAIT_FACE, 0.9),)) == (
        AttireSeen(PORTRAIT_FACE, 0.9, AttireKind.PERSON),
    )


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 900), (4000, 3000), (2600, 1)])
def test_a_plain_picture_has_no_sign(looker: NudeNetLooker, width: int, height: int) -> None:
    assert looker.look(empty(width, height)) == ()


@pytest.mark.parametrize("order", [0, 1])
def test_a_sign_in_either_colour_order_counts(order: int) -> None:
    seen = looked(BARE, (BELLY, 0.25, 150, 80, 20, 20), faces=(FACE,), order=order)
    assert seen == [(PixelBox(280, 140, 320, 180), 0.25, AttireKind.UNDRESS)]


def test_a_sign_on_a_shirt_is_none_however_sure() -> None:
    assert looked(DRESSED, (BELLY, 0.65, 150, 80, 20, 20), faces=(FACE,)) == []


def test_a_sign_on_a_face_is_that_face() -> None:
    assert looked(BARE, (4, 0.8, 150, 33, 16, 16), faces=(FACE,)) == []


def test_with_nobody_there_a_weak_sign_only_counts_beside_words() -> None:
    weak, sure = (BELLY, 0.25, 150, 80, 20, 20), (BELLY, 0.375, 150, 80, 20, 20)
    box = PixelBox(280, 140, 320, 180)
    assert looked(BARE, weak) == [(box, 0.25, AttireKind.POSSIBLE)]
    assert looked(BARE, sure) == [(box, 0.375, AttireKind.UNDRESS)]


def test_a_bare_arm_is_somebody() -> None:
    arm, weak = (ARM, 0.5, 110, 80, 10, 10), (BELLY, 0.25, 150, 80, 20, 20)
    assert looked(BARE, arm, weak) == [(PixelBox(280, 140, 320, 180), 0.25, AttireKind.UNDRESS)]


def test_a_sure_sign_of_nakedness_is_told_apart() -> None:
    seen = looked(BARE, (BREAST, 0.75, 150, 80, 20, 20), faces=(FACE,))
    assert seen == [(PixelBox(280, 140, 320, 180), 0.75, AttireKind.NAKED)]


def test_a_covered_chest_counts_beside_bare_limbs_only() -> None:
    dressed_arms = scene(SHIRT, (PixelBox(200, 100, 400, 220), SKIN), (FACE.box, SKIN))
    chest, arm = (CHEST, 0.5, 150, 80, 20, 20), (ARM, 0.5, 110, 80, 10, 10)
    assert [kind for _, _, kind in looked(dressed_arms, chest, faces=(FACE,))] == [AttireKind.POSSIBLE]
    assert AttireKind.UNDRESS in [kind for _, _, kind in looked(dressed_arms, chest, arm, faces=(FACE,))]


def test_people_in_water_are_asked_about_at_a_weaker_sign() -> None:
    box, sign = PixelBox(280, 140, 320, 180), (ARM, 0.375, 150, 80, 20, 20)
    swimmer = scene(WATER, (PixelBox(260, 100, 340, 200), SKIN), (FACE.box, SKIN))
    assert looked(swimmer, sign, faces=(FACE,)) == [(box, 0.375, AttireKind.UNDRESS)]
    assert looked(BARE, sign, faces=(FACE,)) == []


def test_a_picture_without_colours_is_judged_by_sure_signs_only() -> None:
    grey = scene((120, 120, 120))
    sure, weak = (BELLY, 0.5, 150, 80, 20, 20), (BELLY, 0.25, 250, 80, 20, 20)
    assert [kind for _, _, kind in looked(grey, sure, weak, faces=(FACE,))] == [
        AttireKind.UNDRESS,
        AttireKind.POSSIBLE,
    ]


def test_overlapping_signs_of_a_kind_are_one_and_others_are_not() -> None:
    signs = ((BELLY, 0.25, 120, 80, 20, 20), (5, 0.625, 130, 90, 20, 20), (BELLY, 0.375, 180, 80, 20, 20))
    assert looked(BARE, *signs, faces=(FACE,)) == [
        (PixelBox(220, 140, 280, 200), 0.625, AttireKind.UNDRESS),
        (PixelBox(340, 140, 380, 180), 0.375, AttireKind.UNDRESS),
    ]


def test_a_sign_stays_inside_the_picture() -> None:
    skin = scene(SKIN)
    assert looked(skin, (BELLY, 0.5, 310, 150, 40, 40)) == [(PixelBox(580, 260, 640, 320), 0.5, AttireKind.UNDRESS)]


@pytest.mark.parametrize("tone", [(241, 201, 165), (168, 113, 79), (107, 66, 41), (74, 44, 28), (58, 35, 24)])
@pytest.mark.parametrize("light", [(1, 1, 1), (1.05, 1, 0.9), (0.92, 1, 1.1)])
def test_every_tone_of_skin_is_skin_in_common_light(tone: tuple[int, int, int], light: tuple[float, ...]) -> None:
    paint = np.clip(np.array(tone) * np.array(light), 0, 255).astype(np.uint8)
    picture = scene(SHIRT, (BODY, (int(paint[0]), int(paint[1]), int(paint[2]))))
    colours = colours_of(picture.pixels, np.zeros((0, 4), np.float32))
    assert colours.skin_in(np.array([220, 120, 380, 300], np.float32)) > SIGN_SKIN


def test_the_colour_of_a_covered_face_is_not_taken_for_skin() -> None:
    covered = scene((235, 235, 220), (BODY, (128, 128, 128)), (FACE.box, (128, 128, 128)))
    colours = colours_of(covered.pixels, np.array([[280, 40, 320, 90]], np.float32))
    assert colours.skin_in(np.array([220, 120, 380, 300], np.float32)) == 0


def test_small_bodies_share_one_view_and_keep_their_places() -> None:
    faces = np.array([[100, 100, 120, 130], [800, 100, 820, 130], [900, 600, 920, 630]], np.float32)
    whole, bodies = views_of(empty(1000, 900).pixels, 1, faces)
    assert [cell.at for cell in whole.cells] == [(0, 0)]
    assert [(cell.left, cell.top) for cell in bodies.cells] == [(0, 0), (160, 0), (0, 160)]
    assert [cell.at for cell in bodies.cells] == [(27, 85), (727, 85), (827, 585)]
    assert len(views_of(empty(1000, 900).pixels, 1, faces[:0], has_water=True)) == 5


def test_a_picture_without_pixels_is_refused(looker: NudeNetLooker) -> None:
    with pytest.raises(TypeError):
        looker.look(FakePicture())


def test_a_missing_model_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelMissing):
        NudeNetLooker()


@pytest.mark.shared
def test_a_bare_torso_is_seen_and_suits_are_not(looker: NudeNetLooker, shared: Path) -> None:
    def seen(name: str) -> list[PixelBox]:
        picture = opened(shared / "photos" / "groups" / name)
        looks = looker.look(picture, CenterFaceFinder(1).find(picture))
        return [one.box for one in looks if one.kind in (AttireKind.NAKED, AttireKind.UNDRESS)]

    wrestler = PixelBox(1420, 650, 1900, 1260)
    boxes = seen("bald_guys.jpg")
    assert boxes
    assert all(wrestler.left < box.left < box.right < wrestler.right for box in boxes)
    assert all(wrestler.top < box.top < box.bottom < wrestler.bottom for box in boxes)
    assert seen("2008_002506.jpg") == []
