"""Consents as the law asks for them: responsibility, the child's wish, parents told. Protections apart; leavers."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PURPOSES = ("photo", "video", "name", "first_name", "website", "press", "face_matching")
STATES = ("given", "refused", "withdrawn", "expired", "not_asked")
CHANNELS = ("facebook", "instagram", "x", "youtube", "website", "newsletter", "press", "other")
KINDS = ("answer", "wish")
_OLD_COLUMNS = "id, pupil_id, purpose, channel, state, given_by, in_writing, received_on, evidence, recorded_at"
# What the first version recorded as a parent's written consent was one; nothing else is taken for it.
_RESPONSIBLE = (
    "CASE WHEN purpose = 'face_matching' AND state = 'given' AND in_writing "
    "AND lower(trim(given_by)) NOT IN ('child', 'pupil') THEN {true} END"
)


def upgrade() -> None:
    """Change what is there, add the rest, and put all guards in force again."""
    is_file = op.get_context().dialect.name == "sqlite"
    guards = _Guards(op.get_context().dialect.name)
    if is_file:
        guards.drop_old()
        _rebuild_consent_event()
    else:
        _extend_consent_event()
    _create_protection()
    _change_pupil()
    _create_parent_event()
    _create_sibling()
    if is_file:
        guards.run_old()
    guards.run_new()


class _Guards:
    """The plain SQL files beside this one, one for each database, so that a DPO can read them."""

    def __init__(self, dialect: str) -> None:
        folder = Path(__file__).parent
        self._old, self._new = (
            (folder / f"{version}_guards_{dialect}.sql").read_text(encoding="utf-8").strip().split("\n\n")
            for version in ("0001", "0002")
        )

    def drop_old(self) -> None:
        """SQLite: a table cannot be rebuilt under its triggers."""
        for name in map(_trigger, self._old):
            op.execute(f"DROP TRIGGER {name}")

    def run_old(self) -> None:
        """Those of the first version that no newer one of the same name replaces."""
        replaced = {_trigger(statement) for statement in self._new}
        for statement in self._old:
            if _trigger(statement) not in replaced:
                op.execute(statement)

    def run_new(self) -> None:
        for statement in self._new:
            op.execute(statement)


def _trigger(statement: str) -> str:
    words = statement.partition("CREATE TRIGGER ")[2].split()
    return words[0] if words else ""


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


def _rebuild_consent_event() -> None:
    """SQLite cannot change a CHECK in place."""
    op.execute("DROP INDEX consent_event_by_pupil")
    op.rename_table("consent_event", "consent_event_before")
    op.create_table(
        "consent_event",
        _number(),
        _of("pupil"),
        *_text("kind", "purpose"),
        sa.Column("channel", sa.Text),
        *_text("state", "given_by"),
        sa.Column("has_responsibility", sa.Boolean),
        sa.Column("in_writing", sa.Boolean, nullable=False),
        sa.Column("received_on", sa.Date),
        *_text("evidence"),
        _moment("recorded_at"),
        sa.Column("import_id", sa.Integer),
        _one_of("kind", KINDS),
        _one_of("purpose", PURPOSES),
        _one_of("channel", CHANNELS),
        _one_of("state", STATES),
        sa.CheckConstraint("purpose <> 'face_matching' OR channel IS NULL", name="face_matching_whole"),
        sqlite_autoincrement=True,
    )
    op.execute(
        f"INSERT INTO consent_event ({_OLD_COLUMNS}, kind, has_responsibility) "  # noqa: S608 - our own words
        f"SELECT {_OLD_COLUMNS}, 'answer', {_RESPONSIBLE.format(true='1')} FROM consent_event_before ORDER BY id"
    )
    op.drop_table("consent_event_before")
    op.create_index("consent_event_by_pupil", "consent_event", ["pupil_id", "purpose", "id"])


def _extend_consent_event() -> None:
    op.execute("ALTER TABLE consent_event DISABLE TRIGGER consent_event_fixed")
    op.add_column("consent_event", sa.Column("kind", sa.Text, nullable=False, server_default="answer"))
    op.alter_column("consent_event", "kind", server_default=None)
    op.add_column("consent_event", sa.Column("has_responsibility", sa.Boolean))
    op.add_column("consent_event", sa.Column("import_id", sa.Integer))
    responsible = _RESPONSIBLE.format(true="true")
    op.execute(f"UPDATE consent_event SET has_responsibility = {responsible}")  # noqa: S608 - our own words
    op.drop_constraint("purpose_known", "consent_event")
    for column, values in (("purpose", PURPOSES), ("kind", KINDS)):
        listed = ", ".join(f"'{value}'" for value in values)
        op.create_check_constraint(f"{column}_known", "consent_event", f"{column} IN ({listed})")
    op.execute("ALTER TABLE consent_event ENABLE TRIGGER consent_event_fixed")


def _create_protection() -> None:
    op.create_table(
        "protection",
        _number(),
        _of("pupil"),
        *_text("kind"),
        sa.Column("is_on", sa.Boolean, nullable=False),
        *_text("reason"),
        _moment("recorded_at"),
        _one_of("kind", ("never_publish", "must_not_be_located")),
        sqlite_autoincrement=True,
    )
    op.create_index("protection_by_pupil", "protection", ["pupil_id", "kind", "id"])


def _change_pupil() -> None:
    is_file = op.get_context().dialect.name == "sqlite"
    true, flag = ("1", "never_publish = 1") if is_file else ("true", "never_publish")
    op.execute(
        "INSERT INTO protection (pupil_id, kind, is_on, reason, recorded_at) "  # noqa: S608 - our own words
        f"SELECT id, 'never_publish', {true}, '', CURRENT_TIMESTAMP FROM pupil WHERE {flag} ORDER BY id"
    )
    op.drop_column("pupil", "never_publish")
    op.add_column("pupil", sa.Column("left_on", sa.Date))


def _create_parent_event() -> None:
    op.create_table(
        "parent_event",
        _number(),
        _of("pupil"),
        *_text("who", "kind"),
        sa.Column("happened_on", sa.Date),
        *_text("evidence", "authorised_by"),
        _moment("recorded_at"),
        _one_of("kind", ("known", "told", "not_found", "lacks_capacity", "welfare", "not_practicable", "not_a_parent")),
        sa.CheckConstraint(
            "kind IN ('known', 'told', 'not_a_parent') OR trim(authorised_by) <> ''", name="exception_authorised"
        ),
        sa.CheckConstraint("kind = 'told' OR trim(who) <> ''", name="parent_given"),
        sqlite_autoincrement=True,
    )
    op.create_index("parent_event_by_pupil", "parent_event", ["pupil_id", "id"])
    # The list of the first version stated with its yes that every parent was told.
    op.execute(
        "INSERT INTO parent_event (pupil_id, who, kind, evidence, authorised_by, recorded_at) "
        "SELECT pupil_id, '', 'told', max(evidence), '', CURRENT_TIMESTAMP FROM consent_event "
        "WHERE purpose = 'face_matching' AND state = 'given' AND evidence LIKE 'imported list %' "
        "GROUP BY pupil_id ORDER BY pupil_id"
    )


def _create_sibling() -> None:
    op.create_table(
        "sibling",
        _of("pupil"),
        _of("pupil", "other_id"),
        sa.PrimaryKeyConstraint("pupil_id", "other_id"),
        sa.CheckConstraint("pupil_id < other_id", name="pair_once"),
    )
