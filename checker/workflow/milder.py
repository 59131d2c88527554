"""Which milder version of a photo is there, and how much less does it expose? Before and after, in the same words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from checker.analysers.cropping import PartCropper
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy, PhotoEvidence
from checker.core.exposure import Exposure, ExposureSeen, exposure_of
from checker.core.faces import is_exposed
from checker.core.finding import PixelBox
from checker.core.resolving import Resolution, Said
from checker.workflow.analysers import Analysers

LONGEST_SIDE = 1600
"""Pixels of the smaller copy: UKSIC's and Ecne's advice is 1200 to 1600, and no platform shows more to a reader."""
_DOMINANT = 1.6
"""How much taller than the next the largest face must be for a crop to the others to be worth it."""
_MARGIN = 0.4
"""Widths of the largest face left free beside it, for hair and ears."""
_LEAST_PART = 0.35
"""Share of the picture's width that a crop must keep, to be a picture still."""
_LEAST_OTHERS = 2


class Milder(StrEnum):
    """A way to expose less. Covering a face is said at the face; a sibling photo is chosen in the album."""

    SMALLER = f"Make it at most {LONGEST_SIDE} pixels wide or tall"
    CROPPED = "Crop to the others"


@dataclass(frozen=True, slots=True)
class MilderCopy:
    """A milder version, proven clean, and the meter before and after."""

    how: Milder
    copy: CleanCopy = field(repr=False)
    before: Exposure
    after: Exposure
    says: str
    said: tuple[Resolution, ...] = field(default=(), repr=False)
    """What people said about its faces, at their new places."""


def milder_ways(seen: PhotoEvidence) -> tuple[Milder, ...]:
    """The ways that would change something for this photo, once it has a clean copy."""
    if seen.clean_copy is None or not seen.exposure or not exposure_of(seen.exposure).points:
        return ()
    is_large = max(seen.width or 0, seen.height or 0) > LONGEST_SIDE
    return (Milder.SMALLER,) * is_large + (Milder.CROPPED,) * (crop_to_others(seen) is not None)


def milder_copy(how: Milder, seen: PhotoEvidence, analysers: Analysers) -> MilderCopy:
    """Makes it from the clean copy, covers and all, and measures it like any photo. Raises: CannotRead."""
    if seen.clean_copy is None or seen.exposure is None:
        raise CannotRead("There is no clean copy of this photo to make a milder one from.")
    data = seen.clean_copy.data
    if how is Milder.SMALLER:
        copy = analysers.cleaner().clean(data, LONGEST_SIDE)
    else:
        box = crop_to_others(seen)
        if box is None:
            raise CannotRead("There is no part of this photo that keeps the others and leaves the largest face out.")
        copy = PartCropper().crop(data, box)
    picture = analysers.pictures().open(copy.data)
    measured = analysers.meter().measure(picture, analysers.faces().find(picture))
    before, after = exposure_of(seen.exposure), exposure_of(measured)
    says = _says(seen.exposure, measured, before, after)
    return MilderCopy(how, copy, before, after, says, moved(how, seen, picture.width))


def preview_of(data: bytes, analysers: Analysers) -> bytes:
    """A small JPEG of this copy, to be looked at. Raises: CannotRead."""
    from checker.analysers.drawing import draw_numbered

    return draw_numbered(analysers.pictures().open(data), ())


def _says(seen: ExposureSeen, measured: ExposureSeen, before: Exposure, after: Exposure) -> str:
    return (
        f"Largest face: {seen.face_height} pixels before, {measured.face_height} after. "
        f"Exposure: {before.level.word} before, {after.level.word} after."
    )


def moved(how: Milder, seen: PhotoEvidence, width: int) -> tuple[Resolution, ...]:
    """What was said about the faces, at their places in the milder version of this width.

    Covers stay behind: the version was made from the copy in which they are drawn. So do words about what was cut off.
    """
    part = crop_to_others(seen) if how is Milder.CROPPED else PixelBox(0, 0, seen.width or 1, seen.height or 1)
    if part is None:
        return ()
    scale = width / part.width
    kept = (word for word in seen.resolutions if word.said is not Said.COVER and _is_within(word.box, part))
    return tuple(replace(word, box=_moved(word.box, part, scale)) for word in kept)


def _is_within(box: PixelBox, part: PixelBox) -> bool:
    return part.left <= box.left and box.right <= part.right and part.top <= box.top and box.bottom <= part.bottom


def _moved(box: PixelBox, part: PixelBox, scale: float) -> PixelBox:
    return PixelBox(
        round((box.left - part.left) * scale),
        round((box.top - part.top) * scale),
        max(round((box.right - part.left) * scale), round((box.left - part.left) * scale) + 1),
        max(round((box.bottom - part.top) * scale), round((box.top - part.top) * scale) + 1),
    )


def crop_to_others(seen: PhotoEvidence) -> PixelBox | None:
    """The part beside the largest face that keeps all it can of the others; None where that leaves no picture."""
    faces = sorted((face.box for face in seen.faces or () if is_exposed(face)), key=lambda box: -box.height)
    if len(faces) <= _LEAST_OTHERS or not seen.width or not seen.height:
        return None
    largest, others = faces[0], faces[1:]
    if largest.height < _DOMINANT * others[0].height:
        return None
    free = round(largest.width * _MARGIN)
    parts = [
        PixelBox(0, 0, max(0, largest.left - free), seen.height),
        PixelBox(min(seen.width, largest.right + free), 0, seen.width, seen.height),
    ]
    kept = [(sum(part.left <= face.left and face.right <= part.right for face in others), part) for part in parts]
    count, part = max(kept, key=lambda one: (one[0], one[1].width))
    return part if count >= _LEAST_OTHERS and part.width >= _LEAST_PART * seen.width else None
