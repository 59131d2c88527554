"""Is a text only the name that a camera gave a file? Its words are known without spaCy, which takes 0.6 s to load."""

from __future__ import annotations

import re

from checker.core.evidence import ParsedText, Span, Token

WORDS = ("IMG", "IMG_E", "DSC", "DSCN", "DSCF", "PXL", "MVI", "GOPR", "DJI", "P", "photo", "image", "picture", "scan")
"""What cameras and phones write before the number. Samsung's SAM is not here: it is a name as well."""
BLANK_AFTER = ("IMG", "PXL", "MVI")
"""Those that spaCy knows for no name with a blank after them, as is written where words are looked for in a name."""
KINDS = ("jpg", "JPG", "jpeg", "JPEG", "png", "PNG", "heic", "HEIC", "webp", "gif")
_NUMBER = r"\d{1,20}"
_KIND = rf"\.(?:{'|'.join(KINDS)})"
_CAMERA_NAME = re.compile(
    rf"(?:(?:{'|'.join(WORDS)})[_-]?)?{_NUMBER}(?:_{_NUMBER}){{0,2}}{_KIND}"
    rf"|(?:{'|'.join(BLANK_AFTER)}) {_NUMBER}(?: {_NUMBER}){{0,2}}{_KIND}"
    r"|IMG-\d{8}-WA\d{4}\.jpg",
    re.ASCII,
)


def camera_name(text: str) -> ParsedText | None:
    """What spaCy says of a name like IMG_2034.jpg, compared with it in the tests: one sentence, and nobody's name."""
    if not _CAMERA_NAME.fullmatch(text):
        return None
    tokens = tuple(Token(found.group(), *found.span()) for found in re.finditer(r"[^ ]+", text))
    return ParsedText(text, tokens, (Span(0, len(text)),))
