"""Who is at the desk? Sign-in with a password or the school's own system, sessions that end, and signing out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.core.errors import NotAllowed
from checker.core.staff import Actor
from checker.workflow.register import home_of, kept_open
from checker.workflow.settings_file import read_times

if TYPE_CHECKING:
    from checker.store.passwords import Passwords
    from checker.store.sign_ins import SignIns

UNVERIFIED = "The school's sign-in gave no e-mail address that it vouches for. Ask whoever runs it."
HAS_ENDED = "This sign-in has ended. Please sign in again."
_ONCE = ("iss", "sub", "aud", "iat", "nonce", "auth_time", "sid")
"""Claims of an ID token that together are never the same twice (OpenID Connect Core, section 2)."""


def sign_in(sign_in_name: str, password: str, register: str | None, passwords: Passwords | None = None) -> int:
    """Begin a session; its number. Raises: NotAllowed, NoRegister."""
    return _sign_ins(register, passwords).by_password(sign_in_name, password)


def sign_in_with_school(untrusted_claims: Mapping[str, object], register: str | None) -> int:
    """Begin, or go on with, the session of somebody whom the school's own system has just signed in.

    `untrusted_claims` are those of the ID token, whose signature was proven. Raises: NotAllowed, NoRegister.
    """
    email, is_vouched = untrusted_claims.get("email"), untrusted_claims.get("email_verified", True)
    once = {name: untrusted_claims.get(name) for name in _ONCE}
    if not isinstance(email, str) or not email.strip() or is_vouched is not True or not once["iat"]:
        raise NotAllowed(UNVERIFIED)
    token = hashlib.sha256(json.dumps(once, sort_keys=True, default=str).encode()).hexdigest()
    return _sign_ins(register).by_email(email, token)


def at_desk(session: int, register: str | None, *, is_active: bool = True) -> Actor | None:
    """Who has this session, as they may act now; None once it has ended. Raises: NoRegister."""
    signs = _sign_ins(register)
    found = signs.at_desk(session, is_active=is_active)
    return None if found is None else found.acting(signs.today())


def sign_out(session: int, register: str | None) -> None:
    """End a session. Raises: NoRegister."""
    _sign_ins(register).end(session)


def _sign_ins(register: str | None, passwords: Passwords | None = None) -> SignIns:
    from checker.store.sign_ins import SignIns

    idle_ends = timedelta(minutes=read_times(home_of(register)).idle_minutes)
    return SignIns(kept_open(register), passwords, idle_ends)


@contextmanager
def signed_in(
    sign_in_name: str, password: str, register: str | None, passwords: Passwords | None = None
) -> Iterator[Actor]:
    """Whoever this is, for one command: signed in before it, signed out after. Raises: NotAllowed, NoRegister."""
    session = sign_in(sign_in_name, password, register, passwords)
    try:
        actor = at_desk(session, register)
        if actor is None:
            raise NotAllowed(HAS_ENDED)
        yield actor
    finally:
        sign_out(session, register)
