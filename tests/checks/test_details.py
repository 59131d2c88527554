"""Contact details, official numbers, birthdays and number plates: what blocks, what asks, what is only shown."""

import pytest

from checker.checks.details_birth import BirthDate
from checker.checks.details_contact import ContactDetail
from checker.checks.details_identifier import PupilIdentifier
from checker.checks.details_vehicle import VehicleRegistration
from checker.core.context import Check
from checker.core.evidence import DetailHit, DetailKind, NameForm, NameHit, OtherName
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from tests.fakes import FakeEvidence, context

BIRTH = "details.birth_date"
REMEDY = "Take the age, birthday or date of birth out, or leave the name out."


def found(check: Check, text: str, *hits: DetailHit, names: tuple[NameHit, ...] = ()) -> list[Finding]:
    evidence = FakeEvidence(detail_hits={text: hits}, first_name_hits={text: names})
    return list(check.find(Post(text), context(evidence)))


def name(start: int, end: int, *, certain: bool = True) -> NameHit:
    return NameHit(start, end, ("p1",), NameForm.PARTIAL, certain)


def test_a_persons_number_blocks_a_doubtful_one_asks_and_the_schools_is_shown() -> None:
    assert found(
        ContactDetail(),
        "three numbers",
        DetailHit(DetailKind.PHONE, 0, 2),
        DetailHit(DetailKind.EMAIL, 3, 5, certain=False),
        DetailHit(DetailKind.POSTCODE, 6, 8, certain=False, excuse="it is the school's own postcode"),
    ) == [
        Finding(
            "details.contact",
            Severity.BLOCK,
            TextSpan(0, 2),
            "There is a phone number here. It may be a person's own.",
            "Take the number out and ask families to contact the school office instead.",
        ),
        Finding(
            "details.contact",
            Severity.REVIEW,
            TextSpan(3, 5),
            "There is an e-mail address here. We could not tell whose it is.",
            "Check whose it is. Keep it only if it is the school's own or a public one; "
            "add the school's own to the settings.",
        ),
        Finding(
            "details.contact",
            Severity.NOTE,
            TextSpan(6, 8),
            "There is a postcode here. It may stay: it is the school's own postcode.",
            "Nothing, if this is right.",
        ),
    ]


def test_details_in_descriptions_and_file_names_are_found_too() -> None:
    hit = DetailHit(DetailKind.PHONE, 0, 3)
    post = Post("x", photos=(Photo("b.jpg", b"", "alt"),))
    evidence = FakeEvidence(detail_hits={"alt": (hit,), "b.jpg": (hit,)})
    where = [finding.where for finding in ContactDetail().find(post, context(evidence))]
    assert where == [TextSpan(0, 3, Part.ALT_TEXT, 0), TextSpan(0, 3, Part.FILE_NAME, 0)]


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (DetailKind.UPN, "This is a unique pupil number."),
        (DetailKind.NHS_NUMBER, "This is an NHS number."),
        (DetailKind.NI_NUMBER, "This is a National Insurance number."),
    ],
)
def test_an_official_number_blocks(kind: DetailKind, says: str) -> None:
    assert found(PupilIdentifier(), "number", DetailHit(kind, 0, 6)) == [
        Finding("details.identifier", Severity.BLOCK, TextSpan(0, 6), says, "Take the number out.")
    ]


def test_a_doubtful_official_number_asks() -> None:
    (finding,) = found(PupilIdentifier(), "number", DetailHit(DetailKind.NHS_NUMBER, 0, 6, certain=False))
    assert (finding.severity, finding.says) == (Severity.REVIEW, "This may be an NHS number.")


def test_a_number_plate_blocks_and_a_doubtful_one_asks() -> None:
    sure, doubtful = DetailHit(DetailKind.VEHICLE, 0, 4), DetailHit(DetailKind.VEHICLE, 5, 9, certain=False)
    assert [
        (finding.severity, finding.says) for finding in found(VehicleRegistration(), "plate plate", sure, doubtful)
    ] == [
        (Severity.BLOCK, "This is a vehicle's registration."),
        (Severity.REVIEW, "This may be a vehicle's registration."),
    ]


def test_each_check_leaves_the_others_details_alone() -> None:
    phone, plate = DetailHit(DetailKind.PHONE, 0, 2), DetailHit(DetailKind.VEHICLE, 0, 2)
    checks = (PupilIdentifier(), BirthDate(), VehicleRegistration())
    assert [found(check, "text", phone) for check in checks] == [[], [], []]
    assert found(ContactDetail(), "text", plate) == []


def test_a_date_of_birth_blocks() -> None:
    assert found(BirthDate(), "born 3.9.2014", DetailHit(DetailKind.BIRTH_DATE, 5, 13)) == [
        Finding(BIRTH, Severity.BLOCK, TextSpan(5, 13), "This is somebody's date of birth or birthday.", REMEDY)
    ]


@pytest.mark.parametrize(
    ("text", "names", "severities"),
    [
        ("Ada has her birthday on 14 March", (name(0, 3),), [Severity.BLOCK]),
        ("Our daughter was born on 14 March", (), [Severity.REVIEW]),
        ("Shakespeare's birthday is 23 April", (), []),
    ],
)
def test_a_birthday_without_a_year_is_a_childs_only_where_the_words_say_so(
    text: str, names: tuple[NameHit, ...], severities: list[Severity]
) -> None:
    hit = DetailHit(DetailKind.BIRTH_DATE, text.rindex(" ") - 2, len(text), certain=False)
    says = "date of birth or birthday" if names else "birthday"
    dates = [finding for finding in found(BirthDate(), text, hit, names=names) if says in finding.says]
    assert [finding.severity for finding in dates if finding.where == TextSpan(hit.start, hit.end)] == severities


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada is 7 today!", "is 7"),
        ("Ada (8) won.", " (8)"),
        ("Ada, 8, won.", ", 8"),
        ("Ada turned six on Monday.", "turned six"),
        ("Ada, aged 9, sang.", ", aged 9"),
        ("Ada won. She is a seven-year-old wonder.", "seven-year-old"),
        ("Happy birthday Ada!", "Happy birthday"),
        ("Ada had cake. It was her birthday.", "her birthday"),
    ],
)
def test_the_age_or_birthday_of_a_named_child_blocks(text: str, told: str) -> None:
    start = text.index("Ada")
    findings = found(BirthDate(), text, names=(name(start, start + 3),))
    spans = [
        text[finding.where.start : finding.where.end] for finding in findings if isinstance(finding.where, TextSpan)
    ]
    assert {finding.severity for finding in findings} == {Severity.BLOCK}
    assert any(told.strip(" ,") in span or span in told for span in spans)


@pytest.mark.parametrize("text", ["Ada,\u00a07. Well done", "Ada （7） won", "Ada\u202f(7) won", "Ada (７) won"])
def test_an_age_after_a_name_is_read_in_wide_signs_and_behind_other_blanks(text: str) -> None:
    evidence = FakeEvidence(name_hits={text: (name(0, 3),)})
    (found,) = BirthDate().find(Post(text), context(evidence))
    assert (found.severity, found.where) == (Severity.BLOCK, TextSpan(3, 6 if "," in text else 7))


def test_an_age_beside_a_doubtful_name_asks() -> None:
    (finding,) = found(BirthDate(), "Joy is 7 today", names=(name(0, 3, certain=False),))
    assert finding == Finding(
        BIRTH, Severity.REVIEW, TextSpan(4, 8), "This gives a named child's age or birthday.", REMEDY
    )


def test_an_age_beside_a_child_who_is_in_no_register_blocks() -> None:
    text = "Theo Blackmoor is 7 today"
    evidence = FakeEvidence(other_name_hits={text: (OtherName(0, 14, 4),)})
    (finding,) = BirthDate().find(Post(text), context(evidence))
    assert (finding.severity, finding.where) == (Severity.BLOCK, TextSpan(15, 19))


@pytest.mark.parametrize("text", ["Well done Antek (7)!", "Antek is 7 today.", "Antek, aged 7, sang."])
def test_an_age_after_what_reads_as_a_name_asks(text: str) -> None:
    (finding,) = found(BirthDate(), text)
    assert (finding.severity, finding.says) == (Severity.REVIEW, "This may give a named child's age or birthday.")


@pytest.mark.parametrize(
    "text",
    [
        "The club is for 7 to 11 year olds.",
        "The river is 4.2 metres wide.",
        "Room 7 (8) is open.",
        "Year 4 turned 6 pots.",
        "Our school is 50 today.",
    ],
)
def test_a_number_that_is_nobodys_age_is_left_alone(text: str) -> None:
    assert found(BirthDate(), text) == []
