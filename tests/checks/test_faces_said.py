"""Words that do not fit are told, each as what it is; words that fit are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks.faces_said import WordsAboutFaces
from checker.core.errors import NoRegister
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Photo, Post
from checker.core.resolved import resolve
from checker.core.resolving import Resolution, Said
from checker.core.roster import GroupKind, Roster, RosterGroup
from tests.core.test_resolving import LEFT, OTHER, PUPIL, RIGHT, STRANGER, word
from tests.fakes import FakeEvidence, context

GIVEN = (Consent(Purpose.PHOTO, ConsentState.GIVEN),)
YES, NO = Pupil("P1", "Maren", "Okonjo", class_name="Oak", consents=GIVEN), Pupil("P2", "Ivo", "Quillfeather")
PROTECTED = replace(NO, consents=GIVEN, never_publish=True)
AS_NO = FaceResult(LEFT, 0.9, FaceOutcome.MATCHED, "P2", distance=0.3)
AS_YES = replace(AS_NO, pupil_id="P1")
AGAIN = "Please say again whose this face is, or cover it."
ELSEWHERE = PixelBox(420, 300, 500, 400)


def findings(
    faces: tuple[FaceResult, ...],
    *said: Resolution,
    pupils: tuple[Pupil, ...] = (YES, NO),
    roster: Roster | None = None,
    register: Exception | None = None,
) -> list[Finding]:
    photo = Photo("class.jpg", b"picture", resolutions=said, roster=roster)
    snapshot = register or RegisterSnapshot("v1", pupils)
    evidence = FakeEvidence(snapshot, face_results={photo.name: resolve(faces, said)})
    return list(WordsAboutFaces().look(photo, 0, Post("", photos=(photo,)), context(evidence)))


def review(says: str, remedy: str = AGAIN, box: PixelBox | None = LEFT) -> Finding:
    return Finding("faces.said", Severity.REVIEW, PhotoSpot(0, box), says, remedy)


@pytest.mark.parametrize("said", [PUPIL, word(Said.ADULT), word(Said.COVER), word(Said.NOT_IDENTIFIABLE)])
def test_words_that_fit_are_left_alone(said: Resolution) -> None:
    assert findings((STRANGER, OTHER), said) == []


def test_without_words_there_is_nothing_to_ask() -> None:
    assert findings((AS_NO, OTHER)) == []


def test_a_word_about_no_face_is_told() -> None:
    says = "Somebody said that a face is a grown-up or a visitor, but no face was found in that place."
    look = "Look at the faces of this photo again."
    assert findings((STRANGER,), word(Said.ADULT, ELSEWHERE)) == [review(says, look, ELSEWHERE)]
    outside = PixelBox(600, 0, 700, 90)
    assert findings((STRANGER,), word(Said.ADULT, outside)) == [review(says, look, None)]


def test_a_cover_where_no_face_was_found_is_noted() -> None:
    says, remedy = "A place where no face was found is covered.", "Nothing to do, if it should be."
    note = Finding("faces.said", Severity.NOTE, PhotoSpot(0, ELSEWHERE), says, remedy)
    assert findings((STRANGER,), word(Said.COVER, ELSEWHERE)) == [note]


def test_people_who_contradict_each_other_are_asked_again() -> None:
    both = [review("Face 1 was said to be a grown-up or a visitor and a pupil.")]
    assert findings((STRANGER,), PUPIL, word(Said.ADULT)) == both
    two = [review("Face 1 was said to be two different pupils.")]
    assert findings((STRANGER,), PUPIL, word(Said.PUPIL, pupil_id="P2")) == two


def test_one_pupil_is_in_a_photo_once() -> None:
    says = "is the same pupil as another face of this photo, and nobody is in a photo twice."
    twice = [review(f"Face 1 {says}"), review(f"Face 2 {says}", box=RIGHT)]
    assert findings((STRANGER, OTHER), PUPIL, word(Said.PUPIL, RIGHT, "P1")) == twice
    assert findings((AS_YES, OTHER), word(Said.PUPIL, RIGHT, "P1")) == twice
    assert findings((AS_YES, OTHER), word(Said.COVER), word(Said.PUPIL, RIGHT, "P1")) == []


@pytest.mark.parametrize(
    "said", [word(Said.ADULT), word(Said.NOT_IDENTIFIABLE), PUPIL], ids=["adult", "not identifiable", "another pupil"]
)
@pytest.mark.parametrize("pupil", [NO, PROTECTED], ids=["no consent", "protected"])
def test_a_word_against_a_match_without_consent_needs_a_second_person(said: Resolution, pupil: Pupil) -> None:
    says = "Face 1 looks like a pupil who may not be shown here, and somebody said that it is not."
    second = "Ask a second person to look, or cover this face."
    assert findings((AS_NO,), said, pupils=(YES, pupil)) == [review(says, second)]


def test_a_word_against_a_match_whose_pupil_has_left_needs_a_second_person() -> None:
    assert [found.severity for found in findings((AS_NO,), word(Said.ADULT), pupils=(YES,))] == [Severity.REVIEW]


def test_a_word_that_agrees_with_the_match_or_overrules_one_that_may_be_shown_stands() -> None:
    assert findings((AS_NO,), word(Said.PUPIL, pupil_id="P2")) == []
    assert findings((AS_YES,), word(Said.ADULT)) == []
    assert findings((AS_NO,), word(Said.COVER)) == []


def test_a_clear_face_called_no_face_is_asked_about() -> None:
    says, remedy = "Face 1 was said to be no face, but clearly looks like one.", "Say whose it is, or cover it."
    assert findings((STRANGER,), word(Said.NOT_A_FACE)) == [review(says, remedy)]
    assert findings((replace(STRANGER, score=0.25),), word(Said.NOT_A_FACE)) == []


def test_a_pupil_who_is_not_in_the_register_or_not_on_the_list_is_asked_about() -> None:
    unknown = review("Face 1 was said to be a pupil who is not in the register.")
    assert findings((STRANGER,), word(Said.PUPIL, pupil_id="P9")) == [unknown]
    oak = Roster((RosterGroup(GroupKind.CLASS, "Oak"),))
    says = "Face 1 was said to be a pupil who is not on the list for this photo."
    remedy = "Check the name, or add the pupil to the list for this photo."
    assert findings((STRANGER,), word(Said.PUPIL, pupil_id="P2"), roster=oak) == [review(says, remedy)]
    assert findings((STRANGER,), PUPIL, roster=oak) == []


def test_without_a_register_the_words_are_still_compared_with_each_other() -> None:
    missing = NoRegister("There is no register yet.")
    assert findings((STRANGER,), word(Said.ADULT), register=missing) == []
    assert len(findings((STRANGER,), PUPIL, word(Said.ADULT), register=missing)) == 1


def test_a_register_that_breaks_is_raised() -> None:
    with pytest.raises(RuntimeError):
        findings((STRANGER,), word(Said.ADULT), register=RuntimeError("broken"))
