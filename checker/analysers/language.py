"""What are the words and sentences of a text, and who in it does the school's own language model take for people?"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING

from checker.analysers.camera_names import camera_name
from checker.analysers.name_features import NAME as LISTS
from checker.analysers.name_features import register
from checker.core.errors import CannotRead
from checker.core.evidence import ParsedText, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.tokens import Doc

TRAINED = Path(__file__).resolve().parents[2] / "models" / "school_en"
GENERAL = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""General English pipelines, the best first, that are asked too where one is installed."""
LONGEST = 300_000
"""Code points. More is refused with an error, never cut: what was not read cannot be clear. 100,000
take the recogniser 1.4 s as prose; a long newsletter has 20,000."""

LONGEST_PIECE = 2_000
"""Tokens that the recogniser reads at once, give or take a sentence: its memory grows with them."""

LONGEST_RUN = 100
"""Code points without a blank that spaCy gets whole. It peels marks off one by one, so that 4,000 "#" in a row took
3.4 s and 100,000 would take half an hour; longer runs are cut, which moves no offset."""

_OVERLONG = re.compile(rf"\S{{{LONGEST_RUN},}}")
_SLICE = LONGEST_RUN // 2
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CHILD = "CHILD"
_GENERAL_LABELS = frozenset(("PERSON",))
_RECOGNISER = "ner"
_SETTINGS = "config.cfg"
_COMMAND_LINE = "spacy.cli.info"


class SpacyLanguage:
    """Parses with the school's own trained pipeline, which is part of the product; without it nothing is read.

    Where a general English pipeline is installed as well, the people it finds are added: it knows no children.
    spaCy is imported at the first text (1 s) and used by one thread at a time: its string store is not guarded.
    """

    def __init__(self, trained: Path | None = TRAINED) -> None:
        """With `trained` None, nobody is taken for a person: for those who want sentences only."""
        self._trained = trained
        self._pipeline: SpacyPipeline | None = None
        self._general: SpacyPipeline | None = None
        self._lock = Lock()

    def parse(self, text: str) -> ParsedText:
        """Tokens without blanks, and sentences that end at a stop or a line break. Raises: CannotRead."""
        if len(text) > LONGEST:
            raise CannotRead("The text is too long to be checked. Shorten it, or check it in parts.")
        if (known := camera_name(text)) is not None and self._needs_no_reading():
            return known
        readable = _LONE_SURROGATE.sub("\ufffd", text)
        with self._lock:
            pipeline = self._loaded()
            doc = _parsed(pipeline, readable)
            found = tuple(_recognised(pipeline, doc))
            general = _parsed(self._general, readable).ents if self._general else ()
        tokens = tuple(
            Token(token.text, token.idx, token.idx + len(token)) for token in doc if not token.is_space
        )  # fmt: skip
        people = [span for span, _ in found]
        people += [Span(one.start_char, one.end_char) for one in general if one.label_ in _GENERAL_LABELS]
        children = tuple(span for span, label in found if label == _CHILD)
        return ParsedText(text, tokens, _sentences(doc, text), tuple(dict.fromkeys(people)), children)

    def _needs_no_reading(self) -> bool:
        """Whether the pipeline is in its place, and no other is asked that might see more in a camera's name."""
        is_there = self._trained is None or (self._trained / _SETTINGS).is_file()
        return is_there and _is_alone()

    def _loaded(self) -> SpacyPipeline:
        if self._pipeline is None:
            _import_spacy()
            import spacy

            register()
            pipeline = spacy.load(self._trained, disable=[_RECOGNISER]) if self._trained else spacy.blank("en")
            pipeline.add_pipe("sentencizer")
            pipeline.max_length = LONGEST
            if self._trained:
                self._general = _general()
            self._pipeline = pipeline
        return self._pipeline


@cache
def _is_alone() -> bool:
    return not any(find_spec(name) for name in GENERAL)


def _import_spacy() -> None:
    """Imports spaCy without its command line, which brings a downloader and its web client: 0.5 of 1.6 s.

    spaCy's own module asks for one name of it, which nobody calls. Whoever imports the command line later gets it.
    """
    if "spacy" in sys.modules or _COMMAND_LINE in sys.modules:
        return
    stand_in = ModuleType(_COMMAND_LINE)
    stand_in.__dict__["info"] = None
    sys.modules[_COMMAND_LINE] = stand_in
    try:
        import spacy  # noqa: F401
    finally:
        del sys.modules[_COMMAND_LINE]


def _general() -> SpacyPipeline | None:
    """A general English pipeline with its recogniser only, if one is installed; never needed."""
    import spacy

    name = next((name for name in GENERAL if spacy.util.is_package(name)), None)
    if name is None:
        return None
    pipeline = spacy.load(name, exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
    pipeline.max_length = LONGEST
    return pipeline


def _parsed(pipeline: SpacyPipeline, text: str) -> Doc:
    cuts = {place for run in _OVERLONG.finditer(text) for place in range(run.start(), run.end(), _SLICE)}
    if not cuts:
        return pipeline(text)
    from spacy.tokens import Doc

    places = sorted(cuts | {0, len(text)})
    pieces = [pipeline.make_doc(text[start:end]) for start, end in pairwise(places)]
    whole = Doc.from_docs(pieces, ensure_whitespace=False)
    assert whole is not None
    assert whole.text == text
    return pipeline(whole)


def _sentences(doc: Doc, text: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for sentence in doc.sents:
        start = sentence.start_char
        for line in text[start : sentence.end_char].splitlines(keepends=True):
            bare = line.strip()
            if bare:
                begin = start + line.index(bare)
                spans.append(Span(begin, begin + len(bare)))
            start += len(line)
    return tuple(spans)


def _recognised(pipeline: SpacyPipeline, doc: Doc) -> Iterator[tuple[Span, str]]:
    """Who the recogniser takes for a person, and for what; it reads long texts piece by piece."""
    if _RECOGNISER not in pipeline.component_names:
        return
    recogniser = pipeline.get_pipe(_RECOGNISER)
    for start, stop in _pieces(doc):
        if not any(token.is_alpha and len(token) > 1 for token in doc[start:stop]):
            continue  # no word, no name: 100,000 marks would take the recogniser 6 s
        piece = doc
        if (start, stop) != (0, len(doc)):
            piece = pipeline.get_pipe(LISTS)(doc[start:stop].as_doc())
        offset = doc[start].idx
        for one in recogniser(piece).ents:
            yield Span(one.start_char + offset, one.end_char + offset), one.label_


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """Tokens [start, stop) of the whole text, or of as many sentences as make up LONGEST_PIECE."""
    start = 0
    if len(doc) > LONGEST_PIECE:
        for sentence in doc.sents:
            if sentence.end - start >= LONGEST_PIECE:
                yield start, sentence.end
                start = sentence.end
    if start < len(doc):
        yield start, len(doc)
