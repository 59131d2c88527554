"""Rule files: read strictly, proven on their own examples, refused with a sentence that says what to mend."""

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from checker.checks import CHECK_IDS
from checker.core.evidence import ParsedText, Span
from checker.core.finding import Severity
from checker.core.rules import Rule, RuleBook, RuleHit
from checker.rules import RuleFileError, load_rules, rules_when_asked
from checker.rules.needles import needles
from tests.fakes import parse

GOOD = """
check = "tone.insult"
source = "a policy"
[[rule]]
id = "insult.clown"
severity = "block"
says = "This mocks somebody."
remedy = "Take it out."
any = ['\\bclowns?\\b']
unless = ['\\bcircus\\b']
flag = ["what a clown", "those clowns"]
leave = ["the circus clown", "a crown"]
"""
BOOK = load_rules(CHECK_IDS)


def load(folder: Path, text: str) -> RuleBook:
    (folder / "made_up.toml").write_text(text, encoding="utf-8")
    return load_rules(frozenset({"tone.insult"}), folder)


def hits(book: RuleBook, check: str, text: str) -> list[RuleHit]:
    return list(book.hits(check, ParsedText(text, (), (Span(0, len(text)),))))


def test_a_good_file_becomes_a_rule(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, GOOD).rules
    assert (rule.id, rule.check, rule.severity, rule.source, rule.flag, rule.leave) == (
        "insult.clown",
        "tone.insult",
        Severity.BLOCK,
        "a policy",
        ("what a clown", "those clowns"),
        ("the circus clown", "a crown"),
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('check = "tone.insult"', 'check = "tone.other"', "made_up.toml: there is no check 'tone.other'"),
        ('source = "a policy"', "", "made_up.toml: 'source' is missing or empty"),
        ('source = "a policy"', 'source = "a"\ncolour = "red"', "made_up.toml: unknown key 'colour'"),
        (
            'source = "a policy"',
            'source = "a"\nwords = "clown"',
            "made_up.toml: write the families of words as a [words]",
        ),
        ("'\\bclowns?\\b'", "'\\b%fools%\\b'", "there is no family of words called 'fools'"),
        ('says = "This', 'sais = "x"\nsays = "This', "rule 'insult.clown': unknown key 'sais'"),
        ('severity = "block"', 'severity = "fatal"', "rule 'insult.clown': unknown severity 'fatal'"),
        ('remedy = "Take it out."', "", "rule 'insult.clown': 'remedy' is missing or empty"),
        ("['\\bclowns?\\b']", "['(clown']", "rule 'insult.clown': the pattern '(clown' cannot be read"),
        ("['\\bclowns?\\b']", "['(?:clown)?']", "rule 'insult.clown': the pattern '(?:clown)?' matches nothing at all"),
        ('flag = ["what a clown", "those clowns"]', "", "rule 'insult.clown': 'flag' is missing or empty"),
        ('leave = ["the circus clown", "a crown"]', "", "rule 'insult.clown': 'leave' is missing or empty"),
        ('"those clowns"]', "]", "rule 'insult.clown': give at least 2 examples in 'flag'"),
        ('"those clowns"]', '"those jokers"]', "rule 'insult.clown': does not flag its own example 'those jokers'"),
        ('"a crown"]', '"a clown"]', "rule 'insult.clown': flags 'a clown', which it must leave"),
        ("[[rule]]", "[rule]", "made_up.toml: write at least one [[rule]]"),
        ('id = "insult.clown"', "id = insult", "made_up.toml is not valid TOML"),
    ],
)
def test_a_bad_file_is_refused_and_says_what_to_mend(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    assert before in GOOD
    with pytest.raises(RuleFileError) as refused:
        load(tmp_path, GOOD.replace(before, after, 1))
    assert sentence in str(refused.value)


def test_rules_read_when_a_check_asks_are_the_same_in_the_same_order() -> None:
    late = rules_when_asked(CHECK_IDS)
    assert (late.rules, late.checks) == ((), BOOK.checks)
    for check in BOOK.checks:
        assert late.of(check) == tuple(rule for rule in BOOK.rules if rule.check == check) == BOOK.of(check)
    assert late.of("no.such_check") == ()


def test_a_bad_rule_breaks_the_check_that_asks_for_it_each_time(tmp_path: Path) -> None:
    (tmp_path / "made_up.toml").write_text(GOOD.replace('"those clowns"]', '"those jokers"]'), encoding="utf-8")
    late = rules_when_asked(frozenset({"tone.insult"}), tmp_path)
    for _ in range(2):
        with pytest.raises(RuleFileError, match="does not flag its own example 'those jokers'"):
            list(hits(late, "tone.insult", "Good morning"))


@pytest.mark.parametrize("text", [GOOD + GOOD[GOOD.index("[[rule]]") :], GOOD.replace("[[rule]]", "[rule]")])
def test_a_file_of_the_wrong_form_is_refused_before_any_check_asks(tmp_path: Path, text: str) -> None:
    (tmp_path / "made_up.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError):
        rules_when_asked(frozenset({"tone.insult"}), tmp_path)


def test_a_rule_id_may_be_used_once_only(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"The rule id 'insult\.clown' is used twice"):
        load(tmp_path, GOOD + GOOD[GOOD.index("[[rule]]") :])


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="There are no rule files"):
        load_rules(frozenset({"tone.insult"}), tmp_path)


def test_every_rule_speaks_in_sentences() -> None:
    spoken = [sentence for rule in BOOK.rules for sentence in (rule.says, rule.remedy)]
    assert [sentence for sentence in spoken if not (sentence[0].isupper() and sentence.endswith("."))] == []


def test_disguised_words_are_matched_where_they_stand() -> None:
    text = "Ünïcôdé! Sign the peti\u200btion today, vоte Labour"
    found = {text[hit.start : hit.end] for hit in hits(BOOK, "politics.side", text)}
    assert found == {"vоte Labour", "Sign the peti\u200btion"}


def test_a_school_with_an_apostrophe_is_marked_whole() -> None:
    found = [(hit.start, hit.end) for hit in hits(BOOK, "exposure.scene", "St Mary’s Primary School won.")]
    assert found == [(0, 24)]


def test_needles_never_hide_a_match() -> None:
    """The gate before the patterns is an economy: with it and without it the same places are found."""
    bare = RuleBook(tuple(replace(rule, needles=()) for rule in BOOK.rules))
    for text in _examples(BOOK.rules):
        for check in {rule.check for rule in BOOK.rules}:
            with_gate = [(hit.rule.id, hit.start, hit.end) for hit in hits(BOOK, check, text)]
            assert with_gate == [(hit.rule.id, hit.start, hit.end) for hit in hits(bare, check, text)]


def _examples(rules: tuple[Rule, ...]) -> list[str]:
    examples = [example for rule in rules for example in rule.flag + rule.leave]
    examples += [example.upper() for example in examples]
    shuffler = random.Random(7)
    return examples + [" ".join(shuffler.sample(examples, 3)) for _ in range(20)]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        (r"\bvot(?:e|es)\s+labour\b", ("labour",)),
        (r"\b(?:petition|rally)s?\b", ("petition", "rally")),
        (r"\b(?:clown|fool)\b|\bidiot\b", ("clown", "fool", "idiot")),
        (r"\b(?:a|an)?\b\w+", ()),
        (r"(?:ab|cd)+x?", ()),
        (r"(?:abc|def)+x?", ("abc", "def")),
    ],
)
def test_needles_are_letters_that_a_match_must_hold(pattern: str, wanted: tuple[str, ...]) -> None:
    assert needles(pattern) == wanted


@pytest.mark.parametrize(
    "noise", ["the council ", "I think ", "some of our parents ", "was a ", "like and share, tag ", "! ", "a."]
)
def test_a_very_long_text_is_read_in_time(noise: str) -> None:
    text = noise * (100_000 // len(noise))
    began = time.perf_counter()
    for check in {rule.check for rule in BOOK.rules}:
        hits(BOOK, check, text)
    assert time.perf_counter() - began < 6.0


def test_a_family_of_words_stands_in_for_its_name_and_may_use_an_earlier_one(tmp_path: Path) -> None:
    words = '[words]\nfool = ["clown", "jester"]\nfools = ["%fool%s?"]\n[[rule]]'
    text = GOOD.replace("[[rule]]", words, 1).replace("clowns?", "%fools%", 1)
    book = load(tmp_path, text)
    assert [(hit.start, hit.end) for hit in hits(book, "tone.insult", "two jesters")] == [(4, 11)]


def test_what_must_also_stand_in_the_sentence_is_asked_for(tmp_path: Path) -> None:
    text = GOOD.replace("unless", "also = ['\\bwhat|those\\b']\nunless", 1)
    book = load(tmp_path, text)
    assert [hits(book, "tone.insult", sentence) != [] for sentence in ("what a clown", "a clown")] == [True, False]


def test_a_topic_two_sentences_before_says_what_is_spoken_of_and_one_three_before_does_not(tmp_path: Path) -> None:
    text = GOOD.replace("unless", "topic = ['\\bpantomime\\b']\nunless", 1)
    rules = tuple(load(tmp_path, text).rules)
    near = parse("Our pantomime is on. It is loud. What a clown.")
    far = parse("Our pantomime is on. It is loud. It is long. What a clown.")
    assert [list(RuleBook(rules).hits("tone.insult", post)) != [] for post in (near, far)] == [False, True]
