"""What follows the end of a picture, and what is it in plain words?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.jpeg import read_jpeg
from checker.analysers.hidden.films import film_start, read_film
from checker.analysers.hidden.plain import plain_place, plain_size, said
from checker.core.evidence import HiddenDetail, HiddenKind

_MAKERS_PADDING = b"\x00\xff\r\n "
_PICTURE = b"\xff\xd8\xff"
_ARCHIVES = {b"PK\x03\x04": "a ZIP archive", b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7z archive", b"%PDF": "a PDF"}
_STARTS = re.compile(rb"\xff\xd8\xff[\xe0\xe1\xe2\xdb]")
_MOST_PICTURES = 4
_NO_PICTURE = (b"hdrgm:", b"HDRGainMap", b"hdrgainmap", b"urn:iso:std:iso:ts:21496", b"depthData", b"GDepth")
_HEAD = 65_536
_SAMSUNG = b"SEFT"
_COUNTRY = b"MCC_Data"
"""Samsung notes the mobile network's country after every photo."""


def read_trailer(trailer: bytes) -> Iterator[HiddenDetail]:
    """What these bytes are; padding alone is nothing."""
    if not trailer.strip(_MAKERS_PADDING):
        return
    size = plain_size(len(trailer))
    at = film_start(trailer)
    if at >= 0:
        yield from film_details(trailer[at:])
    elif b"MotionPhoto_Data" in trailer:
        yield HiddenDetail(HiddenKind.CLIP, f"a short film after the picture, {size}")
    if _SAMSUNG in trailer[-64:] and _COUNTRY in trailer:
        yield HiddenDetail(HiddenKind.PLACE, "the country of the phone's network")
    start = trailer.lstrip(_MAKERS_PADDING[:1] + _MAKERS_PADDING[2:])
    archive = next((name for mark, name in _ARCHIVES.items() if start.startswith(mark)), "")
    if start.startswith(_PICTURE):
        yield HiddenDetail(HiddenKind.THUMBNAIL, f"a second picture after the first, {size}")
    elif archive:
        yield HiddenDetail(HiddenKind.OTHER, f"{archive} after the end of the picture, {size}")
    elif at < 0 and b"MotionPhoto_Data" not in trailer:
        yield HiddenDetail(HiddenKind.OTHER, f"{size} after the end of the picture")


def pictures_in(trailer: bytes) -> tuple[bytes, ...]:
    """The pictures that follow the first, except those that are brightness or distance and look like nothing."""
    pictures: list[bytes] = []
    found = _STARTS.search(trailer)
    while found is not None and len(pictures) < _MOST_PICTURES:
        rest = trailer[found.start() :]
        try:
            behind = len(read_jpeg(rest).trailer)
        except BrokenContainer:
            break  # what is no whole picture cannot be compared; that it is there is told
        pictures.append(rest[: len(rest) - behind])
        found = _STARTS.search(trailer, len(trailer) - behind)
    return tuple(picture for picture in pictures if not any(mark in picture[:_HEAD] for mark in _NO_PICTURE))


def film_details(film: bytes) -> Iterator[HiddenDetail]:
    """A film inside a picture file: its length, whether it has sound, where it was taken."""
    seen = read_film(film)
    yield HiddenDetail(HiddenKind.CLIP, f"{seen.words}, {plain_size(len(film))}")
    if seen.place:
        yield from said(HiddenKind.PLACE, plain_place(*seen.place))
