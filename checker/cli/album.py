"""The command that checks an album: a folder or a zip of photos."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.frame import Faces, Json, Pack, Register, Roster, app
from checker.core.copy import PUBLISHED_SIDE
from checker.core.errors import InputError
from checker.terminal import note, note_here, say_all, say_json

if TYPE_CHECKING:
    from checker.workflow.album_job import AlbumRow

AUDIT = "The photos are out already: say what has to be taken down. Without a folder: of the posts that are recorded."
TAKE_DOWN = "Put what the audit finds in recorded posts on the list of take-downs."
HOW = "Faces are named or covered on the page (Check an album), or by a file: --faces. The guide shows both."
_OF_FACES = frozenset({"faces.unresolved", "faces.consent"})
MAX_SIDE = "Make the copies smaller: at most this many pixels along the longer side; 0 keeps their size."


@app.command()
def album(
    folder: Annotated[Path | None, typer.Argument(help="A folder or a .zip of photos.")] = None,
    out: Annotated[Path | None, typer.Option(help="Put cleaned copies of the clear photos here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report with thumbnails to this .html file.")] = None,
    table: Annotated[Path | None, typer.Option("--csv", help="Write a table to this .csv file.")] = None,
    lines: Annotated[Path | None, typer.Option(help="Write what --json prints to this .jsonl file.")] = None,
    rename: Annotated[bool, typer.Option(help="Call the copies photo-001.jpg and so on: no names, no dates.")] = False,
    pack: Pack = None,
    register: Register = None,
    channel: Annotated[str, typer.Option(help="Where the photos would appear.")] = "facebook",
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes; by default one a core.")] = None,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler to check on instead.")] = None,
    faces: Faces = None,
    roster: Roster = None,
    max_side: Annotated[int, typer.Option(min=0, help=MAX_SIDE)] = PUBLISHED_SIDE,
    again: Annotated[
        bool, typer.Option("--again", help="Check every photo anew, also what was checked before.")
    ] = False,
    audit: Annotated[bool, typer.Option("--audit", help=AUDIT)] = False,
    take_down: Annotated[bool, typer.Option("--take-down", help=TAKE_DOWN)] = False,
    as_json: Json = False,
) -> None:
    """Check every photo in a folder or zip. A run that was stopped goes on where it was."""
    from checker.core.post import Channel
    from checker.workflow.album_wish import AlbumRun, AlbumWish

    if take_down and not audit:
        raise InputError("Only an audit finds what has to be taken down. Say --audit too.")
    if folder is None:
        _audit_posts(register, is_audit=audit, take_down=take_down)
        return
    wish = AlbumWish(
        folder, out, report, table, lines, rename, register, pack, Channel.named(channel), max_side or None,
        workers, dask, faces, roster, again,
    )  # fmt: skip
    run = AlbumRun(wish, note)
    rows = list(_told(run.rows(), as_json=as_json))
    told = run.finish(rows)
    if not as_json:
        _say_rest(rows, told)
    if audit:
        _audit(rows, register, take_down=take_down)
    raise typer.Exit(max(row.verdict.exit_code for row in rows))


def _say_rest(rows: list[AlbumRow], told: tuple[str, ...]) -> None:
    """How faces are named, where that is wanted; the piles, and what is left to decide."""
    if any(found["check"] in _OF_FACES for row in rows for found in row.row["findings"] if found["severity"] != "note"):
        note(HOW)
    for line in told:
        note(line)


def _audit_posts(register: str | None, *, is_audit: bool, take_down: bool) -> None:
    """What the recorded posts show, against today's register, without any photo."""
    if not is_audit:
        raise InputError("Name the folder of photos. To look at the recorded posts alone: checker album --audit")
    _audit([], register, take_down=take_down)


def _audit(rows: list[AlbumRow], register: str | None, *, take_down: bool) -> None:
    from checker.workflow.audit import audit_lines
    from checker.workflow.permits import this_machine

    for line in audit_lines(this_machine(), rows, register, record=take_down):
        note(line)


def _told(answers: Iterator[tuple[AlbumRow, str, bool]], *, as_json: bool) -> Iterator[AlbumRow]:
    """Each answer as it comes; whoever stops the run learns where it stands."""
    from checker.workflow.album_report import album_lines

    stands = ""
    try:
        for answer, stands, is_last in answers:
            note_here(stands, is_last=is_last)
            say_json(answer.row) if as_json else say_all(album_lines(answer))
            yield answer
    except KeyboardInterrupt:
        if stands:
            note(f"Stopped after {stands.partition(',')[0]}. Run the same command again to go on from there.")
        raise
