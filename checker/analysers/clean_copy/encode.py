"""How is a picture saved anew, when leaving parts of its file out is not enough?"""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image

from checker.analysers.clean_copy.profile import colour_only
from checker.analysers.containers.kind import PictureKind
from checker.analysers.decoding import Decoded, rgb_pixels, strict_pillow

JPEG_QUALITY = 95
"""Pillow's advice: above 95 files grow and nobody sees it. Colours are kept at full resolution."""

FAINT = 5
"""Of 255: how much of a pixel may be there without anybody, or a finder of faces, seeing it on a page."""
_FAINT_SHARE = 0.01
"""Share of a picture's pixels that are so faint, in different colours, from which they may be a picture: the soft edges
of a drawing take less, and a soft shadow has one colour. A judgement."""
_LOSSLESS_KINDS = frozenset({PictureKind.PNG, PictureKind.GIF})
_PNG_MODES = ("1", "L", "P", "RGB", "I;16", "I")
_SPACES = {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}
"""The modes that a JPEG can have, and how a colour profile names them."""


def encode(original: Decoded) -> tuple[bytes, PictureKind]:
    """The upright pixels as PNG where the original was exact or is see-through, else as JPEG; nothing else."""
    image = original.image
    with strict_pillow():
        if _is_see_through(image):
            return _png(_wiped(image, 0), original.icc), PictureKind.PNG
        if original.kind in _LOSSLESS_KINDS and image.mode in _PNG_MODES:
            image = image.remap_palette(_used(image)) if has_spare_colours(image) else image
            return _png(image, original.icc), PictureKind.PNG
        if image.mode not in _SPACES:
            image = Image.fromarray(rgb_pixels(image))
        return _jpeg(image, original.icc), PictureKind.JPEG


def has_hidden_colours(image: Image.Image) -> bool:
    """True where see-through parts still hold different colours, which nobody sees: a picture under the picture."""
    if not _is_see_through(image):
        return False
    with strict_pillow():
        pixels = np.asarray(image.convert("RGBA"))
    beneath, faint = (pixels[pixels[:, :, 3] == 0], pixels[(pixels[:, :, 3] - 1) < FAINT])
    is_faint_picture = len(faint) > _FAINT_SHARE * pixels[:, :, 0].size and bool((np.ptp(faint, axis=0) > FAINT).any())
    return is_faint_picture or (bool(beneath.size) and bool((beneath != beneath[0]).any()))


def without_hidden_colours(image: Image.Image) -> Image.Image:
    """The picture with nothing in its see-through parts: on white or black no pixel changes by more than FAINT."""
    with strict_pillow():
        return _wiped(image, FAINT)


def has_spare_colours(image: Image.Image) -> bool:
    """True where a palette holds colours that no pixel has: room for words, 750 bytes of it in a large one."""
    return image.mode == "P" and len(image.getpalette() or ()) > 3 * len(_used(image))


def _used(image: Image.Image) -> list[int]:
    """The numbers of the colours that pixels have, in order."""
    return [number for number, count in enumerate(image.histogram()) if count]


def _is_see_through(image: Image.Image) -> bool:
    """Deep greys are left out: Pillow cannot make them see-through, and one grey level hides nothing."""
    return image.has_transparency_data and not image.mode.startswith("I")


def _wiped(image: Image.Image, most: int) -> Image.Image:
    pixels = np.array(image.convert("RGBA"))
    pixels[pixels[:, :, 3] <= most] = 0
    return Image.fromarray(pixels)


def _png(image: Image.Image, icc: bytes | None) -> bytes:
    written = BytesIO()
    _bare(image).save(written, "PNG", icc_profile=_fitting(icc, "L" if image.mode.startswith("I") else image.mode))
    return written.getvalue()


def _jpeg(image: Image.Image, icc: bytes | None) -> bytes:
    written = BytesIO()
    profile = _fitting(icc, image.mode)
    _bare(image).save(written, "JPEG", quality=JPEG_QUALITY, subsampling="4:4:4", icc_profile=profile)
    return written.getvalue()


def _fitting(icc: bytes | None, mode: str) -> bytes | None:
    """The profile, where it is one for such pixels; others are ignored by viewers, and wrong after a conversion."""
    profile = colour_only(icc) if icc else None
    return profile if profile and profile[16:20] == _SPACES.get(mode, b"RGB ") else None


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels without Pillow's notes about them: it would write some of those (comments) into the copy."""
    bare = image.copy()
    kept = image.info.get("transparency") if image.mode.startswith("I") else None
    bare.info = {} if kept is None else {"transparency": kept}
    return bare
