"""How far is a face from each enrolled pupil? For a register of tens of thousands of reference photos at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, ne

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import STORED, Vector
from checker.analysers.face_model import FaceModel, Metric
from checker.core.people import Enrolled, FaceTemplate

Distances = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.floating]
Rows = npt.NDArray[np.float32]
"""One vector a row."""

AGREEING = 2
"""Photos of a pupil that must agree, where there are so many."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pupils in the order of their ids, each with the stored vectors of their reference photos, one after another.

    Kept with the reading of the register that it was made of and nowhere else: a withdrawn template must be gone at
    once. Of 50,000 it takes 26 MB, and more time to make than to compare a photo with.
    """

    model: FaceModel
    pupil_ids: tuple[str, ...]
    starts: npt.NDArray[np.intp]
    """The first vector of each pupil."""
    rows: Rows = field(repr=False)
    squares: Rows = field(repr=False)
    """Of each row's length."""

    @classmethod
    def kept_with(cls, templates: tuple[FaceTemplate, ...], model: FaceModel) -> Gallery:
        """The pupils of those templates that this model made. Raises: ValueError for a damaged template.

        Made once for each reading of the register; for the few of a roster, anew.
        """
        if not isinstance(templates, Enrolled):
            return cls.of(_made_by(model, templates), model)
        kept = templates.worked_out.get(model)
        if not isinstance(kept, Gallery):
            kept = templates.worked_out[model] = cls.of(_made_by(model, templates), model)
        return kept

    @classmethod
    def of(cls, templates: tuple[FaceTemplate, ...], model: FaceModel) -> Gallery:
        """The pupils of these templates. Raises: ValueError for one of another model, or a damaged one."""
        if {template.model for template in templates} - {model.name}:
            raise ValueError("a face template of another model cannot be compared")
        ids = [template.pupil_id for template in templates]
        if ids != sorted(ids):
            templates = tuple(sorted(templates, key=attrgetter("pupil_id")))
            ids.sort()
        is_next = np.fromiter(map(ne, ids[1:], ids), bool, max(len(ids) - 1, 0))
        starts = np.concatenate([[0], np.flatnonzero(is_next) + 1])[: len(ids)].astype(np.intp)
        rows, squares = _rows_and_squares([one.vector for one in templates], model)
        return cls(model, tuple([ids[start] for start in starts]), starts, rows, squares)

    def distances(self, probes: Iterable[Vector]) -> tuple[Distances, Distances]:
        """For each face and pupil the distance of the nearest photo, and of the nearer half of the photos on average.

        Infinite for a pupil so far away that it decides nothing: further than asking distance, and not the nearest.
        """
        faces = in_metric(np.array(list(probes), np.float32), self.model)
        apart, wrong = self._apart(faces)
        nearest = np.full((len(faces), len(self.pupil_ids)), np.inf)
        claims = nearest.copy()
        about_nearest, slack = _as_distances(np.minimum.reduceat(apart, self.starts, axis=1), wrong, self.model)
        reach = np.maximum(about_nearest.min(axis=1), self.model.rule.ask) + slack
        for face, pupil in np.argwhere(about_nearest <= reach[:, None]).tolist():
            exact = np.sort(_exact(faces[face], self._photos(pupil), self.model))
            # A rival or a question needs one near photo; a match needs several to agree, so that one photo filed under
            # the wrong pupil cannot carry it. Half of them, lest more photos make a chance likeness likelier.
            nearest[face, pupil] = exact[0]
            claims[face, pupil] = exact[: max(AGREEING, -(-len(exact) // 2))].mean()
        return nearest, claims

    def look_alikes(self, pupils: Collection[int]) -> dict[int, frozenset[int]]:
        """For each of these pupils, others with a reference photo so near one of theirs that a face could be either's.

        All at once: what is compared with all vectors costs nearly the same for one pupil and for ten.
        """
        if not pupils:
            return {}
        limit = self.model.rule.look_alike
        photos = {pupil: self._photos(pupil) for pupil in pupils}
        owners = [pupil for pupil, own in photos.items() for _ in own]
        own = np.concatenate(list(photos.values()))
        about, slack = _as_distances(*self._apart(own), self.model)
        alike: dict[int, set[int]] = {pupil: set() for pupil in pupils}
        for photo, place in np.argwhere(about <= limit + slack).tolist():
            if _exact(own[photo], self.rows[place : place + 1], self.model)[0] <= limit:
                alike[owners[photo]].add(int(np.searchsorted(self.starts, place, side="right")) - 1)
        return {pupil: frozenset(others - {pupil}) for pupil, others in alike.items()}

    def _photos(self, pupil: int) -> Rows:
        end = self.starts[pupil + 1] if pupil + 1 < len(self.starts) else len(self.rows)
        return self.rows[self.starts[pupil] : end]

    def _apart(self, ones: Rows) -> tuple[Numbers, float]:
        """The squared distance of each of these rows from each stored vector, and how far off one may be."""
        squares = _squares(ones)
        apart = _squared(ones, squares, self.rows, self.squares)
        return apart, _rounding(float(squares.max()) + float(self.squares.max()), apart, self.model)


def _made_by(model: FaceModel, templates: tuple[FaceTemplate, ...]) -> tuple[FaceTemplate, ...]:
    return tuple([template for template in templates if template.model == model.name])


def vectors_of(templates: Sequence[FaceTemplate], model: FaceModel) -> Rows:
    """The templates' vectors, all at once: 50,000 one by one would take a tenth of a second. Raises: ValueError."""
    return rows_of([template.vector for template in templates], model)


def rows_of(vectors: Sequence[bytes], model: FaceModel) -> Rows:
    """Stored vectors as they are compared. Raises: ValueError for one that is damaged or too short or long."""
    return _rows_and_squares(vectors, model)[0]


def _rows_and_squares(vectors: Sequence[bytes], model: FaceModel) -> tuple[Rows, Rows]:
    """The rows, and the square of each one's length, by which a damaged number is seen. Raises: ValueError."""
    if set(map(len, vectors)) - {model.length * STORED.itemsize}:
        raise ValueError("a stored face template has the wrong length")
    rows = np.frombuffer(b"".join(vectors), STORED).reshape(-1, model.length)
    squares = _squares(rows)
    if not np.isfinite(squares).all():
        raise ValueError("a stored face template is damaged")
    if model.metric is Metric.EUCLIDEAN:
        return rows.astype(np.float32, copy=False), squares
    rows = in_metric(rows, model)
    return rows, _squares(rows)


def in_metric(rows: Rows, model: FaceModel) -> Rows:
    """The vectors as they are compared: for the cosine, of length one. Raises: ValueError for one without direction."""
    if model.metric is Metric.EUCLIDEAN:
        return rows.astype(np.float32, copy=False)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if (lengths == 0).any():
        raise ValueError("a face vector has no direction")
    return np.asarray(rows / lengths, np.float32)


def between(ones: Rows, others: Rows, model: FaceModel) -> Distances:
    """All distances, near enough for judging reference photos: 2,000 against each other in 0.1 s."""
    a, b = ones.astype(np.float64), others.astype(np.float64)
    return _as_distances(_squared(a, _squares(a), b, _squares(b)), 0.0, model)[0]


def _squares(rows: Numbers) -> Numbers:
    return np.asarray(np.einsum("ij,ij->i", rows, rows))


def _squared(ones: Numbers, squares: Numbers, others: Numbers, other_squares: Numbers) -> Numbers:
    """Squared distances by the scalar product; rounding may make one a little less than nought."""
    apart = ones @ others.T
    apart *= -2
    apart += other_squares
    apart += squares[:, None]
    return np.asarray(apart)


def _rounding(squares: float, apart: Numbers, model: FaceModel) -> float:
    """How far off a squared distance may be, which changes with the rows' order."""
    return squares * 2 * model.length * float(np.finfo(apart.dtype).eps)


def _as_distances(apart: Numbers, wrong: float, model: FaceModel) -> tuple[Distances, float]:
    """The model's own distances, and how far off one may be."""
    apart = np.maximum(apart, 0)
    if model.metric is Metric.COSINE:
        return apart / 2, wrong
    return np.sqrt(apart), wrong**0.5


def _exact(one: Rows, others: Rows, model: FaceModel) -> Distances:
    """Distances that do not depend on what else is compared: the order of pupils and faces must change no answer."""
    apart = np.linalg.norm(others.astype(np.float64) - one.astype(np.float64), axis=1)
    return np.asarray(apart**2 / 2 if model.metric is Metric.COSINE else apart, float)
