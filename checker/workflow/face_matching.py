"""Is face matching on, and what does the school need before it may be? The law in plain words."""

from __future__ import annotations

from pathlib import Path

from checker.core.people import MatchingSignOff
from checker.core.staff import Actor
from checker.workflow.permits import Act, require
from checker.workflow.register import has_register
from checker.workflow.wiring import register_source

WITHOUT = (
    "Without face matching the checker works as well: it draws a box around each face, and a person says who it is. "
    "With it, the checker suggests a name, and a person still decides."
)
NEEDS = (
    "The school has completed a data protection impact assessment, and its data protection officer has signed it off.",
    "Every parent of a pupil has been told, in writing, and may say no.",
    "For each pupil at least one parent has agreed in writing. No parent has objected, and the child has not either.",
    "Whoever says no is treated the same: a person names the faces instead.",
    "When somebody takes a yes back, the pupil's face data is deleted at once. Otherwise it is kept a year at most.",
)
"""Protection of Freedoms Act 2012, sections 26 to 28, and UK GDPR Article 35."""


def matching_now(actor: Actor, home: Path, register: str) -> MatchingSignOff | None:
    """The sign-off by which face matching is on; None while it is off. Raises: NotAllowed, InputError, NoRegister."""
    require(actor, Act.MATCHING_OFF)
    return register_source(None, home)().matching if has_register(register) else None
