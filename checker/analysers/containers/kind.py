"""What kind of picture is this? Told by content, never by the file's name."""

from __future__ import annotations

from enum import Enum

from checker.core.errors import CannotRead


class PictureKind(Enum):
    """The kinds we read; everything else is refused. The value is Pillow's word for the format."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"
    TIFF = "TIFF"
    BMP = "BMP"
    HEIC = "HEIF"
    AVIF = "AVIF"


_STARTS = (
    (b"\xff\xd8\xff", PictureKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", PictureKind.PNG),
    (b"GIF87a", PictureKind.GIF),
    (b"GIF89a", PictureKind.GIF),
    (b"II*\x00", PictureKind.TIFF),
    (b"MM\x00*", PictureKind.TIFF),
    (b"BM", PictureKind.BMP),
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_SEQUENCE_BRANDS = frozenset({b"avis", b"hevc", b"hevx", b"msf1"})
_FILM_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"qt  ", b"M4V ", b"dash"}
)
_FILM_STARTS = tuple(bytes.fromhex(start) for start in "1a45dfa3 464c5601 000001ba 000001b3 3026b275 4f676753".split())
"""Matroska, Flash, two of MPEG, Windows Media, Ogg."""
_QUICKTIME_BOXES = frozenset({b"moov", b"mdat", b"wide", b"pnot", b"skip", b"free"})
"""How films of older cameras begin, before films said in a first box what they are."""
_STREAMS = ((0, 188), (4, 192))
"""Camcorders' streams (.mts) have a G here and at every packet of this length."""
_RAW_PHOTO_STARTS = (b"II*\x00\x10\x00\x00\x00CR", b"FUJIFILMCCD-RAW", b"IIRO", b"IIU\x00", b"FOVb")

EMPTY = "The file is empty. Please choose the picture again."
FILM = "This is a film, not a picture. It must be checked as a video, by a person."
PDF = "This is a PDF document, not a picture. Please save the page as a picture."
DRAWING = "This is a drawing file (SVG), which we cannot check. Please save it as a PNG picture."
RAW_PHOTO = "This is a camera's raw file, which we cannot check. Please save it as a JPEG picture."
NOT_A_PICTURE = "This file is not a picture we can read. Please save it as a JPEG or PNG picture."


def kind_of(data: bytes) -> PictureKind:
    """The kind of picture these bytes begin as. Raises: CannotRead."""
    if not data:
        raise CannotRead(EMPTY)
    if data.startswith(_RAW_PHOTO_STARTS):
        raise CannotRead(RAW_PHOTO)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureKind.WEBP
    if data[4:8] == b"ftyp":
        return _kind_of_boxes(data)
    raise CannotRead(_why_not(data))


def is_sequence(data: bytes) -> bool:
    """True where a HEIC or AVIF file says it may hold a moving sequence."""
    return data[4:8] == b"ftyp" and bool(_brands(data) & _SEQUENCE_BRANDS)


def _kind_of_boxes(data: bytes) -> PictureKind:
    brands = _brands(data)
    if data[8:12] in _FILM_BRANDS:
        raise CannotRead(FILM)  # whatever else it claims to be, it is played first of all as a film
    if brands & _AVIF_BRANDS:
        return PictureKind.AVIF
    if brands & _HEIC_BRANDS:
        return PictureKind.HEIC
    raise CannotRead(RAW_PHOTO if b"crx " in brands else FILM)


def _brands(data: bytes) -> frozenset[bytes]:
    """The major and compatible brands of the first box; the version between them is no brand."""
    box = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
    return frozenset(box[at : at + 4] for at in range(0, len(box), 4) if at != 4)


def _why_not(data: bytes) -> str:
    head = data[:1024].lstrip().lower()
    if head.startswith(b"%pdf"):
        return PDF
    if b"<svg" in head:
        return DRAWING
    return FILM if _is_film(data) else NOT_A_PICTURE


def _is_film(data: bytes) -> bool:
    is_avi = data.startswith(b"RIFF") and data[8:11] == b"AVI"
    is_stream = any(
        data[at : at + 1] == data[at + packet : at + packet + 1] == data[at + 2 * packet : at + 2 * packet + 1] == b"G"
        for at, packet in _STREAMS
    )
    return data.startswith(_FILM_STARTS) or data[4:8] in _QUICKTIME_BOXES or is_avi or is_stream
