"""Which words are not school-friendly, however they are written?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

from better_profanity.better_profanity import Profanity
from better_profanity.varying_string import VaryingString

from checker.analysers.profanity_disguises import CUT_BY_SIGNS, SPACED, Chunk, chunks, mask_pattern, spellings
from checker.analysers.profanity_words import SCHOOL, UK
from checker.core.evidence import LanguageHit, ParsedText
from checker.core.folding import fold

# Distinct words kept in memory with their verdict; a school's posts use a few thousand.
WORDS_REMEMBERED = 20_000
# "A55" and "455" are a road and a room before they are a rude word.
LETTERS_IN_A_WORD = 2


class Verdict(IntEnum):
    """What a word is to a school's post."""

    LEAVE = 0
    ASK = 1
    BLOCK = 2


class PackageWords:
    """better-profanity's own words and letter swaps, found by length and first letter.

    The package walks all 916 words for each of five joined words: 40 ms per post. It also joins words over blanks,
    which reads "pen is" as one. Its words are kept, its walk is not.
    """

    def __init__(self) -> None:
        profanity = Profanity()
        self._by_shape: dict[tuple[int, str], list[VaryingString]] = {}
        self.phrases: list[str] = []
        for word in profanity.CENSOR_WORDSET:
            written = str(word)
            if " " in written:
                self.phrases.append(written)
            for first in profanity.CHARS_MAPPING.get(written[0], (written[0],)):
                self._by_shape.setdefault((len(written), first), []).append(word)

    def match(self, spelling: str) -> str | None:
        """The listed word that this spelling is, letter swaps included."""
        same_shape = self._by_shape.get((len(spelling), spelling[:1]), ())
        return next((str(word) for word in same_shape if word == spelling), None)


class SchoolProfanity:
    """Finds words that are not school-friendly; certain where they have no innocent use."""

    def __init__(self) -> None:
        self._package = PackageWords()
        self._judge = lru_cache(maxsize=WORDS_REMEMBERED)(self._judge_chunk)
        package_phrases = [phrase for phrase in self._package.phrases if phrase not in ("cow girl", "cow girls")]
        self._blocked = _any_of([*UK.phrases_block, *map(re.escape, package_phrases)])
        self._asked = _any_of(UK.phrases_ask)
        self._left = _any_of(SCHOOL.phrases)

    def find(self, parsed: ParsedText) -> tuple[LanguageHit, ...]:
        """Every such word or phrase once, in reading order."""
        folded = fold(parsed.text)
        found = sorted(self._spans(folded.text), key=lambda span: (span[0], -span[1], -span[2]))
        hits: list[LanguageHit] = []
        reached = 0
        for start, end, verdict in found:
            if start >= reached:
                reached = end
                hits.append(
                    LanguageHit(folded.offsets[start], folded.original_end(end), certain=verdict is Verdict.BLOCK)
                )
        return tuple(hits)

    def _spans(self, text: str) -> Iterator[tuple[int, int, Verdict]]:
        lowered = text.lower()
        for match in self._blocked.finditer(lowered):
            yield match.start(), match.end(), Verdict.BLOCK
        for match in self._asked.finditer(lowered):
            yield match.start(), match.end(), Verdict.ASK
        for match in SPACED.finditer(lowered):
            letters = re.sub(r"\W|_", "", match.group())
            if any(word in letters for word in UK.masked):
                yield match.start(), match.end(), Verdict.BLOCK
        for match in CUT_BY_SIGNS.finditer(lowered):
            letters = "".join(filter(str.isalpha, match.group()))
            if letters in UK.masked or letters in UK.block:
                yield match.start(), match.end(), Verdict.BLOCK
        yield from self._word_spans(text, lowered)

    def _word_spans(self, text: str, lowered: str) -> Iterator[tuple[int, int, Verdict]]:
        left: list[tuple[int, int]] | None = None
        for chunk in chunks(text):
            for offset, offset_end, verdict in self._judge(chunk.text):
                if left is None:
                    left = [match.span() for match in self._left.finditer(lowered)]
                start, end = chunk.start + offset, chunk.start + offset_end
                is_left = any(first <= start and end <= last for first, last in left)
                if verdict is Verdict.BLOCK or not is_left:
                    yield start, end, verdict

    def _judge_chunk(self, text: str) -> tuple[tuple[int, int, Verdict], ...]:
        chunk = Chunk(text, 0)
        found = [
            (piece.start, piece.start + len(piece.text), verdict)
            for piece in chunk.pieces()
            if (verdict := self._judge_word(piece.text)) is not Verdict.LEAVE
        ]
        if not found and self._is_rude_inside(text.lower()):
            found = [(0, len(text), Verdict.BLOCK)]
        return tuple(found)

    def _judge_word(self, word: str) -> Verdict:
        if any(character in UK.emoji for character in word):
            return Verdict.BLOCK
        pattern = mask_pattern(word)
        if pattern is not None:
            return Verdict.BLOCK if any(pattern.fullmatch(masked) for masked in UK.masked) else Verdict.LEAVE
        if sum(character.isalpha() for character in word) < LETTERS_IN_A_WORD:
            return Verdict.LEAVE
        return self._judge_spellings(word)

    def _judge_spellings(self, word: str) -> Verdict:
        for spelling in spellings(word):
            if spelling in SCHOOL.leave or spelling in UK.harmless:
                return Verdict.LEAVE
            if spelling in UK.block:
                return Verdict.BLOCK
            if spelling in UK.ask or spelling in SCHOOL.ask:
                return Verdict.ASK
            listed = self._package.match(spelling)
            if listed is not None:
                return _package_verdict(listed)
        return Verdict.LEAVE

    @staticmethod
    def _is_rude_inside(chunk: str) -> bool:
        """Whether a rude word stands inside a longer one, as in a joined hashtag; innocent words are cut out first."""
        if not any(stem in chunk for stem in UK.stems):
            return False
        bare = UK.harmless_inside.sub("-", chunk)
        return any(stem in bare for stem in UK.inside) or bare.lstrip("#\"'(").startswith(UK.inside_start)


def _package_verdict(listed: str) -> Verdict:
    if listed in SCHOOL.leave:
        return Verdict.LEAVE
    return Verdict.ASK if listed in SCHOOL.ask else Verdict.BLOCK


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases; a blank in a phrase stands for blanks, line breaks or hyphens."""
    spaced = (phrase.replace("\\ ", " ").replace(" ", r"(?:[\s-]{1,3})") for phrase in phrases)
    return re.compile(r"(?<!\w)(?:" + "|".join(spaced) + r")(?!\w)")
