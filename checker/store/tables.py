"""The register's tables as the code sees them; what the database itself enforces stands in migrations/."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()


def numbered() -> Column[int]:
    """A number that only ever grows: the order in which things were recorded."""
    return Column("id", Integer, Identity(always=True), primary_key=True)


def of_pupil() -> Column[str]:
    """Whose row this is; it goes when the pupil is erased."""
    return Column("pupil_id", Text, ForeignKey("pupil.id", ondelete="CASCADE"), nullable=False)


def of_row(table: str, column: str, *, is_key: bool = False) -> Column[int]:
    """Which row of that table this one belongs to, and goes with; `is_key`: it is this one's key, or a part of it."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(column, Integer, key, nullable=False, primary_key=is_key, autoincrement=False)


pupil = Table(
    "pupil",
    metadata,
    Column("id", Text, CheckConstraint("trim(id) <> ''", name="pupil_id_given"), primary_key=True),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("known_as", Text, nullable=False),
    Column("year_group", Text, nullable=False),
    Column("class_name", Text, nullable=False),
    Column("left_on", Date),
)
protection = Table(
    "protection",
    metadata,
    numbered(),
    of_pupil(),
    Column("kind", Text, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("protection_by_pupil", "pupil_id", "kind", "id"),
    sqlite_autoincrement=True,
)
parent_event = Table(
    "parent_event",
    metadata,
    numbered(),
    of_pupil(),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("happened_on", Date),
    Column("evidence", Text, nullable=False),
    Column("authorised_by", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("parent_event_by_pupil", "pupil_id", "id"),
    sqlite_autoincrement=True,
)
sibling = Table(
    "sibling",
    metadata,
    Column("pupil_id", Text, ForeignKey("pupil.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", Text, ForeignKey("pupil.id", ondelete="CASCADE"), primary_key=True),
)
consent_event = Table(
    "consent_event",
    metadata,
    numbered(),
    of_pupil(),
    Column("kind", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("channel", Text),
    Column("state", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("has_responsibility", Boolean),
    Column("in_writing", Boolean, nullable=False),
    Column("received_on", Date),
    Column("evidence", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("import_id", Integer),
    Index("consent_event_by_pupil", "pupil_id", "purpose", "id"),
    sqlite_autoincrement=True,
)
face_template = Table(
    "face_template",
    metadata,
    numbered(),
    of_pupil(),
    Column("vector", LargeBinary, nullable=False),
    Column("model", Text, nullable=False, server_default="dlib"),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("face_template_by_pupil", "pupil_id"),
    sqlite_autoincrement=True,
)
matching_signoff = Table(
    "matching_signoff",
    metadata,
    numbered(),
    Column("state", Text, nullable=False),
    Column("dpia", Text, nullable=False),
    Column("dpo", Text, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
register_import = Table(
    "register_import",
    metadata,
    numbered(),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("undoes", Integer),
    sqlite_autoincrement=True,
)
import_step = Table(
    "import_step",
    metadata,
    numbered(),
    Column("import_id", Integer, nullable=False),
    of_pupil(),
    Column("kind", Text, nullable=False),
    Column("before", Text, nullable=False),
    Index("import_step_by_import", "import_id"),
    sqlite_autoincrement=True,
)
list_headings = Table(
    "list_headings",
    metadata,
    numbered(),
    Column("headings", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
meta = Table(
    "meta",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("changes", Integer, nullable=False),
    Column("stamp", Text, nullable=False),
)
