"""The school's own language model: the one in the manifest, small, and as good as its model card says."""

import hashlib
import json
import tomllib

import pytest

from checker.analysers.language import TRAINED, SpacyLanguage
from checker.analysers.name_features import feature
from checker.analysers.register_names import RegisterNames

MODELS = TRAINED.parent
RECIPE = MODELS / "school_en_recipe"
MOST_BYTES = 12_000_000
# Some sentences below the figures of the model card: 0.96 and 0.07 where rules were tuned, 0.78 and 0.15 elsewhere.
HELD_BACK = [("held.jsonl", 0.92, 0.10), ("unseen.jsonl", 0.72, 0.20)]


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


@pytest.mark.parametrize(("file", "found_at_least", "marked_at_most"), HELD_BACK)
def test_sentences_are_read_as_well_as_the_model_card_says(
    file: str, found_at_least: float, marked_at_most: float
) -> None:
    language, names = SpacyLanguage(), RegisterNames(())
    found: list[bool] = []
    marked: list[bool] = []
    for line in (RECIPE / file).read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)["text"]
        children = sentence.count("|child]]")
        others = len(names.find_others(language.parse(sentence.replace("[[", "").replace("|child]]", ""))))
        found += [number < others for number in range(children)]
        marked += [others > 0] if not children else []
    assert sum(found) / len(found) >= found_at_least
    assert sum(marked) / len(marked) <= marked_at_most
