"""The command that opens the review page."""

from __future__ import annotations

from typing import Annotated

import typer

from checker.cli.frame import app


@app.command()
def serve(
    sample: Annotated[bool, typer.Option("--sample", help="Open an invented school to try everything with.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port of the page on this machine.")] = None,
) -> None:
    """Open the review page in the browser."""
    from checker.web.launch import launch

    raise typer.Exit(launch(sample, port))
