"""How a picture file is decoded: whole, once, upright, and never half."""

from __future__ import annotations

import logging
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile

from checker.analysers.containers.boxes import read_boxes
from checker.analysers.containers.broken import BrokenContainer
from checker.analysers.containers.gif import read_gif
from checker.analysers.containers.jpeg import SOS, JpegParts, read_jpeg
from checker.analysers.containers.kind import RAW_PHOTO, PictureKind, is_sequence, kind_of
from checker.analysers.containers.png import read_png
from checker.analysers.containers.webp import webp_size
from checker.core.errors import CannotRead

MAX_PIXELS = 100_000_000
"""Pixels in one picture: the largest school camera makes 61 million; 100 million decoded take 300 MB."""

DAMAGED = "The picture is damaged or ends too early. Please fetch it again from the phone or camera."
TOO_LARGE = f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels. Please make it smaller."
_STRIP = 64  # rows of a picture handed over at a time; 16 to 128 cost the same, 256 five times as much
MOST_SCANS = 100
"""Passes over a progressive JPEG: encoders make 10 to 20, and each pass over 100 megapixels costs a second."""
ODDLY_BUILT = "The picture is built in a way that we cannot check. Please save it again as a JPEG picture."
ODD_COLOURS = "The picture stores its colours in a way we cannot check. Please save it as a JPEG picture."

RgbPixels = npt.NDArray[np.uint8]
"""Height x width x 3, red green blue."""

# What Pillow and its plugins are known to raise on files that are not as they should be (fuzzed: see the tests).
DECODE_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
_ORIENTATION, _DNG_VERSION, _SUB_PICTURES = 0x0112, 0xC612, 0x014A
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How Pillow undoes each EXIF orientation."""

# One decode at a time: Pillow's switch for truncated files and Python's warning filters belong to the whole process.
# face_recognition sets that switch to True when it is imported, and half a picture would then count as looked at.
ONE_AT_A_TIME = threading.RLock()

# Pillow's debug log prints tag values, which may be names and places.
logging.getLogger("PIL").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture decoded whole. `image` is upright; `turned` says whether that meant turning it."""

    kind: PictureKind
    image: Image.Image = field(repr=False)
    turned: bool
    is_animated: bool
    icc: bytes | None = field(repr=False)
    orientation: int = 1
    """What EXIF said: 1 is upright, 2 to 8 had to be turned."""


@contextmanager
def strict_pillow() -> Iterator[None]:
    """Pillow with truncated files refused and warnings silent. Raises: CannotRead in place of its own errors."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        except DECODE_FAULTS as fault:
            raise CannotRead(TOO_LARGE if isinstance(fault, Image.DecompressionBombError) else DAMAGED) from None


def decode(data: bytes) -> Decoded:
    """Decode this picture whole and turn it upright. Raises: CannotRead."""
    kind = kind_of(data)
    with strict_pillow():
        is_animated = check_whole(kind, data)
        image = open_header(kind, data)
        is_animated = is_animated or _has_more_frames(kind, image)
        orientation = orientation_of(kind, image)
        image.load()
        icc = image.info.get("icc_profile") or None
        turned = orientation in _TURNS
        return Decoded(kind, upright(image, orientation), turned, is_animated, icc, orientation)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture as EXIF's orientation asks to have it shown."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def needs_turning(data: bytes, max_side: int | None = None) -> bool:
    """Whether a JPEG must be decoded to be shown upright, or within this size. Raises: CannotRead."""
    with strict_pillow():
        image = open_header(PictureKind.JPEG, data)
        is_large = max_side is not None and max(image.size) > max_side
        return is_large or orientation_of(PictureKind.JPEG, image) in _TURNS


def open_header(kind: PictureKind, data: bytes) -> Image.Image:
    """The picture with its header read and its size checked, not yet decoded. Use inside `strict_pillow`."""
    if kind is PictureKind.HEIC:
        from pillow_heif import register_heif_opener  # costs 30 ms; few pictures need it

        register_heif_opener()
    if kind is PictureKind.WEBP:
        _check_size(*webp_size(data))  # Pillow's WebP reader allocates the canvas when it opens
    image = Image.open(BytesIO(data), formats=(kind.value,))
    _check_size(image.width, image.height)
    return image


def rgb_pixels(image: Image.Image) -> RgbPixels:
    """What a viewer sees on a white page: height x width x 3. Raises: CannotRead for colours we cannot convert."""
    if image.mode.startswith("I"):
        grey = _eight_bit(np.asarray(image))
        return np.repeat(grey[:, :, None], 3, axis=2)
    with strict_pillow():
        if image.has_transparency_data:
            seen = image.convert("RGBA")
            page = Image.new("RGBA", seen.size, "white")
            image = Image.alpha_composite(page, seen)
        elif image.mode not in ("1", "L", "P", "RGB", "RGBX", "YCbCr", "CMYK"):
            raise CannotRead(ODD_COLOURS)
        return _bytes_of(image if image.mode == "RGB" else image.convert("RGB"))


def _bytes_of(image: Image.Image) -> RgbPixels:
    """The pixels as they are packed, strip by strip: what Pillow makes of the whole at once (40 ms for 12 megapixels,
    in place of 11) it writes to new memory and copies to new memory; a strip stays in the processor's own."""
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top in range(0, image.height, _STRIP):
        strip = image.crop((0, top, image.width, min(top + _STRIP, image.height)))
        pixels[top : top + _STRIP] = np.frombuffer(strip.tobytes(), np.uint8).reshape(-1, image.width, 3)
    return pixels


def _eight_bit(deep: npt.NDArray[np.generic]) -> RgbPixels:
    """16-bit greys as 8-bit. Pillow's own conversion clips at 255 and would make nearly everything white."""
    values = deep.astype(np.int64)
    if values.min(initial=0) < 0 or values.max(initial=0) > 0xFFFF:
        raise CannotRead(ODD_COLOURS)
    return (values >> 8).astype(np.uint8)


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise CannotRead(TOO_LARGE)
    if width * height == 0:
        raise CannotRead(DAMAGED)


def check_whole(kind: PictureKind, data: bytes) -> bool:
    """Whether the container says that there is more than one picture to show. Raises: CannotRead if it is not whole."""
    try:
        if kind is PictureKind.JPEG:
            return _check_jpeg(read_jpeg(data))
        if kind in (PictureKind.HEIC, PictureKind.AVIF) and any(box.name == b"moov" for box in read_boxes(data).extra):
            return True
        if kind is PictureKind.GIF:
            return read_gif(data).images > 1
        if kind is PictureKind.PNG:
            return any(chunk.name == b"acTL" for chunk in read_png(data).chunks)
    except BrokenContainer:
        raise CannotRead(DAMAGED) from None
    return is_sequence(data)


def _check_jpeg(parts: JpegParts) -> bool:
    """Never moves. Raises: CannotRead where it is torn, or so built that decoding never ends."""
    if sum(segment.marker == SOS for segment in parts.segments) > MOST_SCANS:
        raise CannotRead(ODDLY_BUILT)
    if parts.is_torn:
        raise CannotRead(DAMAGED)
    return False


def _has_more_frames(kind: PictureKind, image: Image.Image) -> bool:
    """A JPEG's second picture (preview, gain map) is never shown by itself: it counts as hidden, not as moving."""
    if kind is PictureKind.TIFF and (_DNG_VERSION in _tags(image) or _SUB_PICTURES in _tags(image)):
        # The first picture in a raw file is a thumbnail: not what would be posted.
        raise CannotRead(RAW_PHOTO)
    return kind is not PictureKind.JPEG and int(getattr(image, "n_frames", 1)) > 1


def _tags(image: Image.Image) -> frozenset[int]:
    return frozenset(getattr(image, "tag_v2", {}))


def orientation_of(kind: PictureKind, image: Image.Image) -> int:
    """The turn still to be made, from EXIF alone as in browsers (Pillow's own reading also believes XMP).

    Pillow itself turns TIFF and HEIC when it loads them.
    """
    if kind in (PictureKind.TIFF, PictureKind.HEIC):
        return 1
    exif = Image.Exif()
    try:
        exif.load(image.info.get("exif", b""))
        return int(exif.get(_ORIENTATION, 1))
    except DECODE_FAULTS:
        return 1  # as every viewer does when the block is broken
