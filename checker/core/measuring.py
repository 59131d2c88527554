"""How sure is a rate that was counted?"""

from __future__ import annotations

import math
from dataclasses import dataclass

NINETY_FIVE = 1.959964
"""Standard deviations that hold 95 in 100 of a bell curve."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    trials: int

    @property
    def value(self) -> float | None:
        """The share; None where nothing was tried."""
        return self.hits / self.trials if self.trials else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval, which is honest about none of few. Trials of one person are taken as independent."""
        if not self.trials:
            return 0.0, 1.0
        share, spread = self.hits / self.trials, NINETY_FIVE**2 / self.trials
        middle = share + spread / 2
        reach = NINETY_FIVE * math.sqrt(share * (1 - share) / self.trials + spread / self.trials / 4)
        return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


@dataclass(frozen=True, slots=True)
class Row:
    """One measured rate: `kind` is found, right (of the enrolled) or wrong (of all shown); `what` is for people."""

    kind: str
    what: str
    rate: Rate
    face_height: int | None = None
    gallery: int | None = None
