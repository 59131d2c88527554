"""Makes models/common_words.txt from two tweet corpora: which words people write in small letters.

Usage: python models/make_common_words.py CORPUS.conll [CORPUS.conll ...]
Each file has one token and its IOB label per line. Used: Broad Twitter Corpus (CC BY 4.0) and WNUT 2017 (CC BY 4.0),
all parts. Only the list of words is kept, no text. Prints the SHA-256 that belongs into models/manifest.toml.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from pathlib import Path

AT_LEAST = 2
"""Sightings in small letters; a single one is often a name typed in a hurry."""
LONGEST = 14
"""Letters. Longer ones are hashtags and handles, which may hold people's names."""
LOWER_SHARE = 0.3
"""Of all sightings, how many must be in small letters: "hope" has 0.64, "carter" none."""

OUT = Path(__file__).with_name("common_words.txt")
HEADER = "# Words written in small letters, from the Broad Twitter Corpus and WNUT 2017 (both CC BY 4.0).\n"


def main(sources: list[Path]) -> str:
    """Write the list in alphabetical order and return its SHA-256."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    person: Counter[str] = Counter()
    for source in sources:
        before = ""
        for line in source.read_text(encoding="utf-8", errors="replace").splitlines():
            word, _, label = line.strip().replace("\t", " ").rpartition(" ")
            is_tag, before = before in ("#", "@"), word
            if word.isascii() and word.isalpha() and 1 < len(word) <= LONGEST and not is_tag:
                person[word.lower()] += "per" in label.lower()
                small[word] += word.islower() and label == "O"
                capital[word.lower()] += word[0].isupper()
    kept = sorted(
        word
        for word, seen in small.items()
        if seen >= AT_LEAST and seen >= LOWER_SHARE * (seen + capital[word]) and person[word] <= seen
    )
    text = HEADER + "".join(f"{word}\n" for word in kept)
    OUT.write_text(text, encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(main([Path(argument) for argument in sys.argv[1:]]) + "\n")
