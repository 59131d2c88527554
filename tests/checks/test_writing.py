"""What is told about words and codes in a photo: names by consent, details, codes, rude words; never the words."""

from __future__ import annotations

import pytest

from checker.checks import CHECK_IDS
from checker.checks.writing_code import CodeInPhoto
from checker.checks.writing_details import WrittenDetails
from checker.checks.writing_language import WrittenProfanity
from checker.checks.writing_names import WrittenFirstName, WrittenPupilName
from checker.core.context import Settings
from checker.core.evidence import DetailHit, DetailKind, LanguageHit, NameForm, NameHit
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Photo, Post
from checker.core.rules import RuleBook
from checker.core.writing import CodeKind, CodeSeen, WritingSeen, WrittenLine, WrittenName
from checker.rules import load_rules
from tests.fakes import FakeEvidence, context

PHOTO = Photo("board.jpg", b"jpeg")
POST = Post("Well done", photos=(PHOTO,))
BOX = PixelBox(10, 20, 110, 60)
MAY = (Consent(Purpose.NAME, ConsentState.GIVEN),)
REGISTER = RegisterSnapshot("v1", (Pupil("P1", "Orla", "Penhallow"), Pupil("P2", "Kit", "Lee", consents=MAY)))
RULES = load_rules(CHECK_IDS)


def seen(*texts: str, score: float = 0.95) -> WritingSeen:
    lines = []
    for number, text in enumerate(texts):
        top, right = 100.0 * number, 20.0 * len(text)
        corners = ((0.0, top), (right, top), (right, top + 40), (0.0, top + 40))
        lines.append(WrittenLine(text, score, corners, tuple((n + 0.5) / len(text) for n in range(len(text)))))
    return WritingSeen(tuple(lines))


def told(
    check: object, evidence: FakeEvidence, rules: RuleBook = RULES, settings: Settings = Settings()
) -> list[Finding]:
    evidence.snapshot = REGISTER
    return list(check.look(PHOTO, 0, POST, context(evidence, rules, settings)))  # type: ignore[attr-defined]


def short(findings: list[Finding]) -> list[tuple[Severity, PixelBox | None]]:
    assert all(isinstance(finding.where, PhotoSpot) for finding in findings)
    return [(finding.severity, finding.where.box) for finding in findings]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("pupil", "certain", "severity"),
    [("P1", True, Severity.BLOCK), ("P1", False, Severity.REVIEW), ("P2", True, Severity.NOTE)],
)
def test_a_name_weighs_by_certainty_and_consent(pupil: str, certain: bool, severity: Severity) -> None:
    name = WrittenName(BOX, (pupil,), certain)
    findings = told(WrittenPupilName(), FakeEvidence(written_name_hits={PHOTO.name: (name,)}))
    assert short(findings) == [(severity, BOX)]
    assert not any(word in findings[0].says for word in ("Penhallow", "Lee"))


def test_what_the_text_finder_sees_besides_is_asked_about_once() -> None:
    writing = seen("O. Penhallow")
    hit = NameHit(0, 12, ("P1",), NameForm.INITIAL)
    evidence = FakeEvidence(writing_seen={PHOTO.name: writing}, name_hits={writing.text: (hit,)})
    assert short(told(WrittenPupilName(), evidence)) == [(Severity.REVIEW, writing.lines[0].box)]
    evidence.written_name_hits[PHOTO.name] = (WrittenName(writing.lines[0].box, ("P1",), True),)
    assert short(told(WrittenPupilName(), evidence)) == [(Severity.BLOCK, writing.lines[0].box)]


def test_a_first_name_on_a_label_is_a_note_where_there_are_faces() -> None:
    writing = seen("Orla")
    hit = NameHit(0, 4, ("P1",), NameForm.PARTIAL, certain=False)
    evidence = FakeEvidence(writing_seen={PHOTO.name: writing}, first_name_hits={writing.text: (hit,)})
    assert told(WrittenFirstName(), evidence) == []
    evidence.face_results[PHOTO.name] = (FaceResult(BOX, 0.9, FaceOutcome.STRANGER),)
    assert short(told(WrittenFirstName(), evidence)) == [(Severity.NOTE, writing.lines[0].box)]


def test_a_first_name_in_a_sentence_is_left_alone() -> None:
    writing = seen("Orla and the dragon went home")
    hit = NameHit(0, 4, ("P1",), NameForm.PARTIAL, certain=False)
    faces = {PHOTO.name: (FaceResult(BOX, 0.9, FaceOutcome.STRANGER),)}
    evidence = FakeEvidence(
        writing_seen={PHOTO.name: writing}, first_name_hits={writing.text: (hit,)}, face_results=faces
    )
    assert told(WrittenFirstName(), evidence) == []


@pytest.mark.parametrize(
    ("hit", "score", "severity"),
    [
        (DetailHit(DetailKind.PHONE, 5, 17), 0.95, Severity.BLOCK),
        (DetailHit(DetailKind.PHONE, 5, 17), 0.7, Severity.REVIEW),
        (DetailHit(DetailKind.PHONE, 5, 17, certain=False), 0.95, Severity.REVIEW),
        (DetailHit(DetailKind.PHONE, 5, 17, excuse="it is the school's own"), 0.95, Severity.NOTE),
        (DetailHit(DetailKind.VEHICLE, 5, 17), 0.95, Severity.REVIEW),
    ],
)
def test_a_detail_weighs_by_what_was_read(hit: DetailHit, score: float, severity: Severity) -> None:
    writing = seen("call 07911 123456", score=score)
    evidence = FakeEvidence(writing_seen={PHOTO.name: writing}, detail_hits={writing.text: (hit,)})
    assert short(told(WrittenDetails(), evidence)) == [(severity, writing.box_of(5, 17))]


@pytest.mark.parametrize(
    ("lines", "severity"),
    [
        (("Password: sunflower42",), Severity.BLOCK),
        (("14 Acacia Close, Exampleton",), Severity.REVIEW),
        (("Monday 9.00 Maths", "Tuesday 10.15 Art", "Friday 1.30 PE"), Severity.REVIEW),
    ],
)
def test_log_ins_addresses_and_timetables_are_told(lines: tuple[str, ...], severity: Severity) -> None:
    evidence = FakeEvidence(writing_seen={PHOTO.name: seen(*lines)})
    assert [finding.severity for finding in told(WrittenDetails(), evidence)] == [severity]


@pytest.mark.parametrize(
    "lines",
    [
        ("Open Monday to Friday",),
        ("100 metres", "1st place"),
        ("Year 4 Oak Class",),
        ("The Very Hungry Caterpillar",),
        (),
    ],
)
def test_ordinary_writing_is_left_alone(lines: tuple[str, ...]) -> None:
    evidence = FakeEvidence(writing_seen={PHOTO.name: seen(*lines)})
    for check in (WrittenPupilName(), WrittenFirstName(), WrittenDetails(), WrittenProfanity(), CodeInPhoto()):
        assert told(check, evidence) == []


def test_without_rules_nothing_was_checked() -> None:
    with pytest.raises(LookupError):
        told(WrittenDetails(), FakeEvidence(), RuleBook(()))


def code(content: str, kind: CodeKind = CodeKind.QR) -> FakeEvidence:
    return FakeEvidence(writing_seen={PHOTO.name: WritingSeen(codes=(CodeSeen(kind, content, BOX),))})


@pytest.mark.parametrize(
    ("content", "severity", "says"),
    [
        ("https://example.com/sign-up?class=5", Severity.REVIEW, "A QR code in this photo leads to example.com."),
        ("https://www.oak.example.sch.uk/menu", Severity.NOTE, "A QR code leads to the school's own site."),
        ("https://oaknews.example/menu", Severity.NOTE, "A QR code leads to the school's own site."),
        ("plain words", Severity.REVIEW, "A QR code in this photo can be read with a phone."),
        ("https://[broken", Severity.REVIEW, "A QR code in this photo can be read with a phone."),
    ],
)
def test_a_code_says_where_it_leads(content: str, severity: Severity, says: str) -> None:
    settings = Settings(own_emails=("@oak.example.sch.uk",), own_websites=("www.oaknews.example",))
    (finding,) = told(CodeInPhoto(), code(content), settings=settings)
    assert (finding.severity, finding.says, finding.where) == (severity, says, PhotoSpot(0, BOX))


@pytest.mark.parametrize(
    "content",
    [
        "WIFI:S:school;T:WPA;P:secret1;;",
        "https://example.com/go?token=abc123",
        "BEGIN:VCARD\nFN:A Person\nEND:VCARD",
        "tel:07911123456",
    ],
)
def test_a_code_that_holds_a_log_in_or_a_card_blocks(content: str) -> None:
    (finding,) = told(CodeInPhoto(), code(content))
    assert finding.severity is Severity.BLOCK
    assert "secret1" not in finding.says


def test_the_number_of_a_book_is_left_alone() -> None:
    assert told(CodeInPhoto(), code("9780141365466", CodeKind.BARCODE)) == []
    assert len(told(CodeInPhoto(), code("PUPIL-00417", CodeKind.BARCODE))) == 1


def test_a_rude_word_is_asked_about_and_not_said() -> None:
    writing = seen("what bollards")
    evidence = FakeEvidence(
        writing_seen={PHOTO.name: writing}, profanity_hits={writing.text: (LanguageHit(5, 13), LanguageHit(0, 3))}
    )
    (finding,) = told(WrittenProfanity(), evidence)
    assert (finding.severity, finding.where) == (Severity.REVIEW, PhotoSpot(0, writing.box_of(5, 13)))
    assert "bollards" not in finding.says


@pytest.mark.parametrize(
    "check", [WrittenPupilName(), WrittenFirstName(), WrittenDetails(), WrittenProfanity(), CodeInPhoto()]
)
def test_a_reader_that_breaks_is_never_nothing(check: object) -> None:
    with pytest.raises(RuntimeError):
        told(check, FakeEvidence(writing_seen={PHOTO.name: RuntimeError()}))
