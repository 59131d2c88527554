"""Which words that a list of names would pass over are a child's full name all the same, by what stands around them?

Two ordinary words ("Sunny Winters"), a surname in brackets, names joined into a user name, a hashtag or a file name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checker.analysers.name_judgement import title_before
from checker.analysers.name_words import Case, Gap, Word, WordRow
from checker.analysers.other_candidates import LISTED_BIRTHS, Candidate
from checker.analysers.other_judgement import (
    DAYS_AND_PLACES,
    USUAL_NAME_BIRTHS,
    is_adult_or_history,
    is_attached,
    is_public,
    is_word,
)
from checker.analysers.word_lists import (
    adult_words,
    common_words,
    first_names,
    history_words,
    known_names,
    older_names,
    other_words,
    place_words,
    word_surnames,
)
from checker.core.evidence import ParsedText
from checker.core.folding import fold

ENOUGH = 2
"""Signs that make two ordinary words a name. One alone is met in every newsletter: "Summer Fair (Year 2)"."""
ENOUGH_FOR_A_PLACE = 3
"""The same where the second word is also a place's ("Rose Field") or the first is rarely a name ("Star Reader")."""
RARE_NAME_BIRTHS = 400
"""Births in six years below which a word is a word before it is a name: "Star" has 203, "Sunny" 486."""
SHORTEST_JOINED_FIRST = 4
SHORTEST_JOINED_LAST = 4
"""Letters of each half of "maisieogden": shorter ones are found inside other words."""
SHORTEST_PIECE = 3
"""Letters of an ordinary word inside a joined one: of shorter ones any surname is made ("ham", "ps", "on")."""
HANDLE_REACH = 6
"""Words each way that may say whose a handle is."""
_SURNAMES_TOO = frozenset(
    "cross field fields hill hills wood woods brook green grove lane hall mill mills moor bay head heath dale dell "
    "park house bridge church street pool rivers river castle march bank corner high".split()
)
_TEAMS = frozenset(
    "class classes team teams group house table squad choir club league society school room tots bears cubs badge "
    "badges award awards certificate reader writer time term songs show week day card cards stall sale "
    "appeal".split()
)
_AGE = re.compile(r"[,:]? ?\(?(?:aged )(?:[3-9]|1[01])\b|,? ?\((?:[3-9]|1[01])\)|, (?:[3-9]|1[01])(?=[,.!]|$)")
_DOES = re.compile(
    r" (?:(?:has |have )?(?:won|scored|lost|sang|ran|swam|read|raised|baked|wrote|drew|painted|danced|passed|came|"
    r"designed|earned|achieved|took part|played|performed|showed|shared|told|said|brought|wore|turned)\b"
    r"|(?:has|have) been (?:picked|chosen|selected|awarded|named|our|a|the|working|practising)\b"
    r"|(?:is|was) (?:our|this|the|chosen|picked|awarded|proud|so|very|a)\b|leads? by example|for (?:his|her)\b)"
)
_PRAISED = re.compile(
    r"\b(?:well done,?(?: to)?|congratulations,?(?: to)?|congrats(?: to)?|thank you,?(?: to)?|bravo,?|shout out to|"
    r"certificates? (?:for|to)|awarded to|goes to|(?:won|made|grown|written|scored) by|"
    r"(?:drawing|picture|poem|painting|model|story|poster) by|"
    r"(?:star|reader|writer|pupil|player|artist|mathematician|learner|worker) of the (?:week|day|month|match|term)"
    r"(?: is|:| -)?|captain,?|winner:?|our very own|friend,?) \W{0,3}$",
    re.IGNORECASE,
)
_PRAISE_BEFORE = 60
_ATTACHED = re.compile(r"^,? ?(?:\([^()]{1,20}\),?|(?:in|from|of) (?:our )?\w+(?: \w)?,?(?= ))")
_HIS = re.compile(r"\b(?:his|her)\b")
_NO_NAME_BEFORE = frozenset("the our this that a an every each at on in near visit new annual your all with".split())
_FILE = re.compile(r"\.(?:jpe?g|png|gif|heic|webp|pdf|docx?|pptx?|xlsx?|mp4|mov|mp3)$", re.IGNORECASE)
_USER_NAME = re.compile(r"[a-z]{2,20}\.[a-z]{3,20}\d*[,.;:!?)]*$")
_RUN = re.compile(r"\S+")
_AFTER_A_SURNAME = re.compile(r", ?(?!Act\b|Scene\b|Part\b|Grade\b)(?P<group>[A-Z][\w']*(?: [A-Z0-9][\w']*)?)\)")


def find_word_names(row: WordRow, parsed: ParsedText, class_words: frozenset[str]) -> Iterator[Candidate]:
    """Two words with capitals, at least one of them ordinary, where two signs say that they are a child's name."""
    folded = fold(parsed.text)
    for place in range(len(row.words) - 1):
        first, last = row.words[place], row.words[place + 1]
        births = first_names().get(first.key, 0)
        if births < LISTED_BIRTHS or first.is_tagged or not (is_word(first.key) or is_word(last.key)):
            continue
        if first.case is last.case is Case.CAPITAL and row.gap(place, place + 1) is Gap.SPACE:
            start, end = folded.offsets[first.start], folded.original_end(last.end)
            if _may_be_a_name(row, place, class_words):
                enough = ENOUGH_FOR_A_PLACE if last.key in _SURNAMES_TOO or births < RARE_NAME_BIRTHS else ENOUGH
                signs = _signs(row, place, class_words) + _told_by_model(parsed, start, end)
                is_praised = _PRAISED.search(row.folded[max(0, first.start - _PRAISE_BEFORE) : first.start])
                if signs >= enough and (is_praised or not is_adult_or_history(row, parsed, place, place + 1)):
                    yield Candidate(place, place + 2, place, place + 1)


def _may_be_a_name(row: WordRow, place: int, class_words: frozenset[str]) -> bool:
    """No event, place, team or public figure, and nothing before the words that a name cannot follow."""
    last = row.words[place + 1]
    hard = (last.key in place_words() and last.key not in _SURNAMES_TOO) or last.key in _TEAMS
    hard = hard or (last.key in DAYS_AND_PLACES and last.key not in word_surnames())
    hard = hard or (last.key in adult_words() and last.key not in word_surnames())
    if hard or {row.words[place].key, last.key} & other_words() or last.key in class_words:
        return False
    if row.words[place].key in ("saint", "st", "miss", "lady"):
        return False
    if is_public(row, place, place + 1) or title_before(row, place) or len(last.key) < 3:
        return False
    before = row.words[place - 1].key if place and row.gap(place - 1, place) is Gap.SPACE else ""
    after = row.words[place + 2] if place + 2 < len(row.words) else None
    goes_on = after is not None and after.case is not Case.LOWER and row.gap(place + 1, place + 2) is Gap.SPACE
    return before not in _NO_NAME_BEFORE and not goes_on


def _signs(row: WordRow, place: int, class_words: frozenset[str]) -> int:
    first, last = row.words[place], row.words[place + 1]
    before, after = row.folded[max(0, first.start - _PRAISE_BEFORE) : first.start], row.folded[last.end : last.end + 40]
    does = _DOES.match(_ATTACHED.sub("", after))
    is_his = bool(does) and bool(_HIS.search(after))
    signs = 2 * bool(_AGE.match(after)) + bool(does) + is_his + bool(_PRAISED.search(before))
    return signs + is_attached(row, first.start, last.end, class_words) + (last.key in word_surnames())


def _told_by_model(parsed: ParsedText, start: int, end: int) -> int:
    """2 where the language model took the words for a child, 1 where for a person."""
    if any(span.start <= start and end <= span.end for span in parsed.children):
        return 2
    return int(any(span.start <= start and end <= span.end for span in parsed.people))


def find_in_brackets(row: WordRow, class_words: frozenset[str]) -> Iterator[Candidate]:
    """ "Hafsa (Bukhari, Swifts)": the surname with a team or a class after it."""
    for place in range(len(row.words) - 1):
        first, last = row.words[place], row.words[place + 1]
        is_first = first_names().get(first.key, 0) >= LISTED_BIRTHS and first.key not in common_words()
        if not is_first or first.case is not Case.CAPITAL or last.case is not Case.CAPITAL:
            continue
        is_open = row.folded[first.end : last.start].strip() == "(" and _AFTER_A_SURNAME.match(row.folded, last.end)
        if is_open and _is_strange(last.key) and last.key not in class_words:
            yield Candidate(place, place + 2, place, place + 1)


def _is_strange(key: str) -> bool:
    """Neither a word, a first name nor a place's: what is left is mostly a surname."""
    is_first = first_names().get(key, 0) >= USUAL_NAME_BIRTHS
    return not (is_word(key) or is_first or key in place_words() or key in DAYS_AND_PLACES)


def find_tagged(row: WordRow) -> Iterator[Candidate]:
    """ "@ada.quill", "#maisieogden", "tyler-mossley-sports-day.jpg": a usual first name and no ordinary word."""
    starts = [word.start for word in row.words]
    for run in _RUN.finditer(row.folded):
        if not _is_tag(run.group()):
            continue
        is_user_name = _USER_NAME.match(run.group())
        begin, end = bisect_left(starts, run.start()), bisect_left(starts, run.end())
        for place in range(begin, end):
            word = row.words[place]
            if not (is_user_name or word.is_tagged):
                continue
            if place + 1 < end and _is_pair(row, place):
                yield Candidate(place, place + 2, place, place + 1)
            elif _is_joined(word) and not (run.group()[0] == "@" and _is_of_a_grown_up(row, place)):
                yield Candidate(place, place + 1, place, place)


def _is_of_a_grown_up(row: WordRow, place: int) -> bool:
    """The words around speak of an author or another grown-up; a handle with a number in it is a young person's."""
    end = row.words[place].end
    near = row.words[max(0, place - HANDLE_REACH) : place] + row.words[place + 1 : place + HANDLE_REACH]
    return not row.folded[end : end + 1].isdigit() and bool(
        {word.key for word in near} & (adult_words() | history_words())
    )


def _is_tag(run: str) -> bool:
    """A handle, a hashtag or a file's name, and no e-mail or web address."""
    if "/" in run or run.lower().startswith("www.") or "@" in run[1:]:
        return False
    return run[0] in "@#" or bool(_USER_NAME.match(run)) or bool(_FILE.search(run.rstrip(",;!)"))) or "_" in run


def _is_pair(row: WordRow, place: int) -> bool:
    first, last = row.words[place], row.words[place + 1]
    is_first = first_names().get(first.key, 0) >= LISTED_BIRTHS and first.key not in common_words()
    between = row.folded[first.end : last.start]
    is_camel = between == "" and last.case is Case.CAPITAL
    if not is_first or not (is_camel or between in (".", "-", "_")) or first.key + last.key in known_names():
        return False
    is_surname = _is_strange(last.key) or last.key in word_surnames() - place_words()
    return len(last.key) > 2 and is_surname and not _FILE.match(f".{last.text}")


def _is_joined(word: Word) -> bool:
    """ "maisieogden": a usual first name of today's children, and a rest that no ordinary words make up."""
    key = word.key
    if key in common_words() or key in first_names() or key in known_names() or not 8 <= len(key) <= 30:
        return False
    cuts = range(SHORTEST_JOINED_FIRST, len(key) - SHORTEST_JOINED_LAST + 1)
    if any(_is_of_words(key[cut:]) for cut in cuts if key[:cut] in first_names()):
        return False
    rests = [key[cut:] for cut in cuts if _is_usual(key[:cut])]
    return bool(rests) and all(_is_strange(rest) for rest in rests)


def _is_usual(first: str) -> bool:
    """A first name of today's children that is no word."""
    is_young = first_names().get(first, 0) >= USUAL_NAME_BIRTHS and first not in older_names()
    return is_young and first not in common_words()


def _is_of_words(rest: str) -> bool:
    """Made up of ordinary words: "wins", "garden", "smagicday"."""
    made = {0}
    for end in range(1, len(rest) + 1):
        pieces = (rest[start:end] for start in made)
        if any(piece == "s" or (len(piece) >= SHORTEST_PIECE and piece in common_words()) for piece in pieces):
            made.add(end)
    return len(rest) in made
