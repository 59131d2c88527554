"""Which saved drafts are about this pupil, whoever wrote them? For erasure, withdrawals and subject access requests.

Known is what stands in a draft: a full name in its words, descriptions and file names, and whom somebody said a face
or a list to be. Whom a photo shows without anybody having said so, nobody knows: no faces of drafts are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checker.core.errors import CannotRead, InputError
from checker.core.folding import fold
from checker.core.people import Pupil
from checker.core.post import Photo, Post
from checker.core.retention import Kept
from checker.core.roster import GroupKind
from checker.workflow.album_results import RESULTS_FOLDER
from checker.workflow.permits import this_machine
from checker.workflow.retention import FOLDERS
from checker.workflow.saved_drafts import DraftShelf

_JOINED = 8
"""Letters of a name from which it is known without blanks too (#OrlaPenhallow, orla-penhallow.jpg): shorter ones stand
in other words by chance."""


@dataclass(frozen=True, slots=True)
class DraftAbout:
    """A draft that is about the pupil: whose, since when it lies there, and how it shows."""

    account: int
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


def drafts_about(pupil: Pupil, home: Path) -> Found:
    """Look through everybody's drafts. Raises: InputError, NoRegister where the key is not there."""
    about: list[DraftAbout] = []
    unopened = 0
    for account, shelf in _shelves(home):
        for one in shelf.all():
            try:
                post = shelf.read_words(one.version.draft)
            except CannotRead:
                unopened += 1
                continue
            named, photos = _names(pupil, post), sum(_is_said(pupil, photo) for photo in post.photos)
            if named or photos:
                about.append(DraftAbout(account, one.version.draft, one.saved, named, photos))
    return Found(tuple(about), unopened)


def forget_pupil(pupil: Pupil, home: Path) -> Found:
    """Delete the drafts that are about the pupil, and every answer kept for albums: those cannot be searched.

    Raises: InputError, NoRegister.
    """
    found = drafts_about(pupil, home)
    shelves = dict(_shelves(home))
    for one in found.about:
        shelves[one.account].delete(one.draft)
    try:
        for file in (home / RESULTS_FOLDER).glob("*/*"):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"Answers kept for albums could not be deleted ({error.strerror}).") from None
    return found


def _shelves(home: Path) -> Iterator[tuple[int, DraftShelf]]:
    """Everybody's, opened by the program and not by a person."""
    try:
        folders = sorted((home / FOLDERS[Kept.DRAFTS]).glob("*/"))
    except OSError as error:
        raise InputError(f"The saved drafts could not be looked through ({error.strerror}).") from None
    for folder in folders:
        if folder.name.isdecimal():
            yield int(folder.name), DraftShelf(replace(this_machine(), account=int(folder.name)), home)


def _is_said(pupil: Pupil, photo: Photo) -> bool:
    listed = photo.roster.groups if photo.roster is not None else ()
    is_listed = any(pupil.id in group.listed or group.words == f"{GroupKind.PUPIL}:{pupil.id}" for group in listed)
    return is_listed or any(one.pupil_id == pupil.id for one in photo.resolutions)


def _names(pupil: Pupil, post: Post) -> bool:
    first = {name for name in (pupil.first_name, pupil.known_as) if name.strip()}
    pairs = [pair for name in first for pair in ((name, pupil.last_name), (pupil.last_name, name))]
    text = "\n".join(passage.text for passage in post.passages)
    words = f" {_words(text)} "
    runs = [_words(run).replace(" ", "") for run in text.split()]
    for pair in pairs:
        wanted = _words(" ".join(pair))
        squeezed = wanted.replace(" ", "")
        if f" {wanted} " in words or (len(squeezed) >= _JOINED and any(squeezed in run for run in runs)):
            return True
    return False


def _words(text: str) -> str:
    """Folded letters in lower case, everything else as one blank."""
    return re.sub(r"[\W_]+", " ", fold(text).text.casefold()).strip()
