"""How far is an album, and how long will the rest take?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

_TELLS_FROM = 3
"""Photos that were really checked before a time is told: the first loads the models."""
_ABOUT = ((90, 1, "second"), (5400, 60, "minute"), (float("inf"), 3600, "hour"))


@dataclass
class Pace:
    """Counts the photos that are done. Those an earlier run answered take no time and say nothing about the others."""

    total: int
    clock: Callable[[], float] = monotonic
    done: int = 0
    kept: int = 0
    _began: float = field(default=0.0, repr=False)

    def __post_init__(self) -> None:
        self._began = self.clock()

    def count(self, *, is_kept: bool) -> None:
        """One photo more is done."""
        self.done += 1
        self.kept += is_kept
        if is_kept and self.done == self.kept:
            self._began = self.clock()

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None while that cannot be told."""
        checked = self.done - self.kept
        if checked < _TELLS_FROM:
            return None
        return (self.clock() - self._began) / checked * (self.total - self.done)

    @property
    def words(self) -> str:
        """As in "12 of 200 photos, about 4 minutes left"."""
        left = self.seconds_left
        told = f", {_about(left)} left" if left is not None and self.done < self.total else ""
        return f"{self.done} of {self.total} photos{told}"


def _about(seconds: float) -> str:
    _, size, unit = next(one for one in _ABOUT if seconds < one[0])
    count = max(1, round(seconds / size))
    return f"about {count} {unit}{'s' if count > 1 else ''}"
