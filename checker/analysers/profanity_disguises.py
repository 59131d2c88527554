"""How else may a rude word have been written? Stars, digits, stretched letters, dots, joined words, plurals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Single letters kept apart by blanks or marks: "f u c k", "f.u.c.k". Longer rows are spelling lists.
SPACED = re.compile(r"(?<!\w)[^\W_](?:[ .\-_*/]{1,2}[^\W_]){2,}(?!\w)")
# Letters with emoji or other signs between them: "fu🌟ck".
CUT_BY_SIGNS = re.compile(r"(?<!\w)[^\W\d_]{1,12}(?:[^\w\s\x00-\x7f]{1,4}[^\W\d_]{1,12}){1,11}(?!\w)")
_CHUNK = re.compile(r"\S+")
# Longest word looked at. Longer runs are links or noise; they are cut at marks that no word has in it, and where there
# are none, into slices that overlap by more than any rude word's letters: nothing hides at a cut.
LONGEST_CHUNK = 80
OVERLAP = 30
_UP_TO_A_MARK = re.compile(r"\S*[^\w'@$!*+#%&|-]")
_WORD = re.compile(r"[^\W_](?:[\w'@$!*+#%&|-]*[\w@$*])?|[\U0001F300-\U0001FAFF]|[@$][^\W_][\w@$!*]*")
_PLAIN = re.compile(r"[A-Za-z]+")
_CAMEL = re.compile(r"[A-Z]?[a-z']+|[A-Z]+(?![a-z])|\d+")
_LEET = str.maketrans("4@310!$57+89|", "aaeioissttbgi")
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(?:(u)u|(i)i)")
_MASK = re.compile(r"[*#%&@$!_-]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of characters between blanks, and where it starts."""

    text: str = field(repr=False)
    start: int

    def pieces(self) -> Iterator[Chunk]:
        """The words in it: whole, and cut at hyphens, underscores and capitals inside ("#WhatADay")."""
        for match in _WORD.finditer(self.text):
            word = match.group()
            yield Chunk(word, match.start())
            if not _PLAIN.fullmatch(word) or not (word.islower() or word.isupper() or word.istitle()):
                for part in _CAMEL.finditer(word):
                    if part.group() != word:
                        yield Chunk(part.group(), match.start() + part.start())


def chunks(text: str) -> Iterator[Chunk]:
    """Every run of characters between blanks."""
    for match in _CHUNK.finditer(text):
        start = match.start()
        while match.end() - start > LONGEST_CHUNK:
            cut = _UP_TO_A_MARK.match(text, start, start + LONGEST_CHUNK)
            end = cut.end() if cut else start + LONGEST_CHUNK
            yield Chunk(text[start:end], start)
            start = end if cut else end - OVERLAP
        yield Chunk(text[start : match.end()], start)


def spellings(word: str) -> tuple[str, ...]:
    """The plain words that this one may be, the nearest first."""
    lowered = word.lower().strip("'")
    found = [lowered]
    if lowered.endswith("'s"):
        found.append(lowered[:-2])
    if not lowered.isalpha():
        found.append(lowered.translate(_LEET))
        found.append(re.sub(r"[^a-z']", "", found[-1]))  # an apostrophe inside stays: "he'll" is not "hell"
    for spelling in tuple(found):
        if _STRETCHED.search(spelling):
            found += [_STRETCHED.sub(r"\1", spelling), _STRETCHED.sub(r"\1\1", spelling)]
        elif _DOUBLED.search(spelling):
            found.append(_DOUBLED.sub(lambda match: match.group()[0], spelling))
    for spelling in tuple(found):
        # "assess" is not the plural of "asses": a word that ends in ss is no plural.
        if spelling.endswith("s") and not spelling.endswith("ss"):
            found.append(spelling[:-1])
    return tuple(dict.fromkeys(found))


def mask_pattern(word: str) -> re.Pattern[str] | None:
    """What a word with letters starred out may stand for; None where nothing is masked."""
    lowered = word.lower()
    if not _MASK.search(lowered) or not re.search(r"[*#%&_-]{2}|[a-z][*#@$!][a-z]|\*", lowered):
        return None
    letters = "".join("[a-z]" if _MASK.match(character) else re.escape(character) for character in lowered)
    return re.compile(letters.translate(_LEET) if lowered.isascii() else letters)
