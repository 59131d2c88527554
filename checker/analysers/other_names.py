"""Does a text give the full name of a child who is in no register? A guess, so always for a person to decide."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysers.name_judgement import is_double_first_name
from checker.analysers.name_words import Case, Gap, Word, WordRow, camel_parts, read_words
from checker.analysers.other_candidates import (
    Candidate,
    find_around_nicknames,
    find_families,
    find_guessed,
    find_initials,
    find_written_like_a_register,
)
from checker.analysers.other_grown_ups import grown_up_after, is_in_staff_list
from checker.analysers.other_judgement import (
    BELOVED_WORD_BIRTHS,
    USUAL_NAME_BIRTHS,
    heads_a_child,
    is_adult_or_history,
    is_attached,
    is_no_person,
    is_public,
    is_word,
    stands,
)
from checker.analysers.other_shapes import find_in_brackets, find_tagged, find_word_names
from checker.analysers.other_weighing import MOST_WEIGHED, find_told_of, speaks_for_a_child
from checker.analysers.word_lists import (
    adult_words,
    common_words,
    first_names,
    history_words,
    other_words,
)
from checker.core.evidence import OtherName, ParsedText
from checker.core.folding import Folded, fold


def find_other_names(parsed: ParsedText, class_words: frozenset[str]) -> Iterator[OtherName]:
    """Full names that look like a child's, in reading order, none overlapping another."""
    folded = fold(parsed.text)
    row = _taken_apart(read_words(parsed.text))
    reached = weighed = 0
    for candidate in sorted(_candidates(row, parsed, class_words), key=lambda found: (found.start, -found.stop)):
        if candidate.start < reached or _is_nobodys(row, candidate):
            continue
        weighed += 1
        if weighed > MOST_WEIGHED or speaks_for_a_child(row, candidate, parsed, class_words):
            reached = candidate.stop
            is_certain = _is_certain(row, candidate, parsed, class_words)
            yield _other_name(row, candidate, folded, certain=is_certain)


def _is_nobodys(row: WordRow, candidate: Candidate) -> bool:
    """ "Hui-Min", one child's first name; "Aisling K and Ruqaya M. Between them": an initial ends the sentence."""
    last = candidate.stop - 1
    ends = row.words[last - 1].case is Case.INITIAL and row.gap(last - 1, last) is Gap.DOT
    return is_double_first_name(row, candidate.start, candidate.stop) or (ends and is_word(row.words[last].key))


def _candidates(row: WordRow, parsed: ParsedText, class_words: frozenset[str]) -> Iterator[Candidate]:
    for place in range(len(row.words) - 1):
        last = _surname_after(row, place)
        if last and _looks_like_a_child(row, place, last, parsed, class_words):
            attached = is_attached(row, row.words[place].start, row.words[last].end, class_words)
            if attached or not grown_up_after(row, last):
                yield Candidate(place, last + 1, place, place + 1)
    for candidate in find_guessed(row, parsed):
        if stands(row, candidate, parsed, class_words):
            yield candidate
    yield from find_written_like_a_register(row)
    yield from find_families(row, parsed)
    yield from find_around_nicknames(row)
    yield from find_word_names(row, parsed, class_words)
    yield from find_in_brackets(row, class_words)
    yield from find_told_of(row, parsed, class_words)
    yield from find_tagged(row)
    if not {word.key for word in row.words} & (adult_words() | history_words()):
        yield from find_initials(row)


def _is_certain(row: WordRow, candidate: Candidate, parsed: ParsedText, class_words: frozenset[str]) -> bool:
    """A child's beyond doubt: a year or an age belongs to it, or two witnesses agree, the lists and the model."""
    first, last = row.words[candidate.first], row.words[candidate.stop - 1]
    if first.is_tagged or is_word(first.key) or is_word(last.key):
        return False
    if is_attached(row, row.words[candidate.start].start, last.end, class_words):
        return True
    folded = fold(parsed.text)
    start, end = folded.offsets[row.words[candidate.start].start], folded.original_end(last.end)
    is_told = any(span.start <= start and end <= span.end for span in parsed.children)
    return (
        is_told and first_names().get(first.key, 0) >= USUAL_NAME_BIRTHS and not grown_up_after(row, candidate.stop - 1)
    )


def _other_name(row: WordRow, candidate: Candidate, folded: Folded, *, certain: bool) -> OtherName:
    start, end = row.words[candidate.start].start, row.words[candidate.stop - 1].end
    first = candidate.start if candidate.first_stop <= candidate.first else candidate.first
    has_first = candidate.first_stop > candidate.first
    first_end = folded.original_end(row.words[candidate.first_stop - 1].end) if has_first else folded.offsets[start]
    first_start = folded.offsets[row.words[first].start] if first > candidate.start else None
    return OtherName(folded.offsets[start], folded.original_end(end), first_end, first_start, certain)


def _taken_apart(row: WordRow) -> WordRow:
    words: list[Word] = []
    for word in row.words:
        parts = camel_parts(word) if word.is_tagged else ()
        words.extend(_name_in(parts) or (word,))
    return WordRow(row.folded, tuple(words), row.has_capitals)


def _name_in(parts: tuple[Word, ...]) -> tuple[Word, ...]:
    """The parts of "TheoBlackmoor", and the last two of "WellDoneTheoBlackmoor"."""
    if len(parts) > 2 and parts[-2].key in first_names() and parts[-2].key not in common_words():
        return parts
    return parts if len(parts) == 2 else ()


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
    if is_no_person(row, place, last, class_words) or is_public(row, place, last):
        return False
    if is_in_staff_list(row, first.start) or {first.key, surname.key} & other_words():
        return False
    attached = is_attached(row, first.start, surname.end, class_words)
    has_word = first.key in common_words() or surname.key in common_words()
    if first.case is Case.UPPER and not attached and (has_word or not heads_a_child(row, first.start)):
        return False
    if surname.key in common_words() or (first.key in common_words() and is_word(surname.key)):
        return attached and first.key not in common_words() and births >= USUAL_NAME_BIRTHS
    if attached and not has_word:
        return True
    enough = BELOVED_WORD_BIRTHS if first.key in common_words() else USUAL_NAME_BIRTHS
    return births >= enough and (attached or not is_adult_or_history(row, parsed, place, last))
