"""The verdict is earned."""

from hypothesis import given
from hypothesis import strategies as st

from checker.core.finding import Finding, PhotoSpot, Severity, WholePost
from checker.core.report import CheckRun, Report, RunState, Task, Verdict


def finding(severity: Severity, says: str = "Something.") -> Finding:
    return Finding("names.pupil_full_name", severity, WholePost(), says, "Mend it.")


def report(expected: tuple[Task, ...], *runs: CheckRun) -> Report:
    return Report("digest", ("floor 1",), "v1", expected, runs)


def done(task: Task, *findings: Finding) -> CheckRun:
    return CheckRun(task, RunState.DONE, findings, 0.0)


NAMES, FACES = Task("names.pupil_full_name"), Task("faces.unresolved", 0)


def test_every_check_done_and_nothing_found_is_clear() -> None:
    assert report((NAMES, FACES), done(NAMES), done(FACES)).verdict is Verdict.CLEAR


def test_no_checks_at_all_is_never_clear() -> None:
    assert report(()).verdict is Verdict.REVIEW


def test_a_check_that_did_not_run_is_never_clear() -> None:
    told = report((NAMES, FACES), done(NAMES))
    assert (told.verdict, told.unproven) == (Verdict.REVIEW, ("faces.unresolved",))


def test_a_check_that_ran_on_another_photo_proves_nothing_of_this_one() -> None:
    told = report((FACES, Task("faces.unresolved", 1)), done(FACES))
    assert (told.verdict, told.unproven) == (Verdict.REVIEW, ("faces.unresolved",))


def test_a_crash_beside_a_finished_run_is_never_clear() -> None:
    told = report((NAMES,), done(NAMES), CheckRun(NAMES, RunState.CRASHED, (), 0.0))
    assert (told.verdict, told.unproven) == (Verdict.REVIEW, ("names.pupil_full_name",))


def test_a_note_leaves_a_post_clear() -> None:
    assert report((NAMES,), done(NAMES, finding(Severity.NOTE))).verdict is Verdict.CLEAR


def test_the_worst_finding_decides_also_beside_a_crash() -> None:
    told = report((NAMES, FACES), done(NAMES, finding(Severity.BLOCK)), CheckRun(FACES, RunState.CRASHED, (), 0.0))
    assert told.verdict is Verdict.BLOCK


def test_findings_come_most_serious_first_and_the_same_sentence_once() -> None:
    unreadable = Finding("faces.unresolved", Severity.REVIEW, PhotoSpot(0), "Cut off.", "Look.")
    again = Finding("attire.context", Severity.REVIEW, PhotoSpot(0), "Cut off.", "Look.")
    blocked = finding(Severity.BLOCK)
    told = report((NAMES, FACES), done(FACES, unreadable, again), done(NAMES, blocked))
    assert told.findings == (blocked, unreadable)


def test_exit_codes_are_the_contract() -> None:
    assert {verdict: verdict.exit_code for verdict in Verdict} == {
        Verdict.CLEAR: 0,
        Verdict.REVIEW: 1,
        Verdict.BLOCK: 2,
    }


tasks = st.sampled_from([NAMES, FACES, Task("attire.context", 0), Task("language.profanity")])
runs = st.builds(
    CheckRun,
    tasks,
    st.sampled_from(RunState),
    st.lists(st.builds(finding, st.sampled_from(Severity)), max_size=2).map(tuple),
    st.just(0.0),
)


@given(st.lists(tasks, unique=True).map(tuple), st.lists(runs).map(tuple))
def test_clear_always_has_its_proof(expected: tuple[Task, ...], all_runs: tuple[CheckRun, ...]) -> None:
    told = report(expected, *all_runs)
    if told.verdict is Verdict.CLEAR:
        assert expected
        assert set(expected) <= {run.task for run in all_runs if run.state is RunState.DONE}
        assert all(f.severity is Severity.NOTE for run in all_runs for f in run.findings)


@given(st.lists(tasks, unique=True).map(tuple), st.lists(runs).map(tuple), runs)
def test_one_more_run_with_a_finding_or_a_crash_never_makes_a_post_clear(
    expected: tuple[Task, ...], all_runs: tuple[CheckRun, ...], more: CheckRun
) -> None:
    if more.state is RunState.CRASHED or any(f.severity > Severity.NOTE for f in more.findings):
        expected_with = (*expected, more.task)
        assert report(expected_with, *all_runs, more).verdict is not Verdict.CLEAR
