"""In which published posts is a pupil, and what of each has to come down?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, select

from checker.core.people import Purpose
from checker.core.post import Channel
from checker.core.publishing import TakeDownState
from checker.store.register import SqlRegister
from checker.store.tables_published import published_post, shown_pupil, take_down


@dataclass(frozen=True, slots=True)
class EarlierPost:
    """One place in a published post. `state` is that of its take-down; None where it may stay."""

    channel: Channel
    link: str = field(repr=False)
    published_on: date
    purpose: Purpose
    state: TakeDownState | None


def posts_with(register: SqlRegister, pupil_id: str) -> tuple[EarlierPost, ...]:
    """Every place, the newest post first. Raises: NoRegister."""
    shown, down = shown_pupil.c, take_down.c
    is_its = and_(
        down.post_id == shown.post_id, down.pupil_id == shown.pupil_id, down.photo_digest == shown.photo_digest
    )
    query = (
        select(published_post, shown.purpose, down.state)
        .join(shown_pupil, shown.post_id == published_post.c.id)
        .outerjoin(take_down, is_its)
        .where(shown.pupil_id == pupil_id)
        .order_by(published_post.c.id.desc(), shown.id)
    )
    with register.database.reading() as connection:
        return tuple(
            EarlierPost(
                Channel(row.channel),
                row.link,
                row.published_on,
                Purpose(row.purpose),
                None if row.state is None else TakeDownState(row.state),
            )
            for row in connection.execute(query)
        )
