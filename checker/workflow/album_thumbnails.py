"""Which small picture of a photo may stand in a report? One that shows no face whose pupil may not be shown."""

from __future__ import annotations

import base64
from typing import Any

from checker.core.errors import CannotRead
from checker.core.faces import FaceOutcome
from checker.core.finding import PixelBox
from checker.workflow.album_photos import AlbumPhoto


def album_thumbnail(row: dict[str, Any], photo: AlbumPhoto) -> str:
    """An image of the page; empty where faces were not looked for, or there is a sign of undress."""
    from checker.analysers.likeness import thumbnail

    if row["unproven"] or row["smallest_face"] is None or is_veiled(row):
        return ""
    covers = [PixelBox(*face["box"]) for face in row["faces"] if not may_be_seen(face)]
    try:
        jpeg = thumbnail(_as_checked(row, photo), covers)
    except CannotRead:
        return ""
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(jpeg).decode("ascii")}"><br>'


def crop_of(row: dict[str, Any], photo: AlbumPhoto, box: PixelBox) -> bytes | None:
    """One face, for whoever is to say who it is; None where there is a sign of undress, or it cannot be drawn."""
    from checker.analysers.likeness import face_crop

    if is_veiled(row):
        return None
    try:
        return face_crop(_as_checked(row, photo), box)
    except CannotRead:
        return None


def _as_checked(row: dict[str, Any], photo: AlbumPhoto) -> bytes:
    """The very bytes that were checked: of others nobody knows where the faces are. Raises: CannotRead."""
    now = photo.read()
    if now.digest != row["sha256"]:
        raise CannotRead("The photo was changed after it was checked. Check the album again.")
    return now.data


def is_veiled(row: dict[str, Any]) -> bool:
    """Whether nothing of the photo is shown here: look at it as a post, where there is a card for it."""
    return any(_is_attire(finding) for finding in row["findings"])


def may_be_seen(face: dict[str, Any]) -> bool:
    """Only a pupil whose consent was found, or a grown-up by a person's word; any other face is covered."""
    is_adult = face["outcome"] == FaceOutcome.RESOLVED_BY.value and face["pupil"] is None
    return face["allowed_by"] is not None or is_adult


def _is_attire(finding: dict[str, Any]) -> bool:
    return bool(finding["check"].startswith("attire."))
