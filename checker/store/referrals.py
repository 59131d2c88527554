"""Was the safeguarding lead asked about a sent post, and has the lead answered?

A question is about the very words and pictures for which it was asked. One that somebody else asked than whoever sent
the post goes on to every later version of the same draft, until the lead has answered: a changed comma takes no
question from the lead. One's own question falls when one changes the post.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from checker.core.decision import Role
from checker.core.review import Decided
from checker.store.sealed_reason import opened_reason
from checker.store.tables_people import referral, submission
from checker.store.tables_review import post_decision, sent_post

_LEAD = Role.DSL.name.lower()
_ENDS = {Decided.SENT_BACK.value, Decided.REFUSED.value, Decided.APPROVED.value}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question to the lead; `why` lies sealed."""

    number: int
    post: str
    account: int
    why: str = field(repr=False)
    at: datetime


class Referrals:
    """Every question to the lead, and every decision of the lead, as the register holds them now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._asked: defaultdict[str, list[_Asked]] = defaultdict(list)
        for row in connection.execute(select(referral).order_by(referral.c.id)):
            asked = _Asked(row.id, row.post_digest, row.account_id, row.why, row.recorded_at)
            self._asked[row.post_digest].append(asked)
        self._versions: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        self._sent_back: dict[str, datetime] = {}
        self._decided: dict[tuple[int, str], datetime] = {}
        if self._asked:
            for row in connection.execute(_sent_with_the_leads_word()):
                self._note(row)

    def state(self, post: str, account: int, draft: str) -> bool | None:
        """Of a post of this digest, sender and draft: None where nobody asked, else whether all is answered."""
        answers = [self._is_answered(one, post, account, draft) for one in self._about(post, account, draft)]
        return all(answers) if answers else None

    def reasons(self, post: str, account: int, draft: str) -> tuple[str, ...]:
        """Each reason for which it was referred, oldest first. Raises: NoRegister where one does not open."""
        found = sorted(self._about(post, account, draft), key=lambda one: one.number)
        return tuple(opened_reason(self._connection, one.post, one.why) for one in found)

    def _note(self, row: Row[Any]) -> None:
        draft = row.account_id, row.draft
        if row.draft and row.post_digest not in self._versions[draft]:
            self._versions[draft].append(row.post_digest)
        if row.did not in _ENDS or row.role != _LEAD:
            return
        self._decided[draft] = _later(row.decided_at, self._decided.get(draft))
        if row.did == Decided.SENT_BACK.value:
            self._sent_back[row.post_digest] = _later(row.decided_at, self._sent_back.get(row.post_digest))

    def _about(self, post: str, account: int, draft: str) -> Iterator[_Asked]:
        yield from self._asked.get(post, ())
        for version in self._versions.get((account, draft), ()):
            if version != post:
                yield from (one for one in self._asked.get(version, ()) if one.account != account)

    def _is_answered(self, one: _Asked, post: str, account: int, draft: str) -> bool:
        """The same words wait for the lead until they were sent back; a later version until the lead decided any."""
        came = self._sent_back.get(post) if one.post == post else self._decided.get((account, draft))
        return came is not None and came >= one.at


def _sent_with_the_leads_word() -> Any:
    columns = submission.c.post_digest, submission.c.account_id, sent_post.c.draft
    ended = post_decision.c.did, post_decision.c.role, post_decision.c.recorded_at.label("decided_at")
    whole = select(*columns, *ended).join(sent_post, sent_post.c.submission_id == submission.c.id)
    return whole.outerjoin(post_decision, post_decision.c.submission_id == submission.c.id).order_by(submission.c.id)


def _later(one: datetime, other: datetime | None) -> datetime:
    return one if other is None else max(one, other)
