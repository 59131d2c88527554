"""The command that checks an album: a folder or a zip of photos."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.frame import Faces, Json, Pack, Register, Roster, app
from checker.terminal import note, note_here, say_all, say_json

if TYPE_CHECKING:
    from checker.workflow.album import AlbumRow

PUBLISHED_SIDE = 1600
"""Pixels: lower resolution is official safety advice (UKSIC), and no channel shows a post larger than 2048."""

MAX_SIDE = "Make the copies smaller: at most this many pixels along the longer side; 0 keeps their size."


@app.command()
def album(
    folder: Annotated[Path, typer.Argument(help="A folder or a .zip of photos.")],
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
    as_json: Json = False,
) -> None:
    """Check every photo in a folder or zip. A run that was stopped goes on where it was."""
    from checker.core.post import Channel
    from checker.workflow.album_wish import AlbumRun, AlbumWish

    wish = AlbumWish(
        folder, out, report, table, lines, rename, register, pack, Channel.named(channel), max_side or None,
        workers, dask, faces, roster, again,
    )  # fmt: skip
    run = AlbumRun(wish, note)
    rows = list(_told(run.rows(), as_json=as_json))
    told = run.finish(rows)
    for line in () if as_json else told:
        note(line)
    raise typer.Exit(max(row.verdict.exit_code for row in rows))


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
