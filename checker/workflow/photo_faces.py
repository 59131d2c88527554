"""Whose are the faces of one photo? What the program found, laid under what people said, and proven where covered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from checker.core.context import Picture
from checker.core.errors import CannotRead, NoRegister
from checker.core.evidence import CleanCopy
from checker.core.faces import FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate, RegisterSnapshot
from checker.core.post import Photo
from checker.core.resolved import SAME_PLACE, covers, overlap, resolve
from checker.workflow.analysers import Analysers

STILL_THERE = (
    "A face can still be found, or known, in the covered place. Cover it with the solid cover, or crop it off."
)
_SURE = 1.0  # as if the finder were sure: the matcher must look at the covered place, not turn it away


@dataclass(frozen=True, slots=True)
class FaceReader:
    """Finds, compares and covers the faces of photos, against one register."""

    analysers: Analysers
    read_register: Callable[[], RegisterSnapshot] = field(repr=False)

    def found(self, photo: Photo, picture: Picture) -> tuple[FaceResult, ...]:
        """Every face as the program sees it, before anybody speaks."""
        return self._compared(photo, picture, self.analysers.faces().find(picture))

    def covered_copy(self, photo: Photo, found: tuple[FaceResult, ...]) -> CleanCopy:
        """The copy to publish of a photo with covers. Raises: CannotRead where its file or a cover is not proven."""
        wanted = covers(resolve(found, photo.resolutions), photo.resolutions)
        return self.analysers.coverer().cover(photo.data, wanted)

    def resolved(
        self, photo: Photo, found: tuple[FaceResult, ...], copy: CleanCopy | None, shown: Picture | None
    ) -> tuple[FaceResult, ...]:
        """Every face after people spoke. `shown` is the written copy of a photo with covers, read again.

        A face that only that copy shows is a face like any other. Raises: CannotRead for a cover that is not proven.
        """
        faces = resolve(found, photo.resolutions)
        if copy is None or shown is None:
            return faces
        seen = self.analysers.faces().find(shown)
        uncovered = [face.box for face in faces if face.outcome is not FaceOutcome.COVERED]
        others = tuple(face for face in seen if not any(overlap(face.box, box) >= SAME_PLACE for box in uncovered))
        if any(_lies_in(face.box, copy.covered) for face in others):
            raise CannotRead(STILL_THERE)
        self._prove_unknown(photo, faces, shown)
        return resolve((*found, *self._compared(photo, shown, others)), photo.resolutions) if others else faces

    def _prove_unknown(self, photo: Photo, faces: tuple[FaceResult, ...], shown: Picture) -> None:
        """Raises: CannotRead where the covered place is taken for the pupil of before, or surely for anybody."""
        hidden = [face for face in faces if face.outcome is FaceOutcome.COVERED]
        templates, _ = self._templates(photo)
        if not templates or not hidden:
            return
        places = tuple(FaceSeen(face.box, _SURE) for face in hidden)
        for before, after in zip(hidden, self.analysers.matcher().match(shown, places, templates), strict=True):
            if after.outcome is FaceOutcome.MATCHED or _named(before) & set(after.candidates):
                raise CannotRead(STILL_THERE)

    def _compared(self, photo: Photo, picture: Picture, seen: tuple[FaceSeen, ...]) -> tuple[FaceResult, ...]:
        templates, why = self._templates(photo)
        if why is not None:
            # With matching off the encoder is not even loaded: no vector of a child is ever computed.
            return tuple(FaceResult(face.box, face.score, FaceOutcome.NOT_COMPARED, why=why) for face in seen)
        return self.analysers.matcher().match(picture, seen, templates)

    def _templates(self, photo: Photo) -> tuple[tuple[FaceTemplate, ...], NotCompared | None]:
        """Those this photo's faces may be compared with, or why there are none. Raises: InputError."""
        try:
            register = self.read_register()
        except NoRegister:
            return (), NotCompared.NO_REGISTER
        if register.matching is None:
            return (), NotCompared.MATCHING_OFF
        if photo.roster is None:
            return register.templates, None if register.templates else NotCompared.NOBODY_ENROLLED
        templates = photo.roster.templates(register)
        return templates, None if templates else NotCompared.NOBODY_ON_ROSTER


def _named(before: FaceResult) -> set[str]:
    """The pupils whom the face could be before it was covered."""
    seen = before.program or before
    return {*seen.candidates, *((seen.pupil_id,) if seen.pupil_id else ())}


def _lies_in(box: PixelBox, covered: tuple[PixelBox, ...]) -> bool:
    """Whether the middle of the box is covered."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(area.left <= x < area.right and area.top <= y < area.bottom for area in covered)
