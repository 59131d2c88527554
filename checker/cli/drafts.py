"""The commands that check drafts: one, or a file of many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import COULD_NOT_RUN, Faces, Json, Pack, Register, Roster, app
from checker.core.errors import InputError
from checker.terminal import note_progress, say, say_all, say_json


@app.command()
def post(
    text: Annotated[str | None, typer.Option(help="The draft's words.")] = None,
    text_file: Annotated[Path | None, typer.Option(help="A file with the draft's words.")] = None,
    photo: Annotated[list[Path] | None, typer.Option(help="A photo; may be given several times.")] = None,
    channel: Annotated[str, typer.Option(help="Where it would appear: facebook, instagram, x, website …")] = "facebook",
    pack: Pack = None,
    register: Register = None,
    faces: Faces = None,
    roster: Roster = None,
    as_json: Json = False,
) -> None:
    """Check one draft, with its photos."""
    from checker.core.post import Channel, Post
    from checker.workflow.as_json import post_json
    from checker.workflow.as_text import report_lines
    from checker.workflow.drafts import read_photo, read_text
    from checker.workflow.told_photos import told_photos
    from checker.workflow.wiring import open_gate

    if (text is None) == (text_file is None) and not (photo and text is None):
        raise InputError("Give the draft either with --text or with --text-file.")
    words = read_text(text_file) if text_file else text or ""
    gate = open_gate(register, pack)
    photos = told_photos(tuple(read_photo(file) for file in photo or ()), faces, roster, gate)
    draft = Post(words, Channel.named(channel), photos)
    report = gate.check(draft)
    say_json(post_json("post", report)) if as_json else say_all(report_lines(report, gate.packs))
    raise typer.Exit(report.verdict.exit_code)


@app.command()
def posts(file: Path, pack: Pack = None, register: Register = None, as_json: Json = False) -> None:
    """Check many drafts: a .jsonl or .csv file with id, text and platform."""
    from checker.workflow.as_json import post_json
    from checker.workflow.as_text import WORDS
    from checker.workflow.batch import check_drafts

    worst = -1
    for draft_id, report in check_drafts(file, register, pack, note_progress):
        worst = max(worst, report.verdict.exit_code)
        say_json(post_json(draft_id, report)) if as_json else say(f"{draft_id}\t{WORDS[report.verdict]}")
    raise typer.Exit(COULD_NOT_RUN if worst < 0 else worst)
