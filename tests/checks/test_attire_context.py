"""Signs of swimwear or undress go to a person; words beside the photo only raise attention."""

import pytest

from checker.checks.attire_context import SuitableDress
from checker.core.evidence import AttireKind, AttireSeen
from checker.core.finding import Finding, PhotoSpot, PixelBox, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from checker.core.rules import RuleBook
from checker.rules import load_rules
from checker.rules.loading import RULES_FOLDER
from tests.fakes import FakeEvidence, context

WEAK, STRONG = PixelBox(0, 0, 50, 50), PixelBox(60, 60, 90, 99)
SAYS = "This photo could show swimwear or undress."
REMEDY = "Please look. PE and sports photos are often asked about; leave out any photo that shows swimwear or undress."
WATER = "The words speak of swimming or water, so look closely at the photos."
WATER_REMEDY = "Leave out any photo that shows a child in swimwear; heads and shoulders above the water are not enough."


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleBook:
    """This check's own rules, alone: those of other checks are theirs to prove."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "attire.toml").write_text((RULES_FOLDER / "attire.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return load_rules(frozenset({"attire.context"}), folder)


def findings(post: Post, number: int, rules: RuleBook, evidence: FakeEvidence) -> list[Finding]:
    return list(SuitableDress().look(post.photos[number], number, post, context(evidence, rules)))


def test_without_rules_no_photo_is_clear() -> None:
    post = Post("", photos=(Photo("a.jpg", b"a"),))
    with pytest.raises(LookupError, match=r"There are no rules for attire\.context"):
        findings(post, 0, RuleBook(()), FakeEvidence())


def test_a_sign_is_one_review_per_photo_at_the_strongest(rules: RuleBook) -> None:
    post = Post("Sports day", photos=(Photo("a.jpg", b"a"),))
    evidence = FakeEvidence(attire_seen={"a.jpg": (AttireSeen(WEAK, 0.3), AttireSeen(STRONG, 0.6))})
    expected = Finding("attire.context", Severity.REVIEW, PhotoSpot(0, STRONG), SAYS, REMEDY)
    assert findings(post, 0, rules, evidence) == [expected]


def test_a_photo_without_a_sign_is_left_alone(rules: RuleBook) -> None:
    post = Post("Our tree trunks on the changing seasons table.", photos=(Photo("a.jpg", b"a"),))
    assert findings(post, 0, rules, FakeEvidence()) == []


def test_the_words_are_a_note_with_the_first_photo_only(rules: RuleBook) -> None:
    post = Post("They swam far!", photos=(Photo("a.jpg", b"a"), Photo("b.jpg", b"b")))
    expected = Finding("attire.context", Severity.NOTE, TextSpan(5, 9, Part.TEXT), WATER, WATER_REMEDY)
    assert findings(post, 0, rules, FakeEvidence()) == [expected]
    assert findings(post, 1, rules, FakeEvidence()) == []


def test_the_words_of_a_description_belong_to_their_photo(rules: RuleBook) -> None:
    post = Post("Fun", photos=(Photo("a.jpg", b"a"), Photo("b.jpg", b"b", "Children at the pool")))
    assert findings(post, 0, rules, FakeEvidence()) == []
    found = findings(post, 1, rules, FakeEvidence())
    assert [(finding.says, finding.where) for finding in found] == [(WATER, TextSpan(9, 20, Part.ALT_TEXT, 1))]


def test_a_broken_analyser_is_raised(rules: RuleBook) -> None:
    post = Post("Fun", photos=(Photo("a.jpg", b"a"),))
    with pytest.raises(RuntimeError):
        findings(post, 0, rules, FakeEvidence(attire_seen={"a.jpg": RuntimeError("model")}))


SIGN = PixelBox(5, 5, 25, 25)
SOMEBODY = AttireSeen(SIGN, 0.9, AttireKind.PERSON)
WEAK_SIGN = AttireSeen(SIGN, 0.12, AttireKind.POSSIBLE)


def told(text: str, *seen: AttireSeen, rules: RuleBook, name: str = "a.jpg") -> list[tuple[Severity, object, str]]:
    post = Post(text, photos=(Photo("first.jpg", b"f"), Photo(name, b"a")))
    found = findings(post, 1, rules, FakeEvidence(attire_seen={name: seen}))
    return [(finding.severity, finding.where, finding.says.split()[0]) for finding in found]


def test_words_of_swimming_send_every_photo_with_somebody_to_a_person(rules: RuleBook) -> None:
    assert told("They swam far!", SOMEBODY, rules=rules) == [(Severity.REVIEW, PhotoSpot(1), "The")]
    assert told("They swam far!", rules=rules) == []
    assert told("They ran far!", SOMEBODY, rules=rules) == []


def test_the_name_of_the_file_is_read_as_words(rules: RuleBook) -> None:
    assert told("", SOMEBODY, rules=rules, name="swimming_gala_3.jpg") == [(Severity.REVIEW, PhotoSpot(1), "The")]


def test_words_of_sport_need_a_weak_sign_and_a_weak_sign_needs_words(rules: RuleBook) -> None:
    assert told("New PE kit.", SOMEBODY, WEAK_SIGN, rules=rules) == [(Severity.REVIEW, PhotoSpot(1, SIGN), "The")]
    assert told("New PE kit.", SOMEBODY, rules=rules) == []
    assert told("New books.", SOMEBODY, WEAK_SIGN, rules=rules) == []


def test_a_sign_of_nakedness_says_whom_to_tell(rules: RuleBook) -> None:
    seen = (AttireSeen(WEAK, 0.9), AttireSeen(STRONG, 0.6, AttireKind.NAKED))
    (finding,) = findings(Post("Fun", photos=(Photo("a", b"a"),)), 0, rules, FakeEvidence(attire_seen={"a": seen}))
    assert finding == Finding(
        "attire.context",
        Severity.REVIEW,
        PhotoSpot(0, STRONG),
        "This photo could show somebody without clothes.",
        "Do not post, copy or forward it. If it shows a child, stop and tell the Designated Safeguarding Lead at once; "
        "if it is a false alarm, choose another photo or ask the Lead.",
    )
