"""How are answers kept so that only who holds the photo they are about can open them?

The key is made of the photo's own bytes and is written nowhere: a folder of these, or a backup of it, tells nothing.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

_ENDING, _ASIDE = ".kept", ".writing-"
_NONCE = 12
"""Bytes in front of each file, as AES-GCM wants them: new for every file."""
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would write two bytes for each end of a line, and nothing would open


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """Small files under names and keys of the caller's choice; each is whole or absent, and for this account only."""

    folder: Path

    def open(self, name: str, key: bytes) -> bytes | None:
        """What was kept under this name; None where there is nothing, or nothing that is whole. `key`: 32 bytes."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            data = self._file(name).read_bytes()
        except OSError:
            return None
        try:
            return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], name.encode())
        except (InvalidTag, ValueError):  # cut short by a full disk, or somebody's own: as if it were not there
            return None

    def keep(self, name: str, key: bytes, data: bytes) -> None:
        """Keep it, in the place of what was kept under this name. Raises: OSError."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE)
        sealed = nonce + AESGCM(key).encrypt(nonce, data, name.encode())
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = self.folder / f"{_ASIDE}{uuid4().hex}"
        try:
            # Not flushed to the disk: what a power cut leaves does not open, and the photo is looked at again.
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as stream:
                stream.write(sealed)
            aside.replace(self._file(name))
        finally:
            aside.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{_ENDING}"


def prune(folder: Path, age: timedelta) -> None:
    """Take away what was kept below this folder longer ago, or left half-written. Raises: OSError.

    Another run may keep and prune in the same folder at this moment: what is gone already is no fault.
    """
    before = time.time() - age.total_seconds()
    for place in filter(Path.is_dir, _inside(folder)):
        for file in _inside(place):
            is_ours = file.suffix == _ENDING or file.name.startswith(_ASIDE)
            with suppress(FileNotFoundError):
                if is_ours and file.stat().st_mtime < before:
                    file.unlink(missing_ok=True)
        try:
            place.rmdir()
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                raise


def _inside(folder: Path) -> list[Path]:
    with suppress(FileNotFoundError):
        return list(folder.iterdir())
    return []
