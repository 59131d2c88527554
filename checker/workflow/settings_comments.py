"""How are settings saved so that what somebody wrote beside them stays? Line by line: what has not changed stays as it
was written, and each remark stays with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Line = Callable[[str, object], str]
"""A setting as a line of TOML."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A setting as it stands in the file: the remarks and blank lines above it, its section, name, value and text.

    `name` is empty for the heading of a section, and for the remarks that end the file.
    """

    above: tuple[str, ...]
    section: str = ""
    name: str = ""
    value: object = None
    text: str = ""


def with_remarks(before: str, wanted: Mapping[str, Mapping[str, object]], line: Line) -> str | None:
    """The file of before with the settings that are wanted, by section ("" is the file's head).

    None where it is written in a way that cannot be kept line by line.
    """
    try:
        blocks = tuple(_blocks(before))
    except ValueError:
        return None
    written = [part for section in _sections(blocks, wanted) for part in _section(section, blocks, wanted, line)]
    return "\n".join(written).strip("\n") + "\n"


def _sections(blocks: tuple[_Block, ...], wanted: Mapping[str, Mapping[str, object]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("", *(one.section for one in blocks), *(name for name in wanted if wanted[name]))))


def _section(
    section: str, blocks: tuple[_Block, ...], wanted: Mapping[str, Mapping[str, object]], line: Line
) -> Iterator[str]:
    """What was there in its order, then what is new."""
    here = [one for one in blocks if one.section == section]
    told = wanted.get(section, {})
    if section and not here:
        yield from ("", f"[{section}]")
    end = [one for one in here if not one.name and not one.text]
    for one in here:
        if one not in end:
            yield from (*one.above, *_kept(one, told, line))
    yield from (line(name, value) for name, value in told.items() if name not in {one.name for one in here})
    yield from (remark for one in end for remark in one.above)


def _kept(one: _Block, told: Mapping[str, object], line: Line) -> Iterator[str]:
    if not one.name or (one.name in told and _plain(told[one.name]) == one.value):
        yield one.text
        return
    *inside, beside = _remarks(one)
    yield from inside
    if one.name in told:
        yield f"{line(one.name, told[one.name])}{beside and '  '}{beside}"
    elif beside:
        yield beside


def _plain(value: object) -> object:
    """As TOML reads it."""
    return list(value) if isinstance(value, tuple) else value


def _remarks(one: _Block) -> list[str]:
    """What stands behind a "#" in each of its lines, the last line's last ("" where it has none)."""
    lines = one.text.split("\n")
    found = [_remark(text) for text in lines]
    return [remark for remark in found[:-1] if remark] + [found[-1]]


def _remark(text: str) -> str:
    """A "#" within quotation marks begins no remark."""
    quote = ""
    for place, sign in enumerate(text):
        if quote:
            is_end = sign == quote and not (quote == '"' and _is_escaped(text, place))
            quote = "" if is_end else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "#":
            return text[place:].rstrip()
    return ""


def _is_escaped(text: str, place: int) -> bool:
    return (place - len(text[:place].rstrip("\\"))) % 2 == 1


def _blocks(before: str) -> Iterator[_Block]:
    """Each setting of the file, with what stands above it. Raises: ValueError where it is not line by line."""
    above: list[str] = []
    open_text, section = "", ""
    for line in before.splitlines():
        open_text = f"{open_text}\n{line}" if open_text else line
        if not open_text.strip() or open_text.lstrip().startswith("#"):
            above.append(open_text)
        elif open_text.lstrip().startswith("["):
            (section,) = tomllib.loads(open_text)
            yield _Block(tuple(above), section, text=open_text)
            above = []
        elif (told := _whole(open_text)) is not None:
            yield _Block(tuple(above), section, *told, open_text)
            above = []
        else:
            continue  # a list over several lines
        open_text = ""
    if open_text:
        raise ValueError("the last setting is not whole")
    yield _Block(tuple(above), section)


def _whole(text: str) -> tuple[str, Any] | None:
    """The name and value of a setting; None while it is not whole. Raises: ValueError for a section on one line."""
    try:
        ((name, value),) = tomllib.loads(text).items()
    except tomllib.TOMLDecodeError:
        return None
    if isinstance(value, dict):
        raise ValueError("a section within a line")
    return name, value
