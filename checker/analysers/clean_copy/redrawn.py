"""How is a picture saved clean after something was drawn over it? By the encoder and the proof of every copy."""

from __future__ import annotations

from PIL import Image

from checker.analysers.clean_copy.encode import encode
from checker.analysers.clean_copy.jpeg import rewrite_jpeg
from checker.analysers.clean_copy.lossless import NotLossless
from checker.analysers.clean_copy.png import rewrite_png
from checker.analysers.clean_copy.proof import UNPROVEN, prove
from checker.analysers.containers.kind import PictureKind
from checker.analysers.decoding import Decoded, RgbPixels
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy


def redrawn_copy(drawn: RgbPixels, original: Decoded) -> CleanCopy:
    """A copy of pixels that were drawn over the original's, proven to carry nothing else. Raises: CannotRead."""
    redrawn = Decoded(original.kind, Image.fromarray(drawn), turned=False, is_animated=False, icc=original.icc)
    packed, kind = encode(redrawn)
    is_jpeg = kind is PictureKind.JPEG
    try:
        copy = rewrite_jpeg(packed) if is_jpeg else rewrite_png(packed)
    except NotLossless:
        raise CannotRead(UNPROVEN) from None
    prove(copy, kind, redrawn, is_exact=not is_jpeg)
    return CleanCopy(copy, ".jpg" if is_jpeg else ".png")
