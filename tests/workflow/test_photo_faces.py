"""The verdict on a photo's faces follows from what was seen, what people said, and a cover that is proven."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from checker.core.errors import CannotRead, NoRegister
from checker.core.evidence import CleanCopy
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.finding import PixelBox
from checker.core.people import Consent, ConsentState, Purpose, RegisterSnapshot
from checker.core.post import Channel, Post
from checker.core.report import Verdict
from checker.core.resolving import Said
from checker.core.roster import GroupKind, Roster, RosterGroup
from checker.core.showing import Allowance
from checker.workflow.as_json import photo_json
from checker.workflow.desk import review_sheet
from checker.workflow.evidence import PostEvidence
from checker.workflow.photo_faces import GROWTHS, STILL_THERE
from tests.workflow.face_gate import (
    NO,
    PHOTO,
    REGISTER,
    YES,
    Eyes,
    Seen,
    cell,
    check,
    face,
    gate,
    matched,
    unsure,
    word,
)

OFF = replace(REGISTER, matching=None)
OAK = Roster((RosterGroup(GroupKind.CLASS, "Oak"),))


def one(*said: object, eyes: Eyes | None = None, **more: object):
    report = check(eyes or Eyes((face(0),)), *said, **more)  # type: ignore[arg-type]
    (seen,) = report.photos[0].faces or ()
    return report, seen


# --- resolved ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("register", [REGISTER, OFF], ids=["matching on", "matching off"])
@pytest.mark.parametrize(
    ("said", "verdict", "outcome"),
    [
        ((), Verdict.REVIEW, None),
        ((word(Said.PUPIL, cell(0), "S01"),), Verdict.CLEAR, FaceOutcome.RESOLVED_BY),
        ((word(Said.PUPIL, cell(0), "S03"),), Verdict.BLOCK, FaceOutcome.RESOLVED_BY),
        ((word(Said.ADULT, cell(0)),), Verdict.CLEAR, FaceOutcome.RESOLVED_BY),
        ((word(Said.NOT_IDENTIFIABLE, cell(0)),), Verdict.CLEAR, FaceOutcome.NOT_IDENTIFIABLE),
        ((word(Said.COVER, cell(0)),), Verdict.CLEAR, FaceOutcome.COVERED),
        ((word(Said.NOT_A_FACE, cell(0)),), Verdict.REVIEW, None),
        ((word(Said.ADULT, cell(4)),), Verdict.REVIEW, None),
    ],
)
def test_with_and_without_matching_the_same_words_have_the_same_end(
    register: RegisterSnapshot, said: tuple, verdict: Verdict, outcome: FaceOutcome | None
) -> None:
    report, seen = one(*said, register=register)
    unresolved = FaceOutcome.STRANGER if register.matching else FaceOutcome.NOT_COMPARED
    assert (report.verdict, seen.outcome, seen.box) == (verdict, outcome or unresolved, cell(0))


def test_a_possible_face_can_be_dismissed() -> None:
    report, seen = one(word(Said.NOT_A_FACE, cell(0)), eyes=Eyes((face(0, 0.25),)), register=OFF)
    assert (report.verdict, seen.outcome) == (Verdict.CLEAR, FaceOutcome.RESOLVED_BY)


def test_a_pupil_named_by_a_person_without_a_register_is_never_clear() -> None:
    report, _ = one(word(Said.PUPIL, cell(0), "S01"), register=NoRegister("There is no register yet."))
    assert report.verdict is Verdict.REVIEW
    assert report.unproven == ("faces.consent",)


def test_a_pupil_who_is_not_in_the_register_is_never_clear() -> None:
    report, _ = one(word(Said.PUPIL, cell(0), "S99"))
    assert report.verdict is Verdict.REVIEW


# --- the record --------------------------------------------------------------------------------------------------
def test_the_report_records_who_said_what_and_which_row_of_the_register_allowed_it() -> None:
    said = word(Said.PUPIL, cell(0), "S01")
    report, seen = one(said)
    allowed = Allowance("S01", "v1", (Purpose.PHOTO,), Channel.FACEBOOK)
    assert (seen.said, seen.allowed, seen.program and seen.program.outcome) == (
        (said,), allowed, FaceOutcome.STRANGER,
    )  # fmt: skip
    assert report.photos[0].resolutions == (said,)


def test_words_that_fit_no_face_are_recorded_too() -> None:
    elsewhere = word(Said.ADULT, cell(4))
    report, seen = one(elsewhere)
    assert (report.photos[0].resolutions, seen.said) == ((elsewhere,), ())


def test_the_json_line_keeps_its_fields_and_tells_the_new_ones() -> None:
    report, _ = one(word(Said.PUPIL, cell(0), "S01"), eyes=Eyes((face(0),), {cell(0): unsure(0, "S01")}))
    (told,) = photo_json("a.jpg", report)["faces"]
    assert told == {
        "box": [0, 10, 60, 90],
        "outcome": "resolved_by",
        "pupil": "S01",
        "distance": 0.5,
        "score": 0.9,
        "candidates": ["S01"],
        "why": None,
        "said": [
            {
                "box": [0, 10, 60, 90],
                "is": "pupil",
                "pupil": "S01",
                "by": "B. Office",
                "role": "Authorised poster",
                "when": "2026-11-20T15:20:00+00:00",
            }
        ],
        "program": {"outcome": "unsure", "pupil": None},
        "allowed_by": {
            "pupil": "S01",
            "register": "v1",
            "purposes": ["photo"],
            "state": "given",
            "channel": "facebook",
        },
    }


def test_a_match_records_the_row_that_allowed_it_and_a_refused_one_records_none() -> None:
    eyes = Eyes((face(0), face(1)), {cell(0): matched(0, "S01"), cell(1): matched(1, "S03")})
    seen = check(eyes).photos[0].faces or ()
    allowed = Allowance("S01", "v1", (Purpose.PHOTO,), Channel.FACEBOOK)
    assert [one.allowed for one in seen] == [allowed, None]


# --- a protected pupil -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [state for state in ConsentState if state is not ConsentState.GIVEN])
@pytest.mark.parametrize(
    "said",
    [(), (word(Said.PUPIL, cell(0), "S03"),), (word(Said.ADULT, cell(0)),), (word(Said.COVER, cell(0)),)],
    ids=["matched", "chosen", "called an adult", "covered"],
)
def test_nothing_tells_a_protected_pupil_from_one_without_consent(state: ConsentState, said: tuple) -> None:
    eyes = Eyes((face(0),), {cell(0): matched(0, "S03")})
    refused = replace(NO, consents=(Consent(Purpose.PHOTO, state),) if state is not ConsentState.NOT_ASKED else ())
    protected = replace(NO, consents=(Consent(Purpose.PHOTO, ConsentState.GIVEN),), never_publish=True)
    told = []
    for pupil in (refused, protected):
        register = replace(REGISTER, pupils=(YES, pupil))
        post = Post("", photos=(replace(PHOTO, resolutions=said),))
        opened = gate(eyes, register)
        report = opened.check(post)
        line = photo_json("a.jpg", report) | {"seconds": 0}
        sheet = review_sheet(post, report, replace(opened, analysers=replace(opened.analysers, pictures=_unreadable)))
        told.append((json.dumps(line), report.findings, replace(sheet, photos=()), sheet.photos[0].faces))
    assert told[0] == told[1]


def _unreadable():
    class Reader:
        def open(self, data: bytes):
            raise CannotRead("No preview is needed here.")

    return Reader()


# --- the roster --------------------------------------------------------------------------------------------------
def test_only_the_pupils_of_the_roster_are_compared() -> None:
    eyes = Eyes((face(0),), {cell(0): matched(0, "S03")})
    report, seen = one(eyes=eyes, roster=OAK)
    assert eyes.compared == [frozenset({"S01", "S02"})]
    assert (seen.outcome, report.verdict) == (FaceOutcome.STRANGER, Verdict.REVIEW)
    assert report.photos[0].roster == OAK


def test_the_matcher_is_told_of_the_siblings_whom_the_photo_can_show() -> None:
    family = replace(REGISTER, siblings=(("S01", "S02"), ("S01", "S03")))
    eyes = Eyes((face(0),))
    one(eyes=eyes, register=family)
    one(eyes=eyes, register=family, roster=OAK)
    assert eyes.siblings == [family.siblings, (("S01", "S02"),)]


def test_a_roster_of_whom_nobody_is_enrolled_compares_nothing() -> None:
    eyes = Eyes((face(0),))
    report, seen = one(eyes=eyes, roster=OAK, register=replace(REGISTER, templates=REGISTER.templates[2:]))
    assert (eyes.compared, seen.why, report.verdict) == ([], NotCompared.NOBODY_ON_ROSTER, Verdict.REVIEW)


def test_a_roster_that_no_longer_fits_the_register_is_never_clear() -> None:
    eyes = Eyes((face(0),), {cell(0): matched(0, "S01")})
    report = check(eyes, roster=Roster((RosterGroup(GroupKind.CLASS, "Ash"),)))
    assert report.verdict is Verdict.REVIEW
    assert {finding.says for finding in report.findings} == {
        "The register has nobody in class Ash. Check how it is written."
    }


# --- covered -----------------------------------------------------------------------------------------------------
def test_a_covered_photo_is_published_covered_and_nothing_else() -> None:
    eyes = Eyes((face(0), face(1)), {cell(0): matched(0, "S03"), cell(1): matched(1, "S01")})
    report = check(eyes, word(Said.COVER, cell(0)))
    copy = report.photos[0].clean_copy
    assert report.verdict is Verdict.CLEAR
    assert copy is not None
    assert (eyes.covers[copy.data], copy.covered) == ((cell(0),), (cell(0),))
    assert [seen.outcome for seen in report.photos[0].faces or ()] == [FaceOutcome.COVERED, FaceOutcome.MATCHED]


def test_a_face_that_is_left_in_the_covered_place_is_never_clear() -> None:
    report = check(Eyes((face(0),), leaves=(face(0, 0.2),)), word(Said.COVER, cell(0)))
    assert report.verdict is Verdict.REVIEW
    assert report.photos[0].clean_copy is None
    assert {finding.says for finding in report.findings} == {STILL_THERE}
    assert [seen.outcome for seen in report.photos[0].faces or ()] == [FaceOutcome.STRANGER]


def test_a_cover_grows_while_a_face_is_seen_at_its_edge() -> None:
    class AtTheEdge(Eyes):
        def find(self, picture: Seen) -> tuple[FaceSeen, ...]:
            corner = FaceSeen(PixelBox(40, 70, 90, 120), 0.3)
            return (corner,) if picture.covered and len(self.growths) < 2 else super().find(picture)

    eyes = AtTheEdge((face(0),))
    assert check(eyes, word(Said.COVER, cell(0))).verdict is Verdict.CLEAR
    assert eyes.growths == [1.0, 1.25]
    stubborn = Eyes((face(0),), leaves=(face(0, 0.2),))
    check(stubborn, word(Said.COVER, cell(0)))
    assert stubborn.growths[:3] == list(GROWTHS)


@pytest.mark.parametrize("still", ["S01", "S03"])
def test_a_covered_place_that_is_still_known_is_never_clear(still: str) -> None:
    eyes = Eyes((face(0),), {cell(0): matched(0, "S03")}, still_known=still)
    report = check(eyes, word(Said.COVER, cell(0)))
    assert (report.verdict, report.photos[0].clean_copy) == (Verdict.REVIEW, None)


def test_a_face_that_only_the_covered_copy_shows_must_be_resolved_too() -> None:
    eyes = Eyes((face(0),), leaves=(face(3),))
    report = check(eyes, word(Said.COVER, cell(0)))
    assert report.verdict is Verdict.REVIEW
    assert [seen.box for seen in report.photos[0].faces or ()] == [cell(0), cell(3)]
    assert check(eyes, word(Said.COVER, cell(0)), word(Said.ADULT, cell(3))).verdict is Verdict.CLEAR


def test_what_saving_again_makes_a_possible_face_far_from_every_cover_is_none() -> None:
    assert check(Eyes((face(0),), leaves=(face(3, 0.25),)), word(Said.COVER, cell(0))).verdict is Verdict.CLEAR


@pytest.mark.parametrize("error", [CannotRead("Not proven."), RuntimeError("a bug"), MemoryError()])
def test_a_cover_that_cannot_be_made_leaves_no_copy_and_the_face_as_it_was(error: Exception) -> None:
    class Broken(Eyes):
        def cover(self, *_: object) -> CleanCopy:
            raise error

    report = check(Broken((face(0),), {cell(0): matched(0, "S03")}), word(Said.COVER, cell(0)))
    assert report.verdict is Verdict.REVIEW
    assert report.photos[0].clean_copy is None
    assert [(seen.outcome, seen.pupil_id) for seen in report.photos[0].faces or ()] == [(FaceOutcome.MATCHED, "S03")]


def test_the_same_photo_twice_keeps_each_its_own_copy() -> None:
    eyes = Eyes((face(0),), {cell(0): matched(0, "S01")})
    photos = (replace(PHOTO, resolutions=(word(Said.COVER, cell(0)),)), PHOTO)
    seen = gate(eyes).check(Post("", photos=photos)).photos
    assert [bool(one.clean_copy and one.clean_copy.covered) for one in seen] == [True, False]
    assert [(one.faces or ())[0].outcome for one in seen] == [FaceOutcome.COVERED, FaceOutcome.MATCHED]


def test_what_is_looked_for_in_the_picture_is_looked_for_in_what_is_published() -> None:
    eyes = Eyes((face(0),))
    evidence = PostEvidence(gate(eyes).analysers, lambda: REGISTER, gate(eyes).settings)
    photo = replace(PHOTO, resolutions=(word(Said.COVER, cell(0)),))
    evidence.attire(photo)
    evidence.attire(PHOTO)
    assert [picture.covered for picture in eyes.looked] == [(cell(0),), ()]


def test_the_words_of_one_photo_are_not_those_of_another() -> None:
    eyes = Eyes((face(0),))
    photos = (replace(PHOTO, resolutions=(word(Said.ADULT, cell(0)),)), PHOTO)
    report = gate(eyes).check(Post("", photos=photos))
    assert [(one.faces or ())[0].outcome for one in report.photos] == [FaceOutcome.RESOLVED_BY, FaceOutcome.STRANGER]
    assert report.verdict is Verdict.REVIEW


def test_a_result_without_words_is_what_the_matcher_gave() -> None:
    seen = matched(0, "S01")
    report = check(Eyes((face(0),), {cell(0): seen}))
    allowed = Allowance("S01", "v1", (Purpose.PHOTO,), Channel.FACEBOOK)
    assert report.photos[0].faces == (replace(seen, allowed=allowed),)
    assert isinstance(seen, FaceResult)
