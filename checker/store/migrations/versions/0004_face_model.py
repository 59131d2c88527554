"""Which model made a face template: vectors of different models are never compared, and have different lengths."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = (
    "CASE WHEN model = 'dlib' THEN length(vector) = 512 "
    "ELSE trim(model) <> '' AND length(vector) BETWEEN 64 AND 16384 AND length(vector) / 4 * 4 = length(vector) END"
)


def upgrade() -> None:
    """Every template until now was made by dlib; the guards stay as they are."""
    if op.get_context().dialect.name == "sqlite":
        _rebuild()
        return
    op.add_column("face_template", sa.Column("model", sa.Text, nullable=False, server_default="dlib"))
    op.drop_constraint("vector_whole", "face_template")
    op.create_check_constraint("vector_whole", "face_template", WHOLE)


def _rebuild() -> None:
    """SQLite cannot change a CHECK in place, nor rebuild a table that triggers speak of: they are put back as read."""
    triggers = op.get_bind().exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in triggers:
        op.execute(f"DROP TRIGGER {name}")
    op.execute("DROP INDEX face_template_by_pupil")
    op.rename_table("face_template", "face_template_before")
    op.create_table(
        "face_template",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("pupil_id", sa.Text, sa.ForeignKey("pupil.id", ondelete="CASCADE"), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("model", sa.Text, nullable=False, server_default="dlib"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(WHOLE, name="vector_whole"),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO face_template (id, pupil_id, vector, model, recorded_at) "
        "SELECT id, pupil_id, vector, 'dlib', recorded_at FROM face_template_before ORDER BY id"
    )
    _keep_counting()
    op.drop_table("face_template_before")
    op.create_index("face_template_by_pupil", "face_template", ["pupil_id"])
    for _, wording in triggers:
        op.execute(sa.text(wording.replace(":", r"\:")))


def _keep_counting() -> None:
    """The number of a deleted template is never given again: the ledger may point at it."""
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'face_template'")
    op.execute("UPDATE sqlite_sequence SET name = 'face_template' WHERE name = 'face_template_before'")
