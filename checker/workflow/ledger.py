"""What does the ledger say, does it hold together, and how do governors get it?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.ledger import Deed, LedgerEntry
from checker.core.staff import Actor
from checker.workflow.files import write_new
from checker.workflow.permits import Act
from checker.workflow.register import opened_for

if TYPE_CHECKING:
    from checker.store.ledger import LedgerProof


def verify(actor: Actor, register: str | None) -> LedgerProof:
    """Whether every entry is as it was sealed and none is missing. Raises: InputError, NoRegister."""
    return opened_for(actor, Act.SEE_LEDGER, register).ledger.verify()


def ledger_lines(actor: Actor, register: str | None, most: int) -> Iterator[str]:
    """The latest entries, oldest first; a word and numbers each. Raises: InputError, NoRegister."""
    for row in opened_for(actor, Act.SEE_LEDGER, register).ledger.rows()[-most:]:
        parts = [row.deed.replace("_", " "), row.channel, row.role.replace("_", " ")]
        told = ", ".join(part for part in parts if part)
        amount = f", {row.amount} in all" if row.amount else ""
        digest = f", {row.digest[:12]}" if row.digest else ""
        yield f"{row.sequence}  {row.at[:16].replace('T', ' ')}  {told}{amount}{digest}"


def export_ledger(actor: Actor, out: Path, register: str | None) -> int:
    """Write every entry as CSV; how many. It holds no names, texts or vectors. Raises: InputError, NoRegister."""
    book = opened_for(actor, Act.EXPORT_LEDGER, register).ledger
    book.append(LedgerEntry(Deed.LEDGER_EXPORTED))
    rows = book.rows()
    written = io.StringIO(newline="")
    fields = "sequence at deed digest reference amount channel role account previous seal".split()
    table = csv.DictWriter(written, fields)
    table.writeheader()
    table.writerows(asdict(row) for row in rows)
    try:
        write_new(out, written.getvalue().encode())
    except FileExistsError:
        raise InputError("There is such a file already. Give another name.") from None
    except OSError as error:
        raise InputError(f"The file could not be written ({error.strerror}).") from None
    return len(rows)
