"""The command line: `checker`. Results go to standard output, progress to standard error.

Exit codes: 0 clear, 1 review, 2 block, 3 could not run; the worst of a batch wins.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from checker import terminal
from checker.core.errors import InputError
from checker.terminal import note, note_progress, say, say_all, say_json

COULD_NOT_RUN = 3
INTERRUPTED = 130  # what typer returns when somebody pressed Ctrl-C

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="The check a school runs before its social media account posts. Nothing leaves this machine.",
)
register_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The consent register.")
matching_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Switch face matching on or off.")
policy_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The policies that posts are checked against."
)
app.add_typer(register_app, name="register")
register_app.add_typer(matching_app, name="matching")
app.add_typer(policy_app, name="policy")

Register = Annotated[str | None, typer.Option(help="A database URL, a database file, or a .csv that is not saved.")]
Pack = Annotated[str | None, typer.Option(help="The school's policy, added to the floor every school gets.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


@app.command()
def serve(
    sample: Annotated[bool, typer.Option("--sample", help="Open an invented school to try everything with.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port of the page on this machine.")] = None,
) -> None:
    """Open the review page in the browser."""
    from checker.web.launch import launch

    raise typer.Exit(launch(sample, port))


@app.command()
def post(
    text: Annotated[str | None, typer.Option(help="The draft's words.")] = None,
    text_file: Annotated[Path | None, typer.Option(help="A file with the draft's words.")] = None,
    photo: Annotated[list[Path] | None, typer.Option(help="A photo; may be given several times.")] = None,
    channel: Annotated[str, typer.Option(help="Where it would appear: facebook, instagram, x, website …")] = "facebook",
    pack: Pack = None,
    register: Register = None,
    as_json: Json = False,
) -> None:
    """Check one draft, with its photos."""
    from checker.core.post import Channel, Post
    from checker.workflow.as_json import post_json
    from checker.workflow.as_text import report_lines
    from checker.workflow.drafts import read_photo, read_text
    from checker.workflow.wiring import open_gate

    if (text is None) == (text_file is None) and not (photo and text is None):
        raise InputError("Give the draft either with --text or with --text-file.")
    words = read_text(text_file) if text_file else text or ""
    gate = open_gate(register, pack)
    draft = Post(words, Channel.named(channel), tuple(read_photo(file) for file in photo or ()))
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
    as_json: Json = False,
) -> None:
    """Check every photo in a folder."""
    from checker.core.post import Channel
    from checker.workflow.album import AlbumJob, album_files, anywhere, check_album
    from checker.workflow.album_copies import prepare_copies, write_clear_copy
    from checker.workflow.album_report import album_lines, prepare_report, write_report
    from checker.workflow.wiring import checker_home

    files, left_out = album_files(folder)
    if out is not None:
        prepare_copies(out, folder)
    if report is not None:
        prepare_report(report, folder)
    if left_out:
        note(f"{left_out} other files in the folder are not pictures and were left out.")
    job = AlbumJob(anywhere(register), anywhere(pack), str(checker_home().absolute()), Channel.named(channel))
    rows: list[dict[str, Any]] = []
    for answer in check_album(folder, files, job, workers, dask):
        rows.append(answer.row)
        note_progress(len(rows), len(files))
        if out is not None and write_clear_copy(answer, out):
            note(f"Photo {len(rows)} is not clear now, but an earlier copy of it lies in the folder: take that out.")
        say_json(answer.row) if as_json else say_all(album_lines(answer))
    if report is not None:
        write_report(report, rows)
    raise typer.Exit(max(["clear", "review", "block"].index(row["verdict"]) for row in rows))


@app.command()
def clean(files: list[Path], out: Annotated[Path, typer.Option(help="The folder for the cleaned copies.")]) -> None:
    """Write copies of photos without place, device and every other hidden detail."""
    from checker.workflow.analysers import Analysers
    from checker.workflow.clean import clean_files

    refused = 0
    analysers = Analysers()
    for done in clean_files(files, out, analysers.cleaner(), analysers.hidden()):
        refused += done.written is None
        say(f"{done.source.name}\t{done.written.name if done.written else 'REFUSED'}\t{done.says}")
    raise typer.Exit(1 if refused else 0)


@register_app.command("import")
def import_(
    file: Path,
    yes: Annotated[bool, typer.Option("--yes", help="Apply at once, without asking.")] = False,
    register: Register = None,
) -> None:
    """Show what a CSV would change in the register, and apply it."""
    from checker.workflow.register import preview_import

    change = preview_import(file, register)
    say_all(change.lines())
    if not yes and not (sys.stdin.isatty() and typer.confirm("Apply these changes?")):
        note("Nothing was changed. Run again with --yes to apply.")
        raise typer.Exit(1)
    change.apply()
    say("The register is up to date.")


@register_app.command()
def enrol(folder: Path, register: Register = None) -> None:
    """Enrol pupils' faces from one sub-folder of reference photos per pupil."""
    from checker.workflow.register import enrol_faces

    report = enrol_faces(folder, register)
    say_all(report.lines())
    raise typer.Exit(1 if report.refused else 0)


@register_app.command()
def show(register: Register = None) -> None:
    """Show how many pupils consented to what, and whether face matching is on."""
    from checker.workflow.register import summary_lines

    say_all(summary_lines(register))


@matching_app.command("on")
def matching_on(
    dpia: Annotated[str, typer.Option(help="Reference of the data protection impact assessment.")],
    dpo: Annotated[str, typer.Option(help="The data protection officer who signed it off.")],
    register: Register = None,
) -> None:
    """Switch face matching on; needs the DPIA and the DPO's sign-off."""
    from checker.workflow.register import switch_matching_on

    switch_matching_on(dpia, dpo, register)
    say("Face matching is on, for pupils with a parent's written consent to it.")


@matching_app.command("off")
def matching_off(register: Register = None) -> None:
    """Switch face matching off at once; a person then says who each face is."""
    from checker.workflow.register import switch_matching_off

    switch_matching_off(register)
    say("Face matching is off. Faces are boxed, and a person says who they are.")


@policy_app.command("list")
def policy_list() -> None:
    """The policies that come with the checker."""
    from checker.workflow.policy import pack_lines

    say_all(pack_lines())


@policy_app.command("show")
def policy_show(name: str) -> None:
    """One policy: its clauses, and the checks that serve each."""
    from datetime import date

    from checker.workflow.policy import clause_lines

    say_all(clause_lines(name, date.today()))


def main() -> None:
    """Run the command and end with the right exit code; a wrong command line is 3, never mistaken for BLOCK."""
    terminal.speak_utf8()
    try:
        code = app(standalone_mode=False) or 0
    except InputError as error:
        note(f"Could not run: {error}")
        code = COULD_NOT_RUN
    except typer.TyperException as error:
        note(f"Could not run: {terminal.wrong_words(str(error))} Help: checker --help")
        code = COULD_NOT_RUN
    except (terminal.NobodyReads, typer.Abort):
        code = COULD_NOT_RUN
    except Exception as error:  # noqa: BLE001 - Python would end with 1, which scripts read as REVIEW (decision 004)
        terminal.note_fault(error)
        code = COULD_NOT_RUN
    if code == INTERRUPTED:
        note("Stopped. What was printed so far holds; nothing was published.")
        code = COULD_NOT_RUN
    sys.exit(code)
