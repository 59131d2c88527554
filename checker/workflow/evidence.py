"""What the analysers saw in one post: each thing is worked out when first asked for, once, and shared by all checks.

A failure is never kept as an answer: whoever asks again gets the failure again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from checker.core.context import Evidence, Picture, Settings
from checker.core.errors import NoRegister
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
    PhotoEvidence,
)
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.post import Passage, Photo
from checker.workflow.analysers import Analysers

# Decoded pictures kept at once: a 12-megapixel photo is 36 MB of pixels, and most posts have at most four photos.
PICTURES_HELD = 4

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
        key = photo.digest
        if key not in self._pictures:
            picture = self._pictures[key] = self.analysers.pictures().open(photo.data)
            self._kept["size", key] = (picture.width, picture.height)
            if len(self._pictures) > PICTURES_HELD:
                self._pictures.popitem(last=False)
        return self._pictures[key]

    def metadata(self, photo: Photo) -> MetadataSeen:
        return self._once(("metadata", photo.digest), lambda: self.analysers.hidden().read(photo.data))

    def clean_copy(self, photo: Photo) -> CleanCopy:
        return self._once(("clean", photo.digest), lambda: self.analysers.cleaner().clean(photo.data))

    def faces(self, photo: Photo) -> tuple[FaceResult, ...]:
        return self._once(("faces", photo.digest), lambda: self._compare(photo))

    def attire(self, photo: Photo) -> tuple[AttireSeen, ...]:
        return self._once(("attire", photo.digest), lambda: self.analysers.attire().look(self.picture(photo)))

    def pupil(self, pupil_id: str) -> Pupil:
        return self.register().by_id[pupil_id]

    def known(self, what: str, photo: Photo) -> Any:
        """What has been worked out so far; None where it has not, or could not be."""
        return self._kept.get((what, photo.digest))

    def _children(self, passage: Passage) -> tuple[ChildHit, ...]:
        """Every place where one child is meant: a full name, a lone first name, or words that tell one apart."""
        named = [ChildHit(hit.start, hit.end, is_named=True, certain=hit.certain) for hit in self.names(passage)]
        named += [ChildHit(name.start, name.end, is_named=True) for name in self.other_names(passage)]
        named += [ChildHit(hit.start, hit.end, is_named=True) for hit in self.first_names(passage)]
        finder = self.analysers.names_of(self.register())
        return _apart([*named, *finder.find_children(self.parsed(passage))])

    def _compare(self, photo: Photo) -> tuple[FaceResult, ...]:
        picture = self.picture(photo)
        seen = self.analysers.faces().find(picture)
        try:
            register = self.register()
        except NoRegister:
            return _uncompared(seen, NotCompared.NO_REGISTER)
        if register.matching is None:
            # With matching off the encoder is not even loaded: no vector of a child is ever computed.
            return _uncompared(seen, NotCompared.MATCHING_OFF)
        if not register.templates:
            return _uncompared(seen, NotCompared.NOBODY_ENROLLED)
        return self.analysers.matcher().match(picture, seen, register.templates)

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


def photo_evidence(photo: Photo, evidence: Evidence) -> PhotoEvidence:
    """What the checks worked out about this photo; nothing is worked out anew for the report."""
    if not isinstance(evidence, PostEvidence):
        return PhotoEvidence()
    width, height = evidence.known("size", photo) or (None, None)
    return PhotoEvidence(
        width=width,
        height=height,
        faces=evidence.known("faces", photo),
        metadata=evidence.known("metadata", photo),
        attire=evidence.known("attire", photo),
        clean_copy=evidence.known("clean", photo),
    )


def _uncompared(seen: tuple[FaceSeen, ...], why: NotCompared) -> tuple[FaceResult, ...]:
    return tuple(FaceResult(face.box, face.score, FaceOutcome.NOT_COMPARED, why=why) for face in seen)
