"""Is what somebody typed into the settings what the checks can use? One entry on each line, or with commas between; a
slip is named by its line."""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.core.errors import InputError

MOST_LINES = 500
"""Lines in one box: a large school has some 200 members of staff."""
_LONGEST = 200
"""Characters of a line: the longest name of a school in the official list has 108."""
_DIGITS = re.compile(r"\d")
_PHONE = re.compile(r"\+?[\d\s()\-./]+(?:(?:ext|x)\.?\s*\d+)?", re.IGNORECASE)
_FEWEST_DIGITS = 6
_DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
_EMAIL = re.compile(rf"[^\s@]*@{_DOMAIN}")
_HOST = re.compile(rf"(?:https?://)?({_DOMAIN})(?:/\S*)?", re.IGNORECASE)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}", re.IGNORECASE)
_HANDLE = re.compile(r"@?[\w.]{1,60}")
_PARTED = re.compile(r"[,;]|\s+(?=@\w)")
"""How people put several into one line; nothing that is asked for here holds a comma."""
_WHOLE_LINE = re.compile(r"(?!)")
"""Never: a name is a line, also one with a comma."""


def school_name(untrusted: str) -> str:
    """One line with something in it. Raises: InputError."""
    name = " ".join(untrusted.split())
    if not name or len(name) > _LONGEST:
        raise InputError(f"Give the name of the school, in at most {_LONGEST} characters.")
    return name


def phones(untrusted: str) -> tuple[str, ...]:
    """Numbers that can be dialled. Raises: InputError."""
    return _each(untrusted, "phone numbers", "is not a phone number. Write it as in 01632 960123", _phone)


def emails(untrusted: str) -> tuple[str, ...]:
    """Addresses, or whole domains. Raises: InputError."""
    says = "is not an e-mail address. Write it as in office@elm.example, or @elm.example for everybody there"
    return _each(untrusted, "e-mail addresses", says, _whole(_EMAIL))


def postcodes(untrusted: str) -> tuple[str, ...]:
    """In capitals. Raises: InputError."""
    says = "is not a postcode. Write it as in ZZ99 3CZ"
    return tuple(one.upper() for one in _each(untrusted, "postcodes", says, _whole(_POSTCODE)))


def websites(untrusted: str) -> tuple[str, ...]:
    """The host of each. Raises: InputError."""
    return _each(untrusted, "websites", "is not the address of a website. Write it as in www.elm.example", _host)


def handles(untrusted: str) -> tuple[str, ...]:
    """Each with its @. Raises: InputError."""
    says = "is not the name of an account. Write it as in @elmschool"
    found = _each(untrusted, "accounts", says, _whole(_HANDLE))
    return tuple(dict.fromkeys(f"@{one.lstrip('@')}" for one in found))


def full_names(untrusted: str) -> tuple[str, ...]:
    """First name and surname: one word alone excuses nobody. Raises: InputError."""
    says = "has one word only. Give the first name and the surname: one word alone excuses nobody"
    return _each(untrusted, "names", says, lambda line: line if len(line.split()) > 1 else "", _WHOLE_LINE)


def _each(
    untrusted: str, what: str, says: str, read: Callable[[str], str], parted: re.Pattern[str] = _PARTED
) -> tuple[str, ...]:
    lines = [" ".join(line.split()) for line in untrusted.splitlines()]
    if len(lines) > MOST_LINES:
        raise InputError(f"There is room for {MOST_LINES} lines of {what}.")
    found: dict[str, None] = {}
    entries = ((number, part.strip()) for number, line in enumerate(lines, 1) for part in parted.split(line))
    for number, entry in entries:
        if not entry:
            continue
        read_entry = read(entry) if len(entry) <= _LONGEST else ""
        if not read_entry:
            raise InputError(f"Line {number} of the {what} {says}.")
        found[read_entry] = None
    return tuple(found)


def _phone(line: str) -> str:
    return line if _PHONE.fullmatch(line) and len(_DIGITS.findall(line)) >= _FEWEST_DIGITS else ""


def _host(line: str) -> str:
    found = _HOST.fullmatch(line)
    return found.group(1).lower() if found else ""


def _whole(pattern: re.Pattern[str]) -> Callable[[str], str]:
    return lambda line: line if pattern.fullmatch(line) else ""
