"""The commands about the ledger, and about what was published."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checker.cli.frame import COULD_NOT_RUN, Register, ledger_app, takedowns_app
from checker.cli.pupils import day
from checker.terminal import note, say, say_all
from checker.workflow.permits import this_machine


@ledger_app.command()
def verify(register: Register = None) -> None:
    """Prove that no entry was changed or taken out: 0 where it holds, 3 where it does not."""
    from checker.workflow.ledger import verify as verify_ledger

    proof = verify_ledger(this_machine(), register)
    say(proof.says)
    say_all(iter(proof.notes))
    if not proof.is_whole:
        note("The ledger is not proven whole. Keep the files as they are, and tell the data protection officer.")
        raise typer.Exit(COULD_NOT_RUN)


@ledger_app.command("show")
def ledger_show(
    most: Annotated[int, typer.Option(min=1, help="How many of the latest entries.")] = 40, register: Register = None
) -> None:
    """Show the latest entries; they hold no names."""
    from checker.workflow.ledger import ledger_lines

    say_all(ledger_lines(this_machine(), register, most))


@ledger_app.command("export")
def ledger_export(file: Path, register: Register = None) -> None:
    """Write every entry to a CSV file, for governors."""
    from checker.workflow.ledger import export_ledger

    say(f"{export_ledger(this_machine(), file, register)} entries written.")


@ledger_app.command()
def published(
    link: Annotated[str, typer.Option(help="Where the post is.")],
    channel: Annotated[str, typer.Option(help="facebook, instagram, x, youtube, website …")],
    pupils: Annotated[str, typer.Option(help="Ids of the pupils in the photos: Q001,Q002.")] = "",
    named: Annotated[str, typer.Option(help="Ids of the pupils named in full in the words.")] = "",
    photo: Annotated[list[Path] | None, typer.Option(help="A photo of the post; may be given several times.")] = None,
    text: Annotated[str, typer.Option(help="The words of the post; only their digest is kept.")] = "",
    on: Annotated[str | None, typer.Option(help="The day; without it, today.")] = None,
    owner: Annotated[str, typer.Option(help="Who runs the account, by role.")] = "",
    register: Register = None,
) -> None:
    """Record that a post is out and who is in it, so that it can be found again when somebody withdraws."""
    from checker.workflow.approvals import published_post, record_published
    from checker.workflow.pupil_record import channel_named

    where = channel_named(channel)
    post = published_post(text, photo or [], where, link, day(on) or date.today(), owner, _ids(pupils), _ids(named))
    say(record_published(this_machine(), post, register))


def _ids(untrusted: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in untrusted.split(",") if one.strip())


@takedowns_app.command("list")
def takedowns_list(
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False, register: Register = None
) -> None:
    """The earlier posts that have to come down, the most pressing first."""
    from checker.workflow.approvals import take_down_lines

    say_all(take_down_lines(this_machine(), register, all_of_them=everything))


@takedowns_app.command()
def done(number: int, register: Register = None) -> None:
    """Record that a post was taken down."""
    from checker.core.publishing import TakeDownState
    from checker.workflow.approvals import close_take_down

    close_take_down(this_machine(), number, TakeDownState.DONE, "", register)
    say("Recorded: taken down.")


@takedowns_app.command("not-practicable")
def not_practicable(
    number: int, why: Annotated[str, typer.Option(help="Why it cannot be taken down.")], register: Register = None
) -> None:
    """Record that a post cannot be taken down, with the reason."""
    from checker.core.publishing import TakeDownState
    from checker.workflow.approvals import close_take_down

    close_take_down(this_machine(), number, TakeDownState.NOT_PRACTICABLE, why, register)
    say("Recorded: not practicable, with the reason.")
