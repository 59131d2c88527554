"""Who must not be shown, who must not be located, and why? Only the safeguarding lead sets it and sees the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.core.errors import InputError
from checker.core.people import Protection
from checker.core.staff import Actor
from checker.workflow.consent_words import followed_words
from checker.workflow.permits import Act
from checker.workflow.register import opened_for


def protect(
    actor: Actor, pupil_id: str, kind: Protection, reason: str, register: str | None, *, is_on: bool = True
) -> str:
    """Put a protection in force at once, or lift it. Raises: NotAllowed, NoRegister, RegisterRefused."""
    from checker.store.keeping import Keeping

    followed = Keeping(opened_for(actor, Act.PROTECT, register)).protect(pupil_id, kind, reason.strip(), is_on=is_on)
    if not is_on:
        return "Recorded: lifted. What the parents answered counts again; ended approvals stay ended."
    return f"Recorded. {followed_words(followed)}"


def protection_named(untrusted_word: str) -> Protection:
    """The protection of this name. Raises: InputError."""
    try:
        return Protection(untrusted_word.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        raise InputError(f"Give a protection: {' or '.join(kind.value for kind in Protection)}.") from None


@dataclass(frozen=True, slots=True)
class ProtectionRecord:
    """One line of what the safeguarding lead wrote."""

    kind: Protection
    is_on: bool
    reason: str = field(repr=False)


def protections(actor: Actor, pupil_id: str, register: str | None) -> tuple[ProtectionRecord, ...]:
    """Every protection ever recorded for a pupil, oldest first. Raises: NotAllowed, NoRegister, RegisterRefused."""
    from checker.store.keeping import Keeping

    with opened_for(actor, Act.SEE_PROTECTION, register) as store:
        return tuple(ProtectionRecord(*one) for one in Keeping(store).protections(pupil_id))


def protection_lines(actor: Actor, pupil_id: str, register: str | None) -> Iterator[str]:
    """Every protection ever recorded for a pupil, with the reason. Raises: NotAllowed, NoRegister, RegisterRefused."""
    for one in protections(actor, pupil_id, register):
        what = f"{one.kind.value.replace('_', ' ')}: {'in force' if one.is_on else 'lifted'}"
        yield f"{what}, {one.reason}" if one.reason else what
