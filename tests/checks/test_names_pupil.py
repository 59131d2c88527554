"""The check on pupils' full names: consent decides, doubt asks, and no sentence gives a name or a reason away."""

from dataclasses import replace

import pytest

from checker.checks.first_name import REMEDY, REMEDY_IF
from checker.checks.names_pupil import PupilFullName
from checker.core.evidence import DetailHit, DetailKind, NameForm, NameHit
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Channel, Part, Photo, Post
from tests.fakes import FakeEvidence, context

YES = (Consent(Purpose.NAME, ConsentState.GIVEN),)
ORLA = Pupil("p1", "Orla", "Quillfeather", "", "Year 3", "Maple")
ADA = Pupil("p2", "Adelaide", "Thrupp", "Ada", "Year 2", "Willow", YES)
BEN = Pupil("p3", "Ben", "Thrupp", "", "Year 1", "Hazel")
ON_FACEBOOK = "there is no consent to name them on Facebook."


def found(post: Post, hits: tuple[NameHit, ...], *pupils: Pupil) -> list[Finding]:
    evidence = FakeEvidence(RegisterSnapshot("v1", pupils), name_hits={p.text: hits for p in post.passages})
    return list(PupilFullName().find(post, context(evidence)))


def test_a_pupil_without_consent_blocks_and_the_first_name_is_offered() -> None:
    hits = (NameHit(0, 17, ("p1",), NameForm.FULL),)
    assert found(Post("Orla Quillfeather won."), hits, ORLA) == [
        Finding(
            "names.pupil_full_name",
            Severity.BLOCK,
            TextSpan(0, 17),
            f"A full name in the text (first name and surname) is that of Orla Q, and {ON_FACEBOOK}",
            "Use the first name only, or leave the name out.",
            "Orla",
        )
    ]


def test_doubt_is_for_a_person_to_settle() -> None:
    hits = (NameHit(0, 17, ("p1",), NameForm.FULL, certain=False),)
    assert found(Post("Orla Quillfeather won."), hits, ORLA) == [
        Finding(
            "names.pupil_full_name",
            Severity.REVIEW,
            TextSpan(0, 17),
            f"Words in the text could be the full name of Orla Q (first name and surname); {ON_FACEBOOK}",
            "If it is the pupil, use the first name only or leave the name out. If it is not, it can stay.",
        )
    ]


@pytest.mark.parametrize("certain", [True, False])
def test_a_pupil_with_consent_is_only_noted(certain: bool) -> None:
    hits = (NameHit(0, 10, ("p2",), NameForm.KNOWN_AS, certain),)
    assert found(Post("Ada Thrupp won."), hits, ADA) == [
        Finding(
            "names.pupil_full_name",
            Severity.NOTE,
            TextSpan(0, 10),
            "The full name of Ada T may stay: there is consent to name them on Facebook.",
            "Nothing to do.",
        )
    ]


def test_if_several_pupils_fit_all_must_consent() -> None:
    (finding,) = found(Post("A. Thrupp won."), (NameHit(0, 9, ("p2", "p3"), NameForm.INITIAL),), ADA, BEN)
    assert (finding.severity, finding.suggestion) == (Severity.BLOCK, None)


def test_siblings_keep_both_first_names() -> None:
    hits = (NameHit(0, 18, ("p2", "p3"), NameForm.SPLIT),)
    (finding,) = found(Post("Ada and Ben Thrupp won."), hits, ADA, BEN)
    assert (finding.severity, finding.suggestion) == (Severity.BLOCK, "Ada and Ben")
    assert "Ada T and Ben T" in finding.says


def test_a_sibling_beside_somebody_else_is_left_to_a_person_to_reword() -> None:
    (finding,) = found(Post("Edith and Ben Thrupp"), (NameHit(0, 20, ("p3",), NameForm.SPLIT),), BEN)
    assert finding.suggestion is None


@pytest.mark.parametrize(
    ("state", "protected", "severity"),
    [
        (ConsentState.GIVEN, False, Severity.NOTE),
        (ConsentState.GIVEN, True, Severity.BLOCK),
        (ConsentState.REFUSED, False, Severity.BLOCK),
        (ConsentState.WITHDRAWN, False, Severity.BLOCK),
        (ConsentState.EXPIRED, False, Severity.BLOCK),
        (ConsentState.NOT_ASKED, False, Severity.BLOCK),
    ],
)
def test_only_a_given_consent_lets_a_name_through(state: ConsentState, protected: bool, severity: Severity) -> None:
    pupil = Pupil("p1", "Orla", "Quillfeather", consents=(Consent(Purpose.NAME, state),), never_publish=protected)
    (finding,) = found(Post("Orla Quillfeather"), (NameHit(0, 17, ("p1",), NameForm.FULL),), pupil)
    assert finding.severity is severity


def test_a_protected_pupil_gets_the_very_same_words_as_one_for_whom_nobody_agreed_to_anything() -> None:
    protected = Pupil("p9", "Orla", "Quillfeather", "", "Year 3", consents=YES, never_publish=True)
    register = (ORLA, protected, ADA)
    post = Post("Orla Quillfeather")
    (of_protected,) = found(post, (NameHit(0, 17, ("p9",), NameForm.FULL),), *register)
    (of_another,) = found(post, (NameHit(0, 17, ("p1",), NameForm.FULL),), *register)
    assert of_protected == of_another
    assert (of_protected.suggestion, of_protected.remedy) == ("A Year 3 pupil", REMEDY)


@pytest.mark.parametrize(
    ("text", "start", "pupil", "instead"),
    [
        ("Bravo Orla Quillfeather!", 6, Pupil("p1", "Orla", "Quillfeather", "", "4"), "a Year 4 pupil"),
        ("Bravo Orla Quillfeather!", 6, Pupil("p1", "Orla", "Quillfeather", "", "Reception"), "a Reception pupil"),
        ("Bravo Orla Quillfeather!", 6, Pupil("p1", "Orla", "Quillfeather", "", "", "Willow"), "a Year 2 pupil"),
        ("Bravo Orla Quillfeather!", 6, Pupil("p1", "Orla", "Quillfeather"), "one of our pupils"),
        ("Bravo #Orla_Quillfeather", 7, Pupil("p1", "Orla", "Quillfeather", "", "Year 4"), None),
    ],
)
def test_the_year_is_offered_where_nobody_agreed_to_anything(
    text: str, start: int, pupil: Pupil, instead: str | None
) -> None:
    seen = Pupil("p5", "Ida", "Quell", "", "Year 2", "Willow", (Consent(Purpose.PHOTO, ConsentState.GIVEN),))
    (finding,) = found(Post(text), (NameHit(start, start + 17, ("p1",), NameForm.FULL),), pupil, seen)
    assert (finding.severity, finding.suggestion) == (Severity.BLOCK, instead)


def test_the_first_name_may_stay_where_a_picture_may_be_shown() -> None:
    photo = (Consent(Purpose.PHOTO, ConsentState.GIVEN),)
    pupil = Pupil("p1", "Orla", "Quillfeather", "", "Year 3", "Maple", photo)
    (finding,) = found(Post("Orla Quillfeather"), (NameHit(0, 17, ("p1",), NameForm.FULL),), pupil)
    assert finding.suggestion == "Orla"


def test_beside_something_private_the_first_name_goes_too() -> None:
    text = "Ring us. Orla Quillfeather is on 07700 900142. Orla Quillfeather won."
    hits = tuple(NameHit(start, start + 17, ("p1",), NameForm.FULL) for start in (9, 47))
    phone = (DetailHit(DetailKind.PHONE, 33, 45),)
    evidence = FakeEvidence(RegisterSnapshot("v1", (ORLA,)), name_hits={text: hits}, detail_hits={text: phone})
    findings = list(PupilFullName().find(Post(text), context(evidence)))
    assert [finding.suggestion for finding in findings] == ["A Year 3 pupil", "Orla"]
    excused = (replace(phone[0], excuse="the school's own number"),)
    evidence = FakeEvidence(RegisterSnapshot("v1", (ORLA,)), name_hits={text: hits}, detail_hits={text: excused})
    assert [finding.suggestion for finding in PupilFullName().find(Post(text), context(evidence))] == ["Orla", "Orla"]


def test_a_doubtful_name_beside_others_who_are_published_is_to_be_left_out() -> None:
    hits = (NameHit(0, 17, ("p1",), NameForm.FULL, certain=False),)
    seen = Pupil("p5", "Ida", "Quell", consents=(Consent(Purpose.PHOTO, ConsentState.GIVEN),))
    (finding,) = found(Post("Orla Quillfeather won."), hits, ORLA, seen)
    assert (finding.remedy, finding.suggestion) == (REMEDY_IF, None)


def test_consent_for_another_channel_does_not_count() -> None:
    website = (Consent(Purpose.NAME, ConsentState.GIVEN, Channel.WEBSITE),)
    pupil = Pupil("p1", "Orla", "Quillfeather", consents=website)
    hits = (NameHit(0, 17, ("p1",), NameForm.FULL),)
    severities = [
        found(Post("Orla Quillfeather", channel), hits, pupil)[0].severity
        for channel in (Channel.WEBSITE, Channel.FACEBOOK)
    ]
    assert severities == [Severity.NOTE, Severity.BLOCK]


def test_alt_texts_and_file_names_are_read_too() -> None:
    photo = Photo("orlaquillfeather.jpg", b"x", "Orla Quillfeather in goggles")
    evidence = FakeEvidence(
        RegisterSnapshot("v1", (ORLA,)),
        name_hits={
            photo.alt_text: (NameHit(0, 17, ("p1",), NameForm.FULL),),
            photo.name: (NameHit(0, 16, ("p1",), NameForm.JOINED),),
        },
    )
    alt, name = PupilFullName().find(Post("Splash!", photos=(photo,)), context(evidence))
    assert (alt.where, alt.suggestion) == (TextSpan(0, 17, Part.ALT_TEXT, 0), "Orla")
    assert (name.where, name.suggestion) == (TextSpan(0, 16, Part.FILE_NAME, 0), None)
    assert name.remedy == "Rename the file so that it names nobody."


def test_no_finding_holds_a_full_name() -> None:
    for certain in (True, False):
        for pupil in (ORLA, ADA, BEN):
            hits = (NameHit(0, 9, (pupil.id,), NameForm.MISSPELT, certain),)
            (finding,) = found(Post("some text"), hits, pupil)
            assert pupil.last_name not in repr(finding)


def test_a_broken_name_finder_is_never_no_names() -> None:
    evidence = FakeEvidence(name_hits={"Hello": RuntimeError("broken")})
    with pytest.raises(RuntimeError):
        list(PupilFullName().find(Post("Hello"), context(evidence)))


def test_a_post_without_names_has_no_findings() -> None:
    assert found(Post("Hello"), ()) == []
