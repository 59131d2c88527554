"""Finds out how many children are found, and how many innocent sentences are disturbed, in sentences held back.

Usage: python models/school_en_recipe/measure.py [--show]

`held.jsonl` was written before anything was tuned on it, `unseen.jsonl` (part "c") after the model was trained and the
rules were written; both by the author of the rules. Rules may be tuned on part "a" (--show prints what was missed
there); "b" and "c" are only ever counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from checker.analysers.language import SpacyLanguage
from checker.analysers.register_names import RegisterNames

sys.path.insert(0, str(Path(__file__).parent))
from marked import Marked, unmark

HERE = Path(__file__).parent


def main(*, show: bool) -> None:
    """Print, for each part, what was found of the children's full names and how many other sentences were marked."""
    language, names = SpacyLanguage(), RegisterNames(())
    sentences = list(_held_back())
    for part in sorted({part for part, _ in sentences}):
        found = wanted = alarms = innocent = 0
        for marked in (marked for its_part, marked in sentences if its_part == part):
            spans = [(other.start, other.end) for other in names.find_others(language.parse(marked.text))]
            children = [(person.start, person.end) for person in marked.people if person.label == "CHILD"]
            hits = [any(s < end and start < e for s, e in spans) for start, end in children]
            wanted, found = wanted + len(hits), found + sum(hits)
            innocent, alarms = innocent + (not children), alarms + (not children and bool(spans))
            if show and part == "a" and (not all(hits) or (spans and not children)):
                print("MISSED" if children else "ALARM ", marked.text, [marked.text[s:e] for s, e in spans])
        print(f"{part}: {found} of {wanted} children found, {alarms} of {innocent} innocent sentences marked")


def _held_back() -> Iterator[tuple[str, Marked]]:
    for name in ("held.jsonl", "unseen.jsonl"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["half"], unmark(row["text"])


if __name__ == "__main__":
    main(show="--show" in sys.argv)
