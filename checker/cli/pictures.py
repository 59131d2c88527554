"""The commands about pictures: check an album, or only clean files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from checker.cli.frame import Faces, Json, Pack, Register, Roster, app
from checker.terminal import note, note_progress, say, say_all, say_json

PUBLISHED_SIDE = 1600
"""Pixels: lower resolution is official safety advice (UKSIC), and no channel shows a post larger than 2048."""
_MAX_SIDE = "Make the copies smaller: at most this many pixels along the longer side; 0 keeps their size."


@app.command()
def album(
    folder: Path,
    out: Annotated[Path | None, typer.Option(help="Put cleaned copies of the clear photos here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report to this .html file.")] = None,
    pack: Pack = None,
    register: Register = None,
    channel: Annotated[str, typer.Option(help="Where the photos would appear.")] = "facebook",
    workers: Annotated[int | None, typer.Option(min=1, help="How many processes; by default one a core.")] = None,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask scheduler to check on instead.")] = None,
    faces: Faces = None,
    roster: Roster = None,
    max_side: Annotated[int, typer.Option(min=0, help=_MAX_SIDE)] = PUBLISHED_SIDE,
    as_json: Json = False,
) -> None:
    """Check every photo in a folder."""
    from checker.core.post import Channel
    from checker.workflow.album import AlbumJob, album_files, anywhere, check_album
    from checker.workflow.album_copies import prepare_copies, write_clear_copy
    from checker.workflow.album_report import album_lines, prepare_report, write_report
    from checker.workflow.told_photos import told_album
    from checker.workflow.wiring import checker_home

    files, left_out = album_files(folder)
    if out is not None:
        prepare_copies(out, folder)
    if report is not None:
        prepare_report(report, folder)
    if left_out:
        note(f"{left_out} other files in the folder are not pictures and were left out.")
    home = checker_home().absolute()
    told = told_album(folder, files, faces, roster, register, home)
    job = AlbumJob(anywhere(register), anywhere(pack), str(home), Channel.named(channel), told.roster, max_side or None)
    if told.roster is not None:
        note(f"Faces are compared with these only: {', '.join(told.roster.words)}. For everybody: --roster all")
    rows: list[dict[str, Any]] = []
    for answer in check_album(folder, files, job, workers, dask, told.said):
        rows.append(answer.row)
        note_progress(len(rows), len(files))
        if out is not None and write_clear_copy(answer, out):
            note(f"Photo {len(rows)} is not clear now, but an earlier copy of it lies in the folder: take that out.")
        say_json(answer.row) if as_json else say_all(album_lines(answer))
    if report is not None:
        write_report(report, rows)
    raise typer.Exit(max(["clear", "review", "block"].index(row["verdict"]) for row in rows))


@app.command()
def clean(
    files: list[Path],
    out: Annotated[Path, typer.Option(help="The folder for the cleaned copies.")],
    max_side: Annotated[int, typer.Option(min=0, help=_MAX_SIDE)] = 0,
    rename: Annotated[bool, typer.Option(help="Call the copies photo-001.jpg and so on: no names, no dates.")] = False,
    tell: Annotated[
        bool, typer.Option(help="Also say what each photo carries: where, when, which phone, who.")
    ] = False,
) -> None:
    """Write copies of photos without place, device and every other hidden detail."""
    from checker.workflow.analysers import Analysers
    from checker.workflow.clean import CleanWish, clean_files

    refused = 0
    analysers = Analysers()
    wish = CleanWish(max_side or None, renamed=rename, told=tell)
    for done in clean_files(files, out, analysers.cleaner(), analysers.hidden(), wish):
        refused += done.written is None
        say(f"{done.source.name}\t{done.written.name if done.written else 'REFUSED'}\t{done.says}")
    raise typer.Exit(1 if refused else 0)
