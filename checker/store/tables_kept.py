"""The tables that outlive a backup and that say which key is the right one."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from checker.store.tables import metadata, numbered

erasure = Table(
    "erasure",
    metadata,
    numbered(),
    Column("digest", Text, nullable=False),
    Column("erased_at", Text, nullable=False),
    sqlite_autoincrement=True,
)
key_mark = Table(
    "key_mark",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("mark", Text, nullable=False),
)
