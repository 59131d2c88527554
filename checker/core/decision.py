"""Who may do what with a post."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A person's part in publishing, in the school's words."""

    POSTER = "Authorised poster"
    BUSINESS_MANAGER = "Business manager"
    DSL = "Designated safeguarding lead"
    PRINCIPAL = "Principal"
    ADMINISTRATOR = "Administrator"
    MACHINE = "Administrator of this machine"
    """Whoever may run commands on the machine itself: nobody is given it, and it signs no decision about a post."""
