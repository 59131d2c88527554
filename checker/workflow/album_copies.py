"""Where do the cleaned copies of an album's clear photos go, so that none is old, mixed up or written over a photo?"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath

from checker.core.errors import InputError
from checker.core.report import Verdict
from checker.workflow.album_job import AlbumRow
from checker.workflow.files import sweep, write_new

# What the cleaner makes; a photo whose kind changes keeps its old ending too (IMG_1.heic.jpg).
_ENDINGS = ("", ".jpg", ".png", ".webp", ".gif")


def prepare_copies(out: Path, folder: Path) -> None:
    """Make the folder for the copies. Raises: InputError when it cannot be made, or lies among the originals."""
    if is_inside(out, folder):
        raise InputError("The cleaned copies need a folder of their own, outside the folder of photos.")
    _make(out)
    try:
        sweep(out)
    except OSError as error:
        raise InputError(f"The folder for the cleaned copies could not be opened ({error.strerror}).") from None


def is_inside(place: Path, folder: Path) -> bool:
    """Whether the place is this folder or lies in it, links followed."""
    real, around = (Path(os.path.realpath(path)) for path in (place, folder))  # Path.resolve fails on a loop of links
    return real == around or around in real.parents


def write_clear_copy(answer: AlbumRow, out: Path, place: str) -> None:
    """Write the cleaned copy of a clear photo to its place below the folder; nothing for any other.

    Raises: InputError when it cannot be written, or another picture already has its name.
    """
    if answer.clean is None or answer.verdict is not Verdict.CLEAR:
        return
    file = _copy_file(answer, out, place)
    _make(file.parent)
    try:
        write_new(file, answer.clean)
    except FileExistsError:
        _refuse_another(file, answer.clean)
    except OSError as error:
        raise InputError(
            f"A cleaned copy could not be written ({error.strerror}). Nothing half-written was left."
        ) from None


def earlier_copy_lies(answer: AlbumRow, out: Path, place: str) -> bool:
    """Whether a copy lies there of a photo that is not clear now: whoever takes the folder would publish it."""
    file = out / PurePosixPath(place)
    is_clear = answer.verdict is Verdict.CLEAR and bool(answer.copy_digest)
    return not is_clear and any(file.with_name(f"{file.name}{ending}").exists() for ending in _ENDINGS)


def has_copy(answer: AlbumRow, out: Path, place: str) -> bool:
    """Whether the very copy that this answer speaks of lies in the folder."""
    try:
        return hashlib.sha256(_copy_file(answer, out, place).read_bytes()).hexdigest() == answer.copy_digest
    except OSError:
        return False


def copy_is_gone(answer: AlbumRow, out: Path, place: str) -> bool:
    """Whether the copy that was written is not there any more, at the end of the run."""
    is_clear = answer.verdict is Verdict.CLEAR and bool(answer.copy_digest)
    return is_clear and not _copy_file(answer, out, place).is_file()


def _copy_file(answer: AlbumRow, out: Path, place: str) -> Path:
    file = out / PurePosixPath(place)
    return file if file.suffix.lower() == answer.suffix else file.with_name(f"{file.name}{answer.suffix}")


def _refuse_another(file: Path, copy: bytes) -> None:
    """The same copy from an earlier run may lie there; anything else may be somebody's own."""
    try:
        is_ours = file.read_bytes() == copy
    except OSError:
        is_ours = False
    if not is_ours:
        raise InputError("The folder for the cleaned copies holds another file of a photo's name. Name a new folder.")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder for the cleaned copies could not be made ({error.strerror}). Name another one."
        ) from None
