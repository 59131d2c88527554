"""Is this post safe to put up? The only door: every check is run, and the proof that it ran is the verdict's ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from checker.analysers import memory_faults
from checker.core.context import Check, Context, PhotoCheck
from checker.core.errors import InputError
from checker.core.finding import Finding, PhotoSpot, Severity, Where, WholePost
from checker.core.policy import PolicyPack, judge
from checker.core.post import Post
from checker.core.report import CheckRun, Report, RunState, Task
from checker.workflow.photo_told import photo_evidence

AnyCheck = Check | PhotoCheck
Progress = Callable[[int, int], None]
"""Told (tasks finished, tasks in all) after each task."""


def check_post(
    post: Post,
    packs: tuple[PolicyPack, ...],
    context: Context,
    checks: tuple[AnyCheck, ...],
    on_progress: Progress | None = None,
) -> Report:
    """Run every check over the post and every photo check over each photo; nothing that breaks stops the others."""
    started = perf_counter()
    by_id = {check.id: check for check in checks}
    tasks = _tasks(post, checks)
    runs: list[CheckRun] = []
    for task in tasks:
        runs.append(_run(task, by_id[task.check], post, packs, context))
        if on_progress is not None:
            on_progress(len(runs), len(tasks))
    return Report(
        post_digest=post.digest,
        packs=tuple(f"{pack.name} {pack.version}" for pack in packs),
        register_version=_register_version(context),
        expected=tasks,
        runs=tuple(runs),
        photos=tuple(photo_evidence(photo, context.evidence, post.channel) for photo in post.photos),
        seconds=perf_counter() - started,
    )


def _tasks(post: Post, checks: tuple[AnyCheck, ...]) -> tuple[Task, ...]:
    return tuple(
        Task(check.id, number)
        for check in checks
        for number in (range(len(post.photos)) if _is_photo_check(check) else (None,))
    )


def _is_photo_check(check: AnyCheck) -> bool:
    return hasattr(check, "look")


def _run(task: Task, check: AnyCheck, post: Post, packs: tuple[PolicyPack, ...], context: Context) -> CheckRun:
    started = perf_counter()
    found: list[Finding] = []
    state, lacked_memory = RunState.CRASHED, False
    try:
        for finding in _ask(task, check, post, context):
            found.append(judge(finding, packs))
        state = RunState.DONE
    except InputError as error:
        found.append(_unproven(task, str(error)))
    except Exception as error:  # noqa: BLE001 - the one broad except: whatever breaks becomes a REVIEW, never silence
        lacked_memory = memory_faults.lacked_memory(error)
        # Only the type is shown: a message may hold a name or a line of the post.
        kind = MemoryError if lacked_memory else type(error)
        found.append(_unproven(task, f"We could not finish one check ({kind.__name__})."))
    return CheckRun(task, state, tuple(found), perf_counter() - started, lacked_memory)


def _ask(task: Task, check: AnyCheck, post: Post, context: Context) -> Iterator[Finding]:
    if task.photo is None:
        return check.find(post, context)  # type: ignore[union-attr]
    return check.look(post.photos[task.photo], task.photo, post, context)  # type: ignore[union-attr]


def _unproven(task: Task, says: str) -> Finding:
    where: Where = WholePost() if task.photo is None else PhotoSpot(task.photo)
    return Finding(task.check, Severity.REVIEW, where, says, "A person must look at this before it goes up.")


def _register_version(context: Context) -> str | None:
    try:
        return context.evidence.register().version
    except Exception:  # noqa: BLE001 - the checks that need the register have already reported it
        return None
