"""An erased pupil goes from the approvals too, even where a hand-opened file enforces no foreign keys."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A server enforces its foreign keys always, so only a file's guard changes."""
    if op.get_context().dialect.name == "sqlite":
        guards = Path(__file__).with_name("0009_guards_sqlite.sql")
        for statement in guards.read_text(encoding="utf-8").strip().split("\n\n"):
            op.execute(statement)
