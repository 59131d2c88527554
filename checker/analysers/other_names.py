"""Does a text give the full name of a child who is in no register? A guess, so always for a person to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysers.name_judgement import ADULT_TITLES
from checker.analysers.name_words import Case, Gap, Word, WordRow, camel_parts, read_words
from checker.analysers.word_lists import (
    adult_words,
    common_words,
    first_names,
    history_words,
    place_words,
    plain_key,
    public_names,
)
from checker.core.evidence import OtherName, ParsedText
from checker.core.folding import fold

USUAL_NAME_BIRTHS = 200
"""Births in 2019 to 2024 from which a first name alone suggests a child: "Theo" has thousands, "Gary" under forty."""
BELOVED_WORD_BIRTHS = 3000
"""Births from which a word is a first name before it is a word: Poppy, Ruby and Grace, not Angel or Red."""
NEARBY = 40
"""Words of the sentence, each way, that may say whom a name belongs to: longer sentences are lists."""
LONG_AGO_AROUND = 200
"""Characters, each way, in which a year before 2006 makes a name somebody's from history."""
_TITLES = ADULT_TITLES | {"miss", "st", "saint"}
_DAYS_AND_PLACES = frozenset(
    "spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december christmas easter england wales scotland ireland britain "
    "london english welsh irish year reception nursery class team school primary ks eyfs pta send sats".split()
)
_GROUP = r"(?:year (?:[1-6]|one|two|three|four|five|six)|y[1-6]|reception|nursery|preschool|eyfs|ks[12])"
_BEFORE_A_CHILD = re.compile(
    rf"(?:{_GROUP}(?:'s)?(?: (?:pupil|child|star|boy|girl|superstar|champion|winner))?"
    r"|pupils?|number (?:nine|ten|seven|\d{1,2})|(?:boy|girl|son|daughter|sister|brother|cousin|grandson|granddaughter"
    r"|classmate|friend)|star of the week|player of the match|(?:our|their|new) (?:captain|goalkeeper|striker|keeper)"
    r"|aged (?:\d{1,2}))[,:]?\s+\W{0,3}$",
    re.IGNORECASE,
)
_AFTER_A_CHILD = re.compile(
    rf"\s*(?:\(?\s*(?:aged )?(?:[3-9]|1[01])\b(?! ?[:.]\d)|\(\s*{_GROUP}|,? (?:in|from|of) (?:our )?{_GROUP}"
    rf"|, {_GROUP}|'s (?:mum|dad|mummy|daddy|parents|nan|family|teacher|classmates))",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(r"\b(?:1[0-9]{3}|19\d\d|200[0-5])s?\b|\bcentury\b", re.IGNORECASE)
_BYLINE = re.compile(r"(?:\bby|['\"’”] ?[-,]?|\bst\.?|\bthe)\s+$", re.IGNORECASE)
# What a child in a post made or did; "written by" and a title in quotes are an author's.
_MADE_BY = re.compile(
    r"\b(?:drawings?|pictures?|paintings?|artwork|cards?|made|baked|drawn|designed|posters?|models?|photos?|taken|goals?"
    r"|scored|headers?|reports?|prayers?|work|cakes?|won) by\s+$",
    re.IGNORECASE,
)


def find_other_names(parsed: ParsedText, class_words: frozenset[str]) -> Iterator[OtherName]:
    """Full names that look like a child's, in reading order."""
    folded = fold(parsed.text)
    row = _taken_apart(read_words(parsed.text))
    stop_before = 0
    for place in range(len(row.words) - 1):
        if place < stop_before:
            continue
        last = _surname_after(row, place)
        if last and _looks_like_a_child(row, place, last, parsed, class_words):
            stop_before = last + 1
            start = folded.offsets[row.words[place].start]
            first_end = folded.original_end(row.words[place].end)
            yield OtherName(start, folded.original_end(row.words[last].end), first_end)


def _taken_apart(row: WordRow) -> WordRow:
    words: list[Word] = []
    for word in row.words:
        parts = camel_parts(word) if word.is_tagged else ()
        words.extend(parts if len(parts) == 2 else (word,))
    return WordRow(row.folded, tuple(words), row.has_capitals)


def _surname_after(row: WordRow, place: int) -> int | None:
    """Number of the word that may be the surname to the first name at `place`; one middle name is allowed."""
    first, after = row.words[place], row.words[place + 1]
    if first.case not in (Case.CAPITAL, Case.UPPER) or not _continues(row, place):
        return None
    further = place + 2
    if further < len(row.words) and _continues(row, place + 1):
        beyond = row.words[further]
        is_middle = after.key in first_names() or after.case is Case.INITIAL
        if beyond.case is first.case and (is_middle or row.gap(place + 1, further) is Gap.JOINED):
            return further
    return place + 1 if after.case is first.case else None


def _continues(row: WordRow, place: int) -> bool:
    gap = row.gap(place, place + 1)
    return gap in (Gap.SPACE, Gap.JOINED) or (gap is Gap.DOT and row.words[place].case is Case.INITIAL)


def _looks_like_a_child(row: WordRow, place: int, last: int, parsed: ParsedText, class_words: frozenset[str]) -> bool:
    first, surname = row.words[place], row.words[last]
    births = first_names().get(first.key, 0)
    if _is_no_person(row, place, last, class_words) or _is_public(row, place, last):
        return False
    attached = _is_attached(row, first.start, surname.end, class_words)
    has_word = first.key in common_words() or surname.key in common_words()
    if first.case is Case.UPPER and not attached and (has_word or not _heads_a_child(row, first.start)):
        return False
    if surname.key in common_words():
        return attached and first.key not in common_words() and births >= USUAL_NAME_BIRTHS
    if attached and not has_word:
        return True
    enough = BELOVED_WORD_BIRTHS if first.key in common_words() else USUAL_NAME_BIRTHS
    return births >= enough and (attached or not _is_adult_or_history(row, parsed, place, last))


def _is_no_person(row: WordRow, place: int, last: int, class_words: frozenset[str]) -> bool:
    first, surname = row.words[place], row.words[last]
    if first.key in class_words and surname.key in class_words:
        return True
    if (
        first.key in _TITLES
        or {first.key, surname.key} & _DAYS_AND_PLACES
        or surname.key in place_words()
        or len(surname.key) < 2
    ):
        return True
    if place and row.words[place - 1].key in _TITLES and row.gap(place - 1, place) in (Gap.SPACE, Gap.DOT):
        return True
    if last + 1 >= len(row.words) or row.gap(last, last + 1) is not Gap.SPACE:
        return False
    after = row.words[last + 1]
    return after.case is not Case.LOWER and after.key in place_words()


def _is_public(row: WordRow, place: int, last: int) -> bool:
    ends = range(last + 1, min(last + 3, len(row.words) + 1))
    keys = ("".join(word.key for word in row.words[place:end]) for end in ends)
    return any(key in public_names() or key.removesuffix("s") in public_names() for key in keys)


def _is_attached(row: WordRow, start: int, end: int, class_words: frozenset[str]) -> bool:
    """A year, a class or an age belongs to this very name."""
    before, after = row.folded[max(0, start - 60) : start], row.folded[end : end + 30]
    if _BEFORE_A_CHILD.search(before) or _AFTER_A_CHILD.match(after):
        return True
    belongs = re.match(r",? (?:in|from|of) (\w+)|\s?\((\w+)[,)]|, (\w+)[ ,.]", after)
    word = next((group for group in belongs.groups() if group), "") if belongs else ""
    return bool(word) and word[0].isupper() and plain_key(word) in class_words


def _heads_a_child(row: WordRow, start: int) -> bool:
    before = row.folded[max(0, start - 60) : start].lower()
    return any(cue in before for cue in ("star", "week", "award", "winner", "certificate", "pupil", "congratulations"))


def _is_adult_or_history(row: WordRow, parsed: ParsedText, place: int, last: int) -> bool:
    """The sentence speaks of an adult, a book, or a life long ago."""
    folded = fold(parsed.text)
    sentence = parsed.sentence_at(folded.offsets[row.words[place].start])
    nearby = row.words[max(0, place - NEARBY) : place] + row.words[last + 1 : last + NEARBY]
    about = {word.key for word in nearby if sentence.start <= folded.offsets[word.start] < sentence.end}
    about |= {key.removesuffix("s") for key in about}
    if about & (adult_words() | history_words()):
        return True
    start = row.words[place].start
    before = row.folded[max(0, start - 30) : start]
    if _BYLINE.search(before) and not _MADE_BY.search(before):
        return True
    around = parsed.text[max(sentence.start, folded.offsets[start] - LONG_AGO_AROUND) : sentence.end]
    return bool(_LONG_AGO.search(around[: 2 * LONG_AGO_AROUND]))
