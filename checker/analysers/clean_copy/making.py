"""How is the copy made: by leaving parts of the file out, or by saving the pixels anew?"""

from __future__ import annotations

from checker.analysers.clean_copy.encode import encode, has_hidden_colours
from checker.analysers.clean_copy.jpeg import rewrite_jpeg
from checker.analysers.clean_copy.lossless import NotLossless
from checker.analysers.clean_copy.png import rewrite_png
from checker.analysers.clean_copy.proof import UNPROVEN, prove
from checker.analysers.clean_copy.webp import rewrite_webp
from checker.analysers.containers.kind import PictureKind
from checker.analysers.decoding import Decoded, decode
from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy

MOVES = "The picture moves or has several pages, and we can only clean single pictures. Please save one picture of it."
TURNED = "turned upright and saved again"
SAVED_AGAIN = "saved again as a {format} picture"

_REWRITERS = {PictureKind.JPEG: rewrite_jpeg, PictureKind.PNG: rewrite_png, PictureKind.WEBP: rewrite_webp}
_SUFFIXES = {PictureKind.JPEG: ".jpg", PictureKind.PNG: ".png", PictureKind.WEBP: ".webp"}


def proven_copy(data: bytes) -> CleanCopy:
    """A copy with the pixels and their colour profile, proven to carry nothing else. Raises: CannotRead."""
    original = decode(data)
    if original.is_animated:
        raise CannotRead(MOVES)
    copy = _without_notes(data, original)
    kind, note = original.kind, ""
    if copy is None:
        copy, kind = _saved_anew(original)
        note = TURNED if original.turned else SAVED_AGAIN.format(format=kind.name)
    prove(copy, kind, original, is_exact=kind is not PictureKind.JPEG or not note)
    return CleanCopy(copy, _SUFFIXES[kind], note)


def _without_notes(data: bytes, original: Decoded) -> bytes | None:
    """The same packed pixels without the rest of the file; None where that is not enough."""
    if original.turned or original.kind not in _REWRITERS or has_hidden_colours(original.image):
        return None
    try:
        return _REWRITERS[original.kind](data)
    except NotLossless:
        return None


def _saved_anew(original: Decoded) -> tuple[bytes, PictureKind]:
    """The pixels saved again, in the one form that the copy of a copy also has. Raises: CannotRead."""
    packed, kind = encode(original)
    try:
        return _REWRITERS[kind](packed), kind
    except NotLossless:
        raise CannotRead(UNPROVEN) from None
