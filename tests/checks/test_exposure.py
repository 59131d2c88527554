"""Advice on exposure, scenes, names and numbers beside pictures: what is told, and what is left alone."""

import pytest

from checker.checks.exposure_face import ExposedFace, FillsFrame
from checker.checks.exposure_scene import UnsuitableScene
from checker.checks.faces_counted import FacesCounted
from checker.checks.faces_named import NamedBesidePicture
from checker.core.errors import NoRegister
from checker.core.evidence import NameForm, NameHit
from checker.core.exposure import ExposureSeen
from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity, TextSpan
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.policy import Clause, NamesWithPictures, PolicyPack
from checker.core.post import Photo, Post
from checker.core.rules import RuleBook
from checker.core.settings import Settings
from checker.core.writing import WritingSeen, WrittenLine
from checker.rules import load_rules
from checker.rules.loading import RULES_FOLDER
from tests.fakes import FakeEvidence, FakePicture, context

BOX = PixelBox(100, 100, 500, 550)
LARGE = ExposureSeen(1, BOX, True, 200.0)
PHOTO = Photo("a.jpg", b"a")
STRANGER = FaceResult(BOX, 0.9, FaceOutcome.NOT_COMPARED)
ADULT = FaceResult(BOX, 0.9, FaceOutcome.RESOLVED_BY)
COVERED = FaceResult(BOX, 0.9, FaceOutcome.COVERED)
SHOWN = FaceResult(BOX, 0.9, FaceOutcome.MATCHED, pupil_id="S1")


def pack(*clauses: Clause, names: NamesWithPictures | None = None) -> PolicyPack:
    return PolicyPack("elm", "Elm", "1", "policy", clauses, names_with_pictures=names)


# --- exposure.face, exposure.group ---------------------------------------------------------------------------------
def test_an_exposed_face_is_a_note_with_its_reasons() -> None:
    (found,) = ExposedFace().look(
        PHOTO, 0, Post("", photos=(PHOTO,)), context(FakeEvidence(exposures={"a.jpg": LARGE}))
    )
    assert (found.severity, found.where) == (Severity.NOTE, PhotoSpot(0, BOX))
    assert found.says == (
        "This picture exposes a person: high, because of a face 450 pixels tall, sharp and seen from the front, "
        "one person alone."
    )


def test_only_a_policy_that_asks_for_a_person_makes_it_a_review() -> None:
    evidence = FakeEvidence(exposures={"a.jpg": LARGE})
    for at_least, expected in ((None, Severity.NOTE), (Severity.REVIEW, Severity.REVIEW)):
        packs = (pack(Clause("c", "1", "q", ("exposure.face",), at_least)),)
        (found,) = ExposedFace().look(PHOTO, 0, Post("", photos=(PHOTO,)), context(evidence, packs=packs))
        assert found.severity is expected


def test_a_name_and_a_class_in_the_words_count_and_without_a_register_nothing_is_guessed() -> None:
    far = ExposureSeen(3, PixelBox(0, 0, 150, 150), False, 200.0)
    post = Post("Amy of class Oak won", photos=(PHOTO,))
    hit = NameHit(0, 3, ("S1",), NameForm.FULL)
    register = RegisterSnapshot("v1", (Pupil("S1", "Amy", "Quill", class_name="Oak"),))
    known = FakeEvidence(register, exposures={"a.jpg": far}, first_name_hits={post.text: (hit,)})
    (found,) = ExposedFace().look(PHOTO, 0, post, context(known))
    assert "a child's name beside the picture, the class or the school in the words" in found.says
    unknown = FakeEvidence(NoRegister("none"), exposures={"a.jpg": far})
    assert list(ExposedFace().look(PHOTO, 0, post, context(unknown))) == []


def test_the_school_is_known_however_its_apostrophe_is_written() -> None:
    evidence = FakeEvidence(exposures={"a.jpg": LARGE})
    around = context(evidence, settings=Settings(school="St Mary’s"))
    for text in ("Sun at St Mary's today", "Sun at ST MARY’S today"):
        (found,) = ExposedFace().look(PHOTO, 0, Post(text, photos=(PHOTO,)), around)
        assert "the class or the school in the words" in found.says


@pytest.mark.parametrize(
    ("seen", "count"), [(LARGE, 1), (ExposureSeen(3, BOX, True, 9.0), 0), (ExposureSeen(1, PixelBox(0, 0, 99, 99)), 0)]
)
def test_one_or_two_who_fill_the_picture_are_a_note_on_groups(seen: ExposureSeen, count: int) -> None:
    evidence = FakeEvidence(pictures={"a.jpg": FakePicture(1200, 1000)}, exposures={"a.jpg": seen})
    found = list(FillsFrame().look(PHOTO, 0, Post("", photos=(PHOTO,)), context(evidence)))
    assert [(one.severity, one.says) for one in found] == [(Severity.NOTE, "One person fills this picture.")] * count


# --- faces.named -----------------------------------------------------------------------------------------------------
NAMED = Post("Well done Amy for reading.", photos=(PHOTO,))
AMY = NameHit(10, 13, ("S1",), NameForm.PARTIAL, certain=False)


def named(face: FaceResult, names: NamesWithPictures | None = None) -> list[Finding]:
    evidence = FakeEvidence(first_name_hits={NAMED.text: (AMY,)}, face_results={"a.jpg": (face,)})
    return list(NamedBesidePicture().find(NAMED, context(evidence, packs=(pack(names=names),))))


def test_a_name_beside_a_face_is_advice_and_says_more_of_the_very_child() -> None:
    (anybody,), (shown,) = named(STRANGER), named(SHOWN)
    assert (anybody.severity, anybody.where) == (Severity.NOTE, TextSpan(10, 13))
    assert anybody.says == "The words name a child, and somebody in the photos can be known."
    assert shown.says == "The words name a child whom photo 1 shows."


def test_a_policy_that_forbids_names_beside_pictures_sends_it_to_a_person() -> None:
    assert [one.severity for one in named(STRANGER, NamesWithPictures.NEVER)] == [Severity.REVIEW]
    assert [one.severity for one in named(STRANGER, NamesWithPictures.WITH_CONSENT)] == [Severity.NOTE]


@pytest.mark.parametrize("face", [ADULT, COVERED])
def test_grown_ups_and_covered_faces_stand_beside_any_name(face: FaceResult) -> None:
    assert named(face, NamesWithPictures.NEVER) == []


# --- faces.counted ---------------------------------------------------------------------------------------------------
def counted(text: str, faces: int, alt: str = "") -> list[str]:
    photo = Photo("a.jpg", b"a", alt)
    evidence = FakeEvidence(face_results={"a.jpg": (STRANGER,) * faces})
    found = FacesCounted().look(photo, 0, Post(text, photos=(photo,)), context(evidence))
    return [one.says for one in found if one.severity is Severity.NOTE]


@pytest.mark.parametrize(
    "text", ["Our three finalists!", "3 pupils won.", "Three of the girls and three proud winners"]
)
def test_a_number_that_does_not_fit_the_faces_is_told(text: str) -> None:
    assert counted(text, 5) == ["The words speak of three, and we count five faces."]
    assert counted("", 5, alt=text) == counted(text, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Our five finalists!",
        "Year 3 pupils won.",
        "More than three children came.",
        "Four of 30 children sang.",
        "Three pupils from each class went.",
        "Two boys and three girls won.",
        "At 3.30 pupils go home.",
        "One in three children read.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert counted(text, 5) == []


def test_a_picture_without_faces_is_not_counted() -> None:
    assert counted("Our three finalists!", 0) == []


# --- exposure.scene --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    folder = tmp_path_factory.mktemp("rules")
    file = "exposure_scene.toml"
    (folder / file).write_text((RULES_FOLDER / file).read_text(encoding="utf-8"), encoding="utf-8")
    return load_rules(frozenset({"exposure.scene"}), folder)


def written(text: str, score: float = 0.95) -> WritingSeen:
    corners = ((10.0, 10.0), (210.0, 10.0), (210.0, 40.0), (10.0, 40.0))
    middles = tuple((place + 0.5) / len(text) for place in range(len(text)))
    return WritingSeen((WrittenLine(text, score, corners, middles),))


def scene(rules: RuleBook, text: str = "", read: WritingSeen | None = None) -> list[tuple[Severity, str]]:
    evidence = FakeEvidence(writing_seen={"a.jpg": read or WritingSeen()})
    found = UnsuitableScene().look(PHOTO, 0, Post(text, photos=(PHOTO,)), context(evidence, rules))
    return [(one.severity, one.says.split(",")[0]) for one in found]


def test_without_rules_no_scene_is_clear() -> None:
    with pytest.raises(LookupError, match=r"There are no rules for exposure\.scene"):
        scene(RuleBook(()))


def test_words_beside_a_photo_are_a_note_and_words_in_it_a_review(rules: RuleBook) -> None:
    says = "This speaks of alcohol"
    assert scene(rules, "The prosecco stall sold out.") == [(Severity.NOTE, says)]
    read = f"Words that can be read in this photo: {says[0].lower()}{says[1:]}"
    assert scene(rules, read=written("Carling lager")) == [(Severity.REVIEW, read)] * 2
    assert scene(rules, read=written("gin", score=0.5)) == []


def test_another_schools_name_in_a_photo_is_a_note_and_in_words_nothing(rules: RuleBook) -> None:
    assert [severity for severity, _ in scene(rules, read=written("Elmfield Primary School"))] == [Severity.NOTE]
    assert scene(rules, "We met Elmfield Primary School.") == []
