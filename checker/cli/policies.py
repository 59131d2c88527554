"""The commands that show the policies."""

from __future__ import annotations

from checker.cli.frame import policy_app
from checker.terminal import say_all


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
