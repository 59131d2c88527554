"""The school's own language model: the one in the manifest, small, and as good as its model card says."""

import hashlib
import json
import tomllib

import pytest

from checker.analysers.language import TRAINED, SpacyLanguage
from checker.analysers.name_features import feature
from checker.analysers.register_names import RegisterNames

MODELS = TRAINED.parent
HELD = MODELS / "school_en_recipe" / "held.jsonl"
MOST_BYTES = 12_000_000
FOUND_AT_LEAST = 0.90
MARKED_AT_MOST = 0.08


def test_the_model_is_the_one_in_the_manifest() -> None:
    entries = tomllib.loads((MODELS / "manifest.toml").read_text(encoding="utf-8"))["artefact"]
    stated = {entry["file"]: entry["sha256"] for entry in entries if entry["file"].startswith("school_en/")}
    there = {path.relative_to(MODELS).as_posix(): path for path in TRAINED.rglob("*") if path.is_file()}
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()} == stated
    assert sum(path.stat().st_size for path in there.values()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Olivia", ("2--", False)),
        ("Grace", ("2w-", True)),
        ("Quillfeather", ("0--", False)),
        ("teacher", ("0wA", True)),
        ("!", ("no letters", True)),
    ],
)
def test_the_lists_tell_the_model_what_a_word_is(word: str, told: tuple[str, bool]) -> None:
    assert feature(word) == told


def test_held_back_sentences_are_read_as_well_as_the_model_card_says() -> None:
    language, names = SpacyLanguage(), RegisterNames(())
    found: list[bool] = []
    marked: list[bool] = []
    for line in HELD.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)["text"]
        children = sentence.count("|child]]")
        plain = sentence.replace("[[", "").replace("|child]]", "")
        others = len(names.find_others(language.parse(plain)))
        if children:
            found += [number < others for number in range(children)]
        else:
            marked.append(others > 0)
    assert sum(found) / len(found) >= FOUND_AT_LEAST
    assert sum(marked) / len(marked) <= MARKED_AT_MOST
