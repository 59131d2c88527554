"""A pupil's full name is found as a machine reads it: joined, split, misread, in two boxes. Ordinary words are left."""

from __future__ import annotations

import time

import pytest

from checker.analysers.written_names import WrittenNames
from checker.core.people import Pupil
from checker.core.writing import WritingSeen, WrittenLine

PUPILS = (
    Pupil("P1", "Orla", "Penhallow"),
    Pupil("P2", "Kit", "Lee"),
    Pupil("P3", "Grace", "Hill"),
    Pupil("P4", "Aaron", "Iqbal"),
    Pupil("P5", "James", "Kelly"),
    Pupil("P6", "Wing-Yan", "Al-Masri", known_as="Winnie"),
    Pupil("P7", "Charles", "Cunningham"),
    Pupil("P8", "Summer", "Green"),
    Pupil("P9", "Orla", "Penhallow-Voss"),
)
FINDER = WrittenNames(PUPILS)


def line(text: str, left: float = 100, top: float = 100, height: float = 40, score: float = 0.95) -> WrittenLine:
    """A level line with letters half as wide as they are high."""
    right, bottom = left + len(text) * height / 2, top + height
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return WrittenLine(text, score, corners, tuple((n + 0.5) / len(text) for n in range(len(text))))


def found(*lines: WrittenLine) -> list[tuple[tuple[str, ...], bool]]:
    return [(name.pupil_ids, name.certain) for name in FINDER.find(WritingSeen(lines))]


@pytest.mark.parametrize(
    "text",
    [
        "Orla Penhallow",
        "OrlaPenhallow",
        "ORLA PENHALLOW",
        "ORLAPENHALLOW",
        "Penhallow, Orla",
        "is presented toOrla Penhallow for maths",
        "ispresentedtoOrlaPenhallow",
        "0rla Penha1low",
        "OrIa PenhaIIow",
        "1.OrlaPenhallow",
        "Orla Pen hallow",
        "Orla M Penhallow",
        "Well done Orla Penhallow!",
    ],
)
def test_a_name_read_letter_for_letter_is_certain(text: str) -> None:
    assert found(line(text)) == [(("P1",), True)]


@pytest.mark.parametrize(
    ("text", "pupil"),
    [
        ("Orla Penhalow", "P1"),
        ("Orla Penhllw", "P1"),
        ("Charles Cuningham", "P7"),
        ("CharlesCuningham", "P7"),
        ("Charlcs Cunninghan", "P7"),
        ("Aaron lqba", "P4"),
    ],
)
def test_a_name_with_letters_lost_or_mixed_up_is_asked_about(text: str, pupil: str) -> None:
    assert found(line(text)) == [((pupil,), False)]


def test_letters_that_print_alike_are_the_name() -> None:
    assert found(line("Aaron lqbal")) == [(("P4",), True)]
    assert found(line("Wing Yan Al Masri")) == [(("P6",), True)]
    assert found(line("Winnie AlMasri")) == [(("P6",), True)]


@pytest.mark.parametrize(
    "text",
    [
        "Kit",
        "Kit list",
        "Kit Lees",
        "see Lee",
        "Orla",
        "Penhallow Road",
        "Orla and the dragon",
        "Green summer grass",
        "Charles Dickens",
        "Full English breakfast",
        "Certificate of Achievement",
        "",
        "!!! 12:30",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert found(line(text)) == []


def test_a_short_name_must_be_read_exactly() -> None:
    assert found(line("Kit Lee")) == [(("P2",), True)]
    assert found(line("Kit Lea")) == []
    assert found(line("Kip Lee")) == []


def test_a_name_of_two_words_is_asked_about() -> None:
    assert found(line("GRACE HILL")) == [(("P3",), False)]


def test_a_teacher_of_the_same_name_is_asked_about() -> None:
    assert found(line("Mrs Orla Penhallow")) == [(("P1",), False)]


def test_a_doubtful_reading_is_never_certain() -> None:
    assert found(line("Orla Penhallow", score=0.6)) == [(("P1",), False)]


def test_a_badge_in_two_boxes_is_one_name_with_one_box() -> None:
    seen = WritingSeen((line("Orla", height=60), line("Penhallow", top=175, height=30)))
    (name,) = FINDER.find(seen)
    assert (name.pupil_ids, name.certain) == (("P1",), True)
    assert (name.box.left, name.box.top, name.box.right, name.box.bottom) == (100, 100, 235, 205)


def test_columns_of_a_list_belong_together() -> None:
    assert found(line("Penhallow"), line("Orla", left=360)) == [(("P1",), True)]
    assert found(line("Orla"), line("Penhallow", left=1500)) == []


def test_boxes_far_apart_or_turned_otherwise_are_no_name() -> None:
    assert found(line("Orla"), line("Penhallow", top=400)) == []
    side = WrittenLine("Penhallow", 0.9, ((100, 330), (100, 150), (140, 150), (140, 330)), line("Penhallow").middles)
    assert found(line("Orla"), side) == []


def test_a_line_that_broke_inside_a_name_is_read_on() -> None:
    assert found(line("presented to Orla"), line("Penhallow for maths", top=150)) == [(("P1",), False)]


def test_two_pegs_with_first_names_are_only_asked_about() -> None:
    assert found(line("James"), line("Kelly", top=150)) == [(("P5",), False)]


def test_two_words_of_a_poster_are_no_name() -> None:
    assert found(line("Our Summer"), line("Green team", top=150)) == []


def test_the_box_covers_the_name_only() -> None:
    seen = WritingSeen((line("This is Orla Penhallow today"),))
    (name,) = FINDER.find(seen)
    assert 240 < name.box.left < 265
    assert 535 < name.box.right < 565


def test_a_big_register_costs_little() -> None:
    many = tuple(Pupil(f"N{n}", f"Firstname{n % 3000}", f"Surname{n}") for n in range(20_000))
    finder = WrittenNames((*PUPILS, *many))
    page = WritingSeen(tuple(line("Please bring a coat and a packed lunch on Friday", top=50.0 * n) for n in range(40)))
    started = time.process_time()
    assert finder.find(page) == ()
    assert time.process_time() - started < 3
