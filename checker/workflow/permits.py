"""Who may do what? The one table, and the one gate that every use case passes."""

from __future__ import annotations

from enum import StrEnum

from checker.core.decision import Role
from checker.core.errors import NotAllowed
from checker.core.staff import Actor, Signer, Standing


class Act(StrEnum):
    """What somebody wants to do, in the words of a sentence that says who may."""

    SEE_HOME = "see what needs doing today"
    CHECK = "check a post"
    SUBMIT = "submit a post for approval"
    APPROVE = "approve or refuse a post"
    OVERRIDE_BLOCK = "let a blocked post through"
    REFER_TO_DSL = "refer a post to the designated safeguarding lead"
    SEE_WAITING = "see the posts that were sent"
    SEE_REFERRAL = "see why a post was referred"
    TAKE_PACKAGE = "take the package of an approved post"
    RECORD_PUBLISHED = "record that a post is out"
    TAKE_DOWN = "work on take-downs"
    SEE_REGISTER = "see the register"
    RECORD_CONSENT = "record answers about consent"
    IMPORT = "import the school's list"
    WITHDRAW = "withdraw a consent"
    EXPORT_PUPIL = "export what is held on a pupil"
    ERASE = "erase a pupil"
    ENROL = "enrol face photos"
    MATCHING_ON = "switch face matching on"
    MATCHING_OFF = "switch face matching off"
    PROTECT = "protect a pupil"
    SEE_PROTECTION = "see why a pupil is protected"
    SETTINGS = "change the settings"
    REVIEW_POLICY = "see to the review of the policy"
    KEEP_PEOPLE = "keep the list of people and roles"
    KEEP_DEVICES = "keep the list of the school's devices"
    SEE_LEDGER = "see the ledger"
    EXPORT_LEDGER = "export the ledger"
    BACK_UP = "back the register up"
    RESTORE = "restore the register"
    APPLY_RETENTION = "delete what is past its time"
    MAKE_DOCUMENTS = "make the documents"


_POSTER, _OFFICE, _DSL, _HEAD = Role.POSTER, Role.BUSINESS_MANAGER, Role.DSL, Role.PRINCIPAL
_ADMIN, _MACHINE = Role.ADMINISTRATOR, Role.MACHINE

MAY: dict[Act, tuple[Role, ...]] = {
    Act.SEE_HOME: (_POSTER, _OFFICE, _DSL, _HEAD, _ADMIN),
    Act.CHECK: (_POSTER, _OFFICE, _DSL, _HEAD, _MACHINE),
    Act.SUBMIT: (_POSTER,),
    Act.APPROVE: (_HEAD, _DSL),
    Act.OVERRIDE_BLOCK: (_HEAD, _DSL),
    Act.REFER_TO_DSL: (_POSTER, _OFFICE, _HEAD, _DSL),
    Act.SEE_WAITING: (_POSTER, _OFFICE, _DSL, _HEAD),
    Act.SEE_REFERRAL: (_DSL,),
    Act.TAKE_PACKAGE: (_POSTER, _OFFICE, _DSL, _HEAD),
    Act.RECORD_PUBLISHED: (_POSTER, _OFFICE, _MACHINE),
    Act.TAKE_DOWN: (_POSTER, _OFFICE, _DSL, _HEAD, _MACHINE),
    Act.SEE_REGISTER: (_OFFICE, _DSL, _HEAD, _MACHINE),
    Act.RECORD_CONSENT: (_OFFICE, _MACHINE),
    Act.IMPORT: (_OFFICE, _MACHINE),
    # A no must never wait for the right person to be in.
    Act.WITHDRAW: (_OFFICE, _DSL, _HEAD, _MACHINE),
    Act.EXPORT_PUPIL: (_OFFICE, _DSL, _MACHINE),
    Act.ERASE: (_OFFICE, _MACHINE),
    Act.ENROL: (_OFFICE, _MACHINE),
    Act.MATCHING_ON: (_HEAD, _MACHINE),
    Act.MATCHING_OFF: (_OFFICE, _DSL, _HEAD, _ADMIN, _MACHINE),
    Act.PROTECT: (_DSL,),
    Act.SEE_PROTECTION: (_DSL,),
    Act.SETTINGS: (_ADMIN, _MACHINE),
    Act.REVIEW_POLICY: (_HEAD, _ADMIN),
    Act.KEEP_PEOPLE: (_ADMIN, _MACHINE),
    Act.KEEP_DEVICES: (_OFFICE, _MACHINE),
    Act.SEE_LEDGER: (_OFFICE, _DSL, _HEAD, _ADMIN, _MACHINE),
    Act.EXPORT_LEDGER: (_OFFICE, _DSL, _HEAD, _MACHINE),
    Act.BACK_UP: (_OFFICE, _ADMIN, _MACHINE),
    Act.RESTORE: (_ADMIN, _MACHINE),
    Act.APPLY_RETENTION: (_OFFICE, _ADMIN, _MACHINE),
    Act.MAKE_DOCUMENTS: (_OFFICE, _DSL, _HEAD, _ADMIN, _MACHINE),
}
"""Every act and the roles that may do it; where somebody has several, the first of these signs in the ledger."""

_WHY_NOT = {
    Standing.NOT_YET: "Your authorisation has not begun yet",
    Standing.ENDED: "Your authorisation has ended",
    Standing.DISABLED: "This account is switched off",
}
OWN_WORK = "Nobody decides about a post of their own. Ask another person who may approve."
CHANGE_FIRST = "Change the starting password first."


def may(actor: Actor, act: Act) -> bool:
    """Whether this person may do this now."""
    try:
        require(actor, act)
    except NotAllowed:
        return False
    return True


def require(actor: Actor, act: Act) -> Signer:
    """How the ledger is signed if this person may do this now. Raises: NotAllowed with one sentence."""
    if actor.standing is not Standing.IN_FORCE:
        raise NotAllowed(f"{_WHY_NOT[actor.standing]}. Ask the administrator of the checker.")
    if actor.must_change_password:
        raise NotAllowed(CHANGE_FIRST)
    for role in MAY[act]:
        if role in actor.roles:
            return Signer(actor.account, role)
    raise NotAllowed(f"Only {_either(MAY[act])} may {act.value}. Ask there, or have your roles changed.")


def _either(roles: tuple[Role, ...]) -> str:
    """The roles in words; this machine is left out, for nobody can ask it."""
    named = [f"the {role.value.lower()}" for role in roles if role is not Role.MACHINE]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def require_other(actor: Actor, act: Act, author: int) -> Signer:
    """The same, for a decision about somebody's work, which is never one's own. Raises: NotAllowed."""
    signer = require(actor, act)
    if author == actor.account:
        raise NotAllowed(OWN_WORK)
    return signer


def this_machine() -> Actor:
    """Who acts on the command line: whoever the operating system lets run it (docs/decisions/010)."""
    return Actor(0, frozenset({Role.MACHINE}), Role.MACHINE.value)
