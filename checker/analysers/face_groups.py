"""Which unknown faces of an album are one person's? So that a person answers once. Numbers in memory, nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import STORED
from checker.analysers.face_model import FaceModel, Metric
from checker.analysers.gallery import Distances, Rows, in_metric

_PASSES = 2
"""The first tells about how many people there are, the second takes the distance that so many allow."""
_TELLABLE = 9
"""Digits of a squared distance that are told apart. The same photo twice gives two groups that are equally near, and
rounding, which changes with what else is compared, must not choose between them."""
_BLOCK = 128
"""Faces whose distances are worked out at once: among 20,000 faces they take 20 MB."""


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


def _grouped(rows: Rows, photos: Sequence[int], model: FaceModel, most: float) -> tuple[int, ...]:
    """One face after the other joins the group of which even the farthest face is near; else it begins a new one."""
    groups, sizes = np.zeros(len(rows), np.intp), np.zeros(len(rows), np.intp)
    taken: dict[int, list[int]] = defaultdict(list)
    count = 0
    for number, (near, apart) in enumerate(_near_before(rows, model, most)):
        best = _nearest_whole(groups[near], apart, sizes[:count], taken[photos[number]])
        if best is None:
            best, count = count, count + 1
        groups[number] = best
        sizes[best] += 1
        taken[photos[number]].append(best)
    return tuple(groups.tolist())


def _nearest_whole(
    groups: npt.NDArray[np.intp], apart: Distances, sizes: npt.NDArray[np.intp], taken: Sequence[int]
) -> int | None:
    """The group all of whose faces are among these, with the nearest farthest one; None where there is none."""
    if not len(groups):
        return None
    found = np.bincount(groups, minlength=len(sizes))
    is_whole = (found == sizes) & (found > 0)
    is_whole[taken] = False
    whole = np.flatnonzero(is_whole)
    if len(whole) < 2:  # at most one to choose
        return int(whole[0]) if len(whole) else None
    farthest = np.zeros(len(sizes))
    np.maximum.at(farthest, groups, apart)
    return int(whole[farthest[whole].round(_TELLABLE).argmin()])  # of two as near, the first


def _near_before(rows: Rows, model: FaceModel, most: float) -> Iterator[tuple[npt.NDArray[np.intp], Distances]]:
    """For each face those before it that are no farther than this, and how far each of them is, squared.

    By blocks: one product of matrices for many faces at once, and never all distances in the memory.
    """
    reach = most * 2 if model.metric is Metric.COSINE else most**2
    numbers = rows.astype(np.float64)
    squares = np.einsum("ij,ij->i", numbers, numbers)
    for start in range(0, len(rows), _BLOCK):
        end = min(start + _BLOCK, len(rows))
        apart = numbers[start:end] @ numbers[:end].T
        apart *= -2
        apart += squares[:end]
        apart += squares[start:end, None]
        for place, own in enumerate(apart):
            near = np.flatnonzero(own[: start + place] <= reach)
            yield near, own[near]
