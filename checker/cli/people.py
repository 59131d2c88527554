"""The commands about who may work with the checker. A password is typed unseen, never given as an option."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from checker.cli.frame import Register, people_app
from checker.cli.pupils import day
from checker.terminal import say, say_all
from checker.workflow.permits import this_machine

Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="poster, business-manager, dsl, principal or administrator. Several times."),
]
Until = Annotated[str | None, typer.Option(help="The last day: 31/08/2027.")]
Trained = Annotated[str | None, typer.Option(help="The day of the last online safety training.")]
HAND_OVER = "Hand it over in person. It must be changed when it is first used, and is not shown again."


@people_app.command()
def add(
    sign_in_name: str,
    name: Annotated[str, typer.Option(help="The name that is shown.")],
    authorised_by: Annotated[str, typer.Option(help="Who authorised this person, by post: Principal.")],
    role: Roles = None,
    start: Annotated[str | None, typer.Option("--from", help="The first day; without it, today.")] = None,
    until: Until = None,
    trained: Trained = None,
    email: Annotated[str, typer.Option(help="The address at the school's Microsoft or Google sign-in.")] = "",
    register: Register = None,
) -> None:
    """Add a person, and print the starting password."""
    from checker.core.staff import Person
    from checker.workflow.people import add_person, role_named

    roles = frozenset(map(role_named, role or ()))
    days = day(start) or date.today(), day(until), day(trained)
    password = add_person(this_machine(), Person(sign_in_name, name, roles, authorised_by, *days, email), register)
    say(f"Added. The starting password: {password}")
    say(HAND_OVER)


@people_app.command("add-administrator")
def add_administrator(
    sign_in_name: str,
    name: Annotated[str, typer.Option(prompt="The name that is shown")],
    register: Register = None,
) -> None:
    """Make the first administrator; the password is asked for."""
    from checker.workflow.people import add_first_administrator

    password = typer.prompt("A new password", hide_input=True, confirmation_prompt=True)
    add_first_administrator(sign_in_name, name, password, register)
    say("The first administrator can sign in now: checker serve")


@people_app.command("list")
def people_list(register: Register = None) -> None:
    """Everybody, with roles, authorisation and training."""
    from checker.workflow.people import people_lines

    say_all(people_lines(this_machine(), register, date.today()))


@people_app.command()
def change(
    sign_in_name: str,
    until: Until = None,
    trained: Trained = None,
    email: Annotated[str | None, typer.Option(help="The address at the school's own sign-in.")] = None,
    register: Register = None,
) -> None:
    """Write down a last day, a training or an e-mail address."""
    from checker.workflow.people import change_person

    days = {"valid_until": day(until), "trained_on": day(trained)}
    change_person(this_machine(), sign_in_name, register, email=email, **days)
    say("Recorded.")


@people_app.command()
def disable(
    sign_in_name: str,
    back: Annotated[bool, typer.Option("--back", help="Switch the account on again.")] = False,
    register: Register = None,
) -> None:
    """Switch an account off at once; its record stays."""
    from checker.workflow.people import switch_person

    switch_person(this_machine(), sign_in_name, register, is_off=not back)
    say("The account is on again." if back else "The account is off, and its sessions have ended.")


@people_app.command()
def roles(
    sign_in_name: str,
    give: Annotated[list[str] | None, typer.Option(help="A role to give; several times.")] = None,
    take: Annotated[list[str] | None, typer.Option(help="A role to take; several times.")] = None,
    register: Register = None,
) -> None:
    """Give or take roles, and say which ones a person has."""
    from checker.workflow.people import GIVEN_ROLES, change_roles, role_named

    given, taken = map(role_named, give or ()), map(role_named, take or ())
    held = change_roles(this_machine(), sign_in_name, given, taken, register)
    say(", ".join(role.value for role in GIVEN_ROLES if role in held) or "No role.")


@people_app.command("new-password")
def new_password(sign_in_name: str, register: Register = None) -> None:
    """Print a new starting password for somebody who forgot theirs; their sessions end."""
    from checker.workflow.people import new_starting_password

    say(f"The starting password: {new_starting_password(this_machine(), sign_in_name, register)}")
    say(HAND_OVER)
