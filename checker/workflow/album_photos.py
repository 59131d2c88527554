"""Which photos does an album hold? Those below a folder, or those in a zip, under names that are safe to write to."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO

from checker.core.errors import CannotRead, InputError
from checker.core.post import Photo
from checker.store.sealing import Seal
from checker.workflow.drafts import MAX_PHOTO_BYTES, read_photo
from checker.workflow.files import read_whole

# What a camera, a phone or an office leaves in a folder of pictures. A clip is listed too: left out, it would go up
# unseen; the checker says that it cannot look at it.
PICTURES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".mpo"}
    | {".heic", ".heif", ".avif"}
    # Photos as a camera's sensor saw them. Nobody here can open them; left out, nobody would know of them.
    | {".cr2", ".cr3", ".nef", ".arw", ".dng", ".orf", ".rw2", ".raf", ".pef", ".srw"}
)
CLIPS = frozenset({".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mts", ".mpg", ".mpeg", ".wmv"})
ENDINGS = tuple(sorted(PICTURES | CLIPS))
"""Of every file that an album takes, on the command line and on the page alike."""
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".bz2", ".xz", ".tgz"})
MOST_MEMBERS = 10_000
"""Files in one zip: the largest album we promise to check."""
MOST_BYTES = 100_000_000_000
"""Bytes of all files of a zip, unpacked: 10,000 photos of 10 MB."""
MOST_RATIO = 200
"""How many times larger than in the zip a file may be. Photos are packed already (1.0), a plain bitmap reaches 100."""
_PACKED_SMALL = 1_000_000
"""Bytes: below this the ratio does not matter."""
PAGE_SEAL = Seal("albums")
"""Photos that were dropped on the page lie on the disk so that only this installation can open them."""
_ENCRYPTED = 0x1
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


@dataclass(frozen=True, slots=True)
class AlbumPhoto:
    """One photo: its name in the album, the file it is in, and for a zip what the zip calls it."""

    name: str = field(repr=False)
    file: Path = field(repr=False)
    member: str | None = field(default=None, repr=False)
    sealed_as: str = ""
    """For a photo of the Album page: what its file is sealed to."""

    def read(self) -> Photo:
        """The photo, bytes untouched; nothing of a zip is ever unpacked to the disk. Raises: CannotRead."""
        if self.sealed_as:
            return Photo(self.name.rpartition("/")[2], self._opened())
        if self.member is None:
            return read_photo(self.file)
        try:
            stat = self.file.stat()
            with _opened_zip(self.file, stat.st_size, stat.st_mtime_ns).open(self.member) as stream:
                data = stream.read(MAX_PHOTO_BYTES + 1)
        except (OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, ValueError):
            raise CannotRead("A photo in the zip is damaged. Pack the photos again.") from None
        if len(data) > MAX_PHOTO_BYTES:
            raise CannotRead("The file is too large to be a picture we can check.")
        return Photo(self.name.rpartition("/")[2], data)

    def carried(self) -> CarriedPhoto:
        """The photo with its bytes; one that cannot be read says why wherever it is read."""
        try:
            return CarriedPhoto(self.name, self.read().data)
        except CannotRead as error:
            return CarriedPhoto(self.name, problem=str(error))

    def _opened(self) -> bytes:
        try:
            return PAGE_SEAL.opened(self.sealed_as, read_whole(self.file, MAX_PHOTO_BYTES + 64))
        except OSError as error:
            raise CannotRead(f"A photo of the album could not be read ({error.strerror}). Add it again.") from None


@dataclass(frozen=True, slots=True)
class CarriedPhoto:
    """The same photo for a machine that does not see its file: the bytes come along, the place of the file does not."""

    name: str = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    problem: str = ""
    """Why it could not be read where its file is; empty where it was."""

    def read(self) -> Photo:
        """The photo, bytes untouched. Raises: CannotRead."""
        if self.problem:
            raise CannotRead(self.problem)
        return Photo(self.name.rpartition("/")[2], self.data)

    def carried(self) -> CarriedPhoto:
        """This one."""
        return self


@lru_cache(maxsize=1)
def _opened_zip(file: Path, size: int, changed: int) -> zipfile.ZipFile:  # noqa: ARG001 - part of the key
    """Opened once in each process: reading the list of a zip of 10,000 photos takes 0.1 s, and would for each photo."""
    return zipfile.ZipFile(file)


def album_photos(source: Path) -> tuple[tuple[AlbumPhoto, ...], int]:
    """The pictures and clips of a folder or zip, in order of their names, and how many other files were left out.

    Raises: InputError when there is none, or a zip is not one that we open.
    """
    if source.suffix.lower() == ".zip" and source.is_file():
        return _of_zip(source)
    if not source.is_dir():
        raise InputError("There is no such folder. Name the folder that holds the photos.")
    every = sorted(path for path in _walk(source) if not path.name.startswith("."))
    wanted = tuple(AlbumPhoto(path.relative_to(source).as_posix(), path) for path in every if is_wanted(path.name))
    if not wanted:
        raise InputError("There are no pictures in this folder.")
    return wanted, len(every) - len(wanted)


def packed_files(source: Path) -> tuple[str, ...]:
    """The names of the packed files in a folder of photos: there may be pictures in them that nobody looked at."""
    if not source.is_dir():
        return ()
    return tuple(
        sorted(path.relative_to(source).as_posix() for path in _walk(source) if path.suffix.lower() in _ARCHIVES)
    )


def is_wanted(name: str) -> bool:
    """Whether a file of this name is a picture or a clip."""
    return Path(name).suffix.lower() in PICTURES | CLIPS


def _walk(folder: Path) -> Iterator[Path]:
    """Everything below that is no folder; a link that leads nowhere counts, one to a folder is not followed."""

    def stop(error: OSError) -> None:
        raise InputError(f"A folder of photos could not be opened ({error.strerror}). Nothing was checked.") from None

    for parent, folders, files in os.walk(folder, onerror=stop):
        yield from (Path(parent, name) for name in files)
        yield from (path for path in (Path(parent, name) for name in folders) if path.is_symlink())


def unpacked(packed: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The pictures and clips of a zip that was handed in, one at a time; an unreadable one is empty.

    Raises: InputError.
    """
    members, _ = _members(packed)
    with zipfile.ZipFile(packed) as archive:
        for name, member in members:
            try:
                with archive.open(member) as stream:
                    yield name, stream.read(MAX_PHOTO_BYTES)
            except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
                yield name, b""


def _of_zip(file: Path) -> tuple[tuple[AlbumPhoto, ...], int]:
    members, left_out = _members(file)
    return tuple(AlbumPhoto(name, file, member) for name, member in members), left_out


def _members(packed: Path | IO[bytes]) -> tuple[list[tuple[str, str]], int]:
    """The names of the pictures and clips, safe and in the zip's own words, and how many other files there are."""
    try:
        with zipfile.ZipFile(packed) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        raise InputError("The zip cannot be opened. Pack the photos again.") from None
    _bounded(infos)
    every = [(safe_name(info.filename), info.filename) for info in infos]
    every = [(name, member) for name, member in every if not _is_system(name)]
    if any(Path(name).suffix.lower() in _ARCHIVES for name, _ in every):
        raise InputError("The zip holds another packed file. Unpack that one first, and check the folder.")
    wanted = [(name, member) for name, member in sorted(every) if is_wanted(name)]
    if len({name.casefold() for name, _ in wanted}) < len(wanted):
        raise InputError("The zip holds two photos of the same name. Give each its own name and pack them again.")
    if not wanted:
        raise InputError("There are no pictures in this zip.")
    return wanted, len(every) - len(wanted)


def _bounded(infos: list[zipfile.ZipInfo]) -> None:
    """Raises: InputError for a zip that is no album."""
    if len(infos) > MOST_MEMBERS:
        raise InputError(f"The zip holds more than {MOST_MEMBERS:,} files. Split it.")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise InputError("The photos in the zip are too large together. Split it.")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise InputError("The zip is locked with a password. Unpack it first, and check the folder.")
    for info in infos:
        if info.file_size > _PACKED_SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise InputError("A file in the zip is not what it seems: it would grow too large when unpacked.")


def safe_name(untrusted_name: str) -> str:
    """A zip's name for a file as a place below a folder: no way up or out, no mark that a file system refuses."""
    parts = _UNSAFE.sub("_", untrusted_name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part.strip(". ")) or "photo"


def _is_system(name: str) -> bool:
    """What Macs and hidden folders put into a zip beside the photos."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
