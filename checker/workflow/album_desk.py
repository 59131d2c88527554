"""Where is an album while somebody works on it on the page? Sealed, for that person, and for a time only.

One folder for each account and album, among the drafts, so that it goes when they do. A photo is written when it comes,
so that nothing is held in memory; the cleaned copies lie beside the photos.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from checker.core.errors import CannotRead, InputError
from checker.core.post import Channel
from checker.core.resolving import Resolution
from checker.core.retention import Kept
from checker.core.roster import Roster
from checker.core.staff import Actor
from checker.workflow.album_photos import PAGE_SEAL, AlbumPhoto, is_wanted, safe_name
from checker.workflow.files import read_whole, written_aside
from checker.workflow.permits import Act, require
from checker.workflow.retention import FOLDERS
from checker.workflow.said_file import SaidOfPhoto, said_from_json, said_to_json
from checker.workflow.saved_words import roster_of, roster_told

PLACE = "albums"
"""The folder's name beside those of the accounts, which are numbers."""
MOST_PHOTOS = 2_000
"""Of one album on the page; more are checked on the command line, where nothing has to be uploaded."""
_WORDS, _PHOTO, _COPY = "album.words", "photo", "copy"
_MOST_WORDS_BYTES = 100_000_000
_ID = re.compile(r"[0-9a-f]{32}")
GONE = "This album is not there any more: it was deleted, or it is past the time for which drafts are kept."


@dataclass(frozen=True, slots=True)
class DeskAlbum:
    """An album on the page: where it is meant for, the names of its photos, and what was said about their faces."""

    id: str
    channel: Channel
    names: tuple[str, ...] = field(repr=False)
    said: Mapping[str, SaidOfPhoto] = field(default_factory=dict, repr=False)
    roster: Roster | None = None
    """Whom its photos can show; None is everybody."""


@dataclass(frozen=True, slots=True)
class AlbumFolder:
    """One album's folder. Its path is all that the process that checks it is told."""

    folder: Path

    def photos(self, album: DeskAlbum) -> tuple[AlbumPhoto, ...]:
        """The photos in the order in which they came."""
        return tuple(self.photo(album, place) for place in range(len(album.names)))

    @property
    def count(self) -> int:
        """How many photos lie here, without opening anything."""
        return sum(1 for _ in self.folder.glob(f"*.{_PHOTO}"))

    def photo(self, album: DeskAlbum, place: int) -> AlbumPhoto:
        """The photo that came at this place, from 0."""
        file = self._file(place, _PHOTO)
        return AlbumPhoto(album.names[place], file, sealed_as=self._bound(file))

    def read(self) -> DeskAlbum:
        """The album. Raises: CannotRead where it is not there or damaged, InputError."""
        file = self.folder / _WORDS
        try:
            told = json.loads(PAGE_SEAL.opened(self._bound(file), read_whole(file, _MOST_WORDS_BYTES)))
        except FileNotFoundError:
            raise CannotRead(GONE) from None
        except OSError as error:
            raise InputError(f"The album could not be read ({error.strerror}).") from None
        said = {row["file"]: said_from_json(row) for row in told["said"]}
        roster = roster_of(told.get("roster"))  # albums of before it was kept have none
        return DeskAlbum(self.folder.name, Channel(told["channel"]), tuple(told["names"]), said, roster)

    def keep(self, album: DeskAlbum) -> None:
        """Keep which photos it has and what was said about them. Raises: InputError."""
        said = [said_to_json(one) for one in album.said.values()]
        told = {
            "channel": album.channel.value,
            "names": album.names,
            "said": said,
            "roster": roster_told(album.roster),
        }
        self._write(self.folder / _WORDS, json.dumps(told).encode())

    def put(self, place: int, data: bytes) -> None:
        """Keep the photo of this place. Raises: InputError."""
        self._write(self._file(place, _PHOTO), data)

    def put_copy(self, place: int, data: bytes) -> None:
        """Keep the cleaned copy of the photo of this place. Raises: InputError."""
        self._write(self._file(place, _COPY), data)

    def copy(self, place: int) -> bytes | None:
        """The cleaned copy of this photo; None where there is none that can be opened."""
        file = self._file(place, _COPY)
        try:
            return PAGE_SEAL.opened(self._bound(file), file.read_bytes())
        except (OSError, CannotRead):
            return None

    def has_copy(self, place: int) -> bool:
        """Whether a cleaned copy of this photo lies here, without opening it."""
        return self._file(place, _COPY).is_file()

    def _file(self, place: int, kind: str) -> Path:
        return self.folder / f"{place:05d}.{kind}"

    def _bound(self, file: Path) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}/{file.name}"

    def _write(self, file: Path, data: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with written_aside(self.folder, PAGE_SEAL.sealed(self._bound(file), data)) as aside:
                aside.chmod(0o600)
                aside.replace(file)
        except OSError as error:
            raise InputError(
                f"The album could not be kept ({error.strerror}). Nothing half-written was left."
            ) from None


class AlbumShelf:
    """The albums of one person, who may check posts."""

    def __init__(self, actor: Actor, home: Path) -> None:
        """Raises: NotAllowed."""
        require(actor, Act.CHECK)
        self._folder = home / FOLDERS[Kept.DRAFTS] / PLACE / str(actor.account)

    def begin(self, channel: Channel, files: Iterable[tuple[str, bytes]], roster: Roster | None = None) -> DeskAlbum:
        """A new album of these photos, each taken when it is its turn. Raises: InputError where there is none."""
        place, names = self.place(uuid4().hex), _Names()
        with ExitStack() as undo:  # of an album that does not come to be, no photo may stay
            undo.callback(self.delete, place.folder.name)
            for untrusted_name, data in files:
                if not is_wanted(untrusted_name):
                    continue
                if len(names.given) == MOST_PHOTOS:
                    raise InputError(
                        f"An album here can have {MOST_PHOTOS:,} photos. Check more with: checker album FOLDER"
                    )
                place.put(len(names.given), data)
                names.give(safe_name(untrusted_name))
            if not names.given:
                raise InputError("There are no pictures among these files.")
            album = DeskAlbum(place.folder.name, channel, tuple(names.given.values()), roster=roster)
            place.keep(album)
            undo.pop_all()
        return album

    def place(self, untrusted_album: str) -> AlbumFolder:
        """The folder of this album. Raises: CannotRead."""
        if not _ID.fullmatch(untrusted_album):
            raise CannotRead(GONE)
        return AlbumFolder(self._folder / untrusted_album)

    def all(self) -> tuple[tuple[str, datetime], ...]:
        """The albums of this person, the latest first, with the time of the last change."""
        found = [file for file in self._folder.glob(f"*/{_WORDS}") if _ID.fullmatch(file.parent.name)]
        dated = [(file.parent.name, datetime.fromtimestamp(file.stat().st_mtime, UTC)) for file in found]
        return tuple(sorted(dated, key=lambda one: one[1], reverse=True))

    def delete(self, album: str) -> None:
        """Take an album away for good. Raises: InputError."""
        try:
            shutil.rmtree(self.place(album).folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise InputError(f"The album could not be deleted ({error.strerror}).") from None


def with_said(album: DeskAlbum, words: Mapping[str, tuple[Resolution, ...]]) -> DeskAlbum:
    """The album with these words in the place of those about the same photos."""
    said = {**album.said, **{name: SaidOfPhoto(name, told) for name, told in words.items()}}
    return replace(album, said={name: one for name, one in said.items() if one.resolutions})


class _Names:
    """The photos' names in the order in which they came. A phone may call every photo image.jpg: the second gets a
    number, before its ending."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}
        self._numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))

    def give(self, name: str) -> None:
        """This name, or the like that is not taken."""
        stem, dot, ending = name.rpartition(".")
        numbers, own = self._numbers[name.casefold()], name
        while own.casefold() in self.given:
            own = f"{stem} ({next(numbers)}){dot}{ending}"
        self.given[own.casefold()] = own
