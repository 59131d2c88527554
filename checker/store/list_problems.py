"""What is amiss in a school's list? Each problem once, with its lines and columns, never with a person."""

from __future__ import annotations

from checker.core.errors import InputError

_LINES_SHOWN = 10
"""Line numbers listed for one problem: enough to start mending, short enough to read."""

_PROBLEMS_SHOWN = 5
"""Kinds of problem told at once, for the same reason."""


class Problems:
    """What is wrong with the file, each problem once with all its lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def add(self, line: int, what: str) -> None:
        """Note that this is wrong in that line."""
        self._lines.setdefault(what, []).append(line)

    def raise_any(self) -> None:
        """Raises: InputError."""
        if self._lines:
            shown = list(self._lines.items())[:_PROBLEMS_SHOWN]
            told = "; ".join(f"{_listed(lines)}: {what}" for what, lines in shown)
            raise InputError(f"The list was not used. {told}. Mend this in the list and try again.")


def _listed(lines: list[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:_LINES_SHOWN])
    more = f" and {len(lines) - _LINES_SHOWN} more" if len(lines) > _LINES_SHOWN else ""
    return f"{'Line' if len(lines) == 1 else 'Lines'} {shown}{more}"
