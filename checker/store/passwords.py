"""How are passwords kept? As Argon2id hashes only; a password is never stored, logged or put into a message."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from checker.core.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
"""Characters: what three random words come to, which the National Cyber Security Centre advises, without rules about
signs and figures, which it advises against."""
LONGEST = 256
"""Characters: longer ones would only keep the machine busy."""
_STARTING_BYTES = 9
"""72 random bits: nobody guesses that, and it is typed once."""

TOO_SHORT = f"The password is too short. Take at least {SHORTEST} characters: three random words are easy to remember."
TOO_LONG = f"The password is too long. Take at most {LONGEST} characters."
TOO_EASY = "The password is too easy to guess: it is the sign-in name, or one character over and over. Take another."


@dataclass(frozen=True)
class Passwords:
    """Hashes and compares. The costs are the second choice of RFC 9106, for machines without much memory."""

    time_cost: int = 3
    memory_kib: int = 65_536
    _nobody: list[str] = field(default_factory=list, repr=False)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # 20 ms that most commands never need

        return PasswordHasher(self.time_cost, self.memory_kib)

    def hashed(self, password: str) -> str:
        """The hash to keep."""
        return self._hasher.hash(_composed(password))

    def fits(self, kept_hash: str, password: str) -> bool:
        """Whether this is the password; without a hash as slow as with one, so nobody learns which names exist."""
        from argon2.exceptions import VerifyMismatchError

        if not self._nobody:
            self._nobody.append(self._hasher.hash(secrets.token_hex()))
        try:
            self._hasher.verify(kept_hash or self._nobody[0], _composed(password)[:LONGEST])
        except VerifyMismatchError:
            return False
        return bool(kept_hash)


def starting_password() -> str:
    """A password to hand over, which must be changed when it is first used."""
    return secrets.token_urlsafe(_STARTING_BYTES)


def require_good(password: str, sign_in_name: str) -> None:
    """Raises: InputError for one that is too short, too long or too easy to guess."""
    if len(password) > LONGEST:
        raise InputError(TOO_LONG)
    if len(password) < SHORTEST:
        raise InputError(TOO_SHORT)
    if password.strip().casefold() == sign_in_name.casefold() or len(set(password)) == 1:
        raise InputError(TOO_EASY)


def _composed(password: str) -> str:
    """Another keyboard may write an accent in two signs."""
    return unicodedata.normalize("NFC", password)
