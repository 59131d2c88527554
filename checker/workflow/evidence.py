"""What the analysers saw in one post: each thing is worked out when first asked for, once, and shared by all checks.

A failure is never kept as an answer: whoever asks again gets the failure again.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from checker.core.context import Picture, Settings
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
from checker.core.faces import FaceResult, FaceSeen, is_exposed
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.post import Passage, Photo
from checker.core.resolving import Said
from checker.core.writing import WritingSeen, WrittenName
from checker.workflow.analysers import Analysers
from checker.workflow.photo_faces import Covered, FaceReader
from checker.workflow.photo_memory import Measures

# Decoded pictures kept at once: a 12-megapixel photo is 36 MB of pixels, and most posts have at most four photos.
PICTURES_HELD = 4

# What people said about a photo's faces changes these; the rest follows from the file alone.
_MAY_CHANGE = frozenset({"faces", "found", "attire", "clean", "exposure"})

T = TypeVar("T")


@dataclass
class PostEvidence:
    """The evidence for one post; made anew for each check of a post, so that nothing stale is used."""

    analysers: Analysers
    read_register: Callable[[], RegisterSnapshot]
    settings: Settings
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _pictures: OrderedDict[str, Picture] = field(default_factory=OrderedDict, repr=False)

    def register(self) -> RegisterSnapshot:
        return self._once("register", self.read_register)

    def parsed(self, passage: Passage) -> ParsedText:
        return self._once(("parsed", passage.text), lambda: self.analysers.language().parse(passage.text))

    def names(self, passage: Passage) -> tuple[NameHit, ...]:
        finder = self.analysers.names_of(self.register())
        return self._once(("names", passage.text), lambda: finder.find(self.parsed(passage)))

    def first_names(self, passage: Passage) -> tuple[NameHit, ...]:
        finder = self.analysers.names_of(self.register())
        return self._once(("first names", passage.text), lambda: finder.find_first_names(self.parsed(passage)))

    def other_names(self, passage: Passage) -> tuple[OtherName, ...]:
        finder = self.analysers.names_of(self.register())
        return self._once(("other names", passage.text), lambda: finder.find_others(self.parsed(passage)))

    def children(self, passage: Passage) -> tuple[ChildHit, ...]:
        return self._once(("children", passage.text), lambda: self._children(passage))

    def details(self, passage: Passage) -> tuple[DetailHit, ...]:
        find = self.analysers.details().find
        return self._once(("details", passage.text), lambda: find(self.parsed(passage), self.settings))

    def profanity(self, passage: Passage) -> tuple[LanguageHit, ...]:
        find = self.analysers.profanity().find
        return self._once(("profanity", passage.text), lambda: find(self.parsed(passage)))

    def meaning(self, passage: Passage) -> tuple[MeaningHit, ...]:
        read = self.analysers.meaning().read
        return self._once(("meaning", passage.text), lambda: read(self.parsed(passage)))

    def picture(self, photo: Photo) -> Picture:
        """Of a photo that was looked at before only the measures, which are all that checks ask of it."""
        return self._kept.get(("measured", photo.digest)) or self._pixels(photo)

    def shown(self, photo: Photo) -> Picture:
        """What a reader would see: the picture, or where faces are covered the written copy, read again."""
        return self._reopened(self._covered(photo).copy) if _has_covers(photo) else self._pixels(photo)

    def metadata(self, photo: Photo) -> MetadataSeen:
        return self._once(("metadata", photo.digest), lambda: self.analysers.hidden().read(photo.data))

    def clean_copy(self, photo: Photo) -> CleanCopy:
        return self._once(("clean", *_spoken(photo)), lambda: self._clean(photo))

    def faces(self, photo: Photo) -> tuple[FaceResult, ...]:
        return self._once(("faces", *_spoken(photo)), lambda: self._resolved(photo))

    def attire(self, photo: Photo) -> tuple[AttireSeen, ...]:
        return self._once(("attire", *_spoken(photo)), lambda: self._attire(photo))

    def writing(self, photo: Photo) -> WritingSeen:
        return self._once(("writing", *_spoken(photo)), lambda: self.analysers.writing().read(self.shown(photo)))

    def written_names(self, photo: Photo) -> tuple[WrittenName, ...]:
        finder = self.analysers.written_names_of(self.register())
        return self._once(("written names", *_spoken(photo)), lambda: finder.find(self.writing(photo)))

    def exposure(self, photo: Photo) -> ExposureSeen:
        return self._once(("exposure", *_spoken(photo)), lambda: self._exposure(photo))

    def pupil(self, pupil_id: str) -> Pupil:
        return self.register().by_id[pupil_id]

    def remember(self, answers: Mapping[Hashable, Any]) -> None:
        """Begin with these answers of an earlier check, which still hold."""
        self._kept.update(answers)

    def seen(self) -> Mapping[Hashable, Any]:
        """Everything worked out so far."""
        return self._kept

    def known(self, what: str, photo: Photo) -> Any:
        """What has been worked out so far; None where it has not, or could not be."""
        return self._kept.get((what, *_spoken(photo)) if what in _MAY_CHANGE else (what, photo.digest))

    def register_read(self) -> RegisterSnapshot | None:
        """The register, if a check has read it."""
        return self._kept.get("register")

    def _children(self, passage: Passage) -> tuple[ChildHit, ...]:
        """Every place where one child is meant: a full name, a lone first name, or words that tell one apart."""
        named = [ChildHit(hit.start, hit.end, is_named=True, certain=hit.certain) for hit in self.names(passage)]
        others = self.other_names(passage)
        named += [ChildHit(name.start, name.end, is_named=True, certain=name.certain) for name in others]
        named += [ChildHit(hit.start, hit.end, is_named=True) for hit in self.first_names(passage)]
        finder = self.analysers.names_of(self.register())
        return _apart([*named, *finder.find_children(self.parsed(passage))])

    def _clean(self, photo: Photo) -> CleanCopy:
        return self._covered(photo).copy if _has_covers(photo) else self.analysers.cleaner().clean(photo.data)

    def _attire(self, photo: Photo) -> tuple[AttireSeen, ...]:
        """Where the faces are tells skin from shirts, and faces from worse."""
        faces = tuple(FaceSeen(face.box, face.score) for face in self._found(photo))
        return self.analysers.attire().look(self.shown(photo), faces)

    def _exposure(self, photo: Photo) -> ExposureSeen:
        """Of those who can be known in what a reader would see; grown-ups and covered faces are not asked about."""
        open_faces = tuple(FaceSeen(face.box, face.score) for face in self.faces(photo) if is_exposed(face))
        return self.analysers.meter().measure(self.shown(photo), open_faces)

    def _found(self, photo: Photo) -> tuple[FaceResult, ...]:
        """The faces as the program sees them, before anybody speaks."""
        found = self._once(
            ("found", photo.digest, photo.roster), lambda: self._reader().found(photo, self._pixels(photo))
        )
        self._kept["found", *_spoken(photo)] = found
        return found

    def _resolved(self, photo: Photo) -> tuple[FaceResult, ...]:
        found = self._found(photo)
        return self._reader().resolved(photo, found, self._covered(photo) if _has_covers(photo) else None)

    def _covered(self, photo: Photo) -> Covered:
        reader, found = self._reader(), self._found(photo)
        return self._once(("covered", *_spoken(photo)), lambda: reader.covered(photo, found, self._reopened))

    def _pixels(self, photo: Photo) -> Picture:
        picture = self._opened(photo.digest, photo.data)
        self._kept["measured", photo.digest] = Measures(picture.width, picture.height, picture.is_animated)
        return picture

    def _reader(self) -> FaceReader:
        return FaceReader(self.analysers, self.register)

    def _reopened(self, copy: CleanCopy) -> Picture:
        return self._opened(hashlib.sha256(copy.data).hexdigest(), copy.data)

    def _opened(self, digest: str, data: bytes) -> Picture:
        if digest not in self._pictures:
            self._pictures[digest] = self.analysers.pictures().open(data)
            if len(self._pictures) > PICTURES_HELD:
                self._pictures.popitem(last=False)
        return self._pictures[digest]

    def _once(self, key: Hashable, work: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = work()
        kept: T = self._kept[key]
        return kept


def _apart(children: list[ChildHit]) -> tuple[ChildHit, ...]:
    """One hit per place, in reading order: the earlier in the list before the later."""
    kept: list[ChildHit] = []
    taken = bytearray(max((hit.end for hit in children), default=0))
    for hit in children:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.start))


def _has_covers(photo: Photo) -> bool:
    return any(resolution.said is Said.COVER for resolution in photo.resolutions)


def _spoken(photo: Photo) -> tuple[Hashable, ...]:
    """What the answers about a photo's faces depend on: the picture, and what people said about it."""
    return photo.digest, frozenset(photo.resolutions), photo.roster
