"""How a text reads to the eye: accents, look-alike letters, hidden characters and curly quotes folded away.

Every folded character keeps the offset it came from, so that a match can be marked in the text as written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

# Letters that NFKD leaves whole, and look-alikes from other alphabets that are used to disguise a Latin word.
_PLAIN = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "ŋ": "n", "ə": "e",
        "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "‛": "'", "ʹ": "'", "՚": "'",
        "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
# Folded only inside a word that also has Latin letters: a word wholly in Cyrillic or Greek is another language.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһвкмнтАЕОРСУХІЈЅВКМНТοανικρτυχεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhbkmhtAEOPCYXIJSBKMHToavikptuxeABEZHIKMNOPTYX",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text; `offsets[i]` is the code point of the original that folded character i came from."""

    text: str = field(repr=False)
    offsets: tuple[int, ...] = field(repr=False)
    original_length: int

    def original_end(self, end: int) -> int:
        """The exclusive end, in the original, of a match that ends (exclusively) at `end` here."""
        return self.offsets[end - 1] + 1 if end else 0


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold a text: compatibility forms and accents gone, hidden characters dropped, quotes and dashes plain.

    Case is kept: whether a word is capitalised matters to names.
    """
    if text.isascii():
        return Folded(text.replace("`", "'"), tuple(range(len(text))), len(text))
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for plain in unicodedata.normalize("NFKD", character.translate(_PLAIN)).translate(_PLAIN):
            if unicodedata.category(plain) not in ("Cf", "Mn", "Me"):
                characters.append(plain)
                offsets.append(offset)
    return Folded(_unmask("".join(characters)), tuple(offsets), len(text))


def _unmask(text: str) -> str:
    """Replace look-alike letters in words that mix alphabets; same length."""
    words: list[str] = []
    start = 0
    for end in range(len(text) + 1):
        if end == len(text) or not text[end].isalnum():
            word = text[start:end]
            mixed = not word.isascii() and any(c.isascii() and c.isalpha() for c in word)
            words.append(word.translate(_LOOK_ALIKES) if mixed else word)
            words.append(text[end : end + 1])
            start = end + 1
    return "".join(words)
