"""Certificates, badges, boards, letters and codes in 12-megapixel photos are read; what has no writing is not."""

from __future__ import annotations

import random
import zlib
from functools import cache

import cv2
import numpy as np
import pytest
import zxingcpp

from checker.analysers.pixels import Pixels
from checker.analysers.writing import PictureWriting
from checker.analysers.written_names import WrittenNames
from checker.core.errors import CannotRead
from checker.core.finding import PixelBox
from checker.core.writing import CodeKind, WritingSeen
from tests.analysers.pictures import Pictured, empty, portrait
from tests.analysers.writing_scenes import KINDS, developed, laid_on, ordinary, scene, school

PUPILS = school()
CARD = KINDS["certificate"]


@cache
def reader() -> PictureWriting:
    return PictureWriting()


@cache
def names() -> WrittenNames:
    return WrittenNames(PUPILS)


def bare(seen: WritingSeen) -> list[str]:
    return [line.text.replace(" ", "").lower() for line in seen.lines]


@pytest.mark.parametrize(("kind", "height"), [*((kind, 16) for kind in KINDS), ("certificate", 24), ("badge", 24)])
def test_a_register_name_is_found_wherever_it_is_written(kind: str, height: int) -> None:
    seed = zlib.crc32(f"{kind}{height}".encode()) % 9999
    pupil = PUPILS[seed % len(PUPILS)]
    seen = reader().read(scene(KINDS[kind].lines(pupil.first_name, pupil.last_name), height, KINDS[kind], seed))
    assert [name.pupil_ids for name in names().find(seen)] == [(pupil.id,)]


@pytest.mark.parametrize("angle", [45, 90, 180, 240])
def test_turned_writing_is_read_in_its_own_order(angle: int) -> None:
    seen = reader().read(scene(CARD.lines("Orla", "Penhallow"), 30, CARD, 7, angle=angle))
    wanted = ["certificateofachievement", "ispresentedto", "orlapenhallow", "forsupereffortinmaths"]
    assert [text for text in bare(seen) if text in wanted] == wanted


@pytest.mark.parametrize("height", [120, 400, 700])
def test_large_writing_is_read_whole(height: int) -> None:
    seen = reader().read(scene([("Orla", 1.0), ("Penhallow", 0.6)], height, KINDS["badge"], height))
    assert {"orla", "penhallow"} <= set(bare(seen))


def test_the_box_lies_around_the_words_and_not_around_the_line() -> None:
    canvas = np.full((600, 1600, 3), 245, np.uint8)
    cv2.putText(canvas, "This term well done Orla", (100, 320), cv2.FONT_HERSHEY_DUPLEX, 2.0, (20, 20, 20), 3)
    seen = reader().read(Pictured(canvas))
    start = seen.text.index("Orla")
    box = seen.box_of(start, start + 4)
    (wide, _), _ = cv2.getTextSize("This term well done ", cv2.FONT_HERSHEY_DUPLEX, 2.0, 3)
    assert box is not None
    assert abs(box.left - (100 + wide)) < 50
    assert box.top <= 280 < 320 <= box.bottom


@pytest.mark.parametrize("picture", [empty(4000, 3000), empty(7, 5), empty(3000, 40), portrait()])
def test_a_picture_without_writing_names_nobody_and_has_no_codes(picture: Pictured) -> None:
    seen = reader().read(picture)
    assert names().find(seen) == ()
    assert seen.codes == ()


def test_more_writing_than_can_be_read_is_said_not_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.analysers.writing.MOST_LINES", 2)
    with pytest.raises(CannotRead):
        reader().read(scene(CARD.lines("Orla", "Penhallow"), 40, CARD, 3))


def code(content: str, kind: zxingcpp.BarcodeFormat, module: int) -> Pixels:
    """A code with squares of this many pixels, drawn by a package."""
    drawn = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(content, kind), scale=1, add_quiet_zones=True)
    grey = np.kron(np.array(drawn), np.ones((module, module), np.uint8))
    return np.repeat(grey[:, :, None], 3, axis=2)


@pytest.mark.parametrize("module", [3, 6, 20])
def test_a_qr_code_is_decoded_and_boxed(module: int) -> None:
    canvas = ordinary(module).copy()
    card = code("https://example.com/sign-up?class=5", zxingcpp.BarcodeFormat.QRCode, module)
    laid_on(canvas, card, 12, random.Random(module))
    (seen,) = reader().read(developed(canvas, 1.0, 60, module)).codes
    assert (seen.kind, seen.content) == (CodeKind.QR, "https://example.com/sign-up?class=5")
    assert 0.5 < seen.box.width * seen.box.height / (card.shape[0] * card.shape[1]) < 2.5


def test_a_barcode_is_decoded() -> None:
    canvas = ordinary(1).copy()
    laid_on(canvas, code("PUPIL-00417", zxingcpp.BarcodeFormat.Code128, 5), 3, random.Random(1))
    assert [code.content for code in reader().read(developed(canvas, 1.0, 60, 1)).codes] == ["PUPIL-00417"]


def test_what_was_read_is_never_printed() -> None:
    seen = reader().read(scene([("Orla Penhallow", 1.0)], 60, CARD, 2))
    assert "Orla" in seen.text
    for told in (seen, *seen.lines, names().find(seen)):
        assert "Orla" not in repr(told)
        assert "Penhallow" not in repr(told)


def test_ordinary_pictures_name_nobody() -> None:
    for number in range(3):
        assert names().find(reader().read(Pictured(ordinary(number)))) == ()


def test_a_box_around_no_letters_is_none() -> None:
    assert WritingSeen().box_of(0, 0) is None
    assert isinstance(reader().read(scene([("Orla", 1.0)], 80, CARD, 4)).lines[0].box, PixelBox)
