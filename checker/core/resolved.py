"""What became of each face once people have spoken? Their words are laid over what the program saw, never instead."""

from __future__ import annotations

from dataclasses import replace

from checker.core.faces import FaceOutcome, FaceResult
from checker.core.finding import PixelBox
from checker.core.resolving import Cover, CoverStyle, Resolution, Said

SAME_PLACE = 0.5
"""Share of two boxes' union that both cover, from which a word is about a face. Boxes of one program for one photo are
equal; two faces that are both found share less than 0.3, so no word is about two faces."""

_OUTCOMES = {
    Said.PUPIL: FaceOutcome.RESOLVED_BY,
    Said.ADULT: FaceOutcome.RESOLVED_BY,
    Said.NOT_A_FACE: FaceOutcome.RESOLVED_BY,
    Said.COVER: FaceOutcome.COVERED,
    Said.NOT_IDENTIFIABLE: FaceOutcome.NOT_IDENTIFIABLE,
}


def overlap(one: PixelBox, other: PixelBox) -> float:
    """Share of the boxes' union that both cover, 0 to 1."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(across, 0) * max(down, 0)
    union = one.width * one.height + other.width * other.height - shared
    return shared / union if union else 0.0


def resolve(faces: tuple[FaceResult, ...], resolutions: tuple[Resolution, ...]) -> tuple[FaceResult, ...]:
    """Each face with what was said about it; the order of the words changes nothing.

    A face about which people contradict each other stays as the program saw it, unless one of them wants it covered.
    So does a clear face that somebody calls no face.
    """
    words: dict[int, list[Resolution]] = {number: [] for number in range(len(faces))}
    for resolution in sorted(resolutions, key=lambda one: one.order):
        number = _place(faces, resolution)
        if number is not None:
            words[number].append(resolution)
    return tuple(_resolved(face, tuple(words[number])) for number, face in enumerate(faces))


def unplaced(faces: tuple[FaceResult, ...], resolutions: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    """The words that are about no face that was found, in a fixed order."""
    fitting = {resolution for face in faces for resolution in face.said}
    return tuple(sorted(set(resolutions) - fitting, key=lambda one: one.order))


def covers(faces: tuple[FaceResult, ...], resolutions: tuple[Resolution, ...]) -> tuple[Cover, ...]:
    """Every place that somebody wants covered, whether or not a face was found there, in a fixed order."""
    of_faces = [_cover(face.said, face.box) for face in faces if face.outcome is FaceOutcome.COVERED]
    elsewhere = [_cover((one,), one.box) for one in unplaced(faces, resolutions) if one.said is Said.COVER]
    return tuple(sorted({*of_faces, *elsewhere}, key=_cover_order))


def contradict(resolutions: tuple[Resolution, ...]) -> bool:
    """Whether people said different things about one face; a cover settles it, whoever it is."""
    meanings = {resolution.meaning for resolution in resolutions}
    return len(meanings) > 1 and all(said is not Said.COVER for said, _ in meanings)


def _place(faces: tuple[FaceResult, ...], resolution: Resolution) -> int | None:
    """The number of the face that this word is about."""
    best = max(
        range(len(faces)),
        key=lambda number: (overlap(faces[number].box, resolution.box), _box_order(faces[number].box)),
        default=None,
    )
    return best if best is not None and overlap(faces[best].box, resolution.box) >= SAME_PLACE else None


def _resolved(face: FaceResult, words: tuple[Resolution, ...]) -> FaceResult:
    if not words:
        return face
    heard = replace(face, said=words, program=face)
    word = next((word for word in words if word.said is Said.COVER), words[0])
    if contradict(words) or (word.said is Said.NOT_A_FACE and not face.is_possible):
        return heard
    return replace(heard, outcome=_OUTCOMES[word.said], pupil_id=word.pupil_id)


def _cover(words: tuple[Resolution, ...], face: PixelBox) -> Cover:
    """The face's box and every box drawn for it in one; solid, and with the badge, where anybody wants it so."""
    wanted = [word for word in words if word.said is Said.COVER]
    boxes = [face, *(word.box for word in wanted)]
    around = PixelBox(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    is_solid = any(word.style is CoverStyle.SOLID for word in wanted)
    return Cover(around, CoverStyle.SOLID if is_solid else CoverStyle.PIXELS, any(word.has_badge for word in wanted))


def _cover_order(cover: Cover) -> tuple[object, ...]:
    return *_box_order(cover.box), cover.style.value, cover.has_badge


def _box_order(box: PixelBox) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right, box.bottom
