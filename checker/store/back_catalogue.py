"""Which posts that are out show somebody who may not be shown today, and is that on the list of take-downs yet?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection, Row, insert, or_, select

from checker.core.ledger import Deed, LedgerEntry
from checker.core.people import Purpose
from checker.core.post import Channel
from checker.core.publishing import PublishedPost, Shown
from checker.store.follow_up import TAKE_DOWN_DAYS
from checker.store.ledger import append
from checker.store.publications import without_consent
from checker.store.register import SqlRegister
from checker.store.tables_published import published_post, shown_pupil, take_down
from checker.store.tables_review import approval_copy, approved_post


@dataclass(frozen=True, slots=True)
class Out:
    """A post that is out."""

    number: int
    channel: Channel
    link: str = field(repr=False)
    owner: str = field(repr=False)
    published_on: date


@dataclass(frozen=True, slots=True)
class ToTakeDown:
    """A post that has to come down because of this pupil (None: because of something else) in this photo."""

    post: Out
    pupil_id: str | None
    photo_digest: str = ""


class BackCatalogue:
    """The published posts against today's register. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def with_photo(self, digest: str) -> tuple[Out, ...]:
        """The posts that are known to show this very photo, or whose approved copy of one this file is."""
        of_photo = select(shown_pupil.c.post_id).where(shown_pupil.c.photo_digest == digest)
        of_copy = (
            select(approved_post.c.post_id)
            .join(approval_copy, approval_copy.c.approval_id == approved_post.c.approval_id)
            .where(approval_copy.c.digest == digest)
        )
        wanted = or_(published_post.c.id.in_(of_photo), published_post.c.id.in_(of_copy))
        with self._database.reading() as connection:
            found = connection.execute(select(published_post).where(wanted).order_by(published_post.c.id))
            return tuple(map(_out, found))

    def due(self) -> tuple[ToTakeDown, ...]:
        """What the posts are recorded to show and may not show today, and nobody has listed yet."""
        with self._database.reading() as connection:
            found = [item for row in connection.execute(select(published_post)) for item in _of_post(connection, row)]
            return _unlisted(connection, found)

    def unlisted(self, found: Collection[ToTakeDown]) -> tuple[ToTakeDown, ...]:
        """Those of them that are not on the list, open or closed."""
        with self._database.reading() as connection:
            return _unlisted(connection, found)

    def add(self, found: Collection[ToTakeDown], *, account: int = 0) -> int:
        """Put those that are not on the list on it, with a ledger entry for each post; how many that were."""
        now = self._now()
        with self._database.writing() as connection:
            new = _unlisted(connection, found)
            due = now.date() + timedelta(days=TAKE_DOWN_DAYS)
            for one in new:
                row = {"post_id": one.post.number, "pupil_id": one.pupil_id, "photo_digest": one.photo_digest}
                how = {"owner": one.post.owner, "state": "open", "why": "", "due_on": due, "recorded_at": now}
                connection.execute(insert(take_down).values(**row, **how))
            for number in dict.fromkeys(one.post.number for one in new):
                amount = sum(one.post.number == number for one in new)
                append(
                    connection, LedgerEntry(Deed.TAKE_DOWN_FOUND, reference=number, amount=amount, account=account), now
                )
        return len(new)


def _of_post(connection: Connection, row: Row[tuple[object, ...]]) -> Iterable[ToTakeDown]:
    shown = [
        Shown(one.pupil_id, Purpose(one.purpose), one.photo_digest)
        for one in connection.execute(select(shown_pupil).where(shown_pupil.c.post_id == row.id))
    ]
    for one in shown:
        post = PublishedPost(row.post_digest, Channel(row.channel), row.link, row.published_on, row.owner, (one,))
        for pupil_id, _ in without_consent(connection, post):
            yield ToTakeDown(_out(row), pupil_id, one.photo_digest)


def _unlisted(connection: Connection, found: Collection[ToTakeDown]) -> tuple[ToTakeDown, ...]:
    listed = {(row.post_id, row.pupil_id, row.photo_digest) for row in connection.execute(select(take_down))}
    new = {(one.post.number, one.pupil_id, one.photo_digest): one for one in found}
    return tuple(one for key, one in new.items() if key not in listed)


def _out(row: Row[tuple[object, ...]]) -> Out:
    return Out(row.id, Channel(row.channel), row.link, row.owner, row.published_on)
