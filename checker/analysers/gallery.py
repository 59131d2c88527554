"""How far is a face from each enrolled pupil? For a register of tens of thousands of reference photos at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import STORED, Vector
from checker.analysers.face_model import FaceModel, Metric
from checker.core.people import FaceTemplate

Distances = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.floating]
Rows = npt.NDArray[np.float32]
"""One vector a row."""

AGREEING = 2
"""Photos of a pupil that must agree, where there are so many."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pupils in the order of their ids, each with the vectors of their reference photos in neighbouring rows.

    Made for one photo and never kept: a withdrawn template must be gone at once.
    """

    model: FaceModel
    pupil_ids: tuple[str, ...]
    rows: Rows
    starts: npt.NDArray[np.intp]
    """The first row of each pupil."""
    squares: Rows
    """The square of each row's length."""

    @classmethod
    def of(cls, templates: tuple[FaceTemplate, ...], model: FaceModel) -> Gallery:
        """The pupils of these templates. Raises: ValueError for a template that is damaged or of another model."""
        if {template.model for template in templates} - {model.name}:
            raise ValueError("a face template of another model cannot be compared")
        ordered = sorted(templates, key=attrgetter("pupil_id"))
        photos = Counter([template.pupil_id for template in ordered])  # which keeps the order
        rows = vectors_of(ordered, model)
        starts = np.cumsum([0, *photos.values()])[:-1]
        return cls(model, tuple(photos), rows, starts, _squares(rows))

    def distances(self, probes: Iterable[Vector]) -> tuple[Distances, Distances]:
        """For each face and pupil the distance of the nearest photo, and of the nearer half of the photos on average.

        Infinite for a pupil so far away that it decides nothing: further than asking distance, and not the nearest.
        """
        faces = in_metric(np.array(list(probes), np.float32), self.model)
        about, slack = _about(faces, self.rows, self.squares, self.model)
        nearest = np.full((len(faces), len(self.pupil_ids)), np.inf)
        claims = nearest.copy()
        about_nearest = np.minimum.reduceat(about, self.starts, axis=1)
        reach = np.maximum(about_nearest.min(axis=1), self.model.rule.ask) + slack
        for face, pupil in np.argwhere(about_nearest <= reach[:, None]).tolist():
            exact = np.sort(_exact(faces[face], self._photos(pupil), self.model))
            # A rival or a question needs one near photo; a match needs several to agree, so that one photo filed under
            # the wrong pupil cannot carry it. Half of them, lest more photos make a chance likeness likelier.
            nearest[face, pupil] = exact[0]
            claims[face, pupil] = exact[: max(AGREEING, -(-len(exact) // 2))].mean()
        return nearest, claims

    def look_alikes(self, pupil: int) -> frozenset[int]:
        """Other pupils with a reference photo so near one of this pupil's that a face could be either's."""
        limit = self.model.rule.look_alike
        own = self._photos(pupil)
        about, slack = _about(own, self.rows, self.squares, self.model)
        alike: set[int] = set()
        for photo, row in np.argwhere(about <= limit + slack).tolist():
            if _exact(own[photo], self.rows[row : row + 1], self.model)[0] <= limit:
                alike.add(int(np.searchsorted(self.starts, row, side="right")) - 1)
        return frozenset(alike) - {pupil}

    def _photos(self, pupil: int) -> Rows:
        end = self.starts[pupil + 1] if pupil + 1 < len(self.starts) else len(self.rows)
        return self.rows[self.starts[pupil] : end]


def vectors_of(templates: Sequence[FaceTemplate], model: FaceModel) -> Rows:
    """The templates' vectors, all at once: 50,000 one by one would take a tenth of a second. Raises: ValueError."""
    size = model.length * STORED.itemsize
    vectors = [template.vector for template in templates]
    if set(map(len, vectors)) - {size}:
        raise ValueError("a stored face template has the wrong length")
    rows = np.frombuffer(b"".join(vectors), STORED).reshape(-1, model.length)
    if not np.isfinite(rows).all():
        raise ValueError("a stored face template is damaged")
    return in_metric(rows, model)


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
    return _about(a, b, _squares(b), model)[0]


def _squares(rows: Numbers) -> Numbers:
    return np.asarray(np.einsum("ij,ij->i", rows, rows))


def _about(ones: Numbers, others: Numbers, other_squares: Numbers, model: FaceModel) -> tuple[Distances, float]:
    """Distances by the scalar product, and how far off one may be: rounding, which changes with the rows' order."""
    squares = _squares(ones)
    apart = np.maximum(squares[:, None] + other_squares[None, :] - 2 * ones @ others.T, 0)
    wrong = float(squares.max() + other_squares.max()) * 2 * model.length * float(np.finfo(apart.dtype).eps)
    if model.metric is Metric.COSINE:
        return apart / 2, wrong
    return np.sqrt(apart), wrong**0.5


def _exact(one: Rows, others: Rows, model: FaceModel) -> Distances:
    """Distances that do not depend on what else is compared: the order of pupils and faces must change no answer."""
    apart = np.linalg.norm(others.astype(np.float64) - one.astype(np.float64), axis=1)
    return np.asarray(apart**2 / 2 if model.metric is Metric.COSINE else apart, float)
