"""What every command shares: the application, its groups, and the options that mean the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

COULD_NOT_RUN = 3

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
ledger_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The record that nobody can clear.")
takedowns_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Earlier posts that have to come down.")
app.add_typer(register_app, name="register")
app.add_typer(ledger_app, name="ledger")
app.add_typer(takedowns_app, name="takedowns")
people_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Who may work with the checker.")
app.add_typer(people_app, name="people")
retention_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="How long what is kept.")
app.add_typer(retention_app, name="retention")
devices_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The school's cameras and phones.")
app.add_typer(devices_app, name="devices")
register_app.add_typer(matching_app, name="matching")
app.add_typer(policy_app, name="policy")
evaluate_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Measure the checker on your own photos.")
app.add_typer(evaluate_app, name="evaluate")

Register = Annotated[str | None, typer.Option(help="A database URL, a database file, or a .csv that is not saved.")]
Pack = Annotated[str | None, typer.Option(help="The school's policy, added to the floor every school gets.")]
Roster = Annotated[
    str | None,
    typer.Option(help='Whom the photos can show, as "class:Oak,year:4,club:Choir,pupil:P001"; "all" forgets it.'),
]
Faces = Annotated[Path | None, typer.Option(help="A .json file with what people said about the faces.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
