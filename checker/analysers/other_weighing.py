"""Does more speak for a child than against one, where a full name that is in no register stands?

The signs and their weights are data (`data/name_signs.toml`); what the shape of the name says is weighed here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.analysers.name_judgement import is_childs_role
from checker.analysers.name_signs import AFTER, BEFORE, Surroundings, signs
from checker.analysers.name_words import Case, Gap, WordRow
from checker.analysers.other_candidates import LISTED_BIRTHS, Candidate
from checker.analysers.other_grown_ups import grown_up_after
from checker.analysers.other_judgement import (
    DAYS_AND_PLACES,
    is_attached,
    is_no_person,
    is_public,
    is_word,
)
from checker.analysers.word_lists import adult_words, first_names, older_names, word_surnames
from checker.core.evidence import ParsedText
from checker.core.folding import fold

# Weights of what the name itself and its neighbours say, in the points of name_signs.toml; chosen on the same posts.
ATTACHED = 5
"""A year, a class or an age stands at the name."""
NAMED = 2
"""The words have the shape of a person's name; one weak sign against it is not enough."""
FROM_A_LIST = 1
"""Written like a name in a register, a family or a nickname: a shape that only people write."""
ORDINARY = -2
"""The first of the words is an ordinary one and rarely a name: "Potato Gandalf"."""
GOES_ON = -2
"""More words in capitals follow or go before in the same run: a title, a dish, a place."""
BESIDE_PUBLIC = -3
"""Named in one breath with somebody whom everybody knows."""
IN_CAPITALS = -4
"""Both in capitals, an ordinary word at the end and no first name at the beginning: a heading."""
MOST_WEIGHED = 1_000
"""Names of one passage that are weighed, 1.6 ms each at worst; a pasted list of more is asked about as it is."""
SENTENCE = 240
POST = 600
"""Characters each way that a sign may be looked for: the rest of a long text speaks of others, and costs time."""
REACH = 12
"""Words each way among which somebody public in the same list may stand."""
ENOUGH_PRAISE = 3
"""Points of signs for a child, and none against, that make a listed first name and a surname one."""
NUMBERED = -5
"""The last word counts a monarch or a form: "Henry VIII"."""
PLURAL = -2
"""The last word is an ordinary one in the plural and no usual surname: "Teddy Bears", "Bradley Bats"."""
NO_SURNAME = -4
"""The last word is nobody's: a virtue, a firm's trade, a campaign."""
TRADE = -5
"""The name begins with what somebody does for a living: "Bassoonist Marguerite Plowden"."""
_NUMERAL = re.compile(r"[IVX]{2,}$")
_TRADE = re.compile(
    r"(?:\w{3,}(?:[rntdlcyo]ist|ologist|ographer|ician|onomer)|barrister|solicitor|magistrate|plumber|builder|carpenter|"
    r"baker|butcher|fisherman|postman|postwoman|paramedic|nurse|doctor|dentist|vet|engineer|architect|designer|"
    r"photographer|potter|sculptor|author|poet|illustrator|composer|conductor|storyteller|drummer|dancer|actor|"
    r"governor|trustee|chaplain|curate|rector|deacon|verger|gardener|blacksmith|farrier|shepherd|ranger|zookeeper|"
    r"beekeeper|lifeguard|firefighter|soldier|sailor|airman|private|stoker|gunner|sapper|rifleman|corporal|lollipop)$"
)
_NO_SURNAMES = frozenset(
    "awareness unlimited motors sendoff aces warriors explorers adventurers superstars champions smashers legends "
    "coaching scaffolding perseverance curiosity courage kindness resilience respect honesty teamwork determination "
    "creativity independence responsibility friendship fundraiser headlines update updates reminder bulletin gazette "
    "menu timetable rota raffle tombola hamper bingo quiz bonanza extravaganza workshop workshops performance wynd "
    "brae vennel pantry larder deli bistro tearooms tearoom garage tyres carpets windows removals tours travel "
    "opticians pharmacy dental ltd council councillors ambassadors monitors buddies prefects captains ensemble "
    "orchestra quartet quintet trio band singers players choir chorale hedgehog bear bunny rabbit mouse duckling "
    "squirrel penguin giraffe elephant tiger monkey dragon caterpillar snowman scarecrow pudding crumble licence "
    "licences slam forestry quarry quarries aggregates timber joinery plumbing heating roofing electrical electrics "
    "engineering logistics haulage dairy dairies creamery brewery".split()
)
_VERB = re.compile(r" (?!(?:and|or|were|are|in|of|the|to|for|with|who|from|on|at)\b)[a-z]+")


def speaks_for_a_child(row: WordRow, candidate: Candidate, parsed: ParsedText, class_words: frozenset[str]) -> bool:
    """True unless the signs around the name outweigh what speaks for a child. Names in tags have no sentence."""
    first, last = row.words[candidate.start], row.words[candidate.stop - 1]
    if first.is_tagged:
        return True
    return _score(row, candidate, parsed) + ATTACHED * is_attached(row, first.start, last.end, class_words) > 0


def find_told_of(row: WordRow, parsed: ParsedText, class_words: frozenset[str]) -> Iterator[Candidate]:
    """A listed first name and a surname of which the words around say that a child did something or was praised."""
    weighed = 0
    for place in range(len(row.words) - 1):
        first, last = row.words[place], row.words[place + 1]
        if first.case is not Case.CAPITAL or last.case is not Case.CAPITAL or first.is_tagged or weighed > MOST_WEIGHED:
            continue
        births = first_names().get(first.key, 0)
        is_plain = is_word(last.key) and (is_word(first.key) or last.key.endswith("s"))
        if births < LISTED_BIRTHS or is_plain or row.gap(place, place + 1) is not Gap.SPACE:
            continue
        candidate = Candidate(place, place + 2, place, place + 1)
        is_other = is_public(row, place, place + 1) or is_no_person(row, place, place + 1, class_words)
        is_other = is_other or first.key in older_names() or grown_up_after(row, place + 1)
        weighed += not is_other
        if not is_other and _praise(row, candidate, parsed) >= ENOUGH_PRAISE:
            yield candidate


def _praise(row: WordRow, candidate: Candidate, parsed: ParsedText) -> int:
    """What speaks for a child, where nothing speaks against it."""
    around = _surroundings(row, candidate, parsed)
    praise = sum(sign.weight for sign in signs() if sign.weight > 0 and sign.holds(around))
    if praise < ENOUGH_PRAISE or _neighbours(row, candidate) < 0:
        return 0
    return 0 if any(sign.weight < 0 and sign.holds(around) for sign in signs()) else praise


def _score(row: WordRow, candidate: Candidate, parsed: ParsedText) -> int:
    around = _surroundings(row, candidate, parsed)
    told = sum(sign.weight for sign in signs() if sign.holds(around))
    return told + _shape(row, candidate) + _neighbours(row, candidate)


def _surroundings(row: WordRow, candidate: Candidate, parsed: ParsedText) -> Surroundings:
    folded = fold(parsed.text)
    start, end = row.words[candidate.start].start, row.words[candidate.stop - 1].end
    sentence = parsed.sentence_at(folded.offsets[start])
    begin, stop = bisect_left(folded.offsets, sentence.start), bisect_left(folded.offsets, sentence.end)
    before, after = row.folded[max(begin, start - BEFORE) : start], row.folded[end : end + AFTER]
    before = "" if _opens_a_clause(before, after) else before
    told = row.folded[max(begin, start - SENTENCE) : min(stop, end + SENTENCE)]
    return Surroundings(before, after, told, row.folded[max(0, start - POST) : end + POST])


def _opens_a_clause(before: str, after: str) -> bool:
    """ "Inspired by Zora Blake, Ada Quill painted": what goes before the comma is about somebody else."""
    return before.endswith(", ") and bool(_VERB.match(after))


def _shape(row: WordRow, candidate: Candidate) -> int:
    """What the words of the name say: whether the first is an ordinary word, whether they are a heading."""
    first = row.words[candidate.first]
    births = first_names().get(first.key, 0)
    score = NAMED
    score += FROM_A_LIST * (candidate.first > candidate.start or candidate.first_stop <= candidate.first)
    score += ORDINARY * (is_word(first.key) and births < LISTED_BIRTHS)
    is_heading = first.case is Case.UPPER and births < LISTED_BIRTHS and is_word(row.words[candidate.stop - 1].key)
    return score + IN_CAPITALS * is_heading + _ends(row, candidate)


def _ends(row: WordRow, candidate: Candidate) -> int:
    """What the first and the last word say: a trade, a numeral, a plural, a word that nobody is called."""
    first, last = row.words[candidate.start], row.words[candidate.stop - 1]
    is_plural = last.key.endswith("s") and is_word(last.key) and last.key not in word_surnames()
    is_trade = bool(_TRADE.match(first.key)) and first_names().get(first.key, 0) < LISTED_BIRTHS
    score = NUMBERED * bool(_NUMERAL.match(last.text)) + PLURAL * is_plural
    return score + NO_SURNAME * (last.key in _NO_SURNAMES) + TRADE * is_trade


def _neighbours(row: WordRow, candidate: Candidate) -> int:
    place, last = candidate.start, candidate.stop - 1
    goes_on = _is_capital(row, last, last + 1) or _is_capital(row, place - 1, place, before=True)
    start, end = row.words[place].start, row.words[last].end
    is_subject = _opens_a_clause(row.folded[max(0, start - BEFORE) : start], row.folded[end : end + AFTER])
    is_trade = place > 0 and row.gap(place - 1, place) is Gap.SPACE and _is_trade(row, place - 1)
    return (
        TRADE * is_trade + GOES_ON * goes_on + BESIDE_PUBLIC * (not is_subject and _is_beside_public(row, place, last))
    )


def _is_trade(row: WordRow, place: int) -> bool:
    """ "Barrister ...", "architect ...": what a grown-up does; "our captain" and "his sister" are children."""
    word = row.words[place]
    is_listed = word.key in adult_words() and not is_childs_role(row, place)
    is_named = word.case is Case.CAPITAL and bool(_TRADE.match(word.key)) and word.key not in first_names()
    return (is_listed or is_named) and not row.folded.startswith("'s", word.end)


def _is_capital(row: WordRow, left: int, right: int, *, before: bool = False) -> bool:
    """The neighbour is written with a capital in the same run, and is no day, class or start of a sentence."""
    if left < 0 or right >= len(row.words) or row.gap(left, right) is not Gap.SPACE:
        return False
    word = row.words[left if before else right]
    if word.case is not Case.CAPITAL or not word.text[1:].islower() or word.key in DAYS_AND_PLACES:
        return False
    return not before or (left > 0 and row.gap(left - 1, left) in (Gap.SPACE, Gap.COMMA))


def _is_beside_public(row: WordRow, place: int, last: int) -> bool:
    """A name that everybody knows stands in the same list, joined by commas or "and"."""
    return any(_is_listed_near(row, at, step) for at, step in ((place, -1), (last, 1)))


def _is_listed_near(row: WordRow, at: int, step: int) -> bool:
    for here in range(at + step, at + step * REACH, step):
        if not 0 <= here < len(row.words) - 1:
            return False
        word = row.words[here]
        if word.case is Case.LOWER and word.key not in ("and", "or", "the", "of", "de", "la", "van", "von"):
            return False
        gap = row.gap(min(here, here - step), max(here, here - step))
        if gap not in (Gap.SPACE, Gap.COMMA, Gap.JOINED):
            return False
        if is_public(row, here, here + 1):
            return True
    return False
