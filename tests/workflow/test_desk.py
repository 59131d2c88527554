"""What the person at the desk sees follows from the report, and errs to the careful side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

import pytest
from PIL import Image

from checker.core.errors import NoRegister
from checker.core.evidence import (
    AttireKind,
    AttireSeen,
    CleanCopy,
    HiddenDetail,
    HiddenKind,
    MetadataSeen,
    PhotoEvidence,
)
from checker.core.faces import FaceOutcome, FaceResult, NotCompared
from checker.core.finding import Citation, Finding, PhotoSpot, PixelBox, Severity, TextSpan, WholePost
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.policy import Clause, PolicyPack
from checker.core.post import Part, Photo, Post
from checker.core.report import CheckRun, Report, RunState, Task, Verdict
from checker.core.rules import RuleBook
from checker.workflow.caution import INCIDENT_COPY, Caution
from checker.workflow.desk import Quote, ReviewSheet, review_sheet
from checker.workflow.desk_photos import CopyOffer, Standing
from checker.workflow.marks import Piece
from checker.workflow.wiring import Gate

BOX, OTHER_BOX = PixelBox(8, 8, 40, 44), PixelBox(50, 8, 60, 20)
PUPIL = Pupil("S01", "Orla", "Penhallow", class_name="Oak")
PACK = PolicyPack("elm", "Elm School", "1", "policy", (Clause("c1", "4.2", "Not named.", ("names.full",)),))
MATCHED = FaceResult(BOX, 0.9, FaceOutcome.MATCHED, pupil_id="S01", distance=0.2)
COPY = CleanCopy(b"clean bytes", ".jpg")
CHECKS = ("names.full", "faces.unresolved", "metadata.clean_copy")


def picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (80, 60), "white").save(stream, "PNG")
    return stream.getvalue()


PHOTO = Photo("sports.png", picture(), "Two teams")
POST = Post("Well done Orla!", photos=(PHOTO,))
SEEN = PhotoEvidence(80, 60, (MATCHED,), MetadataSeen(()), (), COPY)


@dataclass(frozen=True)
class Asks:
    """As much of a check as the sheet asks for."""

    id: str
    question: str


REGISTER = RegisterSnapshot("v1", (PUPIL,))


def gate(register: RegisterSnapshot | Exception = REGISTER) -> Gate:
    def read() -> RegisterSnapshot:
        if isinstance(register, Exception):
            raise register
        return register

    checks = tuple(Asks(check, f"Is {check} all right?") for check in CHECKS)
    return Gate((PACK,), read, lambda: RuleBook(()), checks=checks)  # type: ignore[arg-type]


OPEN = gate()


def sheet(
    *findings: Finding,
    seen: PhotoEvidence = SEEN,
    broken: tuple[str, ...] = (),
    post: Post = POST,
    gate: Gate | None = None,
) -> ReviewSheet:
    """The sheet of a report in which these checks broke and the first one found these findings."""
    tasks = (Task("names.full"), Task("faces.unresolved", 0), Task("metadata.clean_copy", 0))
    runs = tuple(
        CheckRun(task, RunState.CRASHED if task.check in broken else RunState.DONE, findings if not n else (), 0.0)
        for n, task in enumerate(tasks)
    )
    return review_sheet(
        post, Report(post.digest, ("elm 1",), "v1", tasks, runs, (seen,) * len(post.photos)), gate or OPEN
    )


def found(where: object, severity: Severity = Severity.BLOCK, check: str = "names.full") -> Finding:
    return Finding(check, severity, where, "We saw it.", "Change it.", clauses=(Citation("elm", "c1"),))  # type: ignore[arg-type]


def test_a_clear_post_says_that_a_person_still_decides() -> None:
    seen = sheet()
    assert (seen.verdict, seen.items, seen.unproven) == (Verdict.CLEAR, (), ())
    assert (
        seen.summary
        == "Every check finished, and nothing stands in the way. A person still decides whether it goes up."
    )


def test_findings_are_numbered_most_serious_first_and_say_where_and_which_clause() -> None:
    seen = sheet(found(WholePost(), Severity.NOTE), found(TextSpan(10, 14)), found(PhotoSpot(0, BOX), Severity.REVIEW))
    assert [(item.number, item.place, item.finding.severity) for item in seen.items] == [
        (1, "In the words", Severity.BLOCK),
        (2, "Photo 1, face 1", Severity.REVIEW),
        (3, "The whole post", Severity.NOTE),
    ]
    assert seen.items[0].quotes == (Quote("Elm School, 4.2", "Not named."),)
    assert seen.summary == "1 thing must change, 1 thing to decide."
    assert seen.text[1] == Piece("Orla", (1,), Severity.BLOCK, (1,))
    assert (len(seen.to_settle), len(seen.notes)) == (2, 1)


def test_marks_of_descriptions_and_file_names_stand_at_their_photo() -> None:
    seen = sheet(found(TextSpan(0, 3, Part.ALT_TEXT, 0)), found(TextSpan(0, 6, Part.FILE_NAME, 0)))
    card = seen.photos[0]
    assert [item.place for item in seen.items] == ["In the description of photo 1", "In the file name of photo 1"]
    assert card.alt_text[0] == Piece("Two", (1,), Severity.BLOCK, (1,))
    assert card.file_name[0] == Piece("sports", (2,), Severity.BLOCK, (2,))
    assert seen.text == (Piece("Well done Orla!"),)


def test_a_report_about_another_post_is_refused() -> None:
    report = Report("another digest", (), None, (), ())
    with pytest.raises(ValueError, match="another post"):
        review_sheet(POST, report, gate())


def test_every_check_that_did_not_finish_is_asked_in_words() -> None:
    seen = sheet(broken=("names.full", "faces.unresolved"))
    assert seen.verdict is Verdict.REVIEW
    assert seen.unproven == ("Is names.full all right?", "Is faces.unresolved all right?")
    assert seen.summary == "Not everything could be checked."


# --- faces -------------------------------------------------------------------------------------------------------
def face_of(seen: ReviewSheet) -> tuple[str, Standing]:
    (line,) = seen.photos[0].faces or ()
    return line.says, line.standing


def test_a_matched_face_without_complaint_is_fine_and_named_short() -> None:
    assert face_of(sheet()) == ("Orla P, Oak. Consent to be shown there is given.", Standing.FINE)


def test_a_matched_face_that_must_not_be_shown_points_at_the_finding() -> None:
    assert face_of(sheet(found(PhotoSpot(0, BOX)))) == ("Orla P, Oak. See finding 1.", Standing.STOP)


def test_a_matched_face_is_not_fine_when_the_check_of_faces_broke() -> None:
    assert face_of(sheet(broken=("faces.unresolved",))) == ("Orla P, Oak.", Standing.ASK)


def test_a_finding_about_all_faces_of_the_photo_counts_for_each() -> None:
    assert face_of(sheet(found(PhotoSpot(0), Severity.REVIEW, "faces.unresolved")))[1] is Standing.ASK


@pytest.mark.parametrize(
    ("face", "says"),
    [
        (
            FaceResult(BOX, 0.9, FaceOutcome.STRANGER),
            "Looks like nobody who is enrolled. A person must say who this is.",
        ),
        (FaceResult(BOX, 0.9, FaceOutcome.UNSURE, candidates=("S01", "gone")), "Could be Orla P, Oak or a pupil who is "
         "no longer in the register."),
        (
            FaceResult(BOX, 0.2, FaceOutcome.NOT_COMPARED, why=NotCompared.ONLY_POSSIBLE),
            "Not compared: perhaps not a face.",
        ),
    ],
)  # fmt: skip
def test_a_face_that_nobody_resolved_is_never_fine(face: FaceResult, says: str) -> None:
    assert face_of(sheet(seen=replace(SEEN, faces=(face,)))) == (says, Standing.ASK)


def test_without_a_register_no_name_is_shown() -> None:
    assert face_of(sheet(gate=gate(NoRegister("There is no register yet."))))[0].startswith("a pupil who is no longer")


def test_a_protected_pupil_reads_like_any_other_who_must_not_be_shown() -> None:
    protected = RegisterSnapshot("v1", (replace(PUPIL, never_publish=True),))
    assert face_of(sheet(found(PhotoSpot(0, BOX)), gate=gate(protected))) == face_of(sheet(found(PhotoSpot(0, BOX))))


def test_a_spot_that_is_no_face_gets_the_next_number() -> None:
    lines = sheet(found(PhotoSpot(0, OTHER_BOX), Severity.REVIEW)).photos[0].faces or ()
    assert [(line.name, line.says, line.standing) for line in lines][1] == ("Spot 2", "See finding 1.", Standing.ASK)


def test_faces_that_could_not_be_looked_for_are_not_none_found() -> None:
    assert sheet(seen=replace(SEEN, faces=None)).photos[0].faces is None


# --- the copy ----------------------------------------------------------------------------------------------------
def copy_of(seen: ReviewSheet) -> CopyOffer:
    return seen.photos[0].copy


def test_a_proven_copy_is_offered_under_a_neutral_name() -> None:
    says = "The cleaned copy was read again and carries no hidden details."
    assert copy_of(sheet()) == CopyOffer(says, "photo-1.jpg", b"clean bytes")


def test_a_review_leaves_the_copy_to_the_person() -> None:
    assert copy_of(sheet(found(PhotoSpot(0, BOX), Severity.REVIEW))).data == b"clean bytes"


def test_words_that_must_change_do_not_hold_the_copy_back() -> None:
    assert copy_of(sheet(found(TextSpan(0, 4)), found(TextSpan(0, 2, Part.FILE_NAME, 0)))).data == b"clean bytes"


def test_hidden_details_of_the_original_are_cured_by_the_copy() -> None:
    assert copy_of(sheet(found(PhotoSpot(0), check="metadata.hidden_details"))).data == b"clean bytes"


def test_a_photo_that_must_not_go_up_keeps_its_copy_back() -> None:
    offer = copy_of(sheet(found(PhotoSpot(0, BOX))))
    assert (offer.data, offer.says) == (None, "The copy is held back, because this photo must not go up: see 1.")


def test_a_photo_whose_checks_did_not_finish_keeps_its_copy_back() -> None:
    offer = copy_of(sheet(broken=("faces.unresolved",)))
    assert (offer.data, offer.says) == (
        None,
        "The copy is held back, because not every check of this photo could finish.",
    )


@pytest.mark.parametrize("seen", [SEEN, replace(SEEN, clean_copy=None)])
def test_a_copy_that_is_not_proven_is_not_offered(seen: PhotoEvidence) -> None:
    offer = copy_of(sheet(seen=seen, broken=("metadata.clean_copy",)))
    assert (offer.data, offer.says[:19]) == (None, "No copy is offered:")


# --- the rest of the card ----------------------------------------------------------------------------------------
def test_hidden_details_are_told_with_their_values() -> None:
    details = (HiddenDetail(HiddenKind.PLACE, "54.17, -3.97"),)
    assert sheet(seen=replace(SEEN, metadata=MetadataSeen(details))).photos[0].hidden == details


def test_hidden_details_that_could_not_be_read_are_not_none() -> None:
    assert sheet(seen=replace(SEEN, metadata=None)).photos[0].hidden is None


def test_a_broken_photo_has_no_preview_and_still_a_card() -> None:
    post = Post("Look!", photos=(Photo("broken.jpg", b"\xff\xd8\xff no more"),))
    card = sheet(seen=PhotoEvidence(), post=post).photos[0]
    assert (card.preview, card.faces, card.hidden, card.copy.data) == (None, None, None, None)


def test_a_sign_of_undress_hides_the_picture_but_a_word_about_swimming_does_not() -> None:
    assert sheet(found(PhotoSpot(0, OTHER_BOX), Severity.REVIEW, "attire.context")).photos[0].is_sensitive
    assert not sheet(found(TextSpan(0, 3, Part.ALT_TEXT, 0), Severity.NOTE, "attire.context")).photos[0].is_sensitive


def test_a_veiled_photo_is_drawn_clearly_only_when_the_reviewer_chooses_to_look() -> None:
    card = sheet(found(PhotoSpot(0, OTHER_BOX), Severity.REVIEW, "attire.context")).photos[0]
    assert card.caution is Caution.VEILED
    assert {line.crop for line in card.faces or ()} == {None}
    assert card.unveil() not in (None, card.preview)
    assert card.copy.data == COPY.data


def test_of_what_may_be_nakedness_no_copy_is_offered() -> None:
    seen = replace(SEEN, attire=(AttireSeen(OTHER_BOX, 0.6, AttireKind.NAKED),))
    card = sheet(found(PhotoSpot(0, OTHER_BOX), Severity.REVIEW, "attire.context"), seen=seen).photos[0]
    assert (card.caution, card.copy) == (Caution.INCIDENT, CopyOffer(INCIDENT_COPY, "photo-1"))


def test_words_of_swimming_alone_do_not_blur_a_photo_and_a_broken_look_does() -> None:
    spoken = found(PhotoSpot(0), Severity.REVIEW, "attire.context")
    assert not sheet(spoken).photos[0].is_sensitive
    assert sheet(spoken, seen=replace(SEEN, attire=None)).photos[0].is_sensitive


def test_what_no_program_can_check_is_asked_of_the_person() -> None:
    asks = PolicyPack(
        "elm", "Elm School", "1", "policy", (*PACK.clauses, Clause("c2", "5", "Ours.", (), manual="It is."))
    )
    assert sheet(gate=replace(OPEN, packs=(asks,))).to_confirm == ("It is.",)
    assert sheet().to_confirm == ()


def test_a_spot_that_is_no_face_can_be_covered_on_its_own() -> None:
    words = found(PhotoSpot(0, OTHER_BOX), check="writing.pupil_name")
    assert [(line.name, line.box) for line in sheet(words).photos[0].places] == [("Spot 2", OTHER_BOX)]
    assert sheet(found(PhotoSpot(0, BOX))).photos[0].places == ()
