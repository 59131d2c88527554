"""Which saved drafts, albums and sent posts are about this pupil? For erasure, withdrawals and subject access requests.

Known is what stands in a draft: a full name in its words, descriptions and file names, and whom somebody said a face
or a list to be. Whom a photo shows without anybody having said so, nobody knows: no faces of drafts are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from checker.core.errors import CannotRead, InputError
from checker.core.mentioned import names
from checker.core.people import Pupil
from checker.core.post import Photo, Post
from checker.core.retention import Kept
from checker.core.roster import GroupKind
from checker.core.staff import Actor
from checker.workflow.album_desk import PLACE as ALBUMS
from checker.workflow.album_desk import AlbumFolder, AlbumShelf
from checker.workflow.album_results import RESULTS_FOLDER
from checker.workflow.own_lists import in_lists, take_out
from checker.workflow.permits import this_machine
from checker.workflow.retention import FOLDERS
from checker.workflow.saved_drafts import DraftShelf
from checker.workflow.sent_posts import PLACE, forget_sent, read_sent_note, read_sent_words


@dataclass(frozen=True, slots=True)
class DraftAbout:
    """A draft that is about the pupil: whose, since when it lies there, and how it shows."""

    account: int
    """0 for a post that was sent for approval: the list of these knows by whom."""
    draft: str
    saved: datetime
    is_named: bool
    photos: int
    """In how many photos somebody said a face, or a list, to be the pupil."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and how many drafts could not be opened, so that nobody knows whom they are about."""

    about: tuple[DraftAbout, ...] = ()
    unopened: int = 0
    in_lists: tuple[str, ...] = ()
    """The school's own files that speak of the pupil: lists of clubs and events, what was said for earlier albums."""
    lists_changed: int = 0
    """From how many of them an id was taken out."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something that is kept for a person: how it is read, and taken away."""

    account: int
    draft: str
    saved: datetime
    read: Callable[[], Post]
    delete: Callable[[], None]


def drafts_about(pupil: Pupil, home: Path) -> Found:
    """Look through everybody's drafts, and the posts that were sent. Raises: InputError, NoRegister without the key."""
    return _search(pupil, home)[0]


def forget_pupil(pupil: Pupil, home: Path) -> Found:
    """Delete the drafts that are about the pupil, and every answer kept for albums: those cannot be searched. Lists of
    ids lose the pupil.

    Raises: InputError, NoRegister.
    """
    found, kept = _search(pupil, home)
    for one in kept:
        one.delete()
    changed = take_out(pupil, home)
    try:
        for file in (home / RESULTS_FOLDER).glob("*/*"):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"Answers kept for albums could not be deleted ({error.strerror}).") from None
    return replace(found, lists_changed=changed)


def _search(pupil: Pupil, home: Path) -> tuple[Found, list[_Kept]]:
    about: list[DraftAbout] = []
    kept: list[_Kept] = []
    unopened = 0
    for one in _everything(home):
        try:
            post = one.read()
        except CannotRead:
            unopened += 1
            continue
        named, photos = _is_named(pupil, post), sum(_is_said(pupil, photo) for photo in post.photos)
        if named or photos:
            about.append(DraftAbout(one.account, one.draft, one.saved, named, photos))
            kept.append(one)
    return Found(tuple(about), unopened, in_lists(pupil, home)), kept


def _everything(home: Path) -> Iterator[_Kept]:
    """Every draft, every album of the page and every sent post, opened by the program and not by a person."""
    drafts = home / FOLDERS[Kept.DRAFTS]
    try:
        folders = sorted(drafts.glob("*/"))
        dated = [(one, _touched(one)) for one in sorted((drafts / PLACE).glob("*/"))]
        albums = [(one, _touched(one)) for one in sorted((drafts / ALBUMS).glob("[0-9]*/*/"))]
    except OSError as error:
        raise InputError(f"The saved drafts could not be looked through ({error.strerror}).") from None
    for album, saved in albums:
        shelf_of_albums = AlbumShelf(_acting(album.parent.name), home)
        read = partial(_as_post, AlbumFolder(album))
        yield _Kept(int(album.parent.name), album.name, saved, read, partial(shelf_of_albums.delete, album.name))
    for account in (int(folder.name) for folder in folders if folder.name.isdecimal()):
        shelf = DraftShelf(_acting(str(account)), home)
        for one in shelf.all():
            name = one.version.draft
            yield _Kept(account, name, one.saved, partial(shelf.read_words, name), partial(shelf.delete, name))
    for folder, saved in dated:
        name = folder.name
        yield _Kept(0, name, saved, partial(_as_sent, home, name), partial(forget_sent, home, name))


def _acting(account: str) -> Actor:
    return replace(this_machine(), account=int(account))


def _touched(folder: Path) -> datetime:
    return datetime.fromtimestamp(folder.stat().st_mtime, UTC)


def _as_post(folder: AlbumFolder) -> Post:
    """An album's photos as a post without words: their names, and what was said about the faces in them."""
    album = folder.read()
    said = {name: one.resolutions for name, one in album.said.items()}
    return Post("", album.channel, tuple(Photo(name, b"", "", said.get(name, ())) for name in album.names))


def _is_named(pupil: Pupil, post: Post) -> bool:
    return names(pupil, "\n".join(passage.text for passage in post.passages))


def _as_sent(home: Path, name: str) -> Post:
    """A sent post, with the word to whoever decides among its own: that may name a pupil too."""
    post = read_sent_words(home, name)
    return replace(post, text=f"{post.text}\n{read_sent_note(home, name)}")


def _is_said(pupil: Pupil, photo: Photo) -> bool:
    listed = photo.roster.groups if photo.roster is not None else ()
    is_listed = any(pupil.id in group.listed or group.words == f"{GroupKind.PUPIL}:{pupil.id}" for group in listed)
    return is_listed or any(one.pupil_id == pupil.id for one in photo.resolutions)
