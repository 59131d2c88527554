"""The command line is a public contract: its output, its exit codes, and one clear sentence for bad input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running import REGISTER


def test_a_clear_post_ends_with_0(checker: Any, register: str) -> None:
    ran = checker("post", "--text", "School closes at 3.15 on Friday.", "--register", register, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines == [{"id": "post", "verdict": "clear", "findings": [], "unproven": [], "photos": []}]


def test_a_full_name_ends_with_2_and_points_at_it(checker: Any, register: str) -> None:
    text = "🎉 Well done to Orla Penhallow for her poem."
    ran = checker("post", "--text", text, "--pack", "malcolm-sargent", "--register", register, "--json")
    (line,) = ran.lines
    found = line["findings"][0]
    assert (ran.code, line["verdict"]) == (2, "block")
    assert (found["check"], found["severity"]) == ("names.pupil_full_name", "block")
    assert text[found["where"]["start"] : found["where"]["end"]] == "Orla Penhallow"
    assert found["suggestion"] == "Orla"
    assert {"pack": "malcolm-sargent", "id": "full-names"} in found["clauses"]
    assert "Penhallow" not in found["says"] + found["remedy"]


def test_a_pupil_with_consent_to_be_named_may_stay(checker: Any, register: str) -> None:
    ran = checker("post", "--text", "Well done to Kit Trevanion for his poem.", "--register", register, "--json")
    assert (ran.code, ran.lines[0]["verdict"]) == (0, "clear")


def test_without_a_register_nothing_is_clear(checker: Any) -> None:
    ran = checker("post", "--text", "School closes at 3.15 on Friday.", "--json")
    assert (ran.code, ran.lines[0]["verdict"]) == (1, "review")
    assert "names.pupil_full_name" in ran.lines[0]["unproven"]


def test_a_report_in_words_says_what_to_do_and_quotes_the_clause(checker: Any, register: str) -> None:
    text = "Well done to Orla Penhallow for her poem."
    ran = checker("post", "--text", text, "--pack", "malcolm-sargent", "--register", register)
    assert ran.code == 2
    assert "BLOCK" in ran.out
    assert "Pupils’ full names will never be used" in ran.out
    assert "Penhallow" not in ran.out


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200b"])
def test_nothing_to_check_is_never_clear(checker: Any, register: str, text: str) -> None:
    ran = checker("post", "--text", text, "--register", register, "--json")
    assert ran.code == 1


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بكم في مدرستنا",
        "ברוכים הבאים לבית הספר",
        "Well done Or\u200bla everybody",
        "\u202eyadoT si yadnuS",
        "a word " * 15_000,
    ],
    ids=["arabic", "hebrew", "zero-width", "bidi", "huge"],
)
def test_text_that_cannot_be_read_as_it_looks_is_never_clear(checker: Any, register: str, text: str) -> None:
    ran = checker("post", "--text", text, "--register", register, "--json")
    assert ran.code == 1
    assert ran.lines[0]["findings"]


def test_many_drafts_are_answered_in_order_and_the_worst_decides(checker: Any, register: str, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.jsonl"
    drafts.write_text(
        '{"id": "a", "text": "School closes at 3.15 on Friday."}\n{oops\n'
        '{"id": "c", "text": "Well done to Orla Penhallow."}\n',
        encoding="utf-8",
    )
    ran = checker("posts", str(drafts), "--register", register, "--json")
    assert ran.code == 2
    assert [(line["id"], line["verdict"]) for line in ran.lines] == [
        ("a", "clear"), ("line 2", "review"), ("c", "block"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("post",),
        ("post", "--text", "a", "--text-file", "b"),
        ("post", "--text", "a", "--register", "missing.csv"),
        ("post", "--text", "a", "--register", "missing.sqlite"),
        ("post", "--text", "a", "--pack", "nowhere"),
        ("post", "--photo", "missing.jpg"),
        ("posts", "missing.jsonl"),
        ("album", "missing-folder"),
        ("album", "."),
        ("register", "import", "missing.csv", "--yes"),
        ("register", "show"),
        ("register", "matching", "on", "--dpia", "D-1", "--dpo", "A. Officer"),
        ("register", "enrol", "."),
        ("policy", "show", "nowhere"),
        ("no-such-command",),
        ("post", "--no-such-option"),
    ],
    ids=" ".join,
)
def test_what_cannot_run_ends_with_3_and_one_sentence(checker: Any, arguments: tuple[str, ...]) -> None:
    ran = checker(*arguments)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_the_register_is_imported_shown_and_used(checker: Any, register: str) -> None:
    assert checker("register", "import", register).code == 1  # not a terminal: nothing is asked, nothing changed
    assert checker("register", "show").code == 3
    assert checker("register", "import", register, "--yes").code == 0
    shown = checker("register", "show")
    assert shown.code == 0
    assert "2 pupils" in shown.out
    assert "Penhallow" not in shown.out
    assert checker("post", "--text", "Well done to Orla Penhallow.", "--json").lines[0]["verdict"] == "block"


def test_face_matching_needs_its_paper(checker: Any, register: str) -> None:
    assert checker("register", "import", register, "--yes").code == 0
    assert checker("register", "matching", "on").code == 3
    assert checker("register", "matching", "on", "--dpia", " ", "--dpo", "A. Officer").code == 3
    assert checker("register", "matching", "on", "--dpia", "DPIA-1", "--dpo", "A. Officer").code == 0
    assert "face matching: on" in checker("register", "show").out
    assert checker("register", "matching", "off").code == 0
    assert "face matching: off" in checker("register", "show").out


def test_a_register_in_a_csv_is_never_changed(checker: Any, register: str) -> None:
    ran = checker("register", "matching", "on", "--dpia", "D-1", "--dpo", "A. Officer", "--register", register)
    assert (ran.code, Path(register).read_text(encoding="utf-8")) == (3, REGISTER)


def test_the_policies_are_listed_and_shown(checker: Any) -> None:
    listed = checker("policy", "list")
    assert listed.code == 0
    assert [line.split("\t")[0] for line in listed.out.splitlines()][:1] == ["floor"]
    shown = checker("policy", "show", "malcolm-sargent")
    assert "The post does not take a side in political debate" in shown.out


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    heavy = "spacy PIL cv2 onnxruntime sqlalchemy streamlit numpy phonenumbers face_recognition".split()
    probe = f"import sys, checker.cli; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
