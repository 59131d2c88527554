"""Where was the ledger's end last seen? Its count and last seal, in a small file outside the database.

It is written after the transaction, so after a power cut it may be behind; it is never put ahead, and never put over
a seal that the ledger does not hold any more, because that is the trace of an end that was cut off.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from checker.core.errors import NoRegister

UNREADABLE = (
    "The file with the ledger's last seal cannot be read. Compare the ledger with its last export, then take the file "
    "away; the next entry makes it again."
)


@dataclass(frozen=True, slots=True)
class Seal:
    """How many entries, and the seal of the last."""

    entries: int
    seal: str


def read_seal(file: Path) -> Seal | None:
    """The seal that was kept; None where there is no such file. Raises: NoRegister."""
    try:
        entries, seal = file.read_text(encoding="ascii").split()
        return Seal(int(entries), seal)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise NoRegister(UNREADABLE) from None


def keep_seal(file: Path, seal: Seal) -> None:
    """Put this seal into the file, in one step. Raises: OSError."""
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        aside.write_text(f"{seal.entries} {seal.seal}\n", encoding="ascii")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
