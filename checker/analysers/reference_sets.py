"""Do reference photos belong to the pupils they are filed under, and which pupils look too alike to tell apart?"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from checker.analysers.face_model import DLIB_MODEL, FaceModel
from checker.analysers.gallery import between, vectors_of
from checker.core.people import FaceTemplate

_Matrix = npt.NDArray[np.float64]
_Mask = npt.NDArray[np.bool_]


class Fit(StrEnum):
    """Whether a reference photo fits the pupil it is filed under."""

    FITS = "fits"
    DISAGREES = "does not look like the pupil's other photos"
    NEARER_TO_ANOTHER = "looks more like another pupil"
    SAME_PICTURE = "is in the same picture that is filed under another pupil"


SAME_PICTURE_SHARE = 0.2
"""Of matching distance: 0.09 for dlib. Eight pictures saved again at JPEG quality 75 moved by 0.04 to 0.075; two photos
of one man were never nearer than 0.15, so two photos of twins are not taken for one picture."""


def judge_references(
    new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...], model: FaceModel = DLIB_MODEL
) -> tuple[Fit, ...]:
    """How each new reference fits, judged against all others at once: the order of photos changes nothing.

    Templates enrolled with another model are no witnesses.
    """
    if not new:
        return ()
    enrolled = _of(model, enrolled)
    distances = _distances(new, new + enrolled, model)
    own = _same_pupil(new, new + enrolled)
    other = ~own
    np.fill_diagonal(own, val=False)  # a photo is no witness for itself
    disagrees = (own & (distances > model.rule.ask)).sum(axis=1) * 2 > own.sum(axis=1)
    usable = np.concatenate([~disagrees, np.ones(len(enrolled), bool)])
    nearer = ~disagrees & (_nearest(distances, other & usable) < _nearest(distances, own & usable))
    nearer &= own.any(axis=1)  # with nothing of its own to compare, the look-alike rule decides
    nearer &= ~_would_lose_all(new, enrolled, ~disagrees & ~nearer)
    same: _Mask = np.any(other & (distances <= model.rule.match * SAME_PICTURE_SHARE), axis=1)
    return tuple(
        Fit.SAME_PICTURE if twice else Fit.DISAGREES if away else Fit.NEARER_TO_ANOTHER if closer else Fit.FITS
        for twice, away, closer in zip(same.tolist(), disagrees.tolist(), nearer.tolist(), strict=True)
    )


def look_alikes(templates: tuple[FaceTemplate, ...], model: FaceModel = DLIB_MODEL) -> tuple[tuple[str, str], ...]:
    """Pairs of pupils whose faces are always left to a person, by id."""
    templates = _of(model, templates)
    if not templates:
        return ()
    alike = (_distances(templates, templates, model) <= model.rule.look_alike) & ~_same_pupil(templates, templates)
    ids = [template.pupil_id for template in templates]
    pairs = {(min(ids[one], ids[two]), max(ids[one], ids[two])) for one, two in np.argwhere(alike).tolist()}
    return tuple(sorted(pairs))


def _would_lose_all(new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...], kept: _Mask) -> _Mask:
    """Which photos are of pupils who would be left without any.

    Twins are nearer to each other than to themselves half the time. To drop all photos of one would make the tool take
    that child for the other; kept, both are look-alikes and a person decides.
    """
    left = {template.pupil_id for template, is_kept in zip(new, kept.tolist(), strict=True) if is_kept}
    left |= {template.pupil_id for template in enrolled}
    return np.array([template.pupil_id not in left for template in new])


def _same_pupil(ones: tuple[FaceTemplate, ...], others: tuple[FaceTemplate, ...]) -> _Mask:
    names, other_names = ([template.pupil_id for template in these] for these in (ones, others))
    return np.asarray(np.array(names)[:, None] == np.array(other_names)[None, :])


def _nearest(distances: _Matrix, among: _Mask) -> _Matrix:
    return np.asarray(np.where(among, distances, np.inf).min(axis=1))


def _of(model: FaceModel, templates: tuple[FaceTemplate, ...]) -> tuple[FaceTemplate, ...]:
    return tuple(template for template in templates if template.model == model.name)


def _distances(ones: tuple[FaceTemplate, ...], others: tuple[FaceTemplate, ...], model: FaceModel) -> _Matrix:
    return between(vectors_of(ones, model), vectors_of(others, model), model)
