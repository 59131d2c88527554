"""Whose are the faces of one photo? What the program found, laid under what people said, and proven where covered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from checker.core.context import Picture
from checker.core.errors import CannotRead, NoRegister
from checker.core.evidence import CleanCopy
from checker.core.faces import SURE_SCORE, FaceOutcome, FaceResult, FaceSeen, NotCompared
from checker.core.finding import PixelBox
from checker.core.people import FaceTemplate, RegisterSnapshot
from checker.core.post import Photo
from checker.core.resolved import SAME_PLACE, covers, overlap, resolve
from checker.workflow.analysers import Analysers

STILL_THERE = (
    "A face can still be found, or known, in the covered place. Cover it with the solid cover, or crop it off."
)
GROWTHS = (1.0, 1.25, 2.0)
"""How much larger than usual a cover's margins become, tried in turn. Of 62 covers one had a face seen at its corner,
or just beside it, where the collar met it; at 1.25 there was none, at 2 with boxes a tenth smaller."""
MOSTLY = 0.5
"""Share of a face that must lie in a cover for it to be the face that was covered."""
_SURE = 1.0  # as if the finder were sure: the matcher must look at the covered place, not turn it away


@dataclass(frozen=True, slots=True)
class Covered:
    """The proven copy of a photo with covers, and the faces that only this copy shows, as the program sees them."""

    copy: CleanCopy
    beside: tuple[FaceResult, ...] = ()


@dataclass(frozen=True, slots=True)
class FaceReader:
    """Finds, compares and covers the faces of photos, against one register."""

    analysers: Analysers
    read_register: Callable[[], RegisterSnapshot] = field(repr=False)

    def found(self, photo: Photo, picture: Picture) -> tuple[FaceResult, ...]:
        """Every face as the program sees it, before anybody speaks."""
        return self._compared(photo, picture, self.analysers.faces().find(picture))

    def covered(self, photo: Photo, found: tuple[FaceResult, ...], reopen: Callable[[CleanCopy], Picture]) -> Covered:
        """The copy to publish of a photo with covers, proven on the written file.

        Where the copy shows a face that the photo did not, the covers grow. Raises: CannotRead for one not proven.
        """
        faces = resolve(found, photo.resolutions)
        wanted = covers(faces, photo.resolutions)
        for growth in GROWTHS:
            copy = self.analysers.coverer().cover(photo.data, wanted, growth)
            shown = reopen(copy)
            beside = self._unknown_faces(faces, shown, copy.covered)
            if not beside:
                break
        if any(_shares(face.box, area) >= MOSTLY for face in beside for area in copy.covered):
            raise CannotRead(STILL_THERE)
        self._prove_unknown(photo, faces, shown)
        return Covered(copy, self._compared(photo, shown, beside) if beside else ())

    def resolved(
        self, photo: Photo, found: tuple[FaceResult, ...], covered: Covered | None = None
    ) -> tuple[FaceResult, ...]:
        """Every face after people spoke; one that only the covered copy shows is a face like any other."""
        return resolve((*found, *covered.beside) if covered else found, photo.resolutions)

    def _unknown_faces(
        self, faces: tuple[FaceResult, ...], shown: Picture, covered: tuple[PixelBox, ...]
    ) -> tuple[FaceSeen, ...]:
        """What the finder sees in the written copy besides the faces that were left uncovered.

        A possible face away from every cover is none: nothing was drawn there, and the photo itself showed none. Saving
        the picture again shifts a score by a few hundredths (0.19 became 0.21 on a uniform).
        """
        left = [face.box for face in faces if face.outcome is not FaceOutcome.COVERED]
        seen = self.analysers.faces().find(shown)
        new = [face for face in seen if not any(overlap(face.box, box) >= SAME_PLACE for box in left)]
        return tuple(
            face for face in new if face.score >= SURE_SCORE or any(_shares(face.box, area) > 0 for area in covered)
        )

    def _prove_unknown(self, photo: Photo, faces: tuple[FaceResult, ...], shown: Picture) -> None:
        """Raises: CannotRead where the covered place is taken for the pupil of before, or surely for anybody."""
        hidden = [face for face in faces if face.outcome is FaceOutcome.COVERED]
        templates, _ = self._templates(photo)
        if not templates or not hidden:
            return
        places = tuple(FaceSeen(face.box, _SURE) for face in hidden)
        after_all = self.analysers.matcher().match(shown, places, templates, self._siblings(photo))
        for before, after in zip(hidden, after_all, strict=True):
            if after.outcome is FaceOutcome.MATCHED or _named(before) & set(after.candidates):
                raise CannotRead(STILL_THERE)

    def _compared(self, photo: Photo, picture: Picture, seen: tuple[FaceSeen, ...]) -> tuple[FaceResult, ...]:
        templates, why = self._templates(photo)
        if why is not None:
            # With matching off the encoder is not even loaded: no vector of a child is ever computed.
            return tuple(FaceResult(face.box, face.score, FaceOutcome.NOT_COMPARED, why=why) for face in seen)
        return self.analysers.matcher().match(picture, seen, templates, self._siblings(photo))

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

    def _siblings(self, photo: Photo) -> tuple[tuple[str, str], ...]:
        """Pupils of one family whom this photo can show: never told apart by the program. Raises: InputError."""
        register = self.read_register()
        if photo.roster is None or not register.siblings:
            return register.siblings
        able = photo.roster.pupil_ids(register)
        return tuple(pair for pair in register.siblings if able.issuperset(pair))


def _named(before: FaceResult) -> set[str]:
    """The pupils whom the face could be before it was covered."""
    seen = before.program or before
    return {*seen.candidates, *((seen.pupil_id,) if seen.pupil_id else ())}


def _shares(box: PixelBox, area: PixelBox) -> float:
    """Share of the box that lies in the area, 0 to 1."""
    across = min(box.right, area.right) - max(box.left, area.left)
    down = min(box.bottom, area.bottom) - max(box.top, area.top)
    return max(across, 0) * max(down, 0) / (box.width * box.height)
