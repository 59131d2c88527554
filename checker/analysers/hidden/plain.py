"""How hidden values are put into words for the person at the screen."""

from __future__ import annotations

import math
import re
from datetime import datetime

from checker.core.evidence import HiddenDetail, HiddenKind

LONGEST_VALUE = 300
"""Characters of a value that are shown; a judgement: enough to recognise it."""

_DAY_AND_TIME = re.compile(r"(\d{4})[:\-/](\d\d)[:\-/](\d\d)(?:[ T](\d\d):(\d\d))?")


def said(kind: HiddenKind, value: str) -> tuple[HiddenDetail, ...]:
    """This detail, tidied; none where nothing but blanks is left."""
    tidied = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return (HiddenDetail(kind, tidied[:LONGEST_VALUE]),) if tidied else ()


def text_of(data: bytes) -> str:
    """Words whose writing nobody told: of two bytes a letter where every other byte is nought, else UTF-8, else as
    Windows writes Western letters. A name with an accent that is read wrongly is no longer the pupil's name.
    """
    for order, noughts in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(data) > 3 and noughts.count(0) > 0.7 * len(noughts) and len(data.replace(b"\x00", b"")) > len(data) // 3:
            return data.decode(order, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def plain_time(value: str) -> str:
    """ "2026:06:14 10:32:05" as "14 June 2026 10:32"; nothing for a clock that was never set; else as it stands."""
    found = _DAY_AND_TIME.match(value.strip())
    if found is None:
        return value if re.search("[1-9]", value) else ""
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    if not year or not month or not day:
        return ""
    try:
        when = datetime(year, month, day, hour or 0, minute or 0)  # noqa: DTZ001 a camera's clock has no zone
    except ValueError:
        return value
    return f"{when.day} {when:%B %Y}" + (f" {when:%H:%M}" if hour is not None else "")


def plain_place(latitude: float, longitude: float) -> str:
    """Degrees north and east with four decimals (about ten metres); empty where they are no place on Earth."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or abs(latitude) > 90 or abs(longitude) > 360:
        return ""
    return f"{latitude:.4f}, {longitude:.4f}"


def plain_size(count: int) -> str:
    """A number of bytes in words."""
    if count >= 100_000:
        return f"{count / 1_000_000:.1f} MB"
    return f"{count:,} bytes" if count != 1 else "1 byte"


def unreadable(what: str) -> tuple[HiddenDetail, ...]:
    """A block that is there but could not be read."""
    return (HiddenDetail(HiddenKind.OTHER, f"{what} that could not be read"),)
