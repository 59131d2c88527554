"""The sentence model says what it was measured to say, about sentences of the text and nothing else."""

from __future__ import annotations

import hashlib
import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from checker.analysers.language import SpacyLanguage
from checker.analysers.meaning import LONGEST, MODELS, DamagedModel, SentenceMeaning
from checker.analysers.meaning_heads import grams
from checker.analysers.meaning_neighbours import FILE, FINER, NEIGHBOURS, STEP, Examples, comparison, said_by_neighbours
from checker.analysers.meaning_vectors import ROOM, Encoder, windows
from checker.core.evidence import Criterion

LANGUAGE = SpacyLanguage()


@pytest.fixture(scope="module")
def meaning() -> SentenceMeaning:
    return SentenceMeaning()


def criteria(meaning: SentenceMeaning, text: str) -> set[Criterion]:
    return {hit.criterion for hit in meaning.read(LANGUAGE.parse(text))}


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ("Please sign the petition and tell the government that these cuts to schools must stop.", Criterion.POLITICAL),
        ("Year 3 are walking back along the canal right now and reach the bus stop at 2.15.", Criterion.WHEREABOUTS),
        ("Callan has had a hard year since his mum went to prison, so we are extra proud of him.", Criterion.PRIVATE),
        ("I found this lovely picture on Google and borrowed it for our poster.", Criterion.UNLAWFUL),
    ],
)
def test_a_plain_breach_is_recognised(meaning: SentenceMeaning, text: str, criterion: Criterion) -> None:
    assert criterion in criteria(meaning, text)


@pytest.mark.parametrize(
    "text",
    [
        "School closes at 3.15 on Friday.",
        "The summer fair is on Saturday at 2pm in the hall, and everybody is welcome.",
        "Year 5 counted the votes for the new school council this morning.",
        "Thank you to everybody who brought tins for the food bank.",
        "We are so proud of our readers. Well done, Willow class!",
    ],
)
def test_an_ordinary_sentence_is_left_alone(meaning: SentenceMeaning, text: str) -> None:
    assert criteria(meaning, text) == set()


def test_a_hit_is_the_sentence_and_its_reason_is_an_example_of_ours(meaning: SentenceMeaning) -> None:
    text = (
        "What a lovely week.  Please sign the petition against the government's cuts to our schools. 🎉 Bring a coat."
    )
    hits = [hit for hit in meaning.read(LANGUAGE.parse(text)) if hit.criterion is Criterion.POLITICAL]
    assert [text[hit.start : hit.end] for hit in hits] == [
        "Please sign the petition against the government's cuts to our schools."
    ]
    assert len(hits[0].like) == 1
    assert 0.5 < hits[0].chance <= 1


@pytest.mark.parametrize("text", ["", " ", "Ok.", "\n\n", "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉"])
def test_a_text_without_a_sentence_is_nothing(meaning: SentenceMeaning, text: str) -> None:
    assert criteria(meaning, text) == set()


def test_a_breach_deep_inside_an_endless_sentence_is_still_read(meaning: SentenceMeaning) -> None:
    filler = "we planted beans and painted pots and sang songs and read books and " * (2 * LONGEST // 68)
    text = f"{filler} please sign the petition and tell the government to stop its cuts to schools {filler}"
    hits = [hit for hit in meaning.read(LANGUAGE.parse(text)) if hit.criterion is Criterion.POLITICAL]
    assert hits
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


@pytest.mark.parametrize("figures", [60, 120, 200])
def test_a_breach_behind_many_figures_is_still_read(meaning: SentenceMeaning, figures: int) -> None:
    counted = " ".join(str(number % 10) for number in range(figures))
    text = f"On the table stood {counted} and please sign the petition and tell the government to stop its cuts."
    assert Criterion.POLITICAL in criteria(meaning, text)


def test_the_parts_of_a_long_sentence_leave_nothing_out() -> None:
    encoder = Encoder(MODELS)
    text = " ".join(str(number % 10) for number in range(333))
    parts = encoder.readable(text)
    assert (parts[0][0], parts[-1][1]) == (0, len(text))
    assert all(first < second < end for (first, end), (second, _) in pairwise(parts))
    assert [encoder.readable(text[start:end]) for start, end in parts] == [[(0, end - start)] for start, end in parts]


def test_a_sentence_is_read_where_it_stands() -> None:
    encoder = Encoder(MODELS)
    told = "Some of them could do with it."
    alone = encoder.vectors([told])[0]
    after_soap = encoder.vectors(["We have bars of soap for families.", told])[1]
    after_books = encoder.vectors(["We have a shelf of books about dragons.", told])[1]
    assert float(alone @ after_soap) < 0.99
    assert float(after_soap @ after_books) < 0.99
    assert np.allclose(np.linalg.norm([alone, after_soap, after_books], axis=1), 1, atol=1e-4)


def test_the_same_text_always_has_the_same_vectors() -> None:
    encoder = Encoder(MODELS)
    text = ["The summer fair is on Saturday.", "Bring a coat.", "word " * 200, "The end."]
    before = encoder.vectors(text)
    encoder.vectors(["Something else altogether, which is a good deal longer than the other ones are."])
    assert np.array_equal(before, encoder.vectors(text))


@pytest.mark.parametrize("lengths", [[5], [5, 6, 7], [200], [60, 60, 60, 60], [1] * 300, [200, 3, 200], [126, 126]])
def test_every_sentence_is_in_exactly_one_window_that_fits(lengths: list[int]) -> None:
    sentences = [[number] * length for number, length in enumerate(lengths)]
    cut = list(windows(sentences))
    assert all(len(window.pieces) <= ROOM for window in cut)
    assert [number for window in cut for number, _, _ in window.places] == list(range(len(lengths)))
    for window in cut:
        for number, start, end in window.places:
            assert window.pieces[start:end] == sentences[number][:ROOM]


def test_a_new_window_begins_with_the_sentence_before_it() -> None:
    first, second = windows([[1] * 100, [2] * 20, [3] * 20])
    assert first.pieces == [1] * 100 + [2] * 20
    assert second.pieces == [2] * 20 + [3] * 20
    assert second.places == [(2, 20, 40)]


def test_the_nearest_examples_decide_what_neighbours_say() -> None:
    likeness = np.repeat([[1.0, 0.0], [0.0, 1.0]], NEIGHBOURS, axis=1).astype(np.float32)
    labels = np.vstack([[[1.0, 0.0]] * NEIGHBOURS, [[0.0, 0.0]] * NEIGHBOURS]).astype(np.float32)
    near, far = said_by_neighbours(likeness, labels)
    assert near[0] > 3
    assert near[1] < -3
    assert (far < -3).all()


def test_examples_are_compared_as_precisely_as_they_are_kept_and_in_any_company(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    vectors = chance.normal(size=(40, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = np.round(vectors / STEP).astype(np.int8)
    (tmp_path / FILE).write_bytes(comparison(kept))
    examples = Examples(tmp_path)
    told = examples.likeness(vectors)
    whole = np.round(vectors / FINER).clip(-127, 127) @ kept.astype(float).T
    assert np.array_equal(told, (whole * np.float32(STEP * FINER)).astype(np.float32))
    assert np.allclose(told, vectors @ vectors.T, atol=0.02)
    assert np.array_equal(told[:1], examples.likeness(vectors[:1]))


def test_examples_whose_sums_could_overflow_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        comparison(np.array([[1, 64]], np.int8))


def test_curly_quotes_and_hidden_characters_change_no_words() -> None:
    assert grams("We’re pro\u200bud") == grams("We're proud")


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    for name in (*json.loads((MODELS / "sha256.json").read_text(encoding="utf-8")), "sha256.json"):
        shutil.copy(MODELS / name, tmp_path)
    with (tmp_path / "tokenizer.json").open("ab") as file:
        file.write(b" ")
    with pytest.raises(DamagedModel):
        SentenceMeaning(tmp_path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        SentenceMeaning(tmp_path)


def test_heads_that_fail_their_own_examples_are_refused(tmp_path: Path) -> None:
    names = json.loads((MODELS / "sha256.json").read_text(encoding="utf-8"))
    for name in (*names, "proofs.toml"):
        shutil.copy(MODELS / name, tmp_path)
    with np.load(MODELS / "heads.npz") as kept:
        parts = {name: kept[name] for name in kept.files}
    np.savez(tmp_path / "heads.npz", **{**parts, "thresholds": parts["thresholds"] + 100})
    names["heads.npz"] = hashlib.sha256((tmp_path / "heads.npz").read_bytes()).hexdigest()
    (tmp_path / "sha256.json").write_text(json.dumps(names), encoding="utf-8")
    with pytest.raises(DamagedModel, match="own examples"):
        SentenceMeaning(tmp_path)
