"""The tables of what was done with posts: approvals, published posts, take-downs, and the ledger."""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, Table, Text

from checker.store.tables import metadata, numbered, of_pupil, of_row

published_post = Table(
    "published_post",
    metadata,
    numbered(),
    Column("post_digest", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("published_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
shown_pupil = Table(
    "shown_pupil",
    metadata,
    numbered(),
    of_row("published_post", "post_id"),
    of_pupil(),
    Column("purpose", Text, nullable=False),
    Column("photo_digest", Text, nullable=False),
    Index("shown_pupil_by_pupil", "pupil_id"),
    sqlite_autoincrement=True,
)
take_down = Table(
    "take_down",
    metadata,
    numbered(),
    of_row("published_post", "post_id"),
    Column("pupil_id", Text, ForeignKey("pupil.id", ondelete="SET NULL")),
    Column("photo_digest", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("take_down_by_state", "state", "due_on"),
    sqlite_autoincrement=True,
)
approval = Table(
    "approval",
    metadata,
    numbered(),
    Column("post_digest", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("approved_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("voided_by", Integer),
    Index("approval_by_post", "post_digest"),
    sqlite_autoincrement=True,
)
approval_pupil = Table(
    "approval_pupil",
    metadata,
    of_row("approval", "approval_id", is_key=True),
    Column("pupil_id", Text, ForeignKey("pupil.id", ondelete="CASCADE"), primary_key=True),
    Index("approval_pupil_by_pupil", "pupil_id"),
)
ledger = Table(
    "ledger",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("reference", Integer, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("previous", Text, nullable=False),
    Column("seal", Text, nullable=False),
)
ledger_head = Table(
    "ledger_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("entries", Integer, nullable=False),
    Column("seal", Text, nullable=False),
)
