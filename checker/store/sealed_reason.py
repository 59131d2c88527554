"""How does the reason for a protection lie in the register? Sealed, so that no dump and no table tells it.

AES-GCM with a key derived for nothing else, bound to the pupil: a row copied to somebody else does not open.
"""

from __future__ import annotations

import os

from sqlalchemy import Connection

from checker.core.errors import NoRegister
from checker.store.sealed_vectors import secrets_of
from checker.store.sqlite_file import WRONG_KEY

_SEALED = "sealed:"
"""In front of what is sealed; reasons recorded before there was a seal are read as they are."""
_NONCE = 12
"""Bytes in front, as AES-GCM wants them."""
_KEY = 32


def sealed_reason(connection: Connection, pupil_id: str, reason: str) -> str:
    """The reason as the register keeps it. No reason is sealed too: that none was given tells something."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    closed = AESGCM(_key(connection)).encrypt(nonce, reason.encode("utf-8", "surrogatepass"), pupil_id.encode())
    return f"{_SEALED}{(nonce + closed).hex()}"


def opened_reason(connection: Connection, pupil_id: str, kept: str) -> str:
    """The reason that was recorded. Raises: NoRegister where it was sealed with another key, or for somebody else."""
    if not kept.startswith(_SEALED):
        return kept
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        closed = bytes.fromhex(kept.removeprefix(_SEALED))
        told = AESGCM(_key(connection)).decrypt(closed[:_NONCE], closed[_NONCE:], pupil_id.encode())
    except (InvalidTag, ValueError):
        raise NoRegister(WRONG_KEY) from None
    return told.decode("utf-8", "surrogatepass")


def _key(connection: Connection) -> bytes:
    return secrets_of(connection).derived("protections")[:_KEY]
