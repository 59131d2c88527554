"""Stand-ins for the analysers: a check is tested with three lines of evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from checker.core.context import Context, Picture, Settings
from checker.core.evidence import (
    AttireSeen,
    ChildHit,
    CleanCopy,
    DetailHit,
    LanguageHit,
    MeaningHit,
    MetadataSeen,
    NameHit,
    OtherName,
    ParsedText,
    Span,
    Token,
)
from checker.core.exposure import ExposureSeen
from checker.core.faces import FaceResult
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.policy import PolicyPack
from checker.core.post import Passage, Photo
from checker.core.rules import RuleBook
from checker.core.writing import WritingSeen, WrittenName

T = TypeVar("T")
TODAY = date(2026, 11, 20)


def parse(text: str) -> ParsedText:
    """Tokens at blanks, sentences at full stops: enough for a check's own test."""
    tokens, sentences, start, sentence_start = [], [], 0, 0
    for word in text.split(" "):
        tokens.append(Token(word, start, start + len(word)))
        start += len(word) + 1
        if word.endswith((".", "!", "?")):
            sentences.append(Span(sentence_start, start - 1))
            sentence_start = start
    if sentence_start < len(text):
        sentences.append(Span(sentence_start, len(text)))
    return ParsedText(text, tuple(tokens), tuple(sentences))


@dataclass(frozen=True)
class FakePicture:
    """A picture that has a size and no pixels."""

    width: int = 640
    height: int = 480
    is_animated: bool = False


@dataclass
class FakeEvidence:
    """Evidence by table: passages by their text, photos by their name. A value that is an exception is raised."""

    snapshot: RegisterSnapshot | Exception = field(default_factory=lambda: RegisterSnapshot("v1", ()))
    texts: dict[str, ParsedText] = field(default_factory=dict)
    name_hits: dict[str, tuple[NameHit, ...] | Exception] = field(default_factory=dict)
    first_name_hits: dict[str, tuple[NameHit, ...] | Exception] = field(default_factory=dict)
    other_name_hits: dict[str, tuple[OtherName, ...] | Exception] = field(default_factory=dict)
    child_hits: dict[str, tuple[ChildHit, ...] | Exception] = field(default_factory=dict)
    detail_hits: dict[str, tuple[DetailHit, ...] | Exception] = field(default_factory=dict)
    profanity_hits: dict[str, tuple[LanguageHit, ...] | Exception] = field(default_factory=dict)
    meaning_hits: dict[str, tuple[MeaningHit, ...] | Exception] = field(default_factory=dict)
    pictures: dict[str, Picture | Exception] = field(default_factory=dict)
    metadata_seen: dict[str, MetadataSeen | Exception] = field(default_factory=dict)
    clean_copies: dict[str, CleanCopy | Exception] = field(default_factory=dict)
    face_results: dict[str, tuple[FaceResult, ...] | Exception] = field(default_factory=dict)
    attire_seen: dict[str, tuple[AttireSeen, ...] | Exception] = field(default_factory=dict)
    exposures: dict[str, ExposureSeen | Exception] = field(default_factory=dict)

    writing_seen: dict[str, WritingSeen | Exception] = field(default_factory=dict)
    written_name_hits: dict[str, tuple[WrittenName, ...] | Exception] = field(default_factory=dict)

    def register(self) -> RegisterSnapshot:
        return _given(self.snapshot)

    def parsed(self, passage: Passage) -> ParsedText:
        return self.texts.get(passage.text) or parse(passage.text)

    def names(self, passage: Passage) -> tuple[NameHit, ...]:
        return _given(self.name_hits.get(passage.text, ()))

    def first_names(self, passage: Passage) -> tuple[NameHit, ...]:
        return _given(self.first_name_hits.get(passage.text, ()))

    def other_names(self, passage: Passage) -> tuple[OtherName, ...]:
        return _given(self.other_name_hits.get(passage.text, ()))

    def children(self, passage: Passage) -> tuple[ChildHit, ...]:
        """As given, else as the names that were given make them."""
        if passage.text in self.child_hits:
            return _given(self.child_hits[passage.text])
        named = (*self.names(passage), *self.first_names(passage))
        hits = [ChildHit(hit.start, hit.end, is_named=True, certain=hit.certain) for hit in named]
        return (*hits, *(ChildHit(name.start, name.end, is_named=True) for name in self.other_names(passage)))

    def details(self, passage: Passage) -> tuple[DetailHit, ...]:
        return _given(self.detail_hits.get(passage.text, ()))

    def profanity(self, passage: Passage) -> tuple[LanguageHit, ...]:
        return _given(self.profanity_hits.get(passage.text, ()))

    def meaning(self, passage: Passage) -> tuple[MeaningHit, ...]:
        return _given(self.meaning_hits.get(passage.text, ()))

    def picture(self, photo: Photo) -> Picture:
        return _given(self.pictures.get(photo.name, FakePicture()))

    def metadata(self, photo: Photo) -> MetadataSeen:
        return _given(self.metadata_seen.get(photo.name, MetadataSeen(())))

    def clean_copy(self, photo: Photo) -> CleanCopy:
        return _given(self.clean_copies.get(photo.name, CleanCopy(photo.data, ".jpg")))

    def faces(self, photo: Photo) -> tuple[FaceResult, ...]:
        return _given(self.face_results.get(photo.name, ()))

    def attire(self, photo: Photo) -> tuple[AttireSeen, ...]:
        return _given(self.attire_seen.get(photo.name, ()))

    def writing(self, photo: Photo) -> WritingSeen:
        return _given(self.writing_seen.get(photo.name, WritingSeen()))

    def written_names(self, photo: Photo) -> tuple[WrittenName, ...]:
        return _given(self.written_name_hits.get(photo.name, ()))

    def exposure(self, photo: Photo) -> ExposureSeen:
        return _given(self.exposures.get(photo.name, ExposureSeen()))

    def pupil(self, pupil_id: str) -> Pupil:
        return self.register().by_id[pupil_id]


def _given(value: T | Exception) -> T:
    if isinstance(value, Exception):
        raise value
    return value


def context(
    evidence: FakeEvidence | None = None,
    rules: RuleBook = RuleBook(()),
    settings: Settings = Settings(),
    packs: tuple[PolicyPack, ...] = (),
) -> Context:
    """A context around this evidence on a fixed day."""
    return Context(evidence or FakeEvidence(), rules, TODAY, settings, packs)
