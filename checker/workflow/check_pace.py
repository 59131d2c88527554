"""How far is a check, and how long will it still take? Said in whole seconds, and never promised."""

from __future__ import annotations

from dataclasses import dataclass

FOR_WORDS = 1.0
"""Seconds that everything but the photos takes, with the page: measured 0.3 to 0.9 on two cores."""
FOR_A_PHOTO = 1.8
"""Seconds for a photo of 12 megapixels that was not looked at before: measured 1.3 to 2.2 on two cores."""
_NEARLY = 0.97
"""Where the bar waits when a check takes longer than most."""


@dataclass(frozen=True, slots=True)
class CheckPace:
    """The pace of one check; `photos` are those not looked at before, `started` seconds of a clock that never jumps."""

    photos: int
    started: float

    def share(self, finished: float, now: float) -> float:
        """From 0 to 1, by the clock or by the checks that are finished, whichever is less far, and never standing."""
        by_clock = (now - self.started) / self._expected
        return min(max(by_clock, finished / 2), _NEARLY) if finished < 1 else 1.0

    def words(self, now: float) -> str:
        """What is going on, and about how long it will still take."""
        left = round(self._expected - (now - self.started))
        what = "Checking the words" if not self.photos else "Looking at the photos and checking the words"
        return f"{what}: {f'about {left} seconds left' if left > 1 else 'nearly done'}"

    @property
    def _expected(self) -> float:
        return FOR_WORDS + FOR_A_PHOTO * self.photos
