"""The analysers of this machine, each loaded when it is first needed, once per process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Generic, TypeVar

from checker.core.context import (
    AttireLooker,
    DetailFinder,
    FaceFinder,
    FaceMatcher,
    Language,
    MeaningReader,
    MetadataReader,
    NameFinder,
    PictureCleaner,
    PictureCoverer,
    PictureReader,
    ProfanityFinder,
    WritingReader,
    WrittenNameFinder,
)
from checker.core.exposure import ExposureMeter
from checker.core.people import RegisterSnapshot

T = TypeVar("T")


class Lazy(Generic[T]):
    """Makes its value at the first call. The lock is there because Streamlit shares one object between sessions."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = RLock()
        self._made: list[T] = []

    def __call__(self) -> T:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


def _language() -> Language:
    from checker.analysers.language import SpacyLanguage

    return SpacyLanguage()


def _details() -> DetailFinder:
    from checker.analysers.details import ShapeDetails

    return ShapeDetails()


def _profanity() -> ProfanityFinder:
    from checker.analysers.profanity import SchoolProfanity

    return SchoolProfanity()


def _meaning() -> MeaningReader:
    from checker.analysers.meaning import SentenceMeaning

    return SentenceMeaning()


def picture_reader() -> PictureReader:
    """The reader of pictures."""
    from checker.analysers.picture import PillowReader

    return PillowReader()


def _hidden() -> MetadataReader:
    from checker.analysers.metadata import HiddenReader

    return HiddenReader()


def _cleaner() -> PictureCleaner:
    from checker.analysers.cleaning import AllowListCleaner

    return AllowListCleaner()


def _coverer() -> PictureCoverer:
    from checker.analysers.covering import FaceCoverer

    return FaceCoverer()


def _faces() -> FaceFinder:
    from checker.analysers.faces import CenterFaceFinder

    return CenterFaceFinder()


def _matcher() -> FaceMatcher:
    from checker.analysers.matching import DlibMatcher

    return DlibMatcher()


def _attire() -> AttireLooker:
    from checker.analysers.attire import NudeNetLooker

    return NudeNetLooker()


def _meter() -> ExposureMeter:
    from checker.analysers.exposure import FaceMeter

    return FaceMeter()


def _writing() -> WritingReader:
    from checker.analysers.writing import PictureWriting

    return PictureWriting()


def _written_name_finder(register: RegisterSnapshot) -> WrittenNameFinder:
    from checker.analysers.written_names import WrittenNames

    return WrittenNames(register.pupils)


def _name_finder(register: RegisterSnapshot) -> NameFinder:
    from checker.analysers.register_names import RegisterNames

    return RegisterNames(register.pupils)


@dataclass
class OfRegister(Generic[T]):
    """What is built from the latest register version: for names 12 ms for 420 pupils, 1.4 s for 50,000."""

    make: Callable[[RegisterSnapshot], T]
    _lock: RLock = field(default_factory=RLock, repr=False)
    _built: dict[str, T] = field(default_factory=dict, repr=False)

    def __call__(self, register: RegisterSnapshot) -> T:
        with self._lock:
            if register.version not in self._built:
                finder = self.make(register)
                self._built.clear()
                self._built[register.version] = finder
            return self._built[register.version]


@dataclass(frozen=True, slots=True)
class Analysers:
    """Where each analyser comes from; a test puts its own in the place of any."""

    language: Callable[[], Language] = field(default_factory=lambda: Lazy(_language))
    names_of: Callable[[RegisterSnapshot], NameFinder] = field(default_factory=lambda: OfRegister(_name_finder))
    details: Callable[[], DetailFinder] = field(default_factory=lambda: Lazy(_details))
    profanity: Callable[[], ProfanityFinder] = field(default_factory=lambda: Lazy(_profanity))
    meaning: Callable[[], MeaningReader] = field(default_factory=lambda: Lazy(_meaning))
    pictures: Callable[[], PictureReader] = field(default_factory=lambda: Lazy(picture_reader))
    hidden: Callable[[], MetadataReader] = field(default_factory=lambda: Lazy(_hidden))
    cleaner: Callable[[], PictureCleaner] = field(default_factory=lambda: Lazy(_cleaner))
    coverer: Callable[[], PictureCoverer] = field(default_factory=lambda: Lazy(_coverer))
    faces: Callable[[], FaceFinder] = field(default_factory=lambda: Lazy(_faces))
    matcher: Callable[[], FaceMatcher] = field(default_factory=lambda: Lazy(_matcher))
    attire: Callable[[], AttireLooker] = field(default_factory=lambda: Lazy(_attire))
    meter: Callable[[], ExposureMeter] = field(default_factory=lambda: Lazy(_meter))
    writing: Callable[[], WritingReader] = field(default_factory=lambda: Lazy(_writing))
    written_names_of: Callable[[RegisterSnapshot], WrittenNameFinder] = field(
        default_factory=lambda: OfRegister(_written_name_finder)
    )
