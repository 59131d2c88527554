"""What the analysers saw in a post, in plain values that the checks can ask about."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from checker.core.attire import AttireKind as AttireKind
from checker.core.attire import AttireSeen as AttireSeen
from checker.core.copy import CleanCopy as CleanCopy
from checker.core.exposure import ExposureSeen
from checker.core.face_size import smallest_face
from checker.core.faces import FaceResult
from checker.core.post import Origin
from checker.core.resolving import Resolution
from checker.core.roster import Roster


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: code points [start, end) of its passage."""

    text: str = field(repr=False)
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Code points [start, end) of a passage."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A passage parsed once: tokens, sentences, and who the language model took for people (empty without one)."""

    text: str = field(repr=False)
    tokens: tuple[Token, ...] = field(repr=False)
    sentences: tuple[Span, ...]
    people: tuple[Span, ...] = ()
    children: tuple[Span, ...] = ()
    """Those of them whom it took for children."""

    def sentence_at(self, position: int) -> Span:
        """The sentence around this code point; the whole passage where there is none."""
        place = bisect_right(self.sentences, position, key=lambda sentence: sentence.start) - 1
        if place >= 0 and position < self.sentences[place].end:
            return self.sentences[place]
        return Span(0, len(self.text))


class NameForm(StrEnum):
    """In which form a pupil's name was written."""

    FULL = "first name and surname"
    REVERSED = "surname first"
    JOINED = "joined into one word"
    INITIAL = "initial and surname"
    KNOWN_AS = "known-as name and surname"
    MISSPELT = "misspelt"
    SPLIT = "first name and surname apart"
    PARTIAL = "part of a double name"


@dataclass(frozen=True, slots=True)
class NameHit:
    """A place where a register name stands. `certain` is False where the words may mean something else."""

    start: int
    end: int
    pupil_ids: tuple[str, ...]
    form: NameForm
    certain: bool = True

    def __post_init__(self) -> None:
        """Raises: ValueError for a name of nobody: "each of them may be named" would hold of no one at all."""
        if not self.pupil_ids:
            raise ValueError("a name belongs to at least one pupil")


@dataclass(frozen=True, slots=True)
class OtherName:
    """A full name that looks like a child's and is in no register."""

    start: int
    end: int
    first_end: int
    """Where the first name ends, so that the remedy can keep it; `start` where there is none to keep."""
    first_start: int | None = None
    """Where the first name begins, if the surname stands before it."""
    certain: bool = False
    """A year, a class or an age belongs to the name, or the lists and the language model both take it for a child's."""


@dataclass(frozen=True, slots=True)
class ChildHit:
    """A place where one child is meant, by a name or by words that tell who it is ("our new boy in Year 2").

    `certain` is False for a name that is also a word.
    """

    start: int
    end: int
    is_named: bool
    certain: bool = True


class DetailKind(StrEnum):
    """A personal detail that can be told by its shape."""

    PHONE = "phone number"
    EMAIL = "e-mail address"
    POSTCODE = "postcode"
    UPN = "unique pupil number"
    NHS_NUMBER = "NHS number"
    NI_NUMBER = "National Insurance number"
    BIRTH_DATE = "date of birth"
    VEHICLE = "vehicle registration"


@dataclass(frozen=True, slots=True)
class DetailHit:
    """A personal detail in a passage. `excuse` says why it may stay (the school's own number), else empty."""

    kind: DetailKind
    start: int
    end: int
    certain: bool = True
    excuse: str = ""


@dataclass(frozen=True, slots=True)
class LanguageHit:
    """A word that is not school-friendly. `certain` is False for words that have an innocent use."""

    start: int
    end: int
    certain: bool = True


class Criterion(StrEnum):
    """What a sentence as a whole can touch, beyond its single words."""

    POLITICAL = "political"
    OPINION = "opinion"
    DISREPUTE = "disrepute"
    OFFENSIVE = "offensive"
    UNLAWFUL = "unlawful"
    WHEREABOUTS = "whereabouts"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class MeaningHit:
    """A sentence that touches a criterion. `chance` is the model's, 0 to 1; `like` are the examples nearest to it."""

    start: int
    end: int
    criterion: Criterion
    chance: float
    like: tuple[str, ...] = ()


class HiddenKind(StrEnum):
    """What a picture can carry besides its pixels, in a person's words."""

    PLACE = "the place where it was taken"
    DEVICE = "the camera or phone"
    TIME = "the day and time"
    PERSON = "a person's name"
    FACE_NAME = "a name on a face"
    RIGHTS = "a copyright or credit line"
    WORDS = "a title, comment or keywords"
    THUMBNAIL = "a small second picture"
    CLIP = "a short film"
    EDITING = "how it was edited"
    OTHER = "other hidden data"


@dataclass(frozen=True, slots=True)
class HiddenDetail:
    """One hidden detail: what kind, and its value in plain words for the person at the screen (never logged)."""

    kind: HiddenKind
    value: str = field(repr=False)


class Making(StrEnum):
    """How a picture came to be, as far as its file tells."""

    EDITED = "edited"
    AI_EDITED = "edited with AI"
    AI_MADE = "made by AI"


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """The camera or phone as its file names it; what it does not name is empty."""

    make: str = field(default="", repr=False)
    model: str = field(default="", repr=False)
    serials: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class MetadataSeen:
    """Everything hidden that was read in a picture file, and the facts in it that checks ask about."""

    details: tuple[HiddenDetail, ...]
    device: DeviceSeen | None = None
    taken: date | None = None
    """The day of the shutter, by the camera's clock; None where the file does not tell or the clock was never set."""
    face_names: tuple[str, ...] = field(default=(), repr=False)
    """Names that a photo program wrote on faces in the picture."""
    making: Making | None = None
    shows_more: bool = False
    """A second picture in the file shows something else than the picture: perhaps what was cropped away or covered."""


@dataclass(frozen=True, slots=True)
class PhotoEvidence:
    """What is known of one photo after the checks; None where it could not be worked out."""

    width: int | None = None
    height: int | None = None
    faces: tuple[FaceResult, ...] | None = None
    metadata: MetadataSeen | None = None
    attire: tuple[AttireSeen, ...] | None = None
    clean_copy: CleanCopy | None = None
    resolutions: tuple[Resolution, ...] = ()
    """What people said about its faces, whether or not it fits one."""
    roster: Roster | None = None
    exposure: ExposureSeen | None = None
    origin: Origin | None = None
    """Where somebody said that it came from."""

    @property
    def smallest_face(self) -> int | None:
        """Pixels of height from which faces were looked for; None where they were not."""
        if self.faces is None or self.width is None or self.height is None:
            return None
        return smallest_face(self.width, self.height)
