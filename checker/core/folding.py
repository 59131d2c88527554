"""How a text reads to the eye: accents, look-alike letters, hidden characters and curly quotes folded away.

Every folded character keeps the offset it came from, so that a match can be marked in the text as written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

# Letters and signs that NFKD leaves whole. Fillers take room and show nothing: one is a blank, the others are dropped.
_PLAIN = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N",
        "ə": "e", "Ə": "E", "ẞ": "SS", "ŧ": "t", "Ŧ": "T", "ɛ": "e", "Ɛ": "E", "ɔ": "o", "Ɔ": "O", "ɓ": "b", "Ɓ": "B",
        "ɗ": "d", "Ɗ": "D", "ƙ": "k", "Ƙ": "K", "ƴ": "y", "Ƴ": "Y", "ɨ": "i", "ƒ": "f", "ɑ": "a", "ɡ": "g", "ɩ": "i",
        "℮": "e", "。": ".",
        "\u2800": " ", "\u115f": None, "\u1160": None, "\u3164": None, "\uffa0": None,
        "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "‛": "'", "ʹ": "'", "՚": "'",
        "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
# Folded only inside a word that also has Latin letters: a word wholly in Cyrillic or Greek is another language.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһвкмнтАЕОРСУХІЈЅВКМНТοανικρτυχεΑΒΕΖΗΙΚΜΝΟΡΤΥΧԛԝьүӏҽгпԚԜҮӀηωγոօսհցզՕՏԼᴀʙᴄᴅᴇꜰғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijsdhbkmhtAEOPCYXIJSBKMHToavikptuxeABEZHIKMNOPTYXqwbylernQWYInwynouhgqOSLabcdeffghijklmnoprstuvwyz",
)


_MARKS = ("Mn", "Me")


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text. Character i came from the code points [offsets[i], ends[i]) of the original, its marks and all.

    Marks are accents that stand in the original as characters of their own.
    """

    text: str = field(repr=False)
    offsets: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def original_end(self, end: int) -> int:
        """The exclusive end, in the original, of a match that ends (exclusively) at `end` here."""
        return self.ends[end - 1] if end else 0


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Fold a text: compatibility forms and accents gone, hidden characters dropped, quotes, dashes and digits plain.

    Case is kept: whether a word is capitalised matters to names.
    """
    if text.isascii():
        return Folded(text.replace("`", "'"), tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    characters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for offset, character in enumerate(text):
        plain = _plain(character)
        characters.append(plain)
        offsets.extend([offset] * len(plain))
        ends.extend([offset + 1] * len(plain))
        if ends and ends[-1] == offset and unicodedata.category(character) in _MARKS:
            ends[-1] += 1
    return Folded(_unmask("".join(characters)), tuple(offsets), tuple(ends))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """How one character reads: often itself, sometimes several letters, nothing where it is hidden or a mark."""
    folded = unicodedata.normalize("NFKD", character.translate(_PLAIN)).translate(_PLAIN)
    kept = (one for one in folded if unicodedata.category(one) not in ("Cf", *_MARKS))
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in kept)


def in_any_case(text: str) -> str:
    """How a text reads, whatever its case: "St Mary’s" is "st mary's"."""
    return fold(text).text.casefold()


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
