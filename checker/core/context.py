"""What a check may ask, and the shape of a check itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

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
)
from checker.core.exposure import ExposureSeen
from checker.core.faces import FaceResult, FaceSeen
from checker.core.finding import Finding
from checker.core.people import FaceTemplate, Pupil, RegisterSnapshot
from checker.core.policy import PolicyPack
from checker.core.post import Passage, Photo, Post
from checker.core.resolving import Cover
from checker.core.rules import RuleBook
from checker.core.settings import Settings as Settings
from checker.core.writing import WritingSeen, WrittenName


# --- what the analysers fulfil -----------------------------------------------------------------------------------
class Language(Protocol):
    """Parses a text once."""

    def parse(self, text: str) -> ParsedText: ...


class NameFinder(Protocol):
    """Finds full names: those of the pupils it was built from, and those that look like another child's."""

    def find(self, parsed: ParsedText) -> tuple[NameHit, ...]: ...

    def find_first_names(self, parsed: ParsedText) -> tuple[NameHit, ...]: ...

    def find_others(self, parsed: ParsedText) -> tuple[OtherName, ...]: ...

    def find_children(self, parsed: ParsedText) -> tuple[ChildHit, ...]: ...


class DetailFinder(Protocol):
    """Finds personal details by their shape."""

    def find(self, parsed: ParsedText, settings: Settings) -> tuple[DetailHit, ...]: ...


class ProfanityFinder(Protocol):
    """Finds words that are not school-friendly."""

    def find(self, parsed: ParsedText) -> tuple[LanguageHit, ...]: ...


class MeaningReader(Protocol):
    """Says which sentences touch a criterion of the policy."""

    def read(self, parsed: ParsedText) -> tuple[MeaningHit, ...]: ...


class Picture(Protocol):
    """A decoded picture, upright. What the pixels are made of is the analysers' business."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def is_animated(self) -> bool: ...


class PictureReader(Protocol):
    """Decodes a picture whole and upright. Raises: CannotRead."""

    def open(self, data: bytes) -> Picture: ...


class MetadataReader(Protocol):
    """Reads everything hidden in a picture file. Raises: CannotRead."""

    def read(self, data: bytes) -> MetadataSeen: ...


class PictureCleaner(Protocol):
    """Makes a copy without hidden details and proves it by re-reading. Raises: CannotRead."""

    def clean(self, data: bytes, max_side: int | None = None) -> CleanCopy: ...


class PictureCoverer(Protocol):
    """Makes the clean copy of a picture with faces covered, and proves it by re-reading. Raises: CannotRead.

    `growth`: how much larger than usual the margins of each cover are.
    """

    def cover(self, data: bytes, covers: tuple[Cover, ...], growth: float = 1.0) -> CleanCopy: ...


class FaceFinder(Protocol):
    """Finds faces in a picture."""

    def find(self, picture: Picture) -> tuple[FaceSeen, ...]: ...


class FaceMatcher(Protocol):
    """Compares faces with enrolled pupils. Probe vectors live inside one call.

    `siblings` are pairs of pupils of one family who can both be in the photo, whether enrolled or not.
    """

    def match(
        self,
        picture: Picture,
        faces: tuple[FaceSeen, ...],
        templates: tuple[FaceTemplate, ...],
        siblings: tuple[tuple[str, str], ...] = (),
    ) -> tuple[FaceResult, ...]: ...


class ReferenceFaces(Protocol):
    """Reads the one face of a reference photo as a template vector. Raises: CannotRead with the reason."""

    @property
    def model(self) -> str: ...

    def read(self, picture: Picture) -> bytes: ...

    def misfits(self, new: tuple[FaceTemplate, ...], enrolled: tuple[FaceTemplate, ...]) -> tuple[str, ...]:
        """For each new template why it does not belong to its pupil; empty where it does."""
        ...

    def look_alikes(self, templates: tuple[FaceTemplate, ...]) -> tuple[tuple[str, str], ...]: ...


class AttireLooker(Protocol):
    """Looks for swimwear or undress, and whether anybody is there; `faces` are those found in the picture."""

    def look(self, picture: Picture, faces: tuple[FaceSeen, ...] = ()) -> tuple[AttireSeen, ...]: ...


class WritingReader(Protocol):
    """Reads what is written in a picture, and its codes. Raises: CannotRead."""

    def read(self, picture: Picture) -> WritingSeen: ...


class WrittenNameFinder(Protocol):
    """Finds full names of the pupils it was built from in what a machine read."""

    def find(self, seen: WritingSeen) -> tuple[WrittenName, ...]: ...


# --- what the checks see -----------------------------------------------------------------------------------------
class Evidence(Protocol):
    """What the analysers saw in this post, each thing worked out once and shared by all checks.

    Every method raises what its analyser raised, each time it is asked: nothing is "empty" because it broke.
    """

    def register(self) -> RegisterSnapshot: ...

    def parsed(self, passage: Passage) -> ParsedText: ...

    def names(self, passage: Passage) -> tuple[NameHit, ...]: ...

    def first_names(self, passage: Passage) -> tuple[NameHit, ...]: ...

    def other_names(self, passage: Passage) -> tuple[OtherName, ...]: ...

    def children(self, passage: Passage) -> tuple[ChildHit, ...]: ...

    def details(self, passage: Passage) -> tuple[DetailHit, ...]: ...

    def profanity(self, passage: Passage) -> tuple[LanguageHit, ...]: ...

    def meaning(self, passage: Passage) -> tuple[MeaningHit, ...]: ...

    def picture(self, photo: Photo) -> Picture: ...

    def metadata(self, photo: Photo) -> MetadataSeen: ...

    def clean_copy(self, photo: Photo) -> CleanCopy: ...

    def faces(self, photo: Photo) -> tuple[FaceResult, ...]: ...

    def attire(self, photo: Photo) -> tuple[AttireSeen, ...]: ...

    def writing(self, photo: Photo) -> WritingSeen: ...

    def written_names(self, photo: Photo) -> tuple[WrittenName, ...]: ...

    def exposure(self, photo: Photo) -> ExposureSeen: ...

    def pupil(self, pupil_id: str) -> Pupil: ...


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a check may ask besides the post: evidence, rules, settings, the policies that apply and the day."""

    evidence: Evidence
    rules: RuleBook
    today: date
    settings: Settings = Settings()
    packs: tuple[PolicyPack, ...] = ()


class PhotoCheck(Protocol):
    """One question about one photo; the pipeline asks it of each, so that a broken photo never hides the others."""

    @property
    def id(self) -> str: ...

    @property
    def question(self) -> str: ...

    def look(self, photo: Photo, number: int, post: Post, context: Context) -> Iterator[Finding]: ...


class Check(Protocol):
    """One question about a whole post. Ids are public and never renamed."""

    @property
    def id(self) -> str: ...

    @property
    def question(self) -> str: ...

    def find(self, post: Post, context: Context) -> Iterator[Finding]: ...
