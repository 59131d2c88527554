"""The one door: every check is run, and what breaks is a review, never silence."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from checker.core.context import Context
from checker.core.errors import CannotRead, NoRegister
from checker.core.finding import Citation, Finding, PhotoSpot, Severity, TextSpan, WholePost
from checker.core.policy import Clause, PolicyPack
from checker.core.post import Photo, Post
from checker.core.report import RunState, Task, Verdict
from checker.workflow.pipeline import check_post
from tests.fakes import context

FOUND = Finding("names.pupil_full_name", Severity.REVIEW, TextSpan(0, 4), "A name.", "Remove it.")
SECRET = "Invented Pupil, 4 Mill Lane"
PACK = PolicyPack(
    "elm", "Elm", "1", "policy", (Clause("4.2", "4.2", "Not named.", ("names.pupil_full_name",), Severity.BLOCK),)
)


@dataclass(frozen=True)
class Asks:
    """A check of the whole post that finds these and then, if told to, breaks."""

    found: tuple[Finding, ...] = ()
    breaks: Exception | None = None
    id: str = "names.pupil_full_name"
    question: str = "Is it so?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        yield from self.found
        if self.breaks is not None:
            raise self.breaks


@dataclass(frozen=True)
class Looks:
    """A photo check that breaks on the photos named."""

    broken: tuple[str, ...] = ()
    id: str = "faces.unresolved"
    question: str = "Is it so?"

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]:
        if photo.name in self.broken:
            raise CannotRead("This picture is cut off.")
        yield Finding(self.id, Severity.REVIEW, PhotoSpot(number), "A face.", "Say who.")


def test_a_finished_check_without_findings_is_clear() -> None:
    assert check_post(Post("Hello"), (), context(), (Asks(),)).verdict is Verdict.CLEAR


def test_no_checks_is_never_clear() -> None:
    assert check_post(Post("Hello"), (), context(), ()).verdict is Verdict.REVIEW


@pytest.mark.parametrize("error", [RuntimeError(SECRET), MemoryError(), KeyError(SECRET), RecursionError(SECRET)])
def test_a_crash_is_a_review_that_shows_the_type_and_nothing_else(error: Exception) -> None:
    report = check_post(Post("Hello"), (), context(), (Asks(breaks=error),))
    assert report.findings == (
        Finding(
            "names.pupil_full_name",
            Severity.REVIEW,
            WholePost(),
            f"We could not finish one check ({type(error).__name__}).",
            "A person must look at this before it goes up.",
        ),
    )
    assert report.unproven == ("names.pupil_full_name",)
    assert report.lacked_memory is isinstance(error, MemoryError)
    assert SECRET not in repr(report)


def test_onnxruntimes_own_words_for_want_of_memory_count_as_such() -> None:
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail

    error = Fail("Failed to allocate memory for requested buffer of size 32768000")
    report = check_post(Post("Hello"), (), context(), (Asks(breaks=error),))
    assert [finding.says for finding in report.findings] == ["We could not finish one check (MemoryError)."]
    assert (report.verdict, report.lacked_memory) == (Verdict.REVIEW, True)


def test_what_was_found_before_a_crash_is_kept_and_judged() -> None:
    report = check_post(Post("Hello"), (PACK,), context(), (Asks((FOUND,), RuntimeError("x")),))
    assert report.verdict is Verdict.BLOCK
    assert report.findings[0] == Finding(
        FOUND.check, Severity.BLOCK, FOUND.where, FOUND.says, FOUND.remedy, clauses=(Citation("elm", "4.2"),)
    )
    assert report.unproven == ("names.pupil_full_name",)


def test_our_own_sentence_is_told_when_the_input_is_at_fault() -> None:
    report = check_post(Post("Hello"), (), context(), (Asks(breaks=NoRegister("There is no register yet.")),))
    assert [finding.says for finding in report.findings] == ["There is no register yet."]
    assert report.verdict is Verdict.REVIEW


def test_a_broken_photo_does_not_hide_the_others() -> None:
    post = Post("", photos=(Photo("one", b""), Photo("two", b""), Photo("three", b"")))
    report = check_post(post, (), context(), (Looks(broken=("two",)),))
    assert [(run.task, run.state) for run in report.runs] == [
        (Task("faces.unresolved", 0), RunState.DONE),
        (Task("faces.unresolved", 1), RunState.CRASHED),
        (Task("faces.unresolved", 2), RunState.DONE),
    ]
    assert [(finding.where, finding.says) for finding in report.findings] == [
        (PhotoSpot(0), "A face."),
        (PhotoSpot(1), "This picture is cut off."),
        (PhotoSpot(2), "A face."),
    ]


def test_a_crash_in_one_check_does_not_stop_the_next() -> None:
    second = Asks((FOUND,), id="names.other_child")
    report = check_post(Post("Hello"), (), context(), (Asks(breaks=RuntimeError()), second))
    assert FOUND in report.findings


def test_progress_counts_every_task() -> None:
    told: list[tuple[int, int]] = []
    post = Post("Hello", photos=(Photo("one", b""), Photo("two", b"")))
    check_post(post, (), context(), (Asks(), Looks()), on_progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_somebody_who_stops_the_program_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        check_post(Post("Hello"), (), context(), (Asks(breaks=KeyboardInterrupt()),))  # type: ignore[arg-type]
