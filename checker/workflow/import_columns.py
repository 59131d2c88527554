"""What can a column of a school's list mean, in the words of the office?"""

from __future__ import annotations

from checker.store.headings import CONSENT_COLUMNS, systems

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
