"""The register: pupils, consents as events, face templates, the matching sign-off, and the guards around them."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PURPOSES = ("photo", "video", "name", "website", "press", "face_matching")
STATES = ("given", "refused", "withdrawn", "expired", "not_asked")
CHANNELS = ("facebook", "instagram", "x", "youtube", "website", "newsletter", "press", "other")


def upgrade() -> None:
    """Create everything; the guards are plain SQL, one file per database, so that a DPO can read them."""
    _create_pupil()
    _create_consent_event()
    _create_face_template()
    _create_matching_signoff()
    _create_bookkeeping()
    guards = Path(__file__).with_name(f"0001_guards_{op.get_context().dialect.name}.sql")
    for statement in guards.read_text(encoding="utf-8").strip().split("\n\n"):
        op.execute(statement)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True)


def _pupil_id() -> sa.Column[str]:
    return sa.Column("pupil_id", sa.Text, sa.ForeignKey("pupil.id", ondelete="CASCADE"), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _create_pupil() -> None:
    texts = ("first_name", "last_name", "known_as", "year_group", "class_name")
    op.create_table(
        "pupil",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("never_publish", sa.Boolean, nullable=False),
        sa.CheckConstraint("trim(id) <> ''", name="pupil_id_given"),
    )


def _create_consent_event() -> None:
    op.create_table(
        "consent_event",
        _number(),
        _pupil_id(),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("channel", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("given_by", sa.Text, nullable=False),
        sa.Column("in_writing", sa.Boolean, nullable=False),
        sa.Column("received_on", sa.Date),
        sa.Column("evidence", sa.Text, nullable=False),
        _moment("recorded_at"),
        _one_of("purpose", PURPOSES),
        _one_of("channel", CHANNELS),
        _one_of("state", STATES),
        sa.CheckConstraint("purpose <> 'face_matching' OR channel IS NULL", name="face_matching_whole"),
        sqlite_autoincrement=True,
    )
    op.create_index("consent_event_by_pupil", "consent_event", ["pupil_id", "purpose", "id"])


def _create_face_template() -> None:
    op.create_table(
        "face_template",
        _number(),
        _pupil_id(),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        _moment("recorded_at"),
        sa.CheckConstraint("length(vector) = 512", name="vector_whole"),
        sqlite_autoincrement=True,
    )
    op.create_index("face_template_by_pupil", "face_template", ["pupil_id"])


def _create_matching_signoff() -> None:
    op.create_table(
        "matching_signoff",
        _number(),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("dpia", sa.Text, nullable=False),
        sa.Column("dpo", sa.Text, nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        _moment("recorded_at"),
        sa.CheckConstraint("state IN ('on', 'off')", name="signoff_known"),
        sa.CheckConstraint("state = 'off' OR (trim(dpia) <> '' AND trim(dpo) <> '')", name="signoff_complete"),
        sqlite_autoincrement=True,
    )


def _create_bookkeeping() -> None:
    op.create_table(
        "register_import",
        _number(),
        _moment("imported_at"),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meta",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("stamp", sa.Text, nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    op.execute("INSERT INTO meta (id, changes, stamp) VALUES (1, 0, 'new')")
