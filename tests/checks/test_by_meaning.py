"""A sentence that touches a criterion is a question for a person, with the reason."""

from checker.checks.by_meaning import MEANING_CHECKS
from checker.core.errors import CannotRead
from checker.core.evidence import ChildHit, Criterion, MeaningHit
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Part, Photo, Post
from tests.fakes import FakeEvidence, context

POLITICS, *_ = MEANING_CHECKS
TEXT = "What a morning. Somebody should vote them out. Bring a coat."
HIT = MeaningHit(16, 46, Criterion.POLITICAL, 0.9, ("Time they were voted out.",))


def test_every_criterion_has_one_check() -> None:
    assert [check.criterion for check in MEANING_CHECKS] == list(Criterion)


def test_a_sentence_is_pointed_at_with_the_example_it_is_like() -> None:
    evidence = FakeEvidence(meaning_hits={TEXT: (HIT, MeaningHit(0, 15, Criterion.OPINION, 0.8))})
    assert list(POLITICS.find(Post(TEXT), context(evidence))) == [
        Finding(
            "politics.meaning",
            Severity.REVIEW,
            TextSpan(16, 46),
            "This sentence may take a side in political debate. It reads like: “Time they were voted out.”",
            "Tell what happened without taking a side, or leave it out.",
        )
    ]


def test_a_description_is_read_and_a_file_name_is_not() -> None:
    post = Post("", photos=(Photo("vote-them-out.jpg", b"", TEXT),))
    evidence = FakeEvidence(meaning_hits={TEXT: (HIT,), "vote-them-out.jpg": (HIT,)})
    found = list(POLITICS.find(post, context(evidence)))
    assert [finding.where for finding in found] == [TextSpan(16, 46, Part.ALT_TEXT, 0)]


def test_the_posts_own_words_are_not_repeated() -> None:
    evidence = FakeEvidence(meaning_hits={TEXT: (HIT,)})
    (finding,) = POLITICS.find(Post(TEXT), context(evidence))
    assert "Somebody" not in finding.says + finding.remedy


def test_a_model_that_breaks_is_heard() -> None:
    evidence = FakeEvidence(meaning_hits={TEXT: CannotRead("Too long.")})
    try:
        list(POLITICS.find(Post(TEXT), context(evidence)))
    except CannotRead:
        return
    raise AssertionError("the check swallowed the fault")


PRIVATE = MEANING_CHECKS[-1]
ANIMAL = "Geoffrey is poorly and must rest. (Geoffrey is a guinea pig.)"
CHILD_TOO = "Geoffrey is poorly and misses Ada. (Geoffrey is a guinea pig.)"


def test_an_animal_has_no_private_life() -> None:
    hit, name = MeaningHit(0, 33, Criterion.PRIVATE, 0.9), ChildHit(0, 8, is_named=True)
    evidence = FakeEvidence(meaning_hits={ANIMAL: (hit,)}, child_hits={ANIMAL: (name,)})
    assert list(PRIVATE.find(Post(ANIMAL), context(evidence))) == []


def test_an_animal_beside_a_child_is_a_question_still() -> None:
    hit = MeaningHit(0, 34, Criterion.PRIVATE, 0.9)
    names = (ChildHit(0, 8, is_named=True), ChildHit(30, 33, is_named=True))
    evidence = FakeEvidence(meaning_hits={CHILD_TOO: (hit,)}, child_hits={CHILD_TOO: names})
    assert [finding.where for finding in PRIVATE.find(Post(CHILD_TOO), context(evidence))] == [TextSpan(0, 34)]


def test_an_unnamed_childs_matter_is_a_question_though_an_animal_is_near() -> None:
    text = "Our tortoise is asleep. His mum is in hospital."
    evidence = FakeEvidence(meaning_hits={text: (MeaningHit(24, 47, Criterion.PRIVATE, 0.9),)})
    assert [finding.where for finding in PRIVATE.find(Post(text), context(evidence))] == [TextSpan(24, 47)]
