"""Reference photos must belong together; pupils who look alike are told, not guessed."""

from itertools import permutations

import numpy as np

from checker.analysers.encoding import to_bytes
from checker.analysers.reference_sets import Fit, judge_references, look_alikes
from checker.core.people import FaceTemplate


def template(pupil_id: str, *places: float) -> FaceTemplate:
    vector = np.zeros(128, np.float32)
    vector[: len(places)] = places
    return FaceTemplate(pupil_id, to_bytes(vector))


def test_photos_that_belong_together_fit() -> None:
    new = (template("P1", 0), template("P1", 0.3), template("P2", 2), template("P2", 2.3))
    assert judge_references(new, ()) == (Fit.FITS,) * 4


def test_the_only_photo_of_a_pupil_fits() -> None:
    assert judge_references((template("P1", 0),), ()) == (Fit.FITS,)
    assert judge_references((), ()) == ()


def test_the_odd_one_out_is_refused() -> None:
    new = (template("P1", 0), template("P1", 0.2), template("P1", 1.5))
    assert judge_references(new, ()) == (Fit.FITS, Fit.FITS, Fit.DISAGREES)


def test_of_two_photos_that_disagree_neither_is_believed() -> None:
    assert judge_references((template("P1", 0), template("P1", 1)), ()) == (Fit.DISAGREES, Fit.DISAGREES)


def test_a_new_photo_must_agree_with_those_enrolled_before() -> None:
    enrolled = (template("P1", 0), template("P1", 0.2))
    assert judge_references((template("P1", 1.5), template("P1", 0.1)), enrolled) == (Fit.DISAGREES, Fit.FITS)


def test_a_photo_nearer_to_another_pupil_is_refused() -> None:
    new = (template("P1", 0), template("P1", 0.1), template("P1", 0.59), template("P2", 0.9), template("P2", 1))
    assert judge_references(new, ()) == (Fit.FITS, Fit.FITS, Fit.NEARER_TO_ANOTHER, Fit.FITS, Fit.FITS)


def test_one_picture_under_two_pupils_is_refused_for_both() -> None:
    new = (template("P1", 0), template("P1", 0.3), template("P2", 0.301), template("P2", 0.6))
    assert judge_references(new, ()) == (Fit.FITS, Fit.SAME_PICTURE, Fit.SAME_PICTURE, Fit.FITS)
    assert judge_references(new[1:2], new[2:]) == (Fit.SAME_PICTURE,)
    assert judge_references(new[:1], (template("P1", 0.001),)) == (Fit.FITS,)


def test_twins_both_stay_enrolled_so_that_neither_is_taken_for_the_other() -> None:
    new = (template("P1", 0), template("P1", 0.4), template("P2", 0.12), template("P2", 0.52))
    fits = judge_references(new, ())
    assert fits == (Fit.FITS,) * 4
    assert look_alikes(new) == (("P1", "P2"),)


def test_pupils_apart_are_not_look_alikes() -> None:
    assert look_alikes((template("P1", 0), template("P2", 0.51), template("P1", 0.1))) == (("P1", "P2"),)
    assert look_alikes((template("P1", 0), template("P2", 0.61), template("P1", 0.1))) == ()
    assert look_alikes(()) == ()


def test_order_changes_nothing() -> None:
    new = (template("P1", 0), template("P1", 0.2), template("P1", 1.5), template("P2", 1.4), template("P2", 1.8))
    expected = dict(zip(new, judge_references(new, ()), strict=True))
    for order in permutations(new):
        assert dict(zip(order, judge_references(order, ()), strict=True)) == expected
