"""Remembers approvals, published posts and take-downs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, insert, select, update

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.ledger import Deed, LedgerEntry
from checker.core.people import Consent, ConsentState
from checker.core.post import Channel
from checker.core.publishing import APPROVAL_HOLDS, Approval, PublishedPost, Shown, TakeDown, TakeDownState
from checker.store.follow_up import follow_up
from checker.store.ledger import append
from checker.store.reading import read_history, read_protected, read_version
from checker.store.register import SqlRegister, as_utc
from checker.store.standing import current
from checker.store.tables import pupil
from checker.store.tables_published import approval, approval_pupil, published_post, shown_pupil, take_down

CHANGED_SINCE = "The register has changed since this post was checked. Check it again, then approve it."
NO_SUCH_TAKE_DOWN = "There is no take-down of this number. See the list: checker takedowns list"
CLOSED_BEFORE = "This take-down is closed already."
NO_REASON = "Say why it is not practicable to take the post down."


@dataclass(frozen=True, slots=True)
class Wanted:
    """An approval as it is asked for. `pupil_ids`: all whom the post shows or names; `checked_with`: the version of the
    register in the report that is approved."""

    post_digest: str
    pupil_ids: frozenset[str]
    role: Role
    account: int = 0
    checked_with: str | None = None
    holds: timedelta = APPROVAL_HOLDS


class Publications:
    """What was done with posts, in the database of a register. Every method raises NoRegister, as the register does."""

    def __init__(self, register: SqlRegister) -> None:
        self._database = register.database
        self._now = register.now

    def publish(self, post: PublishedPost) -> int:
        """Record that a post is out; its number. Pupils in it without consent become take-downs at once.

        Raises: RegisterRefused for a pupil who is not in the register.
        """
        with self._database.writing() as connection:
            return add_published(connection, post, self._now())

    def take_downs(self, *, all_of_them: bool = False) -> tuple[TakeDown, ...]:
        """What has to come down, the most pressing first; or everything that ever had to."""
        query = (
            select(take_down, published_post.c.channel, published_post.c.link, published_post.c.published_on)
            .join(published_post, published_post.c.id == take_down.c.post_id)
            .order_by(take_down.c.due_on, take_down.c.id)
        )
        if not all_of_them:
            query = query.where(take_down.c.state == TakeDownState.OPEN.value)
        with self._database.reading() as connection:
            return tuple(
                TakeDown(
                    row.id,
                    Channel(row.channel),
                    row.link,
                    row.published_on,
                    row.photo_digest,
                    row.pupil_id,
                    row.owner,
                    row.due_on,
                    TakeDownState(row.state),
                    row.why,
                    row.closed_on,
                )
                for row in connection.execute(query)
            )

    def close_take_down(self, number: int, state: TakeDownState, why: str = "") -> None:
        """Record that a post is down, or why it is not practicable to take it down. Raises: RegisterRefused."""
        if state is TakeDownState.NOT_PRACTICABLE and not why.strip():
            raise RegisterRefused(NO_REASON)
        now = self._now()
        is_done = state is TakeDownState.DONE
        with self._database.writing() as connection:
            _require_open(connection, number)
            closed = {"state": state.value, "why": why.strip(), "closed_on": now.date()}
            connection.execute(update(take_down).where(take_down.c.id == number).values(**closed))
            deed = Deed.TAKE_DOWN_DONE if is_done else Deed.TAKE_DOWN_NOT_PRACTICABLE
            append(connection, LedgerEntry(deed, reference=number), now)


def as_approval(row: Row[tuple[object, ...]]) -> Approval:
    """A row of the table of approvals."""
    moments = as_utc(row.approved_at), as_utc(row.expires_at)
    return Approval(row.id, row.post_digest, *moments, row.role, row.account, row.voided_by)


def add_approval(connection: Connection, wanted: Wanted, now: datetime) -> int:
    """Record an approval in this transaction; its number. Raises: RegisterRefused where the register has changed since
    it was checked, or knows no such pupil."""
    if wanted.checked_with is not None and read_version(connection) != wanted.checked_with:
        raise RegisterRefused(CHANGED_SINCE)
    row = {"post_digest": wanted.post_digest, "role": wanted.role.name.lower(), "account": wanted.account}
    made = connection.execute(insert(approval).values(**row, approved_at=now, expires_at=now + wanted.holds))
    number = int((made.inserted_primary_key or (0,))[0])
    pupils = [{"approval_id": number, "pupil_id": pupil_id} for pupil_id in sorted(wanted.pupil_ids)]
    if pupils:
        connection.execute(insert(approval_pupil), pupils)
    entry = LedgerEntry(
        Deed.POST_APPROVED, wanted.post_digest, number, len(pupils), role=wanted.role, account=wanted.account
    )
    append(connection, entry, now)
    return number


def add_published(connection: Connection, post: PublishedPost, now: datetime) -> int:
    """Record in this transaction that a post is out; its number. Raises: RegisterRefused, as `publish` does."""
    made = connection.execute(insert(published_post).values(**_post_row(post), recorded_at=now))
    number = int((made.inserted_primary_key or (0,))[0])
    if post.shown:
        connection.execute(insert(shown_pupil), [_shown_row(number, shown) for shown in post.shown])
    amount = len({shown.pupil_id for shown in post.shown})
    entry = LedgerEntry(Deed.POST_PUBLISHED, post.post_digest, number, amount, post.channel)
    append(connection, entry, now)
    follow_up(connection, tuple(without_consent(connection, post)), now)
    return number


def _require_open(connection: Connection, number: int) -> None:
    row = connection.execute(select(take_down.c.state).where(take_down.c.id == number)).first()
    if row is None:
        raise RegisterRefused(NO_SUCH_TAKE_DOWN)
    if row.state != TakeDownState.OPEN:
        raise RegisterRefused(CLOSED_BEFORE)


def without_consent(connection: Connection, post: PublishedPost) -> Iterable[tuple[str, Consent]]:
    """Whom the post shows and may not show: a no, or the leaving day, may have come after the approval."""
    protected = read_protected(connection)
    gone = select(pupil.c.id).where(pupil.c.left_on <= post.published_on)
    left = set(connection.execute(gone).scalars())
    for shown in post.shown:
        consents = {
            (one.purpose, one.channel): one.state
            for one in current(answer for _, answer in read_history(connection, shown.pupil_id))
        }
        whole = consents.get((shown.purpose, None))
        state = consents.get((shown.purpose, post.channel), whole)
        if state is not ConsentState.GIVEN or shown.pupil_id in left.union(protected):
            yield shown.pupil_id, Consent(shown.purpose, ConsentState.WITHDRAWN, post.channel)


def _post_row(post: PublishedPost) -> dict[str, object]:
    return {
        "post_digest": post.post_digest,
        "channel": post.channel.value,
        "link": post.link,
        "owner": post.owner,
        "published_on": post.published_on,
    }


def _shown_row(number: int, shown: Shown) -> dict[str, object]:
    return {
        "post_id": number,
        "pupil_id": shown.pupil_id,
        "purpose": shown.purpose.value,
        "photo_digest": shown.photo_digest,
    }
