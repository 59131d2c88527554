"""Who must not be shown, who must not be located, and why? Only the safeguarding lead sets it and sees the reason."""

from __future__ import annotations

from collections.abc import Iterator

from checker.core.decision import Role
from checker.core.errors import RegisterRefused
from checker.core.people import Protection
from checker.workflow.register import own_register

NOT_YOURS = "Only the designated safeguarding lead may do this."


def protect(
    pupil_id: str, kind: Protection, reason: str, role: Role, register: str | None, *, is_on: bool = True
) -> str:
    """Put a protection in force at once, or lift it. Raises: InputError, NoRegister, RegisterRefused."""
    _require(role)
    from checker.store.keeping import Keeping

    followed = Keeping(own_register(register)).protect(pupil_id, kind, reason, is_on=is_on)
    return f"Recorded. {followed.take_downs} earlier posts to take down; {followed.voided} approvals ended."


def protection_lines(pupil_id: str, role: Role, register: str | None) -> Iterator[str]:
    """Every protection ever recorded for a pupil, with the reason. Raises: InputError, NoRegister, RegisterRefused."""
    _require(role)
    from checker.store.keeping import Keeping

    for kind, is_on, reason in Keeping(own_register(register)).protections(pupil_id):
        yield f"{kind.value.replace('_', ' ')}: {'in force' if is_on else 'lifted'}" + (f", {reason}" if reason else "")


def _require(role: Role) -> None:
    if not role.sees_protection:
        raise RegisterRefused(NOT_YOURS)
