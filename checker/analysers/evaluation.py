"""How often are faces found, matched rightly and matched wrongly, on people who consented to being measured?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from checker.analysers.encoding import Encoder, FaceEncoder, Vector, to_bytes
from checker.analysers.faces import SURE_SCORE, CenterFaceFinder
from checker.analysers.gallery import Gallery
from checker.analysers.matching import CLEAR_SCORE, SMALLEST_FACE, Compared
from checker.analysers.pixels import Pixels, pixels_of
from checker.analysers.references import SMALLEST_REFERENCE
from checker.core.context import FaceFinder, Picture
from checker.core.faces import FaceOutcome, FaceSeen
from checker.core.finding import PixelBox
from checker.core.measuring import Rate, Row
from checker.core.people import FaceTemplate

FACE_HEIGHTS = (24, 36, 48, 60, 80, 112)
"""Pixels to which a face is shrunk, from hardly found to a portrait."""
REFERENCES = 3
"""Photos by which a person is enrolled, as a school would."""
SUPPOSED = (30, 100, 420)
"""A class, a year group of a large school, a whole school: how strict the matcher would be for so many."""
_SEED = 1


@dataclass(frozen=True, slots=True)
class ProbeFace:
    """One face in memory, as the matcher sees it; `height` is None where it was shrunk and not found any more."""

    person: int
    height: int | None
    vector: Vector | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonPhoto:
    """What one photo gives: its only face, whole and shrunk to each of FACE_HEIGHTS; None where it has not one face."""

    person: int
    faces: int
    whole: ProbeFace | None
    shrunk: dict[int, ProbeFace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _ShrunkPicture:
    pixels: Pixels
    is_animated: bool = False

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


class FaceExaminer:
    """Reads photos for measuring. Vectors stay in memory and end with the measurement."""

    def __init__(self, finder: FaceFinder | None = None, encoder: Encoder | None = None) -> None:
        self._finder = finder or CenterFaceFinder()
        self._encoder = encoder or FaceEncoder()

    def read(self, person: int, picture: Picture) -> PersonPhoto:
        """The photo's face at its own size and at smaller ones."""
        faces = [face for face in self._finder.find(picture) if face.score >= SURE_SCORE]
        if len(faces) != 1:
            return PersonPhoto(person, len(faces), None)
        heights = [height for height in FACE_HEIGHTS if height < faces[0].box.height]
        shrunk = {height: self._shrunk(person, picture, faces[0], height) for height in heights}
        return PersonPhoto(person, 1, self._probe(person, picture, faces[0]), shrunk)

    def rows(self, photos: Sequence[PersonPhoto]) -> Iterator[Row]:
        """Everything that was measured, in the order in which it is shown."""
        trial = _Trial(photos, self._encoder)
        found = sum(photo.faces > 0 for photo in photos)
        yield Row("found", "photos in which a face is found", Rate(found, len(photos)))
        yield from trial.by_face_height()
        yield from trial.by_gallery_size()

    def _shrunk(self, person: int, picture: Picture, face: FaceSeen, height: int) -> ProbeFace:
        smaller = _shrunk_picture(picture, height / face.box.height)
        middle = ((face.box.left + face.box.right) / 2, (face.box.top + face.box.bottom) / 2)
        at = (middle[0] * smaller.width / picture.width, middle[1] * smaller.height / picture.height)
        found = [seen for seen in self._finder.find(smaller) if seen.score >= SURE_SCORE and _holds(seen.box, at)]
        return self._probe(person, smaller, found[0]) if found else ProbeFace(person, None, None)

    def _probe(self, person: int, picture: Picture, face: FaceSeen) -> ProbeFace:
        is_compared = face.box.height >= SMALLEST_FACE and face.score >= CLEAR_SCORE
        vector = self._encoder.encode(picture, face.box) if is_compared else None
        return ProbeFace(person, face.box.height, vector)


def _shrunk_picture(picture: Picture, scale: float) -> _ShrunkPicture:
    import cv2

    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return _ShrunkPicture(np.asarray(cv2.resize(pixels_of(picture), size, interpolation=cv2.INTER_AREA), np.uint8))


def _holds(box: PixelBox, at: tuple[float, float]) -> bool:
    return box.left <= at[0] < box.right and box.top <= at[1] < box.bottom


class _Trial:
    """Each photo is shown once to each gallery: rightly enrolled by that person's other photos, or not at all."""

    def __init__(self, photos: Sequence[PersonPhoto], encoder: Encoder) -> None:
        self._model = encoder.model
        self._photos = photos
        usable = [photo.whole for photo in photos if photo.whole is not None and photo.whole.vector is not None]
        self._references: dict[int, list[ProbeFace]] = {}
        for face in usable:
            if (face.height or 0) >= SMALLEST_REFERENCE:
                self._references.setdefault(face.person, []).append(face)
        self._people = sorted(self._references)
        self._probes = usable

    def by_face_height(self) -> Iterator[Row]:
        """Shrunk faces: found, compared, matched with everybody enrolled, and with everybody but themselves."""
        for height in FACE_HEIGHTS:
            photos = [photo for photo in self._photos if photo.whole is not None and height in photo.shrunk]
            found = [photo.shrunk[height] for photo in photos if photo.shrunk[height].height is not None]
            yield Row("found", f"faces of {height} px", Rate(len(found), len(photos)), face_height=height)
            pairs = [(photo.shrunk[height], photo.whole) for photo in photos if photo.shrunk[height].vector is not None]
            yield from self._matched(f"faces of {height} px", pairs, len(self._people), face_height=height)

    def by_gallery_size(self) -> Iterator[Row]:
        """Whole faces against ever more people, and as strictly as a larger school would."""
        pairs = [(face, face) for face in self._probes]
        for size in _sizes(len(self._people)):
            yield from self._matched(f"{size} people enrolled", pairs, size, gallery=size)
        for supposed in SUPPOSED:
            what = f"as strictly as for {supposed} people"
            yield from self._matched(what, pairs, len(self._people), gallery=supposed, supposed=supposed)

    def _matched(
        self,
        what: str,
        pairs: Sequence[tuple[ProbeFace, ProbeFace | None]],
        size: int,
        face_height: int | None = None,
        gallery: int | None = None,
        supposed: int = 0,
    ) -> Iterator[Row]:
        """The right matches of the enrolled, and the wrong matches of everybody, out of as many trials."""
        right = wrong = shown = strangers = 0
        for number, (probe, own) in enumerate(pairs):
            draw = random.Random(f"{_SEED} {number} {size}")  # noqa: S311 - the same galleries in every run
            for is_enrolled in (True, False):
                templates = self._gallery(probe.person, own, size, draw, is_enrolled=is_enrolled)
                if not templates:
                    continue
                answer = self._answer(probe, templates, supposed)
                shown += is_enrolled
                strangers += not is_enrolled
                right += is_enrolled and answer == str(probe.person)
                wrong += answer is not None and answer != str(probe.person)
        if shown:
            yield Row("right", what, Rate(right, shown), face_height, gallery)
        if strangers:
            yield Row("wrong", what, Rate(wrong, shown + strangers), face_height, gallery)

    def _gallery(
        self, person: int, own: ProbeFace | None, size: int, draw: random.Random, *, is_enrolled: bool
    ) -> tuple[FaceTemplate, ...]:
        """Templates of so many people, without this photo; empty where this person has no other photo."""
        others = [one for one in self._people if one != person]
        people = draw.sample(others, min(size - is_enrolled, len(others)))
        references = {one: self._references[one] for one in people}
        if is_enrolled:
            references[person] = [face for face in self._references.get(person, []) if face is not own]
            if not references[person]:
                return ()
        return tuple(
            FaceTemplate(str(one), to_bytes(face.vector), model=self._model.name)
            for one, faces in references.items()
            for face in draw.sample(faces, min(REFERENCES, len(faces)))
            if face.vector is not None
        )

    def _answer(self, probe: ProbeFace, templates: tuple[FaceTemplate, ...], supposed: int) -> str | None:
        """Whom the matcher takes the face for, if anybody for sure."""
        assert probe.vector is not None
        assert probe.height is not None
        gallery = Gallery.of(templates, self._model)
        distances = gallery.distances([probe.vector])
        compared = Compared(gallery, *distances, self._model.rule, compared_with=supposed)
        result = compared.result(FaceSeen(PixelBox(0, 0, probe.height, probe.height), 1.0), 0)
        return result.pupil_id if result.outcome is FaceOutcome.MATCHED else None


def _sizes(people: int) -> list[int]:
    """2, 4, 8 and so on, one less than there are people (so that somebody is a stranger), and all."""
    doubled = [2**power for power in range(1, 20) if 2**power < people - 1]
    return sorted({*doubled, *(size for size in (people - 1, people) if size > 0)})
