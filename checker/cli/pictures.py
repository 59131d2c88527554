"""The command that only cleans pictures, and checks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.album import MAX_SIDE
from checker.cli.frame import app
from checker.terminal import say


@app.command()
def clean(
    files: list[Path],
    out: Annotated[Path, typer.Option(help="The folder for the cleaned copies.")],
    max_side: Annotated[int, typer.Option(min=0, help=MAX_SIDE)] = 0,
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
