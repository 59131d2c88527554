"""Where in a text is one child meant, by a lone first name or by words that tell who it is?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.children_described import find_described
from checker.analysers.name_judgement import ADULT_TITLES
from checker.analysers.name_words import Case, Gap, WordRow, read_words
from checker.analysers.word_lists import adult_words, common_words, first_names, nicknames, place_words, public_names
from checker.core.evidence import ChildHit, ParsedText
from checker.core.folding import fold

GIVEN_NAME_BIRTHS = 5
"""Births in 2019 to 2024 from which a capitalised word that is no ordinary word counts as a first name."""
WORD_NAME_BIRTHS = 800
"""Births from which an ordinary word with a capital in mid-sentence, or with a person's verb, may be a first name."""
MODEL_NAME_BIRTHS = 100
"""Births from which the language model is believed where it takes an ordinary word for a child."""
_TITLES = (ADULT_TITLES | {"miss", "st", "saint", "auntie", "aunty", "uncle", "aunt"}) - {"brother", "sister", "father"}
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december spring summer autumn winter christmas easter england wales scotland ireland "
    "britain london paris europe india china america english welsh year reception nursery class team school primary "
    "will mark god jesus mary joseph moses noahs ark allah santa father the an a you our your all baby little can "
    "please royal king queen lord boy girl miss mister great new happy well congratulations facebook eid diwali "
    "measles chickenpox mumps norovirus impetigo covid nits flu hayfever tonsillitis "
    "paddington goldilocks gruffalo elmer wally matilda kareem mubarak ramadan roman santa".split()
)
_SEASONS = frozenset("april may june august spring summer autumn will mark".split())
_IN_A_CLASS = re.compile(
    r",? (?:in|from|of|who|aged) (?:Year|Y[1-6]|Reception|Nursery|class|the|has|is)\b", re.IGNORECASE
)
_IN_A_YEAR = re.compile(r",? (?:in|from|of) (?:Year|Y[1-6]|Reception|Nursery)\b", re.IGNORECASE)
_PLACE_BEFORE = frozenset("in at near around through across outside inside into via towards visit visited".split())
_GROUP_AFTER = frozenset("class classes team house group family wood woods room awards award cup prize".split())
_ADULT_NEAR = 3
"""Words after a name among which a role ("Sue, our lollipop lady") makes it an adult's."""
_CROSSING = {("lollipop", "man"), ("lollipop", "lady"), ("lollipop", "woman"), ("crossing", "patrol")}
_APPOSITION = frozenset("our the a an his her their mum dad mummy daddy nan grandad".split())
_KIN = re.compile(
    r"(?:step)?(?:mum|dad|mummy|daddy|nan|gran|grandma|grandad|father|mother|wife|husband|partner|lady|paramedic|dentist)s?$"
)
_PERSON_AFTER = frozenset(
    "has had is was isn't wasn't got gets goes went came comes who who's whose won't can't couldn't needs wears lives "
    "moved left missed made wrote says said told turned turns walks takes spent still only and with hates loves scored "
    "struggles finds told'd will would started starts wants scored".split()
)
_NO_VERBS = frozenset("and with only still".split())
# A life long ago or in a story: the names in its sentence are nobody's at the school.
_STORY = re.compile(
    r"\b(?:character|stor(?:y|ies)|tale|novel|film|fairy ?tale|century|victorians?|author|illustrator|legends? of|myth|"
    r"famous|historical|1[0-9]{3}|200[0-5])\b",
    re.IGNORECASE,
)


def find_children(parsed: ParsedText, class_words: frozenset[str]) -> Iterator[ChildHit]:
    """Lone first names that are in the list of names, and children told apart without one."""
    folded = fold(parsed.text)
    row = read_words(parsed.text)
    stories: dict[int, bool] = {}
    told = {span.start for span in parsed.children}
    adults = {
        word.key for place, word in enumerate(row.words) if _is_introduced(row, place) or _is_public_name(row, place)
    }
    for place, word in enumerate(row.words):
        if word.key in adults:
            continue
        start = folded.offsets[word.start]
        is_sure = _reads_like_a_childs_name(row, place, class_words)
        if is_sure is None and start in told and _is_believed(row, place, class_words):
            is_sure = False
        if is_sure is None:
            continue
        if not _is_story(parsed, start, stories):
            yield ChildHit(start, folded.original_end(word.end), is_named=True, certain=is_sure)
    yield from find_described(folded)


def _is_believed(row: WordRow, place: int, class_words: frozenset[str]) -> bool:
    """The language model took it for a child, and it is a listed first name, or does or owns what a person does."""
    word = row.words[place]
    if word.is_tagged or word.case is not Case.CAPITAL or word.key in _NO_NAMES or word.key in place_words():
        return False
    after = row.words[place + 1] if place + 1 < len(row.words) else None
    goes_on = after is not None and after.case is not Case.LOWER and row.gap(place, place + 1) is Gap.SPACE
    if goes_on or _is_somebody_else(row, place):
        return False
    if word.key in common_words() and word.key not in class_words:
        return first_names().get(word.key, 0) >= MODEL_NAME_BIRTHS
    owns = row.folded[word.end : word.end + 2].lower() == "'s"
    return owns or (after is not None and after.key in _PERSON_AFTER - _NO_VERBS)


def _is_story(parsed: ParsedText, position: int, stories: dict[int, bool]) -> bool:
    sentence = parsed.sentence_at(position)
    if sentence.start not in stories:
        stories[sentence.start] = bool(_STORY.search(parsed.text[sentence.start : sentence.end]))
    return stories[sentence.start]


def _reads_like_a_childs_name(row: WordRow, place: int, class_words: frozenset[str]) -> bool | None:
    """True: a first name. False: a word that is also one. None: no child's name."""
    word = row.words[place]
    births = first_names().get(word.key, 0)
    if births < GIVEN_NAME_BIRTHS and word.key not in nicknames():
        return None
    if (
        (word.key in _NO_NAMES and not (word.key in _SEASONS and _IN_A_CLASS.match(row.folded, word.end)))
        or len(word.key) < 2
        or not _is_written_like_one(row, place)
    ):
        return None
    if _is_somebody_else(row, place):
        return None
    if word.key not in common_words() and word.key not in class_words:
        return True
    return False if births >= WORD_NAME_BIRTHS and _acts_like_one(row, place, class_words) else None


def _is_written_like_one(row: WordRow, place: int) -> bool:
    word = row.words[place]
    if word.is_tagged:
        return False
    if word.case is Case.LOWER:
        return not row.has_capitals and word.key not in common_words()
    return word.case in (Case.CAPITAL, Case.UPPER)


def _is_somebody_else(row: WordRow, place: int) -> bool:
    """An adult, a place, a group, or the first half of a full name (which is another question)."""
    before = row.words[place - 1] if place else None
    close = before is not None and row.gap(place - 1, place) in (Gap.SPACE, Gap.DOT)
    if close and before is not None and (before.key in _TITLES or _is_place(row, place)):
        return True
    if close and before is not None and _is_first_half(row, place - 1):
        return True
    return _is_adult(row, place) or _heads_more(row, place)


def _is_place(row: WordRow, place: int) -> bool:
    """ "In Florence", but not "at Florence's"."""
    end = row.words[place].end
    return row.words[place - 1].key in _PLACE_BEFORE and row.folded[end : end + 2].lower() != "'s"


def _is_first_half(row: WordRow, place: int) -> bool:
    """The word before has a capital in mid-sentence: "Jacqueline Rose"; not "Little Leo", and no hashtag."""
    word = row.words[place]
    return (
        not word.is_tagged
        and word.case is Case.CAPITAL
        and word.key not in common_words()
        and word.key not in _NO_NAMES
    )


def _is_adult(row: WordRow, place: int) -> bool:
    """ "Her mum Joanne", "our caretaker, Dave", "Sue, our lollipop lady"."""
    if place and row.gap(place - 1, place) in (Gap.SPACE, Gap.COMMA):
        before = row.words[place - 1]
        possessive = row.folded[before.end : before.end + 2].lower() == "'s"
        if _is_adult_word(before.key) and not possessive:
            return True
    if place + 1 >= len(row.words) or row.gap(place, place + 1) is not Gap.COMMA:
        return False
    after = row.words[place + 1 : place + 1 + _ADULT_NEAR]
    return bool(after) and after[0].key in _APPOSITION and any(_is_adult_word(word.key) for word in after)


def _is_introduced(row: WordRow, place: int) -> bool:
    """ "Our crossing patrol, Maureen": an adult wherever else the name stands in this text."""
    before = row.words[max(0, place - _ADULT_NEAR - 1) : place]
    if len(before) < 2 or row.gap(place - 1, place) not in (Gap.SPACE, Gap.COMMA):
        return False
    is_role = before[-1].key in adult_words() or (before[-2].key, before[-1].key) in _CROSSING
    return is_role and row.words[place].case is Case.CAPITAL and any(word.key in ("our", "the") for word in before[:-1])


def _is_public_name(row: WordRow, place: int) -> bool:
    """ "Ethel Smyth ... Ethel once conducted": whoever is known by the whole name is meant by half of it."""
    if place + 1 >= len(row.words) or row.gap(place, place + 1) is not Gap.SPACE:
        return False
    return row.words[place].case is Case.CAPITAL and row.words[place].key + row.words[place + 1].key in public_names()


def _is_adult_word(key: str) -> bool:
    return key in adult_words() or bool(_KIN.match(key))


def _heads_more(row: WordRow, place: int) -> bool:
    if place + 1 >= len(row.words) or row.gap(place, place + 1) is not Gap.SPACE:
        return False
    word, after = row.words[place], row.words[place + 1]
    if row.folded[word.end : word.end + 1] == "'":
        return False
    if after.key in _GROUP_AFTER or word.key + after.key in public_names():
        return True
    return (
        after.case in (Case.CAPITAL, Case.UPPER)
        and word.case is Case.CAPITAL
        and (after.key not in common_words() or after.key in place_words() or after.key.endswith("s"))
    )


def _acts_like_one(row: WordRow, place: int, class_words: frozenset[str]) -> bool:
    word = row.words[place]
    if word.case is not Case.CAPITAL:
        return False
    before = row.words[place - 1] if place else None
    gap = row.gap(place - 1, place) if before is not None else Gap.APART
    after = row.words[place + 1].key if place + 1 < len(row.words) else ""
    acts = row.folded[word.end : word.end + 2].lower() == "'s" or after in _PERSON_AFTER
    if _IN_A_YEAR.match(row.folded, word.end):
        return True
    if word.key in class_words:
        return acts and not (before is not None and before.key in {"in", "from", "of", "for", "to"})
    mid_sentence = gap in (Gap.SPACE, Gap.COMMA) and before is not None and before.case is Case.LOWER
    return acts or (mid_sentence and before is not None and before.key not in {"in", "from", "of", "the", "our", "a"})
