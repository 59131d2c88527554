"""When may a pupil's face be compared? The guards in migrations/ say the same in SQL; both must hold.

Source: Protection of Freedoms Act 2012, sections 26 and 27.
"""

from __future__ import annotations

from checker.core.people import Consent, ConsentState, Purpose

OBJECTIONS = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
_CHILD = ("child", "pupil")


def allows_face_matching(consent: Consent) -> bool:
    """True for a parent's written yes to face matching; a child cannot consent in a parent's place."""
    return (
        consent.purpose is Purpose.FACE_MATCHING
        and consent.state is ConsentState.GIVEN
        and consent.in_writing
        and consent.given_by.strip().casefold() not in _CHILD
    )
