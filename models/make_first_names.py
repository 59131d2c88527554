"""Makes models/first_names.txt from the ONS baby-name counts: which words are first names, and how often given.

Usage: python models/make_first_names.py FIRST_NAMES.csv
The CSV has the columns first_name and births (England and Wales, summed over 2019 to 2024, Office for National
Statistics, Open Government Licence v3.0). Prints the SHA-256 that belongs into models/manifest.toml.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

AT_LEAST = 5
"""Births in six years. Below it the list is mostly spellings of one family each, and words ("Easter", "Long")."""

OUT = Path(__file__).with_name("first_names.txt")
HEADER = "# First names and births in England and Wales, 2019-2024. Office for National Statistics, OGL v3.0.\n"


def main(source: Path) -> str:
    """Write the list, most frequent first, and return its SHA-256."""
    with source.open(encoding="utf-8", newline="") as rows:
        births = {row["first_name"].lower(): int(row["births"]) for row in csv.DictReader(rows)}
    kept = sorted((name for name, count in births.items() if count >= AT_LEAST), key=lambda n: (-births[n], n))
    text = HEADER + "".join(f"{name}\t{births[name]}\n" for name in kept)
    OUT.write_text(text, encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])) + "\n")
