"""What text is in this file, whichever way a spreadsheet saved it?"""

from __future__ import annotations

import codecs
import re

from checker.core.errors import InputError

NOT_TEXT = "This is not a CSV list. In the spreadsheet choose Save as, CSV UTF-8, and use that file."
EMPTY = "The file is empty. Save the school's list again and use that file."
OLD_ENCODING = "The file is in an older Windows encoding. Check that accents in names look right."

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NEVER_IN_A_LIST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decode(untrusted_data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and remarks about it: by its byte-order mark, else UTF-8, else Windows-1252. Raises: InputError."""
    text, remarks = _decoded(untrusted_data)
    if not text.strip():
        raise InputError(EMPTY)
    odd = _NEVER_IN_A_LIST.search(text)
    if odd:
        line = len(re.findall(r"\r\n|\r|\n", text[: odd.start()])) + 1
        raise InputError(f"Line {line} holds something that is not text. {NOT_TEXT}")
    return text, remarks


def _decoded(untrusted_data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if untrusted_data.startswith(mark):
            return _strictly(untrusted_data[len(mark) :], encoding), ()
    try:
        return untrusted_data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _strictly(untrusted_data, "cp1252"), (OLD_ENCODING,)


def _strictly(untrusted_data: bytes, encoding: str) -> str:
    try:
        return untrusted_data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(NOT_TEXT) from None
