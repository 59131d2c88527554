"""Finds out how many children are found, and how many innocent sentences are disturbed, in the held-back sentences.

Usage: python models/school_en_recipe/measure.py [--show]

`held.jsonl` was written before anything was tuned on it, by the author of the training sentences. Rules may be tuned
on half "a" (--show prints what was missed there); half "b" is only ever counted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from checker.analysers.language import SpacyLanguage
from checker.analysers.register_names import RegisterNames

sys.path.insert(0, str(Path(__file__).parent))
from marked import Marked, read_marked

HERE = Path(__file__).parent


def main(*, show: bool) -> None:
    """Print, for each half, what was found of the children's full names and how many other sentences were marked."""
    language, names = SpacyLanguage(), RegisterNames(())
    lines = (HERE / "held.jsonl").read_text(encoding="utf-8").splitlines()
    halves = [json.loads(line)["half"] for line in lines]
    for half in sorted(set(halves)):
        found = wanted = alarms = innocent = 0
        for marked, its_half in zip(read_marked(HERE / "held.jsonl"), halves, strict=True):
            if its_half != half:
                continue
            spans = [(other.start, other.end) for other in names.find_others(language.parse(marked.text))]
            children = _full_names(marked)
            hits = [any(s < end and start < e for s, e in spans) for start, end in children]
            wanted, found = wanted + len(hits), found + sum(hits)
            innocent, alarms = innocent + (not children), alarms + (not children and bool(spans))
            if show and half == "a" and (not all(hits) or (spans and not children)):
                print("MISSED" if children else "ALARM ", marked.text, [marked.text[s:e] for s, e in spans])
        print(f"half {half}: {found} of {wanted} children found, {alarms} of {innocent} innocent sentences marked")


def _full_names(marked: Marked) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in marked.people if p.label == "CHILD"]


if __name__ == "__main__":
    main(show="--show" in sys.argv)
