"""The check on names in no register: always a question, never a verdict."""

import pytest

from checker.checks.names_other import REMEDY, REMEDY_FILE, REMEDY_PRIVATE, SAYS, OtherChildFullName
from checker.core.context import Settings
from checker.core.evidence import DetailHit, DetailKind, OtherName
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from tests.fakes import FakeEvidence, context


def test_a_name_like_a_childs_is_asked_about_and_the_first_name_offered() -> None:
    text = "Bravo Theo Blackmoor!"
    evidence = FakeEvidence(other_name_hits={text: (OtherName(6, 20, 10),)})
    assert list(OtherChildFullName().find(Post(text), context(evidence))) == [
        Finding("names.other_child", Severity.REVIEW, TextSpan(6, 20), SAYS, REMEDY, "Theo")
    ]


def test_a_first_name_that_stands_last_is_offered() -> None:
    text = "Prize: BLACKMOOR Theo"
    evidence = FakeEvidence(other_name_hits={text: (OtherName(7, 21, 21, 17),)})
    (finding,) = OtherChildFullName().find(Post(text), context(evidence))
    assert finding.suggestion == "Theo"


def test_a_surname_alone_has_nothing_to_offer() -> None:
    text = "The Blackmoor twins"
    evidence = FakeEvidence(other_name_hits={text: (OtherName(4, 13, 4),)})
    (finding,) = OtherChildFullName().find(Post(text), context(evidence))
    assert finding.suggestion is None


def test_a_file_name_is_to_be_renamed() -> None:
    photo = Photo("TheoBlackmoor.jpg", b"x")
    evidence = FakeEvidence(other_name_hits={photo.name: (OtherName(0, 13, 4),)})
    where = TextSpan(0, 13, Part.FILE_NAME, 0)
    assert list(OtherChildFullName().find(Post("", photos=(photo,)), context(evidence))) == [
        Finding("names.other_child", Severity.REVIEW, where, SAYS, REMEDY_FILE)
    ]


def test_beside_something_private_no_first_name_is_offered() -> None:
    text = "Theo Blackmoor is on 07700 900142."
    phone = (DetailHit(DetailKind.PHONE, 21, 33),)
    evidence = FakeEvidence(other_name_hits={text: (OtherName(0, 14, 4),)}, detail_hits={text: phone})
    assert list(OtherChildFullName().find(Post(text), context(evidence))) == [
        Finding("names.other_child", Severity.REVIEW, TextSpan(0, 14), SAYS, REMEDY_PRIVATE)
    ]


def test_nothing_found_is_nothing_said() -> None:
    assert list(OtherChildFullName().find(Post("Hello"), context())) == []


def test_a_broken_name_finder_is_never_no_names() -> None:
    evidence = FakeEvidence(other_name_hits={"Hello": RuntimeError("broken")})
    with pytest.raises(RuntimeError):
        list(OtherChildFullName().find(Post("Hello"), context(evidence)))


LISTS = Settings(staff=("Mrs Adaeze Thornbury",), governors=("Piers Wetherlam", "Mr Blackmoor"))


@pytest.mark.parametrize(
    ("text", "name", "on_list"),
    [
        ("Thank you, Adaeze Thornbury!", "Adaeze Thornbury", "staff"),
        ("ADAEZE THORNBURY’S choir", "ADAEZE THORNBURY’S", "staff"),
        ("Led by Thornbury, Adaeze", "Thornbury, Adaeze", "staff"),
        ("#AdaezeThornbury", "AdaezeThornbury", "staff"),
        ("Piers Wetherlam opened it", "Piers Wetherlam", "governors"),
    ],
)
def test_a_name_on_the_schools_lists_may_stay_and_the_list_is_told(text: str, name: str, on_list: str) -> None:
    start, end = text.index(name), text.index(name) + len(name)
    evidence = FakeEvidence(other_name_hits={text: (OtherName(start, end, start + 6),)})
    says = f"This full name may stay: it is on the school's list of {on_list}."
    assert list(OtherChildFullName().find(Post(text), context(evidence, settings=LISTS))) == [
        Finding("names.other_child", Severity.NOTE, TextSpan(start, end), says, "Nothing, if this is right.")
    ]


@pytest.mark.parametrize("name", ["Theo Blackmoor", "Adaeze Wetherlam", "Piers Wetherlams"])
def test_half_a_listed_name_excuses_nobody(name: str) -> None:
    evidence = FakeEvidence(other_name_hits={name: (OtherName(0, len(name), name.index(" ")),)})
    found = list(OtherChildFullName().find(Post(name), context(evidence, settings=LISTS)))
    assert [finding.severity for finding in found] == [Severity.REVIEW]
