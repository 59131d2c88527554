"""Who works with the checker and in which roles, sign-ins, what was said about posts, and the school's devices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROLES = ("poster", "business_manager", "dsl", "principal", "administrator")
VERDICTS = ("clear", "review", "block")


def upgrade() -> None:
    """Create everything; what must hold whatever the code does stands in constraints."""
    _create_account()
    _create_sign_ins()
    _create_posts()
    _create_device()


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True)


def _of(table: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(f"{table}_id", sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _given(*columns: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(f"trim({column}) <> ''", name=f"{column}_given") for column in columns]


def _create_account() -> None:
    op.create_table(
        "account",
        _number(),
        *_text("sign_in_name", "display_name", "email", "authorised_by"),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date),
        sa.Column("trained_on", sa.Date),
        _moment("disabled_at", nullable=True),
        *_text("password_hash"),
        sa.Column("must_change", sa.Boolean, nullable=False),
        _moment("recorded_at"),
        *_given("sign_in_name", "display_name", "authorised_by"),
        sa.CheckConstraint("password_hash = '' OR substr(password_hash, 1, 10) = '$argon2id$'", name="password_hashed"),
        sa.UniqueConstraint("sign_in_name", name="account_sign_in_name_key"),
        sqlite_autoincrement=True,
    )
    has_email = sa.text("email <> ''")
    op.create_index(
        "account_by_email", "account", ["email"], unique=True, sqlite_where=has_email, postgresql_where=has_email
    )
    op.create_table(
        "role_event",
        _number(),
        _of("account"),
        *_text("role"),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("given_by", sa.Integer, nullable=False),
        _moment("recorded_at"),
        _one_of("role", ROLES),
        sqlite_autoincrement=True,
    )
    op.create_index("role_event_by_account", "role_event", ["account_id", "role", "id"])


def _create_sign_ins() -> None:
    op.create_table(
        "desk_session",
        _number(),
        _of("account"),
        sa.Column("token", sa.Text),
        _moment("started_at"),
        _moment("seen_at"),
        _moment("ended_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("desk_session_by_token", "desk_session", ["token"], unique=True)
    op.create_table(
        "sign_in_failure", _number(), _of("account", nullable=True), _moment("failed_at"), sqlite_autoincrement=True
    )
    op.create_index("sign_in_failure_by_account", "sign_in_failure", ["account_id", "failed_at"])


def _create_posts() -> None:
    op.create_table(
        "submission",
        _number(),
        *_text("post_digest", "verdict"),
        _of("account"),
        _moment("recorded_at"),
        _one_of("verdict", VERDICTS),
        sa.CheckConstraint("length(post_digest) = 64", name="post_digest_whole"),
        sqlite_autoincrement=True,
    )
    op.create_index("submission_by_post", "submission", ["post_digest"])
    op.create_table(
        "block_override",
        _number(),
        _of("submission"),
        sa.Column("submitted_by", sa.Integer, nullable=False),
        _of("account"),
        *_text("why"),
        _moment("recorded_at"),
        *_given("why"),
        # Whatever the code does: nobody lets a post of their own through.
        sa.CheckConstraint("account_id <> submitted_by", name="somebody_else"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "referral",
        _number(),
        *_text("post_digest"),
        _of("account"),
        *_text("why"),
        _moment("recorded_at"),
        sqlite_autoincrement=True,
    )


def _create_device() -> None:
    op.create_table(
        "device",
        _number(),
        *_text("make", "model", "serial", "approved_by"),
        sa.Column("account", sa.Integer, nullable=False),
        _moment("recorded_at"),
        _moment("removed_at", nullable=True),
        *_given("model", "approved_by"),
        sqlite_autoincrement=True,
    )
