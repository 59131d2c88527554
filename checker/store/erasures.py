"""Who was erased, so that no backup brings them back? Keyed digests: nobody without the key can try out names or ids.

They stand in the register, in the transaction that erases, and in a file beside it, because a restored register would
not know what was erased after its backup was made.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select

from checker.core.errors import NoRegister
from checker.core.ledger import moment
from checker.store.keys import Secrets
from checker.store.sealed_vectors import secrets_of
from checker.store.tables import pupil
from checker.store.tables_kept import erasure

Erased = frozenset[tuple[str, str]]
"""Digest and moment: somebody may come back, and be erased again."""
CHANGED = "erasures_to_keep"
UNREADABLE = (
    "The list of who was erased, beside the register, cannot be read, so nothing is restored: somebody who was erased "
    "could come back. Put the file right, or take it away if it is lost."
)


def digest_of(secrets: Secrets, pupil_id: str) -> str:
    """What stands for an erased pupil."""
    return secrets.digest("erased", pupil_id)


def record_erasure(connection: Connection, pupil_id: str, now: datetime) -> None:
    """Remember it in this transaction; `Database.writing` puts it into the file after it."""
    row = {"digest": digest_of(secrets_of(connection), pupil_id), "erased_at": moment(now)}
    connection.execute(insert(erasure), [row])
    connection.info[CHANGED] = True


def recorded(connection: Connection) -> Erased:
    """Every erasure that this register knows of."""
    return frozenset((row.digest, row.erased_at) for row in connection.execute(select(erasure)))


def in_file(file: Path) -> Erased:
    """Every erasure in the file; none where there is no file. Raises: NoRegister."""
    try:
        pairs = [line.split() for line in file.read_text(encoding="ascii").splitlines()]
        return frozenset((digest, at) for digest, at in pairs)
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError):
        raise NoRegister(UNREADABLE) from None


def keep_in_file(file: Path, erased: Erased) -> None:
    """Add these to the file, in one step. Raises: OSError, NoRegister."""
    every = sorted(erased | in_file(file))
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        aside.write_text("".join(f"{digest} {at}\n" for digest, at in every), encoding="ascii")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def came_back(connection: Connection, later: Iterable[tuple[str, str]]) -> list[str]:
    """The pupils of this register who were erased later than it was made."""
    digests = {digest for digest, _ in later}
    if not digests:
        return []
    secrets = secrets_of(connection)
    return [one for one in connection.execute(select(pupil.c.id)).scalars() if digest_of(secrets, one) in digests]


def add(connection: Connection, later: Erased) -> None:
    """Let this register know of them too."""
    rows = [{"digest": digest, "erased_at": at} for digest, at in sorted(later)]
    if rows:
        connection.execute(insert(erasure), rows)
