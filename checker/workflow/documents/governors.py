"""What do governors learn of a year? Counts from the ledger; no name of anybody."""

from __future__ import annotations

from collections.abc import Iterator

from checker.core.decision import Role
from checker.core.ledger import Deed
from checker.core.staff import Standing
from checker.workflow.documents.facts import Facts
from checker.workflow.documents.parts import Block, Grid, Heading, Para

_PARTS: dict[str, dict[str, tuple[Deed, ...]]] = {
    "Posts": {
        "checked": (Deed.POST_CHECKED,),
        "submitted": (Deed.POST_SUBMITTED,),
        "approved": (Deed.POST_APPROVED,),
        "sent back to be changed": (Deed.POST_SENT_BACK,),
        "refused": (Deed.POST_REFUSED,),
        "blocked, and let through by another person for a written reason": (Deed.BLOCK_OVERRIDDEN,),
        "referred to the safeguarding lead": (Deed.REFERRED_TO_DSL,),
        "approvals that ended because somebody withdrew or something changed": (Deed.APPROVAL_VOIDED,),
        "published": (Deed.POST_PUBLISHED,),
    },
    "Consents": {
        "answers recorded": (Deed.CONSENT_RECORDED, Deed.WISH_RECORDED),
        "refused or withdrawn": (Deed.CONSENT_WITHDRAWN,),
        "take-downs done": (Deed.TAKE_DOWN_DONE,),
        "take-downs not practicable": (Deed.TAKE_DOWN_NOT_PRACTICABLE,),
        "lists imported": (Deed.IMPORTED,),
        "pupils' records handed out on request": (Deed.PUPIL_EXPORTED,),
        "pupils' records erased": (Deed.PUPIL_ERASED,),
    },
    "Face matching": {
        "switched on": (Deed.MATCHING_ON,),
        "switched off": (Deed.MATCHING_OFF,),
        "face photos enrolled": (Deed.ENROLLED,),
        "times a pupil's face photos were deleted on request": (Deed.TEMPLATES_DELETED,),
    },
    "Access": {
        "sign-ins": (Deed.SIGNED_IN,),
        "sign-ins refused": (Deed.SIGN_IN_REFUSED,),
        "roles given or taken": (Deed.ROLE_GIVEN, Deed.ROLE_TAKEN),
        "times that data past its time was deleted": (Deed.RETENTION_APPLIED,),
        "backups, and restores": (Deed.BACKED_UP, Deed.RESTORED),
    },
}


def governors(facts: Facts) -> Iterator[Block]:
    """The yearly report."""
    yield Para(
        f"{facts.school}: the 365 days until {facts.today:%d %B %Y}, counted from the ledger that nobody can clear. "
        "It holds no names, and neither does this report."
    )
    yield Para(f"The ledger: {facts.ledger_says}")
    for title, lines in _PARTS.items():
        yield Heading(title)
        rows = tuple((what, str(sum(facts.deeds[deed.value] for deed in deeds))) for what, deeds in lines.items())
        yield Grid(("What", "How many"), rows)
    yield Heading("Now")
    yield Grid(("What", "How many"), (
        ("pupils in the register", str(facts.pupils)),
        ("pupils with an enrolled face", str(facts.enrolled)),
        ("take-downs that are open", str(facts.open_take_downs)),
        ("devices on the school's list", str(len(facts.devices))),
    ))  # fmt: skip
    yield Heading("People with access")
    yield Grid(("Role", "How many", "Training due"), tuple(_by_role(facts)))


def _by_role(facts: Facts) -> Iterator[tuple[str, str, str]]:
    at_work = [one for one in facts.staff if one.standing(facts.today) is Standing.IN_FORCE]
    for role in Role:
        if role is not Role.MACHINE:
            held = [one for one in at_work if role in one.person.roles]
            yield role.value, str(len(held)), str(sum(one.needs_training(facts.today) for one in held))
