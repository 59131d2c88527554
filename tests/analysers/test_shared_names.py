"""How well names are found in the development posts: many caught, few clear posts disturbed."""

import csv
import json
from pathlib import Path

import pytest

from checker.analysers.language import SpacyLanguage
from checker.analysers.register_names import RegisterNames
from checker.core.people import Pupil

pytestmark = pytest.mark.shared
CAUGHT_AT_LEAST = 0.97
CLEAR_AT_MOST = 0.02


def test_full_names_are_caught_and_clear_posts_left_alone(shared: Path) -> None:
    with (shared / "posts" / "dev_register.csv").open(encoding="utf-8", newline="") as rows:
        register = list(csv.DictReader(rows))
    pupils = tuple(
        Pupil(r["pupil_id"], r["first_name"], r["last_name"], r["known_as"], r["year_group"], r["class_name"])
        for r in register
    )
    may_be_named = {r["pupil_id"] for r in register if r["name_consent"] == "yes"}
    names, language = RegisterNames(pupils), SpacyLanguage()
    named: list[bool] = []
    clear: list[bool] = []
    for line in (shared / "posts" / "dev_posts.jsonl").read_text(encoding="utf-8").splitlines():
        post = json.loads(line)
        parsed = language.parse(post["text"])
        hits = [hit for hit in names.find(parsed) if not set(hit.pupil_ids) <= may_be_named]
        flagged = bool(hits or names.find_others(parsed))
        if "pupil_full_name" in post["labels"]:
            named.append(flagged)
        elif post["expected"] == "clear":
            clear.append(flagged)
    assert sum(named) / len(named) >= CAUGHT_AT_LEAST
    assert sum(clear) / len(clear) <= CLEAR_AT_MOST
