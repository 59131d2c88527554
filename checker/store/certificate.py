"""How does a school show that a pupil was erased, without keeping who it was?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from checker.store.follow_up import FollowUp


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was erased and when; the ledger keeps the digest of these words."""

    at: datetime
    erased: tuple[tuple[str, int], ...]
    followed: FollowUp

    @property
    def text(self) -> str:
        """The certificate in words, without name or id."""
        counts = "\n".join(f"  {what}: {count}" for what, count in self.erased)
        return (
            "CERTIFICATE OF ERASURE\n\n"
            f"On {self.at:%d %B %Y} at {self.at:%H:%M} UTC the record of one pupil was erased from the school's "
            "consent register,\nwith everything held on the pupil there (UK GDPR Article 17):\n\n"
            f"  names, year, class and other details: 1\n{counts}\n\n"
            f"Approvals of posts that ended with it: {self.followed.voided}. Earlier posts put on the list of "
            f"take-downs with it: {self.followed.take_downs}.\n\n"
            "What remains: the ledger, which holds no names and no ids of pupils; the links of earlier posts, so that "
            "they can be\ntaken down; and backups made before: restoring one erases the pupil again.\n"
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the words: it stands in the ledger, so a certificate can be proven."""
        return hashlib.sha256(self.text.encode()).hexdigest()
