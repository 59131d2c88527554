"""Where should each criterion begin to ask? The thresholds that miss the fewest breaches for a share of alarms.

A post is flagged when any criterion is above its threshold, so the thresholds are chosen together: each in turn is
moved to where it does most good given the others, for a price of an alarm; the lowest price whose alarms fit the share
is taken, and what is left of the share is spent where it catches most. That is done on resampled posts and the median
is kept: chosen once, the thresholds fitted the posts at hand and flagged half as many ordinary posts again elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PRICES = np.geomspace(0.15, 8, 7)  # of one ordinary post flagged, in breaches missed
ROUNDS = 4  # of moving each threshold in turn; it seldom changes after the second
RESAMPLES = 12
BLOCK, REVIEW = 1.0, 0.5  # what missing a post costs, by what should have become of it


@dataclass(frozen=True)
class Scored:
    """Posts x criteria: the highest score of any sentence of each post; and what each post is worth catching."""

    highest: np.ndarray
    is_clear: np.ndarray
    worth: np.ndarray
    """0 for a clear post and for one whose only fault is not of these criteria (a full name)."""

    def chosen(self, at: np.ndarray) -> Scored:
        """These posts only, as often as they are named."""
        return Scored(self.highest[at], self.is_clear[at], self.worth[at])


def together(parts: list[Scored]) -> Scored:
    """Several sets of posts as one."""
    columns = ("highest", "is_clear", "worth")
    return Scored(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


def thresholds(posts: Scored, share: float) -> np.ndarray:
    """One a criterion, for at most about `share` of the ordinary posts flagged by all criteria together."""
    chance = np.random.default_rng(0)
    resampled = (posts.chosen(chance.integers(len(posts.worth), size=len(posts.worth))) for _ in range(RESAMPLES))
    return np.median([_best(one, share) for one in resampled], axis=0)


def _best(posts: Scored, share: float) -> np.ndarray:
    clear, breach = posts.highest[posts.is_clear], posts.highest[posts.worth > 0]
    worth, room = posts.worth[posts.worth > 0], int(share * len(clear))
    found = [_at_price(clear, breach, worth, price) for price in PRICES]
    affordable = [one for one in found if (clear > one).any(1).sum() <= room]
    start = max(affordable, key=lambda one: worth[(breach > one).any(1)].sum(), default=clear.max(0))
    return _spend(clear, breach, worth, start, room)


def _at_price(clear: np.ndarray, breach: np.ndarray, worth: np.ndarray, price: float) -> np.ndarray:
    chosen = clear.max(0)
    for _ in range(ROUNDS):
        for at in range(len(chosen)):
            others = np.arange(len(chosen)) != at
            open_clear = clear[~(clear[:, others] > chosen[others]).any(1), at]
            is_open = ~(breach[:, others] > chosen[others]).any(1)
            places = np.append(open_clear, clear[:, at].max())
            gained = _above(breach[is_open, at], worth[is_open], places)
            chosen[at] = places[np.argmax(gained - price * _above(open_clear, np.ones(len(open_clear)), places))]
    return chosen


def _above(scores: np.ndarray, worth: np.ndarray, places: np.ndarray) -> np.ndarray:
    """For each place the worth of all scores above it."""
    order = np.argsort(scores)
    kept = np.append(np.cumsum(worth[order][::-1])[::-1], 0)
    return kept[np.searchsorted(scores[order], places, side="right")]


def _spend(clear: np.ndarray, breach: np.ndarray, worth: np.ndarray, chosen: np.ndarray, room: int) -> np.ndarray:
    """Lowered step by step, where a step catches most for each ordinary post that it flags more."""
    chosen = chosen.copy()
    while (left := room - int((clear > chosen).any(1).sum())) > 0:
        steps = [step for at in range(len(chosen)) for step in _steps(clear, breach, worth, chosen, at, left)]
        if not steps:
            break
        _, at, place = max(steps, key=lambda step: step[0])
        chosen[at] = place
    return chosen


def _steps(
    clear: np.ndarray, breach: np.ndarray, worth: np.ndarray, chosen: np.ndarray, at: int, left: int
) -> list[tuple[float, int, float]]:
    """Gain for each alarm, criterion and place of the steps this threshold can take that catch anything more."""
    below = np.sort(clear[~(clear > chosen).any(1), at])[::-1][: left + 1]
    is_open = ~(breach > chosen).any(1)
    gained = _above(breach[is_open, at], worth[is_open], below)
    return [
        (float(gain) / max(alarms, 0.001), at, float(place))
        for alarms, (gain, place) in enumerate(zip(gained, below, strict=True))
        if gain > 0 and place < chosen[at]
    ]
