"""A leaving day may be recorded before it comes: until then face matching goes on, and ends on that day."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only the guards about leavers change; they stand in plain SQL beside this file."""
    dialect = op.get_context().dialect.name
    guards = Path(__file__).with_name(f"0010_guards_{dialect}.sql")
    for statement in guards.read_text(encoding="utf-8").strip().split("\n\n"):
        op.execute(statement)
    if dialect != "sqlite":  # replacing a function takes its pin away
        op.execute("ALTER FUNCTION guard_face_template() SET search_path FROM CURRENT")
