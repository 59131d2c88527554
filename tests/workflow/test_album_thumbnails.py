"""A small picture is drawn of the photo that was checked; of another that lies there now nothing is shown."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from checker.core.finding import PixelBox
from checker.workflow.album_photos import AlbumPhoto
from checker.workflow.album_thumbnails import album_thumbnail, crop_of


def jpeg(colour: str) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (320, 240), colour).save(stream, "JPEG")
    return stream.getvalue()


def test_a_photo_that_was_changed_after_its_check_has_no_picture(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(jpeg("white"))
    row: dict[str, Any] = {"unproven": [], "smallest_face": 12, "findings": [], "faces": []}
    row["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    photo, box = AlbumPhoto("a.jpg", file), PixelBox(0, 0, 50, 50)
    assert album_thumbnail(row, photo).startswith('<img alt="" src="data:image/jpeg;base64,')
    assert crop_of(row, photo, box) is not None
    file.write_bytes(jpeg("black"))
    assert (album_thumbnail(row, photo), crop_of(row, photo, box)) == ("", None)
    file.unlink()
    assert (album_thumbnail(row, photo), crop_of(row, photo, box)) == ("", None)
