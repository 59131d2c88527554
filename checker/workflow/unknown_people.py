"""Who is in many photos and known to nobody? One answer for such a person finishes all of them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from checker.core.errors import InputError
from checker.core.finding import PixelBox
from checker.store.sealed import SealedFolder
from checker.store.sealed_for_run import RunKey
from checker.workflow.album import asked_of_workers
from checker.workflow.album_job import ALL_CORES, AlbumJob, AlbumRow, Asked
from checker.workflow.album_photos import AlbumPhoto
from checker.workflow.album_probes import ProbeTask, Vectors, opened_vectors, probe_in_worker, unknown_faces
from checker.workflow.face_models import face_encoder, own_face_model
from checker.workflow.same_person import labelled

LEAST = 2
"""Faces of one person from which it is worth to speak of a person: a single face is asked about in its photo."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The answers with the numbers of unknown people, and in how many photos nobody could look for them."""

    rows: tuple[AlbumRow, ...] = field(repr=False)
    missed: int = 0

    @property
    def problem(self) -> str:
        """A sentence for a person; empty where every face was compared."""
        if not self.missed:
            return ""
        photos = "1 photo" if self.missed == 1 else f"{self.missed} photos"
        return (
            f"In {photos} the unknown faces could not be compared with those of the other photos: the program that "
            "does it was stopped, or the photo could not be read any more. You may be asked about one person more than "
            "once. Check the album again to compare them."
        )


def unknown_people(
    rows: Sequence[AlbumRow], photos: Mapping[str, AlbumPhoto], job: AlbumJob, key: RunKey, asked: Asked = ALL_CORES
) -> Numbered:
    """The answers with the number of its person on each face that nobody knows and that is not the only one.

    The vectors live in this call. Where nothing has changed since an earlier run, its numbers still hold.
    """
    unknown = {place: unknown_faces(row.row) for place, row in enumerate(rows)}
    if sum(map(len, unknown.values())) < LEAST:
        return Numbered(tuple(rows))
    numbers, missed = _kept(job, rows), 0
    if numbers is None:
        vectors = _vectors(rows, unknown, photos, job, key, asked)
        numbers = _numbered(vectors, job)
        missed = sum(bool(faces) and place not in vectors for place, faces in unknown.items())
        if not missed:
            _keep(job, rows, numbers)
    return Numbered(tuple(_with_numbers(row, numbers.get(place, {})) for place, row in enumerate(rows)), missed)


def _with_numbers(row: AlbumRow, numbers: Mapping[int, int]) -> AlbumRow:
    told = labelled(row.row, numbers)
    return row if told is row.row else replace(row, row=told)


def _vectors(
    rows: Sequence[AlbumRow],
    unknown: Mapping[int, Mapping[int, PixelBox]],
    photos: Mapping[str, AlbumPhoto],
    job: AlbumJob,
    key: RunKey,
    asked: Asked,
) -> dict[int, Vectors]:
    """By the place of the photo; those that no worker of this run has made are made anew by the same workers."""
    sealed = {place: row.probes for place, row in enumerate(rows) if row.probes}
    again = [place for place, faces in unknown.items() if faces and place not in sealed]
    tasks = [ProbeTask(photos[rows[place].file], dict(unknown[place]), job.home, key.seal) for place in again]
    with suppress(InputError):  # the cluster has gone meanwhile: these are missed, which is told
        for place, made in zip(again, asked_of_workers(probe_in_worker, tasks, asked), strict=True):
            if made:
                sealed[place] = made
    return {place: opened_vectors(key.opened(told)) for place, told in sorted(sealed.items())}


def _numbered(vectors: Mapping[int, Vectors], job: AlbumJob) -> dict[int, dict[int, int]]:
    """By photo and face: the number of its person, from 1 by how many photos that person is in."""
    from checker.analysers.face_groups import Probe, grouped

    places = [(photo, face) for photo, faces in vectors.items() for face in sorted(faces)]
    if not places:
        return {}
    probes = [Probe(photo, vectors[photo][face]) for photo, face in places]
    groups = grouped(probes, face_encoder(own_face_model(Path(job.home))).model)
    sizes = [(group, size) for group, size in Counter(groups).items() if size >= LEAST]
    number_of = {group: number for number, (group, _) in enumerate(sorted(sizes, key=_most_first), start=1)}
    numbers: dict[int, dict[int, int]] = defaultdict(dict)
    for (photo, face), group in zip(places, groups, strict=True):
        if group in number_of:
            numbers[photo][face] = number_of[group]
    return dict(numbers)


def _most_first(one: tuple[int, int]) -> tuple[int, int]:
    group, size = one
    return -size, group


def _kept(job: AlbumJob, rows: Sequence[AlbumRow]) -> dict[int, dict[int, int]] | None:
    if job.grounds is None or not all(row.is_kept for row in rows):
        return None
    told = SealedFolder(Path(job.grounds.folder, job.grounds.stamp)).open(*_name_and_key(rows))
    if told is None:
        return None
    kept = json.loads(told)
    return {int(photo): {int(face): number for face, number in faces.items()} for photo, faces in kept.items()}


def _keep(job: AlbumJob, rows: Sequence[AlbumRow], numbers: Mapping[int, Mapping[int, int]]) -> None:
    """The numbers, never a vector; a full disk only costs the work again."""
    if job.grounds is None:
        return
    try:
        SealedFolder(Path(job.grounds.folder, job.grounds.stamp)).keep(
            *_name_and_key(rows), json.dumps(numbers).encode()
        )
    except OSError:
        return


def _name_and_key(rows: Sequence[AlbumRow]) -> tuple[str, bytes]:
    """Of all answers: only this very album finds its numbers again, and only who holds its answers opens them."""
    seal = hashlib.blake2b(person=b"album people", digest_size=64)
    for row in rows:
        told = json.dumps([row.file, row.row.get("sha256"), row.row["faces"]], sort_keys=True).encode()
        seal.update(len(told).to_bytes(8, "big"))
        seal.update(told)
    digest = seal.digest()
    return digest[:32].hex(), digest[32:]
