"""Word rules as values: what they match, what excuses them, and the examples they must pass to be loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checker.core.evidence import ParsedText, Span
from checker.core.finding import Severity
from checker.core.folding import Folded, fold

TOPIC_REACH = 2
"""How many sentences before still say what a short remark is about, like a "he" or "she" (`SENTENCES_BACK`)."""
_LONG_BLANK = re.compile(r"\s{4,}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A word rule: any of `patterns` in a sentence that also holds each of `also`, unless it holds one of `unless`.

    Nor does it speak where the sentence, or one of the two before it, holds one of `topic`: "Sunflower results! The
    tallest in Year 2 is Nia's."
    """

    id: str
    check: str
    severity: Severity
    says: str
    remedy: str
    source: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    flag: tuple[str, ...]
    leave: tuple[str, ...]
    needles: tuple[tuple[str, ...], ...] = ()
    """For each pattern, lower-case strings of which a match must hold one; empty where any text may match."""
    also: tuple[re.Pattern[str], ...] = ()
    topic: tuple[re.Pattern[str], ...] = ()

    def patterns_for(self, lowered: str) -> Iterator[re.Pattern[str]]:
        """The patterns that can match this lower-case text at all: a search for letters is far cheaper than theirs."""
        for number, pattern in enumerate(self.patterns):
            wanted = self.needles[number] if self.needles else ()
            if not wanted or any(needle in lowered for needle in wanted):
                yield pattern


@dataclass(frozen=True, slots=True)
class RuleHit:
    """Where a rule matched, in code points of the passage as written."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All word rules, each proven on its own examples before it is used."""

    rules: tuple[Rule, ...]
    unread: Mapping[str, Callable[[], tuple[Rule, ...]]] = field(default_factory=dict)
    """For each check whose rules are read when it first asks: how to read them. A photo asks for few of them."""

    @property
    def checks(self) -> frozenset[str]:
        """The checks that have rules."""
        return frozenset(rule.check for rule in self.rules) | self.unread.keys()

    def need(self, check: str) -> None:
        """Raises: LookupError, when there is no rule for this check: without rules nothing was checked."""
        if check not in self.checks:
            raise LookupError(f"There are no rules for {check}.")

    def of(self, check: str) -> tuple[Rule, ...]:
        """The rules of this check. Raises what reading them raises: a rule that is no good is never left out."""
        late = self.unread[check]() if check in self.unread else ()
        return *(rule for rule in self.rules if rule.check == check), *late

    def hits(self, check: str, parsed: ParsedText) -> Iterator[RuleHit]:
        """Where the rules of this check match, rule by rule; overlapping hits of one rule only once."""
        folded = _close(fold(parsed.text))
        lowered = folded.text.lower()
        for rule in self.of(check):
            excused: dict[Span, bool] = {}  # a sentence is searched for an excuse once, however often it matches
            for start, end in _matches(rule, folded.text, lowered):
                span = Span(folded.offsets[start], folded.original_end(end))
                sentence = parsed.sentence_at(span.start)
                if sentence not in excused:
                    words = _close(fold(parsed.text[sentence.start : sentence.end])).text
                    excused[sentence] = _is_excused(rule, words) or _is_on_topic(rule, parsed, sentence)
                if not excused[sentence]:
                    yield RuleHit(rule, span.start, span.end)


def _close(folded: Folded) -> Folded:
    """Long runs of blanks as one (a line break, if there is one): patterns take them quadratic time, 68 s for 100,000
    line breaks, and nobody should slip a word past a pattern by pressing the space bar."""
    kept: list[int] = []
    reached = 0
    for run in _LONG_BLANK.finditer(folded.text):
        line_break = run.group().find("\n")
        kept += [*range(reached, run.start()), run.start() + max(line_break, 0)]
        reached = run.end()
    if not kept:
        return folded
    kept += range(reached, len(folded.text))
    text = "".join(folded.text[place] for place in kept)
    offsets, ends = (tuple(places[place] for place in kept) for places in (folded.offsets, folded.ends))
    return Folded(text, offsets, ends)


def _matches(rule: Rule, text: str, lowered: str) -> Iterator[tuple[int, int]]:
    reached = -1
    spans = sorted(match.span() for pattern in rule.patterns_for(lowered) for match in pattern.finditer(text))
    for start, end in spans:
        if start >= reached and end > start:
            yield start, end
            reached = end


def _is_excused(rule: Rule, sentence: str) -> bool:
    is_whole = all(pattern.search(sentence) for pattern in rule.also)
    return not is_whole or any(pattern.search(sentence) for pattern in rule.unless)


def _is_on_topic(rule: Rule, parsed: ParsedText, sentence: Span) -> bool:
    """Whether what the rule measures or counts is something else's, as this sentence or those before it say."""
    if not rule.topic:
        return False
    start = sentence.start
    for _ in range(TOPIC_REACH):
        before = parsed.text[:start].rstrip()
        if not before:
            break
        start = parsed.sentence_at(len(before) - 1).start
    words = _close(fold(parsed.text[start : sentence.end])).text
    return any(pattern.search(words) for pattern in rule.topic)
