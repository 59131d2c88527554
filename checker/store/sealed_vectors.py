"""How is a face template kept on a server, whose files and dumps others hold? Sealed with the school's own key.

AES-SIV: the same vector of the same pupil is always sealed alike, so that "is it kept already?" can be asked of the
database; the pupil and the model are bound in, so that a row that was moved to somebody else does not open.
A register file is encrypted whole and needs no second seal.
"""

from __future__ import annotations

import math
import struct

from sqlalchemy import Connection, insert, select, text

from checker.core.errors import NoRegister
from checker.core.people import DLIB
from checker.store.keys import Secrets
from checker.store.sqlite_file import WRONG_KEY
from checker.store.tables import face_template
from checker.store.tables_kept import key_mark

_SEALED = b"\x01"
"""A plain vector's length is a multiple of four, and AES-SIV adds 16: this byte in front tells them apart."""

_NUMBER = struct.Struct("<f")
_DLIB_BYTES, _FEWEST_BYTES, _MOST_BYTES = 512, 64, 16_384


def is_vector(vector: bytes, model: str) -> bool:
    """Whether this is a face template: 128 finite float32, or as many as its model gives."""
    is_whole = len(vector) == _DLIB_BYTES if model == DLIB else _FEWEST_BYTES <= len(vector) <= _MOST_BYTES
    return is_whole and len(vector) % 4 == 0 and all(math.isfinite(one) for (one,) in _NUMBER.iter_unpack(vector))


def secrets_of(connection: Connection) -> Secrets:
    """What the key of this database gives."""
    secrets: Secrets = connection.get_execution_options()["secrets"]
    return secrets


def to_keep(connection: Connection, pupil_id: str, model: str, vector: bytes) -> bytes:
    """The vector as this database keeps it."""
    if connection.dialect.name == "sqlite":
        return vector
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    sealing = AESSIV(secrets_of(connection).derived("templates"))
    return _SEALED + sealing.encrypt(vector, [pupil_id.encode(), model.encode()])


def as_it_was(connection: Connection, pupil_id: str, model: str, kept: bytes) -> bytes:
    """The vector that was kept. Raises: NoRegister where it was sealed with another key, or for somebody else."""
    if len(kept) % 4 == 0:
        return kept
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    sealing = AESSIV(secrets_of(connection).derived("templates"))
    try:
        return sealing.decrypt(kept[1:], [pupil_id.encode(), model.encode()])
    except InvalidTag:
        raise NoRegister(WRONG_KEY) from None


def require_own_key(connection: Connection) -> None:
    """The key that this database was made with; the first to come brings it. Raises: NoRegister."""
    kept = connection.execute(select(key_mark.c.mark)).scalar()
    if kept is None:
        _take(connection)
    elif secrets_of(connection).mark != kept:
        raise NoRegister(WRONG_KEY)


def _take(connection: Connection) -> None:
    """Seal what was enrolled before there was a key, past the guard that keeps templates from being changed."""
    connection.execute(insert(key_mark).values(id=1, mark=secrets_of(connection).mark))
    plain = [row for row in connection.execute(select(face_template)) if len(row.vector) % 4 == 0]
    if not plain:
        return
    connection.execute(text("ALTER TABLE face_template DISABLE TRIGGER USER"))
    for row in plain:
        sealed = to_keep(connection, row.pupil_id, row.model, bytes(row.vector))
        connection.execute(face_template.update().where(face_template.c.id == row.id).values(vector=sealed))
    connection.execute(text("ALTER TABLE face_template ENABLE TRIGGER USER"))
