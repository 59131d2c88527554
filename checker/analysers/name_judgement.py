"""Is a name that matched the register really meant, perhaps meant, or only made of the same words?"""

from __future__ import annotations

from checker.analysers.name_index import How, NameIndex
from checker.analysers.name_parts import Pair
from checker.analysers.name_words import Case, Gap, WordRow
from checker.analysers.word_lists import common_words, first_names, place_words, public_names
from checker.core.evidence import NameForm

ADULT_TITLES = frozenset(
    "mr mrs ms mx dr sir dame lord lady prof professor rev reverend revd pc pcso sgt cllr councillor coach captain "
    "corporal colonel sergeant major father brother sister fr canon king queen prince princess saint st "
    "headteacher head principal deputy nurse chef governor".split()
)
_ROLES_OF_CHILDREN = frozenset("brother sister captain king queen prince princess head".split())
_WHOSE = frozenset("our my his her their twin team big little may carnival class football netball rugby house".split())
_DETERMINERS = frozenset("the our this that an a every each new annual at on up near around past visit".split())
_LOCATIVES = frozenset("at in near through around past into across outside inside".split())
_LIST_NAME_BIRTHS = 200
"""Births in six years from which a surname is also a usual first name ("Carter", "Mason") in a list of first names."""
_USUAL_FIRST_NAME_BIRTHS = 3000
"""Births in six years below which two children of one first name and nearly one surname are not to be expected."""
_SYLLABLE = 4  # letters of either half of a name like "Hui-Min" or "Ji-Woo"
_SHORT_SURNAME = 6
"""Letters. A shorter surname one slip away is often another family's ("Parker", "Barker" have six)."""


def judge(row: WordRow, pair: Pair, index: NameIndex) -> bool | None:
    """True: certainly the pupil. False: perhaps. None: only the same words."""
    if pair.is_initial:
        return _judge_initial(row, pair)
    if _is_place(row, pair) or _is_only_words(row, pair):
        return None
    if How.MISSPELT in pair.bearers.values():
        return _judge_misspelt(row, pair, index)
    return not (
        title_before(row, pair.start)
        or _is_doubtful_form(row, pair)
        or _is_doubtful_pair_of_words(row, pair)
        or _names_a_building(row, pair)
        or _joined_key(row, pair) in public_names()
    )


def form_of(row: WordRow, pair: Pair) -> NameForm:
    """The form in which the name was written."""
    hows = set(pair.bearers.values())
    checks = (
        (pair.is_initial, NameForm.INITIAL),
        (How.MISSPELT in hows, NameForm.MISSPELT),
        (pair.is_sibling or pair.gap is Gap.SPLIT or pair.middles > 0, NameForm.SPLIT),
        (row.words[pair.start].is_tagged or pair.gap in (Gap.JOINED, Gap.DOT), NameForm.JOINED),
        (pair.is_reversed, NameForm.REVERSED),
        (bool(hows & {How.PART, How.OTHER_PART}), NameForm.PARTIAL),
        (bool(hows & {How.KNOWN_AS, How.NICKNAME}), NameForm.KNOWN_AS),
    )
    return next((form for holds, form in checks if holds), NameForm.FULL)


def title_before(row: WordRow, place: int) -> bool:
    """True if an adult's title stands directly before the word at `place`."""
    if not place or row.words[place - 1].key not in ADULT_TITLES or is_childs_role(row, place - 1):
        return False
    return row.gap(place - 1, place) in (Gap.SPACE, Gap.DOT)


def is_childs_role(row: WordRow, place: int) -> bool:
    """ "His sister", "our captain", "the May queen": no nun's, no officer's and no monarch's."""
    word = row.words[place]
    if word.key not in _ROLES_OF_CHILDREN:
        return False
    return word.case is Case.LOWER or (place > 0 and row.words[place - 1].key in _WHOSE)


def _judge_initial(row: WordRow, pair: Pair) -> bool | None:
    """ "A. Carter" is a name; "A Hill" and "I Hunt" are words."""
    initial = row.words[pair.first.stop - 1]
    has_mark = pair.gap is Gap.DOT or row.folded[initial.end : initial.end + 1] == "."
    if title_before(row, pair.start) or pair.gap is Gap.SPLIT or _is_place(row, pair):
        return None
    if pair.is_reversed and pair.gap is Gap.SPACE:
        ends = row.folded[initial.end : initial.end + 1] in ("", ",", ";", ")", ".", "\n")
        return False if ends and not pair.last.is_word and pair.last.case is not Case.LOWER else None
    if pair.last.case is Case.LOWER or initial.case is Case.LOWER:
        return False if has_mark and not pair.last.is_word else None
    if not has_mark and (pair.last.is_word or initial.key in "ai"):
        return False if not pair.last.is_word else None
    if not has_mark and pair.gap is Gap.COMMA:
        return None
    return How.PART not in pair.bearers.values()


def _judge_misspelt(row: WordRow, pair: Pair, index: NameIndex) -> bool | None:
    """A slip is certain only where the other half is no ordinary word and the misspelt half is nobody else's name."""
    is_first = any(how is How.MISSPELT for how in pair.first.bearers.values())
    slipped, other = (pair.first, pair.last) if is_first else (pair.last, pair.first)
    word = row.words[slipped.start]
    if word.case is Case.LOWER and row.has_capitals and not word.is_tagged and other.case is not Case.LOWER:
        return None
    if title_before(row, pair.start) or _joined_key(row, pair) in public_names() or pair.gap is Gap.DOT:
        return None
    if pair.is_far:
        is_written_alike = pair.first.case is pair.last.case and not other.is_word
        return False if is_written_alike else None
    is_elsewhere = index.first(word.key) if is_first else index.last(word.key)
    if is_elsewhere or other.is_word or pair.gap is Gap.SPLIT:
        return False
    births = first_names().get(row.words[other.start].key, 0)
    return is_first or len(word.key) > _SHORT_SURNAME or births < _USUAL_FIRST_NAME_BIRTHS


def _is_place(row: WordRow, pair: Pair) -> bool:
    """ "Autumn Hill farm": two words and then a word for a place or an occasion."""
    if not (pair.first.is_word or pair.is_initial) or not pair.last.is_word or pair.stop >= len(row.words):
        return False
    return row.words[pair.stop].key in place_words() and row.gap(pair.stop - 1, pair.stop) is Gap.SPACE


def _names_a_building(row: WordRow, pair: Pair) -> bool:
    """ "Max Dangerfield Theatre", where the place word has a capital of its own; "at Victoria Park"."""
    before = row.words[pair.start - 1].key if pair.start else ""
    if before in _LOCATIVES and row.words[pair.stop - 1].key in place_words():
        return True
    if pair.stop >= len(row.words) or row.gap(pair.stop - 1, pair.stop) is not Gap.SPACE:
        return False
    after = row.words[pair.stop]
    return after.case is Case.CAPITAL and after.key in place_words() and row.words[pair.start].case is Case.CAPITAL


def _is_only_words(row: WordRow, pair: Pair) -> bool:
    """True where a word in small letters, or a stop between two, shows that no name was meant."""
    first, last = pair.first, pair.last
    is_tagged = row.words[pair.start].is_tagged
    if pair.gap is Gap.DOT and not is_tagged and not _is_user_name(row, pair):
        return True
    if pair.gap is Gap.SPLIT and (first.is_word or last.is_word) and set(":.") & set(_text_between(row, pair)):
        return True
    if pair.gap is Gap.COMMA and not pair.is_reversed and last.bearers and _is_first_name(row, pair):
        return True
    small = [part for part in (first, last) if part.case is Case.LOWER and part.is_word]
    if not small or is_tagged:
        return False
    both_small = first.case is last.case is Case.LOWER
    if not both_small:
        return True
    return first.is_word and last.is_word and row.has_capitals


def _is_user_name(row: WordRow, pair: Pair) -> bool:
    """ "amelia.carvell", with no blank and in small letters: a way to log in, and no end of a sentence."""
    return _text_between(row, pair) == "." and pair.first.case is pair.last.case is Case.LOWER


def _is_first_name(row: WordRow, pair: Pair) -> bool:
    return first_names().get(row.words[pair.last.start].key, 0) >= _LIST_NAME_BIRTHS


def _is_doubtful_form(row: WordRow, pair: Pair) -> bool:
    any_word = pair.first.is_word or pair.last.is_word
    is_small_word = pair.last.is_word and pair.last.case is Case.LOWER
    in_list = pair.gap is Gap.COMMA and _is_first_name(row, pair) and _is_in_list(row, pair)
    hows = set(pair.bearers.values())
    return bool(
        (pair.gap is Gap.COMMA and not pair.is_reversed)
        or in_list
        or hows & {How.OTHER_PART, How.FORMAL}
        or (How.PART in hows and any_word)
        or (is_small_word and not row.words[pair.start].is_tagged)
        or (pair.last.is_word and "\n" in _text_between(row, pair))
        or (pair.last.is_word and pair.is_reversed and pair.gap is Gap.SPACE)
        or (pair.is_sibling and row.words[pair.first.stop].key != "and" and "," in _text_between(row, pair))
    )


def _is_in_list(row: WordRow, pair: Pair) -> bool:
    """Surname, first name, inside a list of names with commas."""
    before = pair.start > 0 and row.gap(pair.start - 1, pair.start) is Gap.COMMA
    after = pair.stop < len(row.words) and (
        row.gap(pair.stop - 1, pair.stop) is Gap.COMMA or row.words[pair.stop].key == "and"
    )
    return before or after


def _text_between(row: WordRow, pair: Pair) -> str:
    left, right = (pair.last, pair.first) if pair.is_reversed else (pair.first, pair.last)
    return row.folded[row.words[left.stop - 1].end : row.words[right.start].start]


def _is_doubtful_pair_of_words(row: WordRow, pair: Pair) -> bool:
    """Both halves are ordinary words, and nothing around them says that they are a name."""
    if not (pair.first.is_word and pair.last.is_word):
        return False
    if pair.is_reversed or pair.middles or Case.UPPER in (pair.first.case, pair.last.case):
        return True
    if row.words[pair.start].is_tagged or Case.LOWER in (pair.first.case, pair.last.case):
        return True
    before = row.words[pair.start - 1] if pair.start and row.gap(pair.start - 1, pair.start) is Gap.SPACE else None
    after = pair.stop < len(row.words) and row.gap(pair.stop - 1, pair.stop) is Gap.SPACE
    in_heading = after and row.words[pair.stop].case is Case.CAPITAL and row.words[pair.stop].key in common_words()
    return in_heading or (before is not None and before.key in _DETERMINERS)


def _joined_key(row: WordRow, pair: Pair) -> str:
    return "".join(word.key for word in row.words[pair.start : pair.stop])


def is_double_first_name(row: WordRow, start: int, stop: int) -> bool:
    """ "Mei-Lin", "Hui-Min", "Lily-Mae": a listed name with a hyphen, then another or a syllable, is one."""
    if stop != start + 2 or row.gap(start, start + 1) is not Gap.JOINED or row.words[start].is_tagged:
        return False
    first, second = row.words[start : start + 2]
    is_short = len(first.key) <= _SYLLABLE and len(second.key) <= _SYLLABLE
    return is_short or (first.key in first_names() and second.key in first_names())
