"""What are the words and sentences of a text, and who in it does the school's own language model take for people?"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from checker.core.evidence import ParsedText, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language as SpacyPipeline
    from spacy.tokens import Doc

TRAINED = Path(__file__).resolve().parents[2] / "models" / "school_en"
LONGEST = 2_000_000
"""Code points. More is refused with an error, never cut: what was not read cannot be clear."""

LONGEST_RUN = 100
"""Code points without a blank that spaCy gets whole. It peels marks off one by one, so that 4,000 "#" in a row took
3.4 s and 100,000 would take half an hour; longer runs are cut, which moves no offset."""

_OVERLONG = re.compile(rf"\S{{{LONGEST_RUN},}}")
_SLICE = LONGEST_RUN // 2
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PEOPLE = frozenset(("PERSON", "PER"))


class SpacyLanguage:
    """Parses with spaCy's English tokenizer; a trained pipeline in `trained` adds people.

    spaCy is imported at the first text (0.5 s) and used by one thread at a time: its string store is not guarded.
    """

    def __init__(self, trained: Path = TRAINED) -> None:
        self._trained = trained
        self._pipeline: SpacyPipeline | None = None
        self._lock = Lock()

    def parse(self, text: str) -> ParsedText:
        """Tokens without blanks, and sentences that end at a stop or a line break."""
        readable = _LONE_SURROGATE.sub("\ufffd", text)
        with self._lock:
            doc = _parsed(self._loaded(), readable)
        tokens = tuple(
            Token(token.text, token.idx, token.idx + len(token)) for token in doc if not token.is_space
        )  # fmt: skip
        return ParsedText(text, tokens, _sentences(doc, text), _people(doc))

    def _loaded(self) -> SpacyPipeline:
        if self._pipeline is None:
            import spacy

            is_trained = self._trained.is_dir()
            pipeline = spacy.load(self._trained) if is_trained else spacy.blank("en")
            if not {"sentencizer", "senter", "parser"} & set(pipeline.pipe_names):
                pipeline.add_pipe("sentencizer")
            pipeline.max_length = LONGEST
            self._pipeline = pipeline
        return self._pipeline


def _parsed(pipeline: SpacyPipeline, text: str) -> Doc:
    cuts = {place for run in _OVERLONG.finditer(text) for place in range(run.start(), run.end(), _SLICE)}
    if not cuts:
        return pipeline(text)
    from spacy.tokens import Doc

    if len(text) > pipeline.max_length:
        raise ValueError("text too long")
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


def _people(doc: Doc) -> tuple[Span, ...]:
    return tuple(Span(found.start_char, found.end_char) for found in doc.ents if found.label_ in _PEOPLE)
