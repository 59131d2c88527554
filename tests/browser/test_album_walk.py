"""An album of sixty photos in a real browser: dropped, cancelled, gone on with, decided about and taken away."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.analysers.pictures import portrait
from tests.browser.hands import ANSWER, download, go_to, lay_down, press, said, settled, tick

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

PHOTOS = 60
FACES = 3
"""Photos of one and the same face, pulled wide so that nobody in the register is like it; the others are walls."""
READY = re.compile(r"(58|59|60) ready, \d left out\.")
"""The finder takes a spot of the pulled face for a second one, perhaps."""
WHOLE = 4 * ANSWER  # sixty small photos on a busy machine


def drawn(number: int) -> bytes:
    """A wall with a pattern of its own; the first few have a face on it."""
    chance = np.random.default_rng(number)
    tiles = chance.integers(90, 240, (6, 8, 3)).astype(np.uint8)
    photo = Image.fromarray(tiles).resize((640, 480), Image.Resampling.NEAREST)
    if number < FACES:  # before one colour: the finder takes some patterns for faces, perhaps
        photo = Image.new("RGB", (640, 480), (230, 226, 214 - number))
        face = Image.fromarray(portrait().pixels[:300, 80:380])
        photo.paste(face.resize((500, 302 + 2 * (number % 2))), (20 + 50 * number, 80))
    stream = BytesIO()
    photo.save(stream, "JPEG", quality=90)
    return stream.getvalue()


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    files = []
    for number in range(PHOTOS):
        files.append(tmp_path / f"IMG_20261120_{number:03d}.jpg")
        files[-1].write_bytes(drawn(number))
    return files


def test_sixty_photos_are_cancelled_gone_on_with_and_taken_away(page: Any, photos: list[Path], tmp_path: Path) -> None:
    go_to(page, "Check an album")
    lay_down(page, *photos)
    press(page, "Check these photos", waits=False)
    said(page, "of 60 photos", most=WHOLE)

    press(page, "Cancel", waits=False)
    said(page, "Nothing that was answered is lost.")
    page.screenshot(path=tmp_path / "stopped.png", full_page=True)
    press(page, "Go on", waits=False)
    said(page, "This unknown person is in 3 photos: who?", most=WHOLE)
    page.screenshot(path=tmp_path / "done.png", full_page=True)
    press(page, "All of them: A grown-up or a visitor")
    press(page, "Check the 3 photos with new answers", waits=False)
    said(page, READY, most=WHOLE)
    settled(page)
    grid = page.locator(".st-key-album-grid button")
    second = grid.nth(1).inner_text().partition(":")[0]
    grid.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=second).wait_for(timeout=ANSWER)

    tick(page, re.compile("^Call the copies photo-001"))
    download(page, "Cleaned copies (zip)").save_as(tmp_path / "copies.zip")
    with zipfile.ZipFile(tmp_path / "copies.zip") as archive:
        names = archive.namelist()
    assert len(names) >= PHOTOS - FACES
    assert set(names) <= {f"photo-{number:03d}.jpg" for number in range(1, PHOTOS + 1)}
