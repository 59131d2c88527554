"""How do very many rows go into a table without all of them standing in memory at once?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection, Table, insert

_AT_ONCE = 2_000
"""Rows of one statement. All 118,000 answers of a trust's first list at once took 110 MB; so many take 2."""


def add_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Add these rows, in their order."""
    waiting = iter(rows)
    while some := [dict(row) for row in islice(waiting, _AT_ONCE)]:
        connection.execute(insert(table), some)
