"""The command line: `checker`. Results go to standard output, progress to standard error.

Exit codes: 0 clear, 1 review, 2 block, 3 could not run; the worst of a batch wins.
"""

from __future__ import annotations

import sys

import typer

from checker import terminal
from checker.cli import (
    album,
    backups,
    drafts,
    evaluate,
    keeping,
    ledger,
    page,
    people,
    pictures,
    policies,
    protecting,
    pupils,
    register,
)
from checker.cli.frame import COULD_NOT_RUN, app
from checker.core.errors import InputError
from checker.terminal import note
from checker.workflow.process import end_at_once, on_one_core

COMMANDS = (
    page, drafts, album, pictures, register, pupils, protecting, people, ledger, policies, backups, keeping, evaluate,
)  # fmt: skip
"""The modules whose import adds their commands to the application."""
INTERRUPTED = 130  # what typer returns when somebody pressed Ctrl-C


def main() -> None:
    """Run the command and end with the right exit code; a wrong command line is 3, never mistaken for BLOCK."""
    terminal.speak_utf8()
    on_one_core()
    end_at_once()
    try:
        code = app(standalone_mode=False) or 0
    except InputError as error:
        note(f"Could not run: {error}")
        code = COULD_NOT_RUN
    except typer.TyperException as error:
        _say_wrong(error)
        code = COULD_NOT_RUN
    except terminal.NobodyReads:
        code = COULD_NOT_RUN
    except typer.Abort:
        note("Stopped: a question was not answered. Run this at a terminal, where it can be.")
        code = COULD_NOT_RUN
    except Exception as error:  # noqa: BLE001 - Python would end with 1, which scripts read as REVIEW (decision 004)
        terminal.note_fault(error)
        code = COULD_NOT_RUN
    if code == INTERRUPTED:
        note("Stopped. What was printed so far holds; nothing was published.")
        code = COULD_NOT_RUN
    sys.exit(code)


def _say_wrong(error: typer.TyperException) -> None:
    """A command without a word is no mistake: whoever types it wants to know what there is."""
    if str(error).startswith("Usage:"):
        for line in str(error).splitlines():
            note(line)
    else:
        note(f"Could not run: {terminal.wrong_words(str(error), _what(error))} Help: checker --help")


def _what(error: typer.TyperException) -> str:
    """The option or argument that an error of the command line is about, as one types it; empty where it is none."""
    asked = getattr(error, "param", None)
    names: list[str] = getattr(asked, "opts", [])
    return next((name if name.startswith("-") else name.upper() for name in names), "")
