"""Posts that were published, take-downs, approvals, what an import did, and the ledger."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHANNELS = ("facebook", "instagram", "x", "youtube", "website", "newsletter", "press", "other")
FIRST_SEAL = "0" * 64


def upgrade() -> None:
    """Create everything, then its guards."""
    _create_posts()
    _create_approval()
    _create_import_step()
    _create_ledger()
    guards = Path(__file__).with_name(f"0003_guards_{op.get_context().dialect.name}.sql")
    for statement in guards.read_text(encoding="utf-8").strip().split("\n\n"):
        op.execute(statement)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True)


def _of(table: str, column: str | None = None, ondelete: str = "CASCADE") -> sa.Column[object]:
    kind = sa.Text if table == "pupil" else sa.Integer
    key = sa.ForeignKey(f"{table}.id", ondelete=ondelete)
    return sa.Column(column or f"{table}_id", kind, key, nullable=ondelete == "SET NULL")


def _text(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _create_posts() -> None:
    op.create_table(
        "published_post",
        _number(),
        *_text("post_digest", "channel", "link", "owner"),
        sa.Column("published_on", sa.Date, nullable=False),
        _moment("recorded_at"),
        _one_of("channel", CHANNELS),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "shown_pupil",
        _number(),
        _of("published_post", "post_id"),
        _of("pupil"),
        *_text("purpose", "photo_digest"),
        _one_of("purpose", ("photo", "video", "name", "first_name")),
        sqlite_autoincrement=True,
    )
    op.create_index("shown_pupil_by_pupil", "shown_pupil", ["pupil_id"])
    op.create_table(
        "take_down",
        _number(),
        _of("published_post", "post_id"),
        _of("pupil", ondelete="SET NULL"),
        *_text("photo_digest", "owner", "state", "why"),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
        _moment("recorded_at"),
        _one_of("state", ("open", "done", "not_practicable")),
        sa.CheckConstraint("state <> 'not_practicable' OR trim(why) <> ''", name="reason_given"),
        sqlite_autoincrement=True,
    )
    op.create_index("take_down_by_state", "take_down", ["state", "due_on"])


def _create_approval() -> None:
    op.create_table(
        "approval",
        _number(),
        *_text("post_digest", "role"),
        sa.Column("account", sa.Integer, nullable=False),
        _moment("approved_at"),
        _moment("expires_at"),
        sa.Column("voided_by", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("approval_by_post", "approval", ["post_digest"])
    op.create_table("approval_pupil", _of("approval"), _of("pupil"), sa.PrimaryKeyConstraint("approval_id", "pupil_id"))
    op.create_index("approval_pupil_by_pupil", "approval_pupil", ["pupil_id"])


def _create_import_step() -> None:
    op.add_column("register_import", sa.Column("undoes", sa.Integer))
    op.create_table(
        "import_step",
        _number(),
        sa.Column("import_id", sa.Integer, nullable=False),
        _of("pupil"),
        *_text("kind", "before"),
        _one_of("kind", ("added", "changed", "left")),
        sqlite_autoincrement=True,
    )
    op.create_index("import_step_by_import", "import_step", ["import_id"])
    op.create_table("list_headings", _number(), *_text("headings"), _moment("recorded_at"), sqlite_autoincrement=True)


def _create_ledger() -> None:
    hexadecimal = "{0} NOT GLOB '*[^0-9a-f]*'" if op.get_context().dialect.name == "sqlite" else "{0} !~ '[^0-9a-f]'"
    words = "{0} NOT GLOB '*[^a-z_]*'" if op.get_context().dialect.name == "sqlite" else "{0} !~ '[^a-z_]'"
    op.create_table(
        "ledger",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        *_text("at", "deed", "digest"),
        sa.Column("reference", sa.Integer, nullable=False),
        sa.Column("amount", sa.Integer, nullable=False),
        *_text("channel", "role"),
        sa.Column("account", sa.Integer, nullable=False),
        *_text("previous", "seal"),
        sa.CheckConstraint("length(at) = 27", name="at_whole"),
        sa.CheckConstraint(f"length(deed) BETWEEN 3 AND 40 AND {words.format('deed')}", name="deed_word"),
        sa.CheckConstraint(f"length(digest) IN (0, 64) AND {hexadecimal.format('digest')}", name="digest_whole"),
        sa.CheckConstraint(f"length(previous) = 64 AND {hexadecimal.format('previous')}", name="previous_whole"),
        sa.CheckConstraint(f"length(seal) = 64 AND {hexadecimal.format('seal')}", name="seal_whole"),
        sa.CheckConstraint(f"channel IN ('', {', '.join(map(repr, CHANNELS))})", name="channel_known"),
        sa.CheckConstraint(f"length(role) <= 40 AND {words.format('role')}", name="role_word"),
    )
    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entries", sa.Integer, nullable=False),
        *_text("seal"),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.execute(f"INSERT INTO ledger_head (id, entries, seal) VALUES (1, 0, '{FIRST_SEAL}')")  # noqa: S608
