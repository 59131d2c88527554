"""How is a file read whole or not at all, and written whole or not at all, without overwriting anybody's own?"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from checker.core.errors import InputError

_ASIDE = ".writing-"
AS_USUAL, OWNER_ONLY = 0o666, 0o600  # before the umask of this account
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines
_LEFT_SECONDS = 600
"""A file that another run is writing is seconds old."""


def is_there(file: Path) -> bool:
    """Whether there is such a file. Raises: InputError where we may not look: that is not the same as none."""
    try:
        return file.exists()
    except OSError as error:
        raise InputError(f"The folder of the register could not be opened ({error.strerror}).") from None


def read_whole(file: Path, most_bytes: int, *, is_plain: bool = False) -> bytes:
    """All of a file that has at most this many bytes; a pipe too, unless it must be a plain file. Raises: OSError."""
    mode = file.stat().st_mode
    if is_plain and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is a device, not a file")  # opening a pipe that nobody writes to never ends
    with file.open("rb") as stream:
        expected = min(os.fstat(stream.fileno()).st_size, most_bytes) + 1  # room for the most would be 500 MB at times
        data = stream.read(expected)
        if len(data) == expected <= most_bytes:  # a pipe, or it grows
            data += stream.read(most_bytes + 1 - expected)
    if len(data) > most_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


def write_whole(file: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file, or put it in the place of an older one of this name; parts as they come. Raises: OSError."""
    with written_aside(file.parent, data) as temporary:
        temporary.replace(file)


def write_new(file: Path, data: bytes, *, is_private: bool = False) -> None:
    """Write a file of a name nobody uses yet; a private one is its owner's. Raises: FileExistsError, OSError."""
    with written_aside(file.parent, data, OWNER_ONLY if is_private else AS_USUAL) as temporary:
        place_new(temporary, file)


@contextmanager
def written_aside(folder: Path, data: bytes | Iterable[bytes], mode: int = AS_USUAL) -> Iterator[Path]:
    """The data in a temporary file in this folder, on the disk; gone again at the end. Raises: OSError."""
    temporary = folder / f"{_ASIDE}{uuid4().hex}"
    try:
        # Not mkstemp: its files are closed to colleagues.
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode), "wb") as stream:
            stream.writelines((data,) if isinstance(data, bytes) else data)
            stream.flush()
            os.fsync(stream.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take away what a killed run left half-written below this folder. Raises: OSError."""
    before = time.time() - _LEFT_SECONDS
    for path in folder.rglob(f"{_ASIDE}*"):
        with suppress(FileNotFoundError):  # another run is writing here, and has just given it its name
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


def place_new(temporary: Path, file: Path) -> None:
    """Give a written file its name, in one step and only if nobody uses the name. Raises: FileExistsError, OSError."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        raise
    except OSError:  # a memory stick, where a file cannot have two names: take the name first, then put the file there
        file.open("xb").close()
        try:
            temporary.replace(file)
        except OSError:
            file.unlink()
            raise
