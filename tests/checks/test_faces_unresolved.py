"""Every face needs an end, and every kind of missing end has its own words."""

import pytest

from checker.analysers.faces import SURE_SCORE as FINDER_SURE_SCORE
from checker.checks.faces_unresolved import SURE_SCORE, EveryFaceResolved
from checker.core.faces import FaceOutcome, FaceResult, NotCompared
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.post import Photo, Post
from tests.fakes import FakeEvidence, context

BOX = PixelBox(10, 20, 110, 140)
PHOTO = Photo("class.jpg", b"picture")
POST = Post("Look at our sunflowers!", photos=(Photo("other.jpg", b"other"), PHOTO))
SAY_WHO = "Say who this is (a pupil from the class list, a grown-up or a visitor), or cover the face."
LOOK = "Please look: if it is a face, say whose it is or cover it; if it is none, say so."
PUPILS = (Pupil("P1", "Maren", "Okonjo"), Pupil("P2", "Tobias", "Fell", known_as="Toby"))


def face(
    outcome: FaceOutcome,
    why: NotCompared | None = None,
    score: float = 0.9,
    candidates: tuple[str, ...] = (),
    pupil_id: str | None = None,
) -> FaceResult:
    return FaceResult(BOX, score, outcome, pupil_id, candidates, None, why)


def findings(*faces: FaceResult) -> list[Finding]:
    evidence = FakeEvidence(RegisterSnapshot("v1", PUPILS), face_results={PHOTO.name: faces})
    return list(EveryFaceResolved().look(PHOTO, 1, POST, context(evidence)))


def review(says: str, remedy: str = SAY_WHO) -> Finding:
    return Finding("faces.unresolved", Severity.REVIEW, PhotoSpot(1, BOX), says, remedy)


@pytest.mark.parametrize(
    "outcome", [FaceOutcome.MATCHED, FaceOutcome.RESOLVED_BY, FaceOutcome.COVERED, FaceOutcome.NOT_IDENTIFIABLE]
)
def test_a_resolved_face_is_left_alone(outcome: FaceOutcome) -> None:
    assert findings(face(outcome, pupil_id="P1")) == []


def test_a_photo_without_faces_is_left_alone() -> None:
    assert findings() == []


def test_an_unsure_face_names_its_candidates_shortly() -> None:
    says = "Face 1 could be Maren O or Toby F; it is not certain."
    assert findings(face(FaceOutcome.UNSURE, candidates=("P1", "P2"))) == [review(says)]


def test_no_match_is_never_good_enough() -> None:
    says = "Face 1 looks like none of the pupils who are enrolled for face matching."
    assert findings(face(FaceOutcome.STRANGER)) == [review(says)]


@pytest.mark.parametrize(
    ("why", "says", "remedy"),
    [
        (NotCompared.NO_REGISTER, "Face 1 was not compared with anybody, because there is no register.", SAY_WHO),
        (NotCompared.MATCHING_OFF, "Face 1 is not named yet: face matching is off.", SAY_WHO),
        (NotCompared.NOBODY_ENROLLED, "Face 1 was not compared with anybody, because no pupil is enrolled.", SAY_WHO),
        (
            NotCompared.OTHER_MODEL,
            "Face 1 was not compared: the pupils were enrolled with another face model, so enrol them again.",
            SAY_WHO,
        ),
        (NotCompared.TOO_SMALL, "Face 1 is too small or unclear to say whose it is.", SAY_WHO),
        (NotCompared.ONLY_POSSIBLE, "Face 1 may be a face, or something that looks like one.", LOOK),
        (None, "Face 1 was not compared with anybody.", SAY_WHO),
    ],
)
def test_a_face_that_was_not_compared_says_why(why: NotCompared | None, says: str, remedy: str) -> None:
    assert findings(face(FaceOutcome.NOT_COMPARED, why)) == [review(says, remedy)]


def test_a_possible_face_alone_is_not_clear_whatever_else_is_off() -> None:
    says = "Face 1 may be a face, or something that looks like one."
    assert findings(face(FaceOutcome.NOT_COMPARED, NotCompared.MATCHING_OFF, score=0.25)) == [review(says, LOOK)]


def test_faces_are_numbered_as_the_evidence_has_them() -> None:
    found = findings(face(FaceOutcome.MATCHED, pupil_id="P1"), face(FaceOutcome.STRANGER))
    assert found == [review("Face 2 looks like none of the pupils who are enrolled for face matching.")]


def test_a_candidate_who_left_the_register_is_never_passed_over() -> None:
    with pytest.raises(KeyError):
        findings(face(FaceOutcome.UNSURE, candidates=("P9",)))


def test_a_broken_analyser_is_raised() -> None:
    evidence = FakeEvidence(face_results={PHOTO.name: RuntimeError("model")})
    with pytest.raises(RuntimeError):
        list(EveryFaceResolved().look(PHOTO, 1, POST, context(evidence)))


def test_the_check_and_the_finder_agree_on_what_a_face_is() -> None:
    assert SURE_SCORE == FINDER_SURE_SCORE
