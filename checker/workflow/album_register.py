"""Which register do an album's answers rest on? While its file is untouched, this is told without opening it.

Opening costs half of what the start of a run takes whose answers are all kept. The version that was read last lies
beside the answers, sealed with the installation's key and bound to the place, size and times of the register's file.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from checker.core.errors import InputError
from checker.store import REGISTER_FILE
from checker.store.file_mark import Mark, mark_of
from checker.store.sealing import Seal
from checker.workflow.files import write_whole
from checker.workflow.register_source import register_source, with_pupils

_SEAL = Seal("album register")
_ENDING = ".register"


def version_of(register: str | None, home: Path, folder: Path) -> str:
    """The version of the register, which holds pupils; `folder` is where the answers are kept. Raises: InputError."""
    file = _file(register, home)
    mark = None if file is None else mark_of(file)  # before it is read: what changes from here on shows
    if file is None or mark is None:
        return with_pupils(register_source(register, home))().version
    kept = (
        folder / f"{hashlib.blake2b(str(file).encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}{_ENDING}"
    )
    known = _known(kept, mark)
    if known is not None:
        return known
    version = with_pupils(register_source(register, home))().version
    with suppress(OSError, InputError):  # a full disk, a register without a key: it is opened next time too
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(kept, _SEAL.sealed(repr(mark), version.encode()))
        kept.chmod(0o600)
    return version


def _known(kept: Path, mark: Mark) -> str | None:
    try:
        return _SEAL.opened(repr(mark), kept.read_bytes()).decode()
    except (OSError, InputError):  # none yet, of another state of the file, or no key: opening the register says which
        return None


def _file(register: str | None, home: Path) -> Path | None:
    """The file of an own register; None for a server and for a list, which is read anyhow."""
    if register is None:
        return (home / REGISTER_FILE).resolve()
    if "://" in register or register.lower().endswith(".csv"):
        return None
    path = Path(register).resolve()
    return path / REGISTER_FILE if path.is_dir() else path
