"""Was this very photo checked before, by the same rules, against the same register? Then its answer still stands.

Kept is the answer, never a picture, and sealed by a key made of the photo's bytes: no name can be read in the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from checker.core.errors import InputError
from checker.core.post import Photo
from checker.core.roster import Roster
from checker.store.sealed import SealedFolder, prune
from checker.workflow.album_job import AlbumJob, Grounds
from checker.workflow.album_register import version_of
from checker.workflow.face_models import own_face_model
from checker.workflow.settings_file import read_retention, read_settings

RESULTS_FOLDER = "album_results"
_PROGRAM = Path(__file__).resolve().parents[2]
_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A photo's JSON line, its cleaned copy's digest and ending (empty where there is none), and its picture hash."""

    row: dict[str, Any] = field(repr=False)
    copy_digest: str = ""
    suffix: str = ""
    likeness: int | None = None


def grounds(job: AlbumJob, today: date) -> Grounds | None:
    """What the answers of this job rest on; None where there is no register: then nothing is proven, nothing is kept.

    Raises: InputError for settings or a face model that cannot be read.
    """
    home = Path(job.home)
    try:
        version = version_of(job.register, home, home / RESULTS_FOLDER)
    except InputError:  # each photo's answer says it
        return None
    day, wanted = today.isoformat(), (job.channel.value, str(job.max_side), _listed(job.roster))
    seal = hashlib.sha256()
    for part in (_FORMAT, version, day, *wanted, *_program(home, job.pack)):
        seal.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return Grounds(str(home / RESULTS_FOLDER), seal.hexdigest()[:32], version, day)


def kept_answer(on: Grounds, photo: Photo) -> KeptAnswer | None:
    """The answer of before for this very photo and what was said about it; None where there is none that is whole."""
    name, key = name_and_key(photo)
    told = SealedFolder(Path(on.folder, on.stamp)).open(name, key)
    return None if told is None else KeptAnswer(**json.loads(told))


def keep_answer(on: Grounds, photo: Photo, answer: KeptAnswer) -> None:
    """Keep it for the next run. Where the disk is full the photo is checked again, nothing else is lost."""
    keep_answer_as(on, name_and_key(photo), answer)


def keep_answer_as(on: Grounds, kept_as: tuple[str, bytes], answer: KeptAnswer) -> None:
    """The same, for whoever does not have the photo in the hand: `kept_as` is what `name_and_key` says of it."""
    name, key = kept_as
    try:
        SealedFolder(Path(on.folder, on.stamp)).keep(name, key, json.dumps(asdict(answer)).encode())
    except OSError:
        return


def forget_old_answers(home: Path) -> None:
    """Take away the answers that are past their time. Raises: InputError."""
    try:
        prune(home / RESULTS_FOLDER, timedelta(days=read_retention(home).albums))
    except OSError as error:
        raise InputError(f"The folder of earlier album results could not be tidied ({error.strerror}).") from None


def name_and_key(photo: Photo) -> tuple[str, bytes]:
    """Under what the answer for this photo is kept, and what opens it.

    Half of one digest is the name, the other half the key: neither tells the other, and the key is not SHA-256 of
    the photo, which the ledger holds.
    """
    seal = hashlib.blake2b(person=b"album answer", digest_size=64)
    for part in (photo.name.encode("utf-8", "surrogatepass"), _said(photo).encode(), photo.data):
        seal.update(len(part).to_bytes(8, "big"))
        seal.update(part)
    digest = seal.digest()
    return digest[:32].hex(), digest[32:]


def _said(photo: Photo) -> str:
    return repr(sorted((*map(str, one.order),) for one in photo.resolutions))


def _listed(roster: Roster | None) -> str:
    if roster is None:
        return ""
    return repr(sorted((group.words, sorted(group.listed)) for group in roster.groups))


def _program(home: Path, pack: str | None) -> Iterator[str]:
    """The program with its rules, policies and models, what it stands on, and the school's settings.

    Sizes and times of files, not their bytes: models of 100 MB would cost a second. Another time checks again.
    """
    _, own_pack = read_settings(home)
    own_model = own_face_model(home)
    for folder in (_PROGRAM / "checker", _PROGRAM / "models", *((own_model,) if own_model else ())):
        yield repr(sorted(_stats(folder)))
    # not sys.path: a package that is imported on the way (setuptools) may add a folder to it
    installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    yield repr(sorted({file.name for place in installed for file in Path(place).glob("*.dist-info")}))
    yield repr((pack, own_pack, sys.version))
    for file in (home / "school.toml", Path(pack or ""), Path(own_pack or "")):
        yield file.read_bytes().hex() if file.is_file() else ""


def _stats(folder: Path) -> Iterator[tuple[str, int, int]]:
    """As the folder lists them: half the time of walking through paths."""
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir():
            yield from _stats(Path(entry.path))
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            stat = entry.stat()
            yield entry.path, stat.st_mtime_ns, stat.st_size
