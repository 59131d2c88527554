"""What was sent for approval and what was decided, the very files an approval is about, and whom they show."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

DECISIONS = ("approved", "sent_back", "refused", "replaced")


def upgrade() -> None:
    """Only new tables: what was submitted before keeps its rows, and waits for nobody."""
    _create_sent()
    _create_decision()
    _create_approved()


def _of(table: str, column: str) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(column, sa.Integer, key, primary_key=True, autoincrement=False)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _copies(table: str, of: str, column: str) -> None:
    op.create_table(
        table,
        _of(of, column),
        sa.Column("photo", sa.Integer, primary_key=True, autoincrement=False),
        *_text("digest"),
        sa.CheckConstraint("length(digest) = 64", name="digest_whole"),
    )


def _create_sent() -> None:
    op.create_table(
        "sent_post",
        _of("submission", "submission_id"),
        *_text("kept", "draft", "content", "report", "register_version", "packs"),
        sa.Column("for_approval", sa.Boolean, nullable=False),
        sa.CheckConstraint("length(content) = 64 AND length(report) = 64", name="digests_whole"),
    )
    op.create_index("sent_post_by_draft", "sent_post", ["draft"])
    op.create_index("sent_post_by_content", "sent_post", ["content"])
    _copies("sent_copy", "submission", "submission_id")


def _create_decision() -> None:
    listed = ", ".join(f"'{one}'" for one in DECISIONS)
    op.create_table(
        "post_decision",
        _of("submission", "submission_id"),
        *_text("did"),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False),
        *_text("role", "why"),
        sa.Column("approval_id", sa.Integer),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"did IN ({listed})", name="did_known"),
        # Whatever the code does: what goes back or is refused says why, and an approval names its row.
        sa.CheckConstraint("did NOT IN ('sent_back', 'refused') OR trim(why) <> ''", name="why_given"),
        sa.CheckConstraint("(did = 'approved') = (approval_id IS NOT NULL)", name="approval_named"),
    )


def _create_approved() -> None:
    op.create_table(
        "approval_basis",
        _of("approval", "approval_id"),
        sa.Column("submission_id", sa.Integer, nullable=False),
        *_text("report", "register_version", "packs"),
    )
    _copies("approval_copy", "approval", "approval_id")
    op.create_index("approval_copy_by_digest", "approval_copy", ["digest"])
    op.create_table(
        "approval_shown",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("approval_id", sa.Integer, sa.ForeignKey("approval.id", ondelete="CASCADE"), nullable=False),
        sa.Column("pupil_id", sa.Text, sa.ForeignKey("pupil.id", ondelete="CASCADE"), nullable=False),
        *_text("purpose", "photo_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("approval_shown_by_approval", "approval_shown", ["approval_id"])
    op.create_table(
        "approved_post", _of("published_post", "post_id"), sa.Column("approval_id", sa.Integer, nullable=False)
    )
