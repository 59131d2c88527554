"""What a photo file carries is told by kind, never by value; what cannot be read or proven is never silent."""

from __future__ import annotations

import pytest

from checker.checks.exposure_readable import REMEDY, SAYS, WholePicture
from checker.checks.metadata_clean import CleanCopyProven
from checker.checks.metadata_hidden import PERMITTED, PERMITTED_REMEDY, HiddenDetails
from checker.core.context import Context, PhotoCheck, Settings
from checker.core.errors import CannotRead
from checker.core.evidence import HiddenDetail, HiddenKind, MetadataSeen
from checker.core.finding import Finding, PhotoSpot, Severity
from checker.core.post import Origin, Photo, Post
from tests.fakes import FakeEvidence, FakePicture, context

POST = Post("Sports day", photos=(Photo("a.jpg", b"a"), Photo("b.jpg", b"b")), school="Example Primary")
PLACE = HiddenDetail(HiddenKind.PLACE, "53.2200, -2.9000")
DEVICE = HiddenDetail(HiddenKind.DEVICE, "Example Phone 5")
BROKEN = CannotRead("The picture is damaged.")
CLEANED = "Post the cleaned copy: it is made without them."


def find(check: PhotoCheck, given: Context) -> list[Finding]:
    return [finding for number, photo in enumerate(POST.photos) for finding in check.look(photo, number, POST, given)]


def carrying(*details: HiddenDetail, settings: Settings = Settings()) -> Context:
    return context(FakeEvidence(metadata_seen={"b.jpg": MetadataSeen(details)}), settings=settings)


def note(says: str) -> Finding:
    return Finding("metadata.hidden_details", Severity.NOTE, PhotoSpot(1), says, CLEANED)


def test_hidden_details_are_one_note_of_their_kinds() -> None:
    says = "The photo file carries hidden details: the place where it was taken, the camera or phone."
    assert find(HiddenDetails(), carrying(PLACE, DEVICE, PLACE)) == [note(says)]


def test_no_value_is_repeated() -> None:
    told = repr(find(HiddenDetails(), carrying(PLACE, HiddenDetail(HiddenKind.PERSON, "Robin Example"))))
    assert "53.22" not in told
    assert "Robin" not in told


def test_a_photo_that_carries_nothing_is_left_alone() -> None:
    assert find(HiddenDetails(), carrying()) == []


def test_someone_elses_rights_go_to_a_person() -> None:
    rights = HiddenDetail(HiddenKind.RIGHTS, "(c) Example Press")
    says = "The photo file names someone else's copyright or credit."
    remedy = "Find out whose photo it is and whether we may use it, or choose one of our own."
    assert find(HiddenDetails(), carrying(rights)) == [
        note("The photo file carries hidden details: a copyright or credit line."),
        Finding("metadata.hidden_details", Severity.REVIEW, PhotoSpot(1), says, remedy),
    ]


@pytest.mark.parametrize("origin", [Origin.PARENT, Origin.PHOTOGRAPHER])
def test_rights_about_which_somebody_answered_are_a_note(origin: Origin) -> None:
    photo = Photo("b.jpg", b"b", origin=origin)
    rights = HiddenDetail(HiddenKind.RIGHTS, "(c) Example Press")
    assert list(HiddenDetails().look(photo, 1, POST, carrying(rights))) == [
        note("The photo file carries hidden details: a copyright or credit line."),
        Finding("metadata.hidden_details", Severity.NOTE, PhotoSpot(1), PERMITTED, PERMITTED_REMEDY),
    ]


def test_the_schools_own_rights_are_left_alone() -> None:
    own = HiddenDetail(HiddenKind.RIGHTS, "© 2026 EXAMPLE PRIMARY")
    trust = HiddenDetail(HiddenKind.RIGHTS, "Example Trust")
    excused = "The copyright or credit line in the photo file names the school itself."
    expected = [
        note("The photo file carries hidden details: a copyright or credit line."),
        Finding("metadata.hidden_details", Severity.NOTE, PhotoSpot(1), excused, "Nothing to do."),
    ]
    assert find(HiddenDetails(), carrying(own)) == expected
    assert find(HiddenDetails(), carrying(trust, settings=Settings(school="Example Trust"))) == expected
    curly = HiddenDetail(HiddenKind.RIGHTS, "© Ysgol Dewi Sant’s E\u0301cole")
    assert find(HiddenDetails(), carrying(curly, settings=Settings(school="Dewi Sant's École"))) == expected


def test_a_second_picture_that_shows_something_else_is_told() -> None:
    seen = MetadataSeen((HiddenDetail(HiddenKind.THUMBNAIL, "a small copy"),), shows_more=True)
    says = "A small second picture in the file shows something else: perhaps what was cropped away or covered."
    remedy = "Post the cleaned copy, and never the file itself."
    assert find(HiddenDetails(), context(FakeEvidence(metadata_seen={"b.jpg": seen})))[1:] == [
        Finding("metadata.hidden_details", Severity.NOTE, PhotoSpot(1), says, remedy)
    ]


def test_a_copyright_word_in_a_title_is_no_rights_line() -> None:
    expected = [note("The photo file carries hidden details: a title, comment or keywords.")]
    assert find(HiddenDetails(), carrying(HiddenDetail(HiddenKind.WORDS, "copyright lesson"))) == expected


def test_a_moving_picture_goes_to_a_person() -> None:
    moving = context(FakeEvidence(pictures={"b.jpg": FakePicture(is_animated=True)}))
    expected = Finding("exposure.whole_picture", Severity.REVIEW, PhotoSpot(1), SAYS, REMEDY)
    assert find(WholePicture(), moving) == [expected]


def test_still_pictures_and_proven_copies_are_left_alone() -> None:
    assert find(WholePicture(), context()) == []
    assert find(CleanCopyProven(), context()) == []


@pytest.mark.parametrize(
    ("check", "evidence"),
    [
        (WholePicture(), FakeEvidence(pictures={"b.jpg": BROKEN})),
        (CleanCopyProven(), FakeEvidence(clean_copies={"b.jpg": BROKEN})),
        (HiddenDetails(), FakeEvidence(metadata_seen={"b.jpg": BROKEN})),
    ],
)
def test_what_cannot_be_read_or_proven_is_never_silent(check: PhotoCheck, evidence: FakeEvidence) -> None:
    with pytest.raises(CannotRead, match="damaged"):
        find(check, context(evidence))
