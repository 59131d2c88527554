"""The bar never stands still for long, never goes back, and never says it is done before it is."""

from __future__ import annotations

from checker.workflow.check_pace import CheckPace


def test_the_time_left_is_told_in_whole_seconds() -> None:
    pace = CheckPace(4, started=100.0)
    words = "Looking at the photos and checking the words"
    assert pace.words(100.0) == f"{words}: about 8 seconds left"
    assert pace.words(107.0) == f"{words}: nearly done"
    assert CheckPace(0, 0.0).words(0.0) == "Checking the words: nearly done"


def test_the_bar_is_full_only_when_every_check_is_finished() -> None:
    pace = CheckPace(4, started=0.0)
    shares = [pace.share(done / 10, now) for done, now in ((0, 0.0), (6, 1.0), (7, 5.0), (9, 60.0), (10, 61.0))]
    assert shares == sorted(shares)
    assert (shares[0], shares[-2] < 1, shares[-1]) == (0.0, True, 1.0)
