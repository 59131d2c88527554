"""Where is a draft while nobody is at the desk? Sealed in the school's folder, for the person who wrote it.

One folder for each account and draft. The words lie in a file whose name is the draft's version: whoever saves from an
older one is told, and overwrites nothing. Photos lie under digests that only this installation can make.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from checker.core.errors import CannotRead, InputError
from checker.core.post import Photo, Post
from checker.core.retention import Kept
from checker.core.staff import Actor
from checker.store.sealing import Seal
from checker.workflow.drafts import MAX_PHOTO_BYTES, MAX_TEXT_BYTES
from checker.workflow.files import place_new, read_whole, written_aside
from checker.workflow.permits import Act, require
from checker.workflow.retention import FOLDERS
from checker.workflow.saved_words import as_told, post_of, title_of

_Found = TypeVar("_Found")
_SEAL = Seal("drafts")
_ENDING, _PHOTO = ".draft", ".photo"
_ID = re.compile(r"[0-9a-f]{32}")
CHANGED_ELSEWHERE = (
    "This draft was changed in another window, or by somebody else who works in your name. Nothing was overwritten: "
    "both are there. Go on with the other one, or keep this one as a draft of its own."
)
GONE = "This draft is not there any more: it was deleted, or it is past the time for which drafts are kept."


class ChangedElsewhere(InputError):
    """Somebody saved this draft since it was read here."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which draft, and which of its versions."""

    draft: str
    number: int = 0
    """0: it was never saved."""


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A line in the list of drafts: its first words, how many photos, and when it was saved."""

    version: Version
    title: str = field(repr=False)
    photos: int
    saved: datetime


def new_draft() -> Version:
    """A draft that was never saved, under a name that nobody can guess."""
    return Version(uuid4().hex)


class DraftShelf:
    """The drafts of one person, who may check posts."""

    def __init__(self, actor: Actor, home: Path) -> None:
        """Raises: NotAllowed."""
        require(actor, Act.CHECK)
        self._folder = home / FOLDERS[Kept.DRAFTS] / str(actor.account)

    def save(self, version: Version, post: Post) -> Version:
        """Keep the draft after this version. Raises: ChangedElsewhere, InputError with a sentence."""
        folder = self._place(version.draft)
        with _told("could not be saved"):
            if _latest(folder) != version.number:
                raise ChangedElsewhere(CHANGED_ELSEWHERE)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            photos = {self._photo_file(folder, one): one.data for one in post.photos}
            for file, data in photos.items():
                self._keep_photo(file, data)
            return self._put(folder, Version(version.draft, version.number + 1), post, set(photos))

    def read(self, draft: str) -> tuple[Version, Post]:
        """The draft as it was last saved. Raises: CannotRead where it is not there or damaged, InputError."""
        folder = self._place(draft)
        with _told("could not be read"):
            return _unless_replaced(folder, lambda version: (version, self._whole(folder, version)))

    def read_words(self, draft: str) -> Post:
        """The same without the photos' bytes. Raises: CannotRead, InputError."""
        folder = self._place(draft)
        with _told("could not be read"):
            return _unless_replaced(folder, lambda version: post_of(self._words(folder, version))[0])

    def all(self) -> tuple[SavedDraft, ...]:
        """Every draft of this person that can be opened, the latest first. Raises: InputError."""
        with _told("could not be read"):
            folders = [one for one in self._folder.glob("*/") if _ID.fullmatch(one.name) and _latest(one)]
            lines = [_unless_replaced(one, partial(self._line, one)) for one in folders]
            return tuple(sorted(lines, key=lambda one: one.saved, reverse=True))

    def delete(self, draft: str) -> None:
        """Take a draft and its photos away for good. Raises: InputError."""
        with _told("could not be deleted"):
            if self._place(draft).exists():
                shutil.rmtree(self._place(draft))

    def _place(self, untrusted_draft: str) -> Path:
        if not _ID.fullmatch(untrusted_draft):
            raise CannotRead(GONE)
        return self._folder / untrusted_draft

    def _whole(self, folder: Path, version: Version) -> Post:
        if not version.number:
            raise CannotRead(GONE)
        post, digests = post_of(self._words(folder, version))
        photos = tuple(self._with_data(folder, *one) for one in zip(post.photos, digests, strict=True))
        return Post(post.text, post.channel, photos, posted_by=post.posted_by)

    def _line(self, folder: Path, version: Version) -> SavedDraft:
        saved = datetime.fromtimestamp(_file(folder, version).stat().st_mtime, UTC)
        try:
            post, _ = post_of(self._words(folder, version))
        except CannotRead:
            return SavedDraft(version, "A draft that cannot be opened", 0, saved)
        return SavedDraft(version, title_of(post), len(post.photos), saved)

    def _words(self, folder: Path, version: Version) -> bytes:
        kept = read_whole(_file(folder, version), 2 * MAX_TEXT_BYTES)
        return _SEAL.opened(self._bound(folder, _file(folder, version)), kept)

    def _put(self, folder: Path, version: Version, post: Post, photos: set[Path]) -> Version:
        """In one step, and never over what another window has put there; then what is not needed any more goes."""
        file = _file(folder, version)
        with written_aside(folder, _SEAL.sealed(self._bound(folder, file), as_told(post))) as aside:
            aside.chmod(0o600)
            try:
                place_new(aside, file)
            except FileExistsError:
                raise ChangedElsewhere(CHANGED_ELSEWHERE) from None
        if _latest(folder) != version.number:  # the other window was two versions ahead in the meantime
            file.unlink(missing_ok=True)
            raise ChangedElsewhere(CHANGED_ELSEWHERE)
        for old in folder.iterdir():
            if (old.suffix == _ENDING and old != file) or (old.suffix == _PHOTO and old not in photos):
                old.unlink(missing_ok=True)
        return version

    def _photo_file(self, folder: Path, photo: Photo) -> Path:
        return folder / f"{_SEAL.digest(photo.digest)}{_PHOTO}"

    def _keep_photo(self, file: Path, data: bytes) -> None:
        """Once; a photo of a draft that is worked on is as young as the draft, or it would be deleted before it."""
        if file.exists():
            file.touch()
            return
        with written_aside(file.parent, _SEAL.sealed(self._bound(file.parent, file), data)) as aside:
            aside.chmod(0o600)
            aside.replace(file)

    def _with_data(self, folder: Path, photo: Photo, digest: str) -> Photo:
        file = folder / f"{_SEAL.digest(digest)}{_PHOTO}"
        data = _SEAL.opened(self._bound(folder, file), read_whole(file, MAX_PHOTO_BYTES + 64))
        return replace(photo, data=data)

    def _bound(self, folder: Path, file: Path) -> str:
        """What a file is sealed to: the account, the draft and its own name."""
        return f"{self._folder.name}/{folder.name}/{file.name}"


def _file(folder: Path, version: Version) -> Path:
    return folder / f"{version.number:08d}{_ENDING}"


def _latest(folder: Path) -> int:
    """The number of the last version; 0 where there is none."""
    return max((int(one.stem) for one in folder.glob(f"*{_ENDING}") if one.stem.isdecimal()), default=0)


def _unless_replaced(folder: Path, read: Callable[[Version], _Found]) -> _Found:
    """What is read of the last version; of the next one where another window has just put that in its place."""
    while True:
        version = Version(folder.name, _latest(folder))
        try:
            return read(version)
        except FileNotFoundError:
            if _latest(folder) <= version.number:
                raise


@contextmanager
def _told(what: str) -> Iterator[None]:
    """A full or closed disk is a sentence, without a path. Raises: InputError."""
    try:
        yield
    except OSError as error:
        raise InputError(f"The draft {what} ({error.strerror}).") from None
