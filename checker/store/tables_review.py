"""The tables of what was sent for approval, what was decided, and which bytes an approval is about."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, Table, Text

from checker.store.tables import metadata, numbered, of_pupil, of_row

sent_post = Table(
    "sent_post",
    metadata,
    of_row("submission", "submission_id", is_key=True),
    Column("kept", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("register_version", Text, nullable=False),
    Column("packs", Text, nullable=False),
    Column("for_approval", Boolean, nullable=False),
    Index("sent_post_by_draft", "draft"),
    Index("sent_post_by_content", "content"),
)
sent_copy = Table(
    "sent_copy",
    metadata,
    of_row("submission", "submission_id", is_key=True),
    Column("photo", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
)
post_decision = Table(
    "post_decision",
    metadata,
    # One for each post that was sent: of two people who decide at once, the second is told.
    of_row("submission", "submission_id", is_key=True),
    Column("did", Text, nullable=False),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("role", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("approval_id", Integer),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)
approval_basis = Table(
    "approval_basis",
    metadata,
    of_row("approval", "approval_id", is_key=True),
    Column("submission_id", Integer, nullable=False),
    Column("report", Text, nullable=False),
    Column("register_version", Text, nullable=False),
    Column("packs", Text, nullable=False),
)
approval_copy = Table(
    "approval_copy",
    metadata,
    of_row("approval", "approval_id", is_key=True),
    Column("photo", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Index("approval_copy_by_digest", "digest"),
)
approval_shown = Table(
    "approval_shown",
    metadata,
    numbered(),
    of_row("approval", "approval_id"),
    of_pupil(),
    Column("purpose", Text, nullable=False),
    Column("photo_digest", Text, nullable=False),
    Index("approval_shown_by_approval", "approval_id"),
    sqlite_autoincrement=True,
)
approved_post = Table(
    "approved_post",
    metadata,
    # Which approval a published post rests on.
    of_row("published_post", "post_id", is_key=True),
    Column("approval_id", Integer, nullable=False),
)
