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


def _number() -> Column[int]:
    """A number that only ever grows: the order in which things were recorded."""
    return Column("id", Integer, Identity(always=True), primary_key=True)


def _pupil_id() -> Column[str]:
    return Column("pupil_id", Text, ForeignKey("pupil.id", ondelete="CASCADE"), nullable=False)


pupil = Table(
    "pupil",
    metadata,
    Column("id", Text, CheckConstraint("trim(id) <> ''", name="pupil_id_given"), primary_key=True),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("known_as", Text, nullable=False),
    Column("year_group", Text, nullable=False),
    Column("class_name", Text, nullable=False),
    Column("never_publish", Boolean, nullable=False),
)
consent_event = Table(
    "consent_event",
    metadata,
    _number(),
    _pupil_id(),
    Column("purpose", Text, nullable=False),
    Column("channel", Text),
    Column("state", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("in_writing", Boolean, nullable=False),
    Column("received_on", Date),
    Column("evidence", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("consent_event_by_pupil", "pupil_id", "purpose", "id"),
    sqlite_autoincrement=True,
)
face_template = Table(
    "face_template",
    metadata,
    _number(),
    _pupil_id(),
    Column("vector", LargeBinary, CheckConstraint("length(vector) = 512", name="vector_whole"), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Index("face_template_by_pupil", "pupil_id"),
    sqlite_autoincrement=True,
)
matching_signoff = Table(
    "matching_signoff",
    metadata,
    _number(),
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
    _number(),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    sqlite_autoincrement=True,
)
meta = Table(
    "meta",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("changes", Integer, nullable=False),
    Column("stamp", Text, nullable=False),
)
