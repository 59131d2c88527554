"""How are results and notes written to a terminal or a file, so that no file name can forge a line and nothing is lost?

Results go to standard output, progress and notes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
import unicodedata
from collections.abc import Iterable
from io import TextIOWrapper
from typing import Any

DEBUG = "CHECKER_DEBUG"
# Controls, marks that turn the reading direction, half characters, line and paragraph separators: written to a terminal
# they could move the cursor, or end this line and begin another that says CLEAR.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def speak_utf8() -> None:
    """Write UTF-8 wherever the output goes; half a character (from a file name) becomes its escape, as JSON has it."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(line: str) -> None:
    """One line of a result."""
    _write(f"{shown(line)}\n")


def say_all(lines: Iterable[str]) -> None:
    """Lines of a result, each as soon as it is known."""
    for line in lines:
        say(line)


def say_json(value: dict[str, Any]) -> None:
    """One line of JSON."""
    _write(f"{json.dumps(value, ensure_ascii=False)}\n")


def note(line: str) -> None:
    """A sentence for the person, beside the results."""
    sys.stderr.write(f"{shown(line)}\n")
    sys.stderr.flush()


def note_progress(done: int, total: int) -> None:
    """How far we are, on a terminal only."""
    if sys.stderr.isatty():
        ending = "\n" if done == total else ""
        sys.stderr.write(f"\r{done} of {total}{ending}")
        sys.stderr.flush()


def note_here(words: str, *, is_last: bool) -> None:
    """How far we are in words, each time in the place of the words before, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}{chr(10) if is_last else ''}")
        sys.stderr.flush()


def note_fault(error: Exception) -> None:
    """Say that the checker itself broke: the error's type only, for its message may hold a name or a line of a post."""
    if wants_details():
        traceback.print_exception(error)
    if isinstance(error, OSError) and error.strerror:
        note(f"Could not run: a file could not be read or written ({error.strerror}).")
    else:
        note(f"Could not run: something in the checker itself broke ({type(error).__name__}). Nothing was published.")


def wrong_words(says: str, what: str = "") -> str:
    """What is wrong with the command line, without repeating words that may be a draft whose --text was forgotten.

    `what`: the option or argument that it is about.
    """
    if says.startswith("Missing parameter") and what:
        return f"{what} is missing."
    if says.startswith("Got unexpected extra"):
        return "There are words that belong to no option; a draft goes in quotation marks after --text."
    if says.startswith("No such command"):
        return "There is no such command."
    return f"{what}: {says.rstrip('.')}." if what else f"{says.rstrip('.')}."


def wants_details() -> bool:
    """Whether whoever looks for a fault, on made-up data, wants its message and traceback too."""
    return bool(os.environ.get(DEBUG))


class NobodyReads(Exception):
    """Whoever read our output has stopped; typer would take the plain error for success or REVIEW and end itself."""


def shown(line: str) -> str:
    """The line with whatever cannot be seen written out; a tab may part columns."""
    return "".join(
        letter if letter == "\t" or unicodedata.category(letter) not in _UNSEEN else ascii(letter)[1:-1]
        for letter in line
    )


def _write(words: str) -> None:
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # or Python would try to write the rest at its own end, fail, and give another exit code
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise NobodyReads from None
