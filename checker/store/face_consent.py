"""When may a pupil's face be compared? The guards in migrations/ say the same in SQL; both must hold.

Source: Protection of Freedoms Act 2012, sections 26 and 27.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.core.parents import ParentKind, ParentRecord
from checker.core.people import AnswerKind, Consent, ConsentState, Pupil, Purpose

OBJECTIONS = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
_CHILD = ("child", "pupil")


def is_child(given_by: str) -> bool:
    """True where the answer is the child's own."""
    return given_by.strip().lower() in _CHILD


def allows_face_matching(consent: Consent) -> bool:
    """True for the written yes to face matching of somebody with parental responsibility, never for the child's."""
    return (
        consent.purpose is Purpose.FACE_MATCHING
        and consent.kind is AnswerKind.ANSWER
        and consent.state is ConsentState.GIVEN
        and consent.in_writing
        and consent.has_responsibility is True
        and not is_child(consent.given_by)
    )


def may_be_enrolled(pupil: Pupil) -> bool:
    """True where a reference photo may be opened: written consent, every parent told, still at the school."""
    return pupil.left_on is None and pupil.parents_told and any(map(allows_face_matching, pupil.consents))


def all_told(events: Iterable[ParentRecord]) -> bool:
    """True where somebody was told and every known parent was told or excused after becoming known (oldest first)."""
    listed = tuple(events)
    is_anybody_told = any(event.kind not in (ParentKind.KNOWN, ParentKind.NOT_A_PARENT) for event in listed)
    return is_anybody_told and not untold(listed)


def untold(events: Iterable[ParentRecord]) -> tuple[str, ...]:
    """The parents who are known and neither told nor excused since, in the words of the record (oldest first)."""
    waiting: dict[str, str] = {}
    for event in events:
        who = event.who.strip().lower()
        if event.kind is ParentKind.KNOWN:
            waiting[who] = event.who.strip()
        elif who:
            waiting.pop(who, None)
        else:
            waiting.clear()
    return tuple(waiting.values())
