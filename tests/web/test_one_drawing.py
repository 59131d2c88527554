"""Many parts of a page ask who is at the desk: in one drawing they get one answer, in the next a new one."""

from __future__ import annotations

from threading import Thread

import pytest

from checker.web.one_drawing import once, one_drawing


def test_within_a_drawing_each_question_is_asked_once_and_in_the_next_anew() -> None:
    answers = iter(range(9))
    with one_drawing():
        assert [once("who", answers.__next__) for _ in range(3)] == [0, 0, 0]
        assert once("where", answers.__next__) == 1
    with one_drawing():
        assert once("who", answers.__next__) == 2


def test_outside_of_a_drawing_it_is_asked_each_time_also_after_one_that_broke() -> None:
    answers = iter(range(9))
    with pytest.raises(ZeroDivisionError), one_drawing():
        once("who", lambda: 1 / 0)
    assert [once("who", answers.__next__) for _ in range(2)] == [0, 1]


def test_two_who_are_drawn_for_at_the_same_time_do_not_share_an_answer() -> None:
    seen: list[str] = []

    def draw() -> None:
        with one_drawing():
            seen.append(once("who", lambda: "the other"))

    with one_drawing():
        mine = once("who", lambda: "the one")
        beside = Thread(target=draw)
        beside.start()
        beside.join()
        assert [mine, *seen, once("who", str)] == ["the one", "the other", "the one"]
