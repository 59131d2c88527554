"""Whoever uses a command wrongly is told which word is missing or what to say, in one sentence, and it ends with 3."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("clean photo.jpg", "--out is missing."),
        ("clean --out cleaned", "FILES is missing."),
        ("register protections Q001", "--as is missing."),
        ("ledger show --most 0", "--most: Input should be greater than or equal to 1."),
        ("ledger verify --nonsense", "No such option: --nonsense."),
    ],
)
def test_what_is_missing_is_named_as_one_types_it(checker: Any, words: str, says: str) -> None:
    ran = checker(*words.split())
    assert (ran.code, ran.out, ran.err) == (3, "", f"Could not run: {says} Help: checker --help\n")


@pytest.mark.parametrize(("words", "named"), [("", "  serve "), ("register", "  import "), ("ledger", "  verify ")])
def test_a_command_without_a_word_lists_what_there_is_and_checks_nothing(checker: Any, words: str, named: str) -> None:
    ran = checker(*words.split())
    lines = ran.err.splitlines()
    assert (ran.code, ran.out, lines[0]) == (
        3,
        "",
        " ".join(f"Usage: checker {words} [OPTIONS] COMMAND [ARGS]...".split()),
    )
    assert [line for line in lines if line.startswith(named)] != []
    assert "\\n" not in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("not_found --who father", "Say who decided that this parent need not be told: the head teacher, for example."),
        ("welfare --who father --authorised-by=", "Say who decided that this parent need not be told"),
        ("known", "Say which parent: mother, for example."),
    ],
)
def test_a_record_of_a_parent_says_who_and_by_whom(checker: Any, register: str, words: str, says: str) -> None:
    assert checker("register", "import", register, "--yes").code == 0
    ran = checker("register", "parent", "P001", *words.split())
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"Could not run: {says}")


def test_nobody_is_erased_where_nobody_can_be_asked(checker: Any, register: str) -> None:
    assert checker("register", "import", register, "--yes").code == 0
    before = checker("register", "show").out
    ran = checker("register", "erase", "P001")
    assert (ran.code, ran.out, ran.err) == (1, "", "Nothing was erased. Run again with --yes to erase.\n")
    assert checker("register", "show").out == before


def test_a_question_that_nobody_answers_is_told(checker: Any, register: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> str:
        import typer

        raise typer.Abort

    monkeypatch.setattr("typer.prompt", nobody)
    ran = checker("register", "protect", "P001", "--as", "lead")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "Stopped: a question was not answered. Run this at a terminal, where it can be.\n"


def test_where_nothing_is_past_its_time_nothing_is_asked(checker: Any, register: str) -> None:
    assert checker("register", "import", register, "--yes").code == 0
    ran = checker("retention", "apply")
    assert (ran.code, ran.out.splitlines()[-1], ran.err) == (0, "Nothing is past its time.", "")
