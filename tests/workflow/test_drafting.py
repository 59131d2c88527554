"""A suggested wording goes into the draft exactly where it belongs, and out of it again without a trace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.core.errors import InputError
from checker.core.finding import Finding, Severity, TextSpan, WholePost
from checker.core.post import Part, Photo, Post
from checker.workflow.drafting import (
    NO_FIT,
    Described,
    Fix,
    History,
    Words,
    apart,
    fix_for,
    fixed,
    noted,
    redone,
    reworded,
    undone,
)
from checker.workflow.wiring import Gate, open_gate

REGISTER = """\
pupil_id,first_name,last_name,known_as,year_group,class_name,name_consent,first_name_consent
P1,Orla,Penhallow,,Year 4,Oak,no,yes
P2,Zoë,Braithwaite,,Year 6,Ash,no,yes
P3,Nia,Fox-D'Arcy,,Year 1,Yew,no,yes
"""
NAMES = ("Orla Penhallow", "Zoë Braithwaite", "Nia Fox-D'Arcy", "ORLA PENHALLOW")
BETWEEN = (" won a prize. ", " 🌻🌻 painted, and ", "\n\n", " thanked ", ". Well done ")


def found(where: object, suggestion: str | None) -> Finding:
    return Finding("names.full", Severity.BLOCK, where, "We saw it.", "Change it.", suggestion)  # type: ignore[arg-type]


def fix(start: int, was: str, becomes: str) -> Fix:
    return Fix(TextSpan(start, start + len(was)), was, becomes)


def test_a_suggestion_in_the_words_or_a_description_is_a_change_with_the_words_around() -> None:
    post = Post("Well done Orla Penhallow today", photos=(Photo("a.jpg", b"1", "Orla Penhallow sings"),))
    assert fix_for(post, found(TextSpan(10, 24), "Orla")) == Fix(
        TextSpan(10, 24), "Orla Penhallow", "Orla", "Well done ", " today"
    )
    in_description = TextSpan(0, 14, Part.ALT_TEXT, 0)
    assert fix_for(post, found(in_description, "Orla")) == Fix(in_description, "Orla Penhallow", "Orla", "", " sings")


@pytest.mark.parametrize(
    ("where", "suggestion"),
    [
        (WholePost(), "Orla"),
        (TextSpan(0, 4), None),
        (TextSpan(0, 4), "Well"),
        (TextSpan(0, 99), "Orla"),
        (TextSpan(0, 4, Part.FILE_NAME, 0), "Orla"),
        (TextSpan(0, 4, Part.ALT_TEXT, 3), "Orla"),
    ],
)
def test_no_change_is_offered_where_only_a_person_can_act(where: object, suggestion: str | None) -> None:
    assert fix_for(Post("Well done", photos=(Photo("name.jpg", b"1"),)), found(where, suggestion)) is None


def test_several_changes_at_once_do_not_move_each_other() -> None:
    words = Words("Ada Bee met Cy Dee.", (Described(4, "Ada Bee"),))
    changes = [fix(0, "Ada Bee", "A"), fix(12, "Cy Dee", "Cyrus-Maximilian")]
    changes.append(Fix(TextSpan(0, 7, Part.ALT_TEXT, 0), "Ada Bee", "Ada"))
    assert reworded(words, changes) == Words("A met Cyrus-Maximilian.", (Described(4, "Ada"),))


def test_a_change_that_no_longer_fits_is_refused_with_a_sentence_and_changes_nothing() -> None:
    history = History(Words("Ada Dee met Cy Dee."))
    with pytest.raises(InputError, match=NO_FIT):
        fixed(history, [fix(12, "Cy Dee", "Cy"), fix(0, "Ada Bee", "Ada")])
    assert history == History(Words("Ada Dee met Cy Dee."))


def test_two_changes_of_the_same_words_are_refused_and_only_the_first_is_offered_with_all() -> None:
    first, second, third = fix(0, "Ada Bee", "Ada"), fix(4, "Bee met", "saw"), fix(12, "Cy", "C")
    with pytest.raises(InputError, match=NO_FIT):
        reworded(Words("Ada Bee met Cy"), [first, second])
    assert apart([first, second, third, first]) == (first, third)


def test_the_same_change_twice_is_made_once() -> None:
    assert reworded(Words("Ada Bee"), [fix(0, "Ada Bee", "Ada")] * 2) == Words("Ada")


def test_typing_is_a_step_like_any_other_so_undo_loses_none_of_it() -> None:
    history = fixed(History(Words("Ada Bee")), [fix(0, "Ada Bee", "Ada")])
    history = noted(history, Words("Ada won"))
    assert undone(history).now == Words("Ada")
    assert undone(undone(history)).now == Words("Ada Bee")
    assert redone(redone(undone(undone(history)))) == history


def test_undo_keeps_the_description_of_a_photo_that_came_since_and_leaves_one_away_that_went() -> None:
    history = fixed(History(Words("Ada Bee", (Described(1, "gone"),))), [fix(0, "Ada Bee", "Ada")])
    history = noted(history, Words("Ada", (Described(2, "new"),)))
    assert undone(history).now == Words("Ada Bee", (Described(2, "new"),))


def test_a_photo_that_comes_or_goes_is_no_step() -> None:
    history = noted(History(Words("Ada")), Words("Ada", (Described(1, "new"),)))
    assert (history.now.described, history.past) == ((Described(1, "new"),), ())


def test_with_nothing_to_undo_or_redo_all_stays() -> None:
    assert (undone(History()), redone(History())) == (History(), History())


texts = st.text(max_size=40)


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6), texts), max_size=5))
def test_undoing_restores_the_draft_to_the_letter(text: str, wishes: list[tuple[int, int, str]]) -> None:
    spans = [(TextSpan(start, start + length), becomes) for start, length, becomes in wishes]
    changes = apart(Fix(where, text[where.start : where.end], new) for where, new in spans if where.end <= len(text))
    before = History(Words(text))
    after = fixed(before, changes)
    if after.now != before.now:
        assert undone(after).now == before.now
        assert redone(undone(after)) == after
    assert len(after.now.text) == len(text) + sum(len(one.becomes) - len(one.was) for one in changes)


@cache
def gate(file: Path) -> Gate:
    return open_gate(str(file), home=file.parent)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("school") / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    return file


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(BETWEEN)), min_size=1, max_size=4))
def test_all_suggestions_together_leave_no_full_name_that_had_one(register: Path, parts: list[tuple[str, str]]) -> None:
    post = Post("Well done " + "".join(name + between for name, between in parts))
    findings = [one for one in gate(register).check(post).findings if one.check == "names.pupil_full_name"]
    changes = [change for one in findings if (change := fix_for(post, one))]
    assert {one.was for one in changes} == {name for name, _ in parts}
    words = reworded(Words(post.text), apart(changes))
    again = gate(register).check(Post(words.text)).findings
    assert [one for one in again if one.check.startswith("names.") and one.severity is Severity.BLOCK] == []
    assert not any(name in words.text for name, _ in parts)
