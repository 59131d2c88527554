"""The tables of who works with the checker, what they said about posts, and the school's devices."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, Table, Text, text

from checker.store.tables import metadata, numbered

_HAS_EMAIL = text("email <> ''")


def _account(*, nullable: bool = False) -> Column[int]:
    return Column("account_id", Integer, ForeignKey("account.id"), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


account = Table(
    "account",
    metadata,
    numbered(),
    Column("sign_in_name", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("authorised_by", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    Column("trained_on", Date),
    _moment("disabled_at", nullable=True),
    Column("password_hash", Text, nullable=False),
    Column("must_change", Boolean, nullable=False),
    _moment("recorded_at"),
    Index("account_by_email", "email", unique=True, sqlite_where=_HAS_EMAIL, postgresql_where=_HAS_EMAIL),
    sqlite_autoincrement=True,
)
role_event = Table(
    "role_event",
    metadata,
    numbered(),
    _account(),
    Column("role", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("given_by", Integer, nullable=False),
    _moment("recorded_at"),
    Index("role_event_by_account", "account_id", "role", "id"),
    sqlite_autoincrement=True,
)
desk_session = Table(
    "desk_session",
    metadata,
    numbered(),
    _account(),
    Column("token", Text),
    _moment("started_at"),
    _moment("seen_at"),
    _moment("ended_at", nullable=True),
    Index("desk_session_by_token", "token", unique=True),
    sqlite_autoincrement=True,
)
sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    numbered(),
    _account(nullable=True),
    _moment("failed_at"),
    Index("sign_in_failure_by_account", "account_id", "failed_at"),
    sqlite_autoincrement=True,
)
submission = Table(
    "submission",
    metadata,
    numbered(),
    Column("post_digest", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    _account(),
    _moment("recorded_at"),
    Index("submission_by_post", "post_digest"),
    sqlite_autoincrement=True,
)
block_override = Table(
    "block_override",
    metadata,
    numbered(),
    Column("submission_id", Integer, ForeignKey("submission.id"), nullable=False),
    Column("submitted_by", Integer, nullable=False),
    _account(),
    Column("why", Text, nullable=False),
    _moment("recorded_at"),
    sqlite_autoincrement=True,
)
referral = Table(
    "referral",
    metadata,
    numbered(),
    Column("post_digest", Text, nullable=False),
    _account(),
    Column("why", Text, nullable=False),
    _moment("recorded_at"),
    sqlite_autoincrement=True,
)
device = Table(
    "device",
    metadata,
    numbered(),
    Column("make", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("serial", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("account", Integer, nullable=False),
    _moment("recorded_at"),
    _moment("removed_at", nullable=True),
    sqlite_autoincrement=True,
)
