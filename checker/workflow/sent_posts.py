"""Where do the words and pictures of a post lie while it waits for a second person? Sealed, and for a time only.

One folder for each sending, among the drafts, so that it goes when they do. It is whole before the register knows of
it, so a sending that was cut off leaves nothing but a folder that nobody is shown and that grows old with the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from checker.core.errors import CannotRead, InputError
from checker.core.post import Post
from checker.core.retention import Kept
from checker.store.sealing import Seal
from checker.workflow.drafts import MAX_PHOTO_BYTES, MAX_TEXT_BYTES
from checker.workflow.files import read_whole, write_whole
from checker.workflow.retention import FOLDERS
from checker.workflow.saved_words import as_told, post_of

PLACE = "sent"
"""The folder's name beside those of the accounts, which are numbers."""
_SEAL = Seal("sent posts")
_WORDS, _PHOTO, _COPY = "post.words", ".photo", ".copy"
_ID = re.compile(r"[0-9a-f]{32}")
GONE = (
    "The words and pictures of this post are not kept any more: they are deleted when drafts are. "
    "What was decided stays in the list."
)
_OTHER_VERSION = "This post was kept by another version of the checker, or is damaged, and cannot be opened."


@dataclass(frozen=True, slots=True)
class SentCopy:
    """A file that would go out, under a name that tells nothing."""

    name: str
    data: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 in hex."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class SentPost:
    """All of a post that was sent: the draft with what was said about faces, the very files that would go out, what
    its sender confirmed, a word to whoever decides, and the policy it was checked with."""

    post: Post = field(repr=False)
    copies: tuple[SentCopy, ...] = field(repr=False)
    confirmed: tuple[str, ...]
    note: str = field(default="", repr=False)
    pack: str | None = None


def keep_sent(home: Path, sent: SentPost) -> str:
    """Keep it, whole and on the disk; the name of its folder. Raises: InputError."""
    name = uuid4().hex
    folder = _folder(home, name)
    try:
        folder.mkdir(mode=0o700, parents=True)
        for number, (photo, copy) in enumerate(zip(sent.post.photos, sent.copies, strict=True)):
            _write(folder, f"{number}{_PHOTO}", photo.data)
            _write(folder, f"{number}{_COPY}", copy.data)
        _write(folder, _WORDS, _told(sent))  # last: without it there is nothing to open
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise InputError(f"The post could not be kept for whoever approves it ({error.strerror}).") from None
    return name


def read_sent(home: Path, name: str) -> SentPost:
    """What was kept. Raises: CannotRead where it is not there any more, is damaged, or is not what was kept."""
    folder = _folder(home, name)
    with _told_of_faults():
        whole, draft, digests = _words(folder)
        photos = tuple(
            replace(photo, data=_read(folder, f"{number}{_PHOTO}", MAX_PHOTO_BYTES))
            for number, photo in enumerate(draft.photos)
        )
        copies = tuple(
            SentCopy(one["name"], _read(folder, f"{number}{_COPY}", MAX_PHOTO_BYTES))
            for number, one in enumerate(whole["copies"])
        )
    is_same = [one.digest for one in copies] == [one["digest"] for one in whole["copies"]]
    if not is_same or tuple(photo.digest for photo in photos) != digests:
        raise CannotRead(_OTHER_VERSION)
    return SentPost(replace(draft, photos=photos), copies, tuple(whole["confirmed"]), whole["note"], whole["pack"])


def read_sent_words(home: Path, name: str) -> Post:
    """The post without the bytes of its photos, for a list. Raises: CannotRead, InputError."""
    with _told_of_faults():
        return _words(_folder(home, name))[1]


def read_sent_note(home: Path, name: str) -> str:
    """What its sender wrote to whoever decides. Raises: CannotRead, InputError."""
    with _told_of_faults():
        return str(_words(_folder(home, name))[0]["note"])


def forget_sent(home: Path, name: str) -> None:
    """Take it away for good: nothing points at it. Raises: InputError."""
    try:
        shutil.rmtree(_folder(home, name))
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"The post could not be deleted ({error.strerror}).") from None


@contextmanager
def _told_of_faults() -> Iterator[None]:
    """Raises: CannotRead, InputError, without a path."""
    try:
        yield
    except FileNotFoundError:
        raise CannotRead(GONE) from None
    except OSError as error:
        raise InputError(f"The post could not be read ({error.strerror}).") from None


def _words(folder: Path) -> tuple[dict[str, Any], Post, tuple[str, ...]]:
    whole = _parsed(_read(folder, _WORDS, 4 * MAX_TEXT_BYTES))
    return whole, *post_of(whole["post"].encode("ascii"))


def _told(sent: SentPost) -> bytes:
    whole = {
        "post": as_told(sent.post).decode("ascii"),
        "copies": [{"name": one.name, "digest": one.digest} for one in sent.copies],
        "confirmed": list(sent.confirmed),
        "note": sent.note,
        "pack": sent.pack,
    }
    return json.dumps(whole, ensure_ascii=True).encode("ascii")


def _parsed(told: bytes) -> dict[str, Any]:
    try:
        whole = json.loads(told)
    except ValueError:
        raise CannotRead(_OTHER_VERSION) from None
    if not isinstance(whole, dict) or whole.keys() != {"post", "copies", "confirmed", "note", "pack"}:
        raise CannotRead(_OTHER_VERSION)
    return whole


def _folder(home: Path, name: str) -> Path:
    if not _ID.fullmatch(name):
        raise CannotRead(GONE)
    return home / FOLDERS[Kept.DRAFTS] / PLACE / name


def _write(folder: Path, name: str, data: bytes) -> None:
    file = folder / name
    write_whole(file, _SEAL.sealed(f"{folder.name}/{name}", data))
    file.chmod(0o600)


def _read(folder: Path, name: str, most: int) -> bytes:
    return _SEAL.opened(f"{folder.name}/{name}", read_whole(folder / name, most + 64))
