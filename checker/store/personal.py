"""Where in the register does something of a pupil stand, and what becomes of it when the pupil is erased?

`tests/store/test_personal.py` takes the tables from the schema itself, and fails for one, or for a text in one, that is
neither told of here nor said there to hold nothing of a pupil.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, func, or_, select, update

from checker.core.mentioned import means
from checker.core.people import Pupil
from checker.store.sealed_reason import opened_reason, sealed_reason
from checker.store.tables import (
    consent_event,
    face_template,
    import_step,
    parent_event,
    protection,
    pupil,
    sibling,
)
from checker.store.tables_people import block_override, referral
from checker.store.tables_published import approval_pupil, published_post, shown_pupil, take_down
from checker.store.tables_review import approval_shown, post_decision

ERASED_WORDS = "(words about a pupil who was erased)"
"""What stands where staff had named the pupil: that somebody gave a reason is still on record."""

OWN = {
    consent_event: "answers about consent",
    parent_event: "records about parents",
    face_template: "face templates",
    shown_pupil: "places in published posts",
    approval_pupil: "approvals of posts with the pupil in them",
    approval_shown: "places in approved posts",
    import_step: "details as they were before an import",
    sibling: "brothers and sisters",
}
"""What belongs to one pupil and goes with the pupil's own row, in the words of the certificate. What the safeguarding
lead alone sees (`protection`) goes too, and is not counted, so that it shows nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in which staff write freely, and so may name a pupil. `sealed_to`: the column that its seal is bound to.

    What stays is needed for something else: the link of a post that has to come down, the paper of another child.
    """

    table: Table
    column: str
    stays: bool = False
    sealed_to: str = ""

    @property
    def is_apart(self) -> bool:
        """What is sealed is the safeguarding lead's alone."""
        return bool(self.sealed_to)


WORDS = (
    Words(post_decision, "why"),
    Words(block_override, "why"),
    Words(take_down, "why"),
    Words(referral, "why", sealed_to="post_digest"),
    Words(protection, "reason", sealed_to="pupil_id", stays=True),
    Words(published_post, "link", stays=True),
    *(Words(consent_event, one, stays=True) for one in ("given_by", "evidence")),
    *(Words(parent_event, one, stays=True) for one in ("who", "evidence", "authorised_by")),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A row, not the pupil's own, in which staff wrote of the pupil."""

    words: Words
    row: Row[tuple[object, ...]]

    @property
    def key(self) -> Column[Any]:
        """The column that numbers the rows of this table."""
        return next(iter(self.words.table.primary_key.columns))

    @property
    def number(self) -> int:
        """Which row it is."""
        return int(getattr(self.row, self.key.name))


def is_of(table: Table, pupil_id: str) -> ColumnElement[bool]:
    """The condition for a pupil's own rows."""
    own = table.c.pupil_id == pupil_id
    return or_(own, sibling.c.other_id == pupil_id) if table is sibling else own


def count_own(connection: Connection, pupil_id: str) -> tuple[tuple[str, int], ...]:
    """How many rows of each kind are the pupil's own."""
    return tuple(
        (
            what,
            int(connection.execute(select(func.count()).select_from(table).where(is_of(table, pupil_id))).scalar_one()),
        )
        for table, what in OWN.items()
    )


def mentions(connection: Connection, pupil_id: str) -> list[Mention]:
    """Every row in which staff named the pupil, but for the pupil's own. Raises: NoRegister for another key's seal."""
    found = connection.execute(select(pupil).where(pupil.c.id == pupil_id)).one()
    whose = Pupil(found.id, found.first_name, found.last_name, found.known_as)
    return [Mention(words, row) for words in WORDS for row in _rows(connection, words, whose)]


def blank_mentions(connection: Connection, found: list[Mention]) -> None:
    """Write over what staff wrote of the pupil, but for what stays."""
    for one in found:
        if not one.words.stays:
            values = {one.words.column: _erased(connection, one)}
            connection.execute(update(one.words.table).where(one.key == one.number).values(**values))


def _rows(connection: Connection, words: Words, whose: Pupil) -> Iterator[Row[tuple[object, ...]]]:
    column = words.table.c[words.column]
    query = select(words.table).where(column != "")
    if "pupil_id" in words.table.c:
        query = query.where(words.table.c.pupil_id.is_distinct_from(whose.id))
    if words.sealed_to:
        for row in connection.execute(query).all():
            if means(whose, opened_reason(connection, getattr(row, words.sealed_to), getattr(row, words.column))):
                yield row
        return
    # Each wording once: a trust's 118,000 answers have a handful.
    said = [text for text in connection.execute(select(column).distinct()).scalars() if text and means(whose, text)]
    for text in said:
        yield from connection.execute(query.where(column == text)).all()


def _erased(connection: Connection, one: Mention) -> str:
    if not one.words.sealed_to:
        return ERASED_WORDS
    return sealed_reason(connection, getattr(one.row, one.words.sealed_to), ERASED_WORDS)
