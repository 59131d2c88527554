"""Which unknown faces of an album are one person's? So that a person answers once. Numbers in memory, nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import STORED
from checker.analysers.face_model import FaceModel
from checker.analysers.gallery import Distances, between, in_metric

_PASSES = 2
"""The first tells about how many people there are, the second takes the distance that so many allow."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A face that nobody has named: in which photo it is, and its vector. It lives in memory only."""

    photo: int
    vector: bytes = field(repr=False)


def grouped(probes: Sequence[Probe], model: FaceModel) -> tuple[int, ...]:
    """For each face the number of its person, from 0 in the order in which they appear. Raises: ValueError.

    Rather two groups of one person than one of two: every face of a group is as near every other as a match must be
    among so many people, and no two are in one photo.
    """
    if not probes:
        return ()
    rows = np.frombuffer(b"".join(probe.vector for probe in probes), STORED).reshape(len(probes), model.length)
    if not np.isfinite(rows).all():
        raise ValueError("a face's vector is damaged")
    rows, photos = in_metric(rows, model), [probe.photo for probe in probes]
    people = 1
    for _ in range(_PASSES):
        groups = _grouped(rows, photos, model, model.rule.allowed(people))
        people = max(groups) + 1
    return groups


def _grouped(rows: npt.NDArray[np.float32], photos: Sequence[int], model: FaceModel, most: float) -> tuple[int, ...]:
    """One face after the other joins the group of which even the farthest face is near; else it begins a new one."""
    groups = np.zeros(len(rows), np.intp)
    count, members = 1, [{photos[0]}]
    for number in range(1, len(rows)):
        farthest = _farthest(between(rows[number : number + 1], rows[:number], model)[0], groups[:number], count)
        farthest[[place for place, held in enumerate(members) if photos[number] in held]] = np.inf
        best = int(farthest.argmin())
        if farthest[best] > most:
            best, count = count, count + 1
            members.append(set())
        groups[number] = best
        members[best].add(photos[number])
    return tuple(groups.tolist())


def _farthest(apart: Distances, groups: npt.NDArray[np.intp], count: int) -> Distances:
    """For each group how far its farthest face is."""
    farthest = np.zeros(count)
    np.maximum.at(farthest, groups, apart)
    return farthest
