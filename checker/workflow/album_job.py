"""What is asked of an album, and what is an answer? Plain values, which go to the workers and back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Protocol, Self

from checker.core.post import Channel, Photo
from checker.core.report import Verdict
from checker.core.roster import Roster
from checker.store.sealed_for_run import RunSeal
from checker.workflow.album_photos import AlbumPhoto, CarriedPhoto
from checker.workflow.said_file import SaidOfPhoto

if TYPE_CHECKING:
    from checker.workflow.album_cluster import Cluster


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer rests on besides the photo: `stamp` changes with any of it. Folder and all names as text."""

    folder: str = field(repr=False)
    stamp: str
    register_version: str
    day: str


@dataclass(frozen=True, slots=True)
class AlbumJob:
    """How to open the gate anywhere: in this process, in a worker, on another machine."""

    register: str | None = field(default=None, repr=False)
    pack: str | None = None
    home: str = "consent_data"
    channel: Channel = Channel.FACEBOOK
    roster: Roster | None = field(default=None, repr=False)
    max_side: int | None = None
    """Most pixels along the longer side of a cleaned copy; None keeps the size."""
    is_renamed: bool = False
    """The copies get names of ours, so nobody will read the photos' own."""
    grounds: Grounds | None = None
    """What the answers rest on; None keeps none for the next run."""
    seal: RunSeal | None = None
    """For whom the vectors of unknown faces are sealed; None wants none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks: how many processes of this machine (None: as many as it has cores), or a cluster."""

    workers: int | None = None
    dask: Cluster | None = None


ALL_CORES = Asked()


class PhotoTask(Protocol):
    """Whatever is asked about one photo."""

    @property
    def photo(self) -> AlbumPhoto | CarriedPhoto:
        """The photo, by the place of its file or with its bytes."""

    def carried(self) -> Self:
        """The same task with the bytes of its photo."""


@dataclass(frozen=True, slots=True)
class AlbumTask:
    """One photo for a worker, and what was said about its faces. A worker's log may show this, but no name."""

    photo: AlbumPhoto | CarriedPhoto = field(repr=False)
    job: AlbumJob
    said: SaidOfPhoto | None = None

    def carried(self) -> Self:
        """The same task with the bytes of its photo."""
        return replace(self, photo=self.photo.carried())

    def read(self) -> Photo:
        """The photo with what was said about it. Raises: CannotRead."""
        photo = replace(self.photo.read(), roster=self.job.roster)
        if self.job.is_renamed:
            photo = replace(photo, name=f"photo{PurePath(photo.name).suffix}")
        return self.said.on(photo) if self.said else photo


@dataclass(frozen=True, slots=True)
class AlbumRow:
    """The answer for one photo: its place in the folder, the JSON line, and the cleaned copy of a clear photo."""

    file: str = field(repr=False)
    row: dict[str, Any] = field(repr=False)
    clean: bytes | None = field(default=None, repr=False)
    suffix: str = ""
    copy_digest: str = ""
    """SHA-256 of the cleaned copy, in hex, also where an earlier run wrote it and `clean` is None."""
    likeness: int | None = None
    """The picture's perceptual hash, 64 bits; None where there is none."""
    is_kept: bool = False
    """An earlier run gave this answer, and nothing it rests on has changed."""
    probes: bytes = field(default=b"", repr=False)
    """The vectors of the faces that nobody knows, sealed for this run; never kept."""
    kept_as: tuple[str, bytes] | None = field(default=None, repr=False)
    """Under which name and key the run has to keep this answer: from a worker that was sent the photo's bytes."""

    @property
    def verdict(self) -> Verdict:
        """The verdict of this photo."""
        return Verdict(self.row["verdict"])


def anywhere(name: str | None) -> str | None:
    """A register's or pack's file under its full name, for workers that run in another folder; other names as given."""
    is_file = name is not None and "://" not in name and Path(name).is_file()
    return str(Path(name).absolute()) if name is not None and is_file else name
