"""The commands that measure the checker on the school's own material."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import Json, evaluate_app
from checker.terminal import note_progress, say_all, say_json


@evaluate_app.command("faces")
def evaluate_faces_command(
    folder: Path,
    consented: Annotated[
        bool,
        typer.Option("--consented", help="Everybody in the folder has consented in writing to being measured so."),
    ] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw the figures into this .svg or .png file.")] = None,
    as_json: Json = False,
) -> None:
    """Measure how faces are found and matched: one sub-folder of photos per consenting person."""
    from checker.workflow.evaluate import evaluate_faces, plot_suffix, write_plot
    from checker.workflow.wiring import checker_home

    if plot is not None:
        plot_suffix(plot)
    measured = evaluate_faces(folder, checker_home(), consented=consented, on_progress=note_progress)
    if plot is not None:
        write_plot(measured, plot)
    say_json(measured.json()) if as_json else say_all(measured.lines())
