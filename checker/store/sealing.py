"""How does something that is kept for a person lie on the disk so that only this installation can open it?"""

from __future__ import annotations

import os
from dataclasses import dataclass

from checker.core.errors import CannotRead
from checker.store.keys import Secrets, require_key

_NONCE = 12
"""Bytes in front, as AES-GCM wants them: new for every file."""
_CANNOT = "What was kept cannot be opened: the file is damaged, or belongs to another key or another place."


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals for one purpose with the installation's key, bound to a name: moved to another, nothing opens."""

    purpose: str

    def sealed(self, name: str, data: bytes) -> bytes:
        """The data as it may lie on the disk. Raises: NoRegister where the key is missing."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._key()).encrypt(nonce, data, name.encode())

    def opened(self, name: str, kept: bytes) -> bytes:
        """The data that was sealed under this name. Raises: CannotRead, NoRegister."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self._key()).decrypt(kept[:_NONCE], kept[_NONCE:], name.encode())
        except (InvalidTag, ValueError):
            raise CannotRead(_CANNOT) from None

    def digest(self, words: str) -> str:
        """A name that nobody without the key can guess the words from."""
        return Secrets(require_key).digest(self.purpose, words)

    def _key(self) -> bytes:
        return Secrets(require_key).derived(self.purpose)[:32]
