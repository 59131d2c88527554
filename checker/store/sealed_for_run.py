"""How does something secret travel from a worker to the run that asked for it, and to nobody else?

The run makes a pair of keys when it begins. Its workers know only the half that seals; the half that opens never leaves
the run's memory. So what a cluster writes to a disk, or a network carries, is open to nobody once the run has ended.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from checker.core.errors import CannotRead

_KEY = 32
"""Bytes of an X25519 public key, in front of what is sealed."""
_NONCE = 12
_PURPOSE = b"checker: sealed for one run"
_CANNOT = "What a worker sent cannot be opened: it is damaged, or was made for another run."


@dataclass(frozen=True, slots=True)
class RunSeal:
    """The half that seals; it may be shown to anybody."""

    public: bytes

    def sealed(self, data: bytes) -> bytes:
        """The data, for the run alone."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        own = X25519PrivateKey.generate()
        shown = own.public_key().public_bytes_raw()
        key = _derived(own.exchange(X25519PublicKey.from_public_bytes(self.public)), shown + self.public)
        nonce = os.urandom(_NONCE)
        return shown + nonce + AESGCM(key).encrypt(nonce, data, None)


class RunKey:
    """Both halves. It is never written, sent or shown."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        self._own = X25519PrivateKey.generate()

    @property
    def seal(self) -> RunSeal:
        """What the workers are given."""
        return RunSeal(self._own.public_key().public_bytes_raw())

    def opened(self, sealed: bytes) -> bytes:
        """What a worker sealed for this run. Raises: CannotRead."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        shown, nonce, rest = sealed[:_KEY], sealed[_KEY : _KEY + _NONCE], sealed[_KEY + _NONCE :]
        try:
            shared = self._own.exchange(X25519PublicKey.from_public_bytes(shown))
            return AESGCM(_derived(shared, shown + self.seal.public)).decrypt(nonce, rest, None)
        except (InvalidTag, ValueError):
            raise CannotRead(_CANNOT) from None


def _derived(shared: bytes, both: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, both, _PURPOSE).derive(shared)
