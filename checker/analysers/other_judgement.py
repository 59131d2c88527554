"""Is what reads like a child's name really an adult, somebody public, a place, or nobody?"""

from __future__ import annotations

import re

from checker.analysers.name_judgement import ADULT_TITLES, is_childs_role, title_before
from checker.analysers.name_words import Case, Gap, WordRow
from checker.analysers.other_candidates import Candidate
from checker.analysers.other_grown_ups import grown_up_after, is_in_staff_list
from checker.analysers.word_lists import (
    adult_words,
    common_words,
    first_names,
    history_words,
    known_names,
    older_names,
    other_words,
    place_words,
    plain_key,
)
from checker.core.evidence import ParsedText
from checker.core.folding import fold

BELOVED_WORD_BIRTHS = 3000
"""Births from which a word is a first name before it is a word: Poppy, Ruby and Grace, not Angel or Red."""
USUAL_NAME_BIRTHS = 200
"""Births in 2019 to 2024 from which a first name alone suggests a child: "Theo" has thousands, "Gary" under forty."""
WORD_NAME_BIRTHS = 20
"""Births below which a first name that is also a word is a word: "Cloud" has fewer, "Marigold" more."""
SMALL_LETTER_BIRTHS = 1000
"""Births from which a first name in small letters is believed in a text that has capitals."""
LONGEST_SHORT_NAME = 2
"""Letters of names that only look like words, as in "Ai", "Mo", "Ng": two letters are a word to any list of tweets."""
NEARBY = 40
"""Words of the sentence, each way, that may say whom a name belongs to: longer sentences are lists."""
LONG_AGO_AROUND = 200
"""Characters, each way, in which a year before 2006 makes a name somebody's from history."""
FURTHER_WORDS = 2
"""Words after a name that may be part of somebody's whom everybody knows: "Walter de" is "la Mare"."""
WORDS_OF_A_PLACE = 3
"""Words after a name that may be a place's: "Playing Fields", "Memorial Recreation Ground"."""
_TITLES = ADULT_TITLES | {"miss", "st", "saint"}
DAYS_AND_PLACES = frozenset(
    "spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december christmas easter england wales scotland ireland britain "
    "london english welsh irish year reception nursery class team school primary ks eyfs pta send sats "
    "mon tue tues wed weds thu thur thurs fri cymru gymru nghymru cymraeg gymraeg cymreig diolch hapus prynhawn bore "
    "kurdish sorani pashto tigrinya urdu punjabi gujarati bengali sylheti farsi arabic romanian".split()
)
_GROUP = r"(?:year (?:[1-6]|one|two|three|four|five|six)|y[1-6]|reception|nursery|preschool|eyfs|ks[12])"
_BEFORE_A_CHILD = re.compile(
    rf"(?:{_GROUP}(?:'s)?(?: (?:pupil|child|star|boy|girl|superstar|champion|winner))?"
    r"|(?<!former )pupils?|number (?:nine|ten|seven|\d{1,2})"
    r"|(?:boy|girl|son|daughter|sister|brother|cousin|grandson|granddaughter|classmate|friend)"
    r"|star of the week|player of the match|(?:our|their|new) (?:captain|goalkeeper|striker|keeper)|"
    r"aged \d{1,2})[,:]?\s+\W{0,3}$",
    re.IGNORECASE,
)
_AFTER_A_CHILD = re.compile(
    rf"\s*(?:, aged (?:[3-9]|1[01])\b|\(?\s*(?:aged )?(?:[3-9]|1[01])\b(?! ?[:.]\d)|\(\s*{_GROUP}"
    rf"|,? (?:in|from|of) (?:our )?{_GROUP}|, {_GROUP}|'s (?:mum|dad|mummy|daddy|parents|nan|family|teacher))",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(r"\b(?:1[0-9]{3}|19\d\d|200[0-5])s?\b|\bcentury\b", re.IGNORECASE)
_BYLINE = re.compile(r"(?:\bby|['\"’”] ?[-,]?|\bst\.?|\bthe)\s+$", re.IGNORECASE)
# What a child in a post made or did; "written by" and a title in quotes are an author's.
_MADE_BY = re.compile(
    r"\b(?:drawings?|pictures?|paintings?|artwork|cards?|made|baked|drawn|designed|posters?|models?|photos?|taken|grown|goals?"
    r"|scored|headers?|reports?|prayers?|work|cakes?|won) by\s+$",
    re.IGNORECASE,
)
_FAMILY_TITLES = frozenset(
    "nanny nana nan gran granny grandma grandad grandpa auntie aunty aunt uncle santa maid guru baby".split()
)
_SEASON_NAMES = frozenset("summer autumn april may june august".split())
_PARENTS = frozenset("dad daddy mummy nanny".split())


def stands(row: WordRow, guess: Candidate, parsed: ParsedText, class_words: frozenset[str]) -> bool:
    """True if nothing speaks against the language model, which took these words for a child's full name."""
    place, last = guess.start, guess.stop - 1
    first, surname = row.words[place], row.words[last]
    is_child_of_season = first.key in _SEASON_NAMES and not is_word(surname.key)
    if is_public(row, place, last) or first.key in _FAMILY_TITLES or is_in_staff_list(row, first.start):
        return False
    if is_no_person(row, place, last, class_words) and not is_child_of_season:
        return False
    keys = {word.key for word in row.words[place : last + 1]}
    is_label = first.is_tagged and any(is_word(word.key) for word in row.words[place + 1 : last + 1])
    if (
        keys & other_words()
        or is_label  # "victoria-park-map.pdf"; names of two words in a tag are looked for on their own
        or _has_digit(row.folded[first.start : surname.end + 1])
        or not _is_written_alike(row, guess)
    ):
        return False
    if is_attached(row, first.start, surname.end, class_words):
        return True
    is_name = first_names().get(row.words[guess.first].key, 0) >= WORD_NAME_BIRTHS
    is_one = guess.is_child or (is_name and _is_one_first_name(row, guess))
    if not is_one or (not guess.is_child and is_adult_or_history(row, parsed, place, last)):
        return False
    is_beloved = first_names().get(first.key, 0) >= BELOVED_WORD_BIRTHS and guess.is_child
    is_beloved = is_beloved and not surname.key.endswith("s")  # "Daisy Chains", "Rose Petals"
    is_own_words = is_word(first.key) and not is_beloved and (is_word(surname.key) or not is_name)
    return not (is_own_words or _is_grown_up(row, guess) or is_long_ago(row, parsed, place))


def _is_one_first_name(row: WordRow, guess: Candidate) -> bool:
    """A listed first name that is no ordinary word, then a surname."""
    words = row.words[guess.start : guess.stop]
    return len(words) == 2 and not is_word(words[0].key) and not is_word(words[1].key)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_written_alike(row: WordRow, guess: Candidate) -> bool:
    """All words but short particles are written the same way; small letters count only where the text has no others."""
    words = [word for word in row.words[guess.start : guess.stop] if len(word.key) > 3 or word.case is not Case.LOWER]
    cases = {word.case for word in words} - {Case.INITIAL}
    if guess.first > guess.start or row.words[guess.start].is_tagged:
        return Case.LOWER not in cases or len(cases) == 1
    if Case.LOWER not in cases:
        return True
    births = first_names().get(row.words[guess.start].key, 0)
    is_plain = any(is_word(word.key) for word in words)
    return cases == {Case.LOWER} and not is_plain and (not row.has_capitals or births >= SMALL_LETTER_BIRTHS)


def is_word(key: str) -> bool:
    """An ordinary word, or one with an ending: "plants", "dancers"."""
    forms = (key, key.removesuffix("s"), key.removesuffix("es"))
    return len(key) > LONGEST_SHORT_NAME and any(form in common_words() for form in forms)


def _is_grown_up(row: WordRow, guess: Candidate) -> bool:
    """A role stands right beside the name, the first name is of an older generation, or the words after say so."""
    place, last = guess.start, guess.stop - 1
    if row.words[guess.first].key in older_names() and first_names().get(row.words[guess.first].key, 0) < 1000:
        return True
    before = row.words[place - 1] if place and row.gap(place - 1, place) in (Gap.SPACE, Gap.COMMA) else None
    if (
        before
        and (before.key in adult_words() or before.key in _PARENTS)
        and not is_childs_role(row, place - 1)
        and not row.folded[before.end :].startswith("'s")
    ):
        return True
    after = row.words[last + 1] if last + 1 < len(row.words) and row.gap(last, last + 1) is Gap.COMMA else None
    return bool((after and after.key in adult_words()) or grown_up_after(row, last) or _is_byline(row, place))


def _is_byline(row: WordRow, place: int) -> bool:
    """ "reading Wolf Brother by ...": a book's author."""
    before = row.folded[max(0, row.words[place].start - 60) : row.words[place].start]
    words = {plain_key(word) for word in before.split()}
    if not before.endswith("by ") or _MADE_BY.search(before):
        return False
    return bool(words & history_words()) or before.removesuffix("by ").rstrip()[-1:] in ("'", '"')


def is_no_person(row: WordRow, place: int, last: int, class_words: frozenset[str]) -> bool:
    first, surname = row.words[place], row.words[last]
    if first.key in class_words and surname.key in class_words:
        return True
    if (
        first.key in _TITLES
        or {first.key, surname.key} & DAYS_AND_PLACES
        or (surname.key in place_words() and row.gap(last - 1, last) is not Gap.JOINED)
        or len(surname.key) < 2
    ):
        return True
    if _is_titled(row, place):
        return True
    if last + 1 >= len(row.words) or row.gap(last, last + 1) is not Gap.SPACE:
        return False
    return _is_followed_by_place(row, last)


def _is_followed_by_place(row: WordRow, last: int) -> bool:
    """ "... Library", "... Playing Fields": words in capitals follow that make the name a place's or an occasion's."""
    for at in range(last + 1, min(last + 1 + WORDS_OF_A_PLACE, len(row.words))):
        if row.gap(at - 1, at) is not Gap.SPACE or row.words[at].case is Case.LOWER:
            return False
        if row.words[at].key in place_words():
            return True
    return False


def _is_titled(row: WordRow, place: int) -> bool:
    """An adult's title, or "Miss", stands before; "Little Miss Ada Quill" is a child."""
    if title_before(row, place):
        return True
    title = row.words[place - 1].key if place else ""
    is_little = place > 1 and row.words[place - 2].key in ("little", "young")
    return title in ("miss", "st", "saint") and row.gap(place - 1, place) in (Gap.SPACE, Gap.DOT) and not is_little


def is_public(row: WordRow, place: int, last: int) -> bool:
    """The words, with those right beside them or without, are somebody or something that everybody knows."""
    starts = range(place - 1 if place and row.gap(place - 1, place) in (Gap.SPACE, Gap.JOINED) else place, place + 1)
    ends = range(last + 1, min(last + 1 + FURTHER_WORDS, len(row.words)) + 1)
    keys = ("".join(word.key for word in row.words[start:end]) for start in starts for end in ends)
    return any(key in known_names() or key.removesuffix("s") in known_names() for key in keys)


def is_attached(row: WordRow, start: int, end: int, class_words: frozenset[str]) -> bool:
    """A year, a class or an age belongs to this very name."""
    before, after = row.folded[max(0, start - 60) : start], row.folded[end : end + 30]
    if _BEFORE_A_CHILD.search(before) or _AFTER_A_CHILD.match(after):
        return True
    belongs = re.match(r",? (?:in|from|of) (\w+)|\s?\((\w+)[,)]|, (\w+)[ ,.]", after)
    word = next((group for group in belongs.groups() if group), "") if belongs else ""
    return bool(word) and word[0].isupper() and plain_key(word) in class_words


def heads_a_child(row: WordRow, start: int) -> bool:
    before = row.folded[max(0, start - 60) : start].lower()
    return any(cue in before for cue in ("star", "week", "award", "winner", "certificate", "pupil", "congratulations"))


def is_adult_or_history(row: WordRow, parsed: ParsedText, place: int, last: int) -> bool:
    """The sentence speaks of an adult, a book, or a life long ago."""
    folded = fold(parsed.text)
    sentence = parsed.sentence_at(folded.offsets[row.words[place].start])
    nearby = row.words[max(0, place - NEARBY) : place] + row.words[last + 1 : last + NEARBY]
    about = {word.key for word in nearby if sentence.start <= folded.offsets[word.start] < sentence.end}
    if place and is_childs_role(row, place - 1):
        about.discard(row.words[place - 1].key)
    about |= {key.removesuffix("s") for key in about}
    if about & (adult_words() | history_words()):
        return True
    start = row.words[place].start
    before = row.folded[max(0, start - 30) : start]
    if _BYLINE.search(before) and not _MADE_BY.search(before):
        return True
    return is_long_ago(row, parsed, place)


def is_long_ago(row: WordRow, parsed: ParsedText, place: int) -> bool:
    start = fold(parsed.text).offsets[row.words[place].start]
    sentence = parsed.sentence_at(start)
    around = parsed.text[max(sentence.start, start - LONG_AGO_AROUND) : sentence.end]
    return bool(_LONG_AGO.search(around[: 2 * LONG_AGO_AROUND]))
