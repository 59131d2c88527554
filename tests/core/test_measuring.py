"""A rate comes with how sure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.core.measuring import Rate


@pytest.mark.parametrize(
    ("rate", "value", "interval"),
    [
        (Rate(0, 0), None, (0.0, 1.0)),
        (Rate(0, 10), 0.0, (0.0, 0.2775)),
        (Rate(10, 10), 1.0, (0.7225, 1.0)),
        (Rate(81, 263), 0.3080, (0.2553, 0.3662)),  # Newcombe 1998, Statistics in Medicine 17:857, method 3
    ],
)
def test_wilsons_interval(rate: Rate, value: float | None, interval: tuple[float, float]) -> None:
    assert rate.value == (None if value is None else pytest.approx(value, abs=1e-4))
    assert rate.interval == pytest.approx(interval, abs=1e-4)


@given(st.integers(1, 1000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_interval_holds_the_rate(counted: tuple[int, int]) -> None:
    rate = Rate(*counted)
    low, high = rate.interval
    assert 0 <= low <= counted[0] / counted[1] + 1e-12
    assert counted[0] / counted[1] - 1e-12 <= high <= 1
