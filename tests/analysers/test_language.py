"""Language: whole texts, exact offsets, no text too odd."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.analysers import language
from checker.analysers.camera_names import BLANK_AFTER, KINDS, WORDS, camera_name
from checker.analysers.language import LONGEST, TRAINED, SpacyLanguage
from checker.core.errors import CannotRead
from checker.core.evidence import ParsedText, Span, Token

LANGUAGE = SpacyLanguage()


def test_empty_text_has_no_words() -> None:
    assert LANGUAGE.parse("") == ParsedText("", (), (), ())


def test_words_and_sentences_point_into_the_text() -> None:
    assert LANGUAGE.parse("Hi all. Bye!") == ParsedText(
        "Hi all. Bye!",
        (Token("Hi", 0, 2), Token("all", 3, 6), Token(".", 6, 7), Token("Bye", 8, 11), Token("!", 11, 12)),
        (Span(0, 7), Span(8, 12)),
    )


def test_a_line_break_ends_a_sentence() -> None:
    assert LANGUAGE.parse("Cast list\n\n Mary: to come").sentences == (Span(0, 9), Span(12, 25))


def test_a_title_or_an_initial_does_not_end_a_sentence() -> None:
    assert LANGUAGE.parse("Mr. Oak saw A. Bell play.").sentences == (Span(0, 25),)


def test_people_are_found_and_children_told_from_others() -> None:
    parsed = LANGUAGE.parse("Well done to Orla Quillfeather and thank you to Mrs Tandyworth.")
    assert (parsed.people, parsed.children) == ((Span(13, 30), Span(48, 62)), (Span(13, 30),))


def test_without_the_trained_pipeline_nothing_is_read(tmp_path: Path) -> None:
    for text in ("Orla Quillfeather won.", "IMG_2034.jpg"):
        with pytest.raises(OSError, match=r"E050|find"):
            SpacyLanguage(tmp_path / "gone").parse(text)


def camera_names() -> list[str]:
    """Drawn names of every form that is known without spaCy."""
    draw = Random(3)
    names = ["IMG-20261002-WA0001.jpg", "20261002_101112.jpg", "1.jpg"]
    for word in (*WORDS, *WORDS, ""):
        for kind in KINDS:
            numbers = [str(draw.randrange(10 ** draw.choice((1, 4, 4, 8)))) for _ in range(draw.choice((1, 1, 2, 3)))]
            names.append(f"{word}{draw.choice('_-') if word else ''}{'_'.join(numbers)}.{kind}")
            if word in BLANK_AFTER:
                names.append(f"{word} {' '.join(numbers)}.{kind}")
    return names


def test_a_cameras_name_is_known_without_spacy_and_spacy_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    names = camera_names()
    quick = SpacyLanguage()
    known = [quick.parse(name) for name in names]
    assert quick._pipeline is None
    monkeypatch.setattr(language, "camera_name", lambda _: None)
    assert known == [LANGUAGE.parse(name) for name in names]


@pytest.mark.parametrize(
    "text",
    ["Orla_2034.jpg", "IMG_2034_Orla.jpg", "Sam 2034.jpg", "SAM_2034.jpg", "img2034", "IMG_2034.jpg\n", "photo.jpg",
     "IMG_2034.jpg Orla", "DSC 2034.jpeg", "IMG_\u0662\u0660.jpg", "WhatsApp Image 2026-10-02 at 10.11.12.jpeg"],
)  # fmt: skip
def test_what_could_hold_a_name_is_read(text: str) -> None:
    assert camera_name(text) is None


def test_a_cameras_name_too_is_read_where_a_general_pipeline_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_is_alone", lambda: False)
    reader = SpacyLanguage()
    reader.parse("IMG_2034.jpg")
    assert reader._pipeline is not None


def test_damaged_weights_are_an_error(tmp_path: Path) -> None:
    copy = shutil.copytree(TRAINED, tmp_path / "school_en")
    weights = copy / "ner" / "model"
    weights.write_bytes(weights.read_bytes()[:-1000])
    with pytest.raises(ValueError, match=r"(?i)unpack"):
        SpacyLanguage(copy).parse("Orla Quillfeather won.")


def test_nobody_is_taken_for_a_person_where_only_sentences_are_asked_for() -> None:
    assert SpacyLanguage(None).parse("Orla Quillfeather won.").people == ()


def test_a_general_pipeline_adds_people_and_no_children(monkeypatch: pytest.MonkeyPatch) -> None:
    general = spacy.blank("en")
    general.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Quern"}])  # type: ignore[attr-defined]
    real = spacy.load
    monkeypatch.setattr(spacy.util, "is_package", lambda name: name == "en_core_web_sm")
    monkeypatch.setattr(spacy, "load", lambda name, **options: general if name == "en_core_web_sm" else real(name))
    parsed = SpacyLanguage().parse("the quern is a Quern")
    assert (parsed.people[-1], parsed.children) == (Span(15, 20), ())


@pytest.mark.parametrize(
    "unit", ["word ", "a", "#", "(", "✨", "\u200b", "שלום ", "a@", "\n", "e\u0301", "https://example.org/"]
)
def test_a_hundred_thousand_characters_are_read_whole(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    parsed = LANGUAGE.parse(text)
    assert parsed.text == text
    assert "".join(token.text for token in parsed.tokens) == "".join(text.split())


def test_half_a_surrogate_pair_is_read_as_one_unknown_character() -> None:
    parsed = LANGUAGE.parse("so \ud83d nice")
    assert [(token.start, token.end) for token in parsed.tokens] == [(0, 2), (3, 4), (5, 9)]


@pytest.mark.parametrize("unit", ["a ", "#"])
def test_a_text_too_long_to_read_is_an_error_not_an_empty_answer(unit: str) -> None:
    with pytest.raises(CannotRead, match="too long to be checked"):
        LANGUAGE.parse((unit * (LONGEST + 1))[: LONGEST + 1])


def test_threads_get_the_same_answer() -> None:
    texts = [f"Line {number}. ✨ O’Neil's hat!\nNew line {number * 7}" for number in range(40)]
    alone = [LANGUAGE.parse(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(SpacyLanguage().parse, texts)) == alone


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_offsets_always_lie_in_the_text(text: str) -> None:
    parsed = LANGUAGE.parse(text)
    for span in (*parsed.tokens, *parsed.sentences):
        assert 0 <= span.start < span.end <= len(text)
    assert all(text[token.start : token.end] == token.text for token in parsed.tokens)


def test_reading_a_text_brings_no_downloader_along() -> None:
    program = (
        "import sys\n"
        "from checker.analysers.language import SpacyLanguage\n"
        "SpacyLanguage(None).parse('Hello.')\n"
        "web = ('spacy.cli', 'spacy.cli.info', 'weasel', 'requests', 'httpx')\n"
        "print([name for name in web if name in sys.modules])\n"
        "import spacy.cli\n"
        "print(spacy.cli.info.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "info"]
