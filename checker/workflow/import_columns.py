"""What can a column of a school's list mean, in the words of the office?"""

from __future__ import annotations

from collections.abc import Collection

from checker.store.headings import CONSENT_COLUMNS, REQUIRED, systems

__all__ = ["COLUMN_WORDS", "NOT_USED", "systems"]

NOT_USED = "Not used"
COLUMN_WORDS = {
    "pupil_id": "Pupil's number",
    "first_name": "First name",
    "last_name": "Surname",
    "known_as": "Known as",
    "year_group": "Year",
    "class_name": "Class",
    "consent_by": "Who gave the consent",
    "consent_date": "Day of the consent",
    "left_on": "Day of leaving",
    **{column: f"Consent: {purpose.words}" for column, purpose in CONSENT_COLUMNS.items()},
    "never_publish": "Must not be shown",
}


def still_to_say(said: Collection[str]) -> str:
    """What no heading of the list means yet, without which there is no list; empty where nothing is missing."""
    missing = [COLUMN_WORDS[column] for column in REQUIRED if column not in said]
    return f"Say above which column holds: {', '.join(missing).lower()}." if missing else ""
