"""What does the detector's answer count for, once skin, water, faces and people are looked at beside it?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from checker.analysers.attire_colours import Colours
from checker.analysers.pixels import Boxes
from checker.core.evidence import AttireKind

SIGN_SCORE = 0.2
"""The detector's score from which a sign counts beside a person. In the study 7 of 7 photos of adults with swimwear or
a bare torso had one, and 88 of 991 others; from 0.25 only 5 of 7. The gates below are what brings the 88 down."""
SKIN_SCORE = 0.15
"""The same where the sign is skin by a third: the study's thinnest margins were 0.21 and 0.22 of 0.2."""
LONE_SCORE = 0.4
"""The score from which a sign counts where neither a face nor a limb is seen: of 832 photos without a face 70 had a
sign of 0.2, 17 one of 0.4; most were animals."""
LONE_SKIN_SCORE = 0.3
"""The same where a third of the sign is skin: people from behind show no face. 33 of the 832 had a sign of 0.3."""
WEAK_SCORE = 0.1
"""From here a sign is one more reason, never one alone: beside water, beside bare skin under a face, beside words."""
NAKED_SCORE = 0.5
"""The score from which a sign of nakedness is treated as that: seen blurred, and no copy offered. A judgement."""
LIMB_SCORE = 0.25
"""The score from which a bare arm or foot is somebody's. Faces of dogs score 0.8: the network's faces never count."""
SIGN_SKIN = 0.15
"""Least share of skin in a sign: the worst false one, an orange shirt of score 0.65, had 0.01, a bare chest 0.5."""
MUCH_SKIN = 0.35
"""Share of skin around a suit, on neck, arms and legs; around 30 dressed chests it was 0.37 or more in three."""
BARE_TORSO = 0.5
"""Share of skin where a face's chest and belly are; of 44 dressed people's 0.58 were passed by two, without a sign."""
WATER, MUCH_WATER = 0.1, 0.2
"""Shares of the lower picture. In the study 2 of 159 photos with a face and skin had 0.2 of such blue."""
SUIT_SCORE, SUIT_BESIDE = 0.3, 0.15
"""A covered chest counts as a suit at this score, beside a bare limb or belly of that: alone, 31 of 159 had one."""
ON_FACE, FACE_EDGE = 0.5, 0.15
"""A sign that lies by half on a face, or on its edge, is that face: 13 of 55 portraits had one of 0.2 to 0.8."""

# Answers of the network by what they speak for. Its names for them are not for people: it took raised arms for worse.
_NAKED = (2, 3, 4, 6, 14)
_BARE = (5, 13)
_SUIT = (0, 15, 17)
_CHEST = (16,)
_BELLY = (8,)
_LIMB = (7, 11)
_COUNTED = (*_NAKED, *_BARE, *_SUIT)
_KNOWN = np.array(sorted({*_COUNTED, *_CHEST, *_BELLY, *_LIMB}))
_AROUND = 2.0
"""How far around a suit or a chest its skin is looked for, in sizes of the box."""

Rows = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Votes:
    """Answers of the network from WEAK_SCORE up that lie on no face: where, how sure, of what, and the skin there."""

    boxes: Boxes = field(repr=False)
    scores: npt.NDArray[np.float32] = field(repr=False)
    classes: npt.NDArray[np.int_] = field(repr=False)
    skin: npt.NDArray[np.float64] = field(repr=False)

    def of(self, classes: tuple[int, ...], score: float, skin: float) -> Rows:
        """Which votes are of these classes, at least this sure, with at least this share of skin."""
        return np.asarray(np.isin(self.classes, classes) & (self.scores >= score) & (self.skin >= skin))


def votes(boxes: Boxes, scores: npt.NDArray[np.float32], colours: Colours, faces: Boxes) -> Votes:
    """From every answer: `boxes` in the picture, `scores` a row for each with a column per class."""
    known = scores[:, _KNOWN]
    rows, columns = np.nonzero(known >= WEAK_SCORE)
    found, classes = boxes[rows], _KNOWN[columns]
    kept = ~_on_a_face(found, faces)
    found, classes = found[kept], classes[kept]
    grown = np.where(np.isin(classes, (*_SUIT, *_CHEST)), _AROUND, 1.0)
    skin = [colours.skin_in(box, size) for box, size in zip(found, grown.tolist(), strict=True)]
    return Votes(found, known[rows, columns][kept], classes, np.array(skin, np.float64))


def judged(votes: Votes, colours: Colours, faces: Boxes) -> list[AttireKind | None]:
    """What each vote counts for; None for those that only say that somebody is there, or nothing."""
    limbs = votes.of(_LIMB, LIMB_SCORE, SIGN_SKIN)
    has_person = bool(len(faces) or limbs.any())
    signs = _by_themselves(votes, colours, has_person=has_person) | _with_cues(votes, colours, faces, limbs, has_person)
    naked = signs & votes.of(_NAKED, NAKED_SCORE, MUCH_SKIN)
    weak = votes.of((*_COUNTED, *_CHEST), WEAK_SCORE, SIGN_SKIN)
    kinds: list[AttireKind | None] = []
    for is_naked, is_sign, is_weak, is_limb in zip(naked, signs, weak, limbs, strict=True):
        kind = AttireKind.POSSIBLE if is_weak else AttireKind.PERSON if is_limb else None
        kinds.append(AttireKind.NAKED if is_naked else AttireKind.UNDRESS if is_sign else kind)
    return kinds


def _by_themselves(votes: Votes, colours: Colours, *, has_person: bool) -> Rows:
    """Signs on skin: the surer ones, the others where somebody is there or water and much skin."""
    sure = votes.of(_COUNTED, LONE_SCORE, SIGN_SKIN)
    if not colours.has_colours:  # no skin to tell a shirt from a belly by
        return sure
    sure |= votes.of(_COUNTED, LONE_SKIN_SCORE, MUCH_SKIN)
    if colours.water >= WATER:
        sure |= votes.of(_COUNTED, SIGN_SCORE, MUCH_SKIN)
    if has_person:
        sure |= votes.of(_COUNTED, SIGN_SCORE, SIGN_SKIN) | votes.of(_COUNTED, SKIN_SCORE, MUCH_SKIN)
    return sure


def _with_cues(votes: Votes, colours: Colours, faces: Boxes, limbs: Rows, has_person: bool) -> Rows:
    """Signs that count because of what is beside them: a suit with bare limbs, people in water, a bare torso."""
    none = np.zeros(len(votes.scores), bool)
    if not colours.has_colours or not has_person:
        return none
    beside = votes.of((*_LIMB, *_BELLY, *_COUNTED), SUIT_BESIDE, MUCH_SKIN).any() or colours.water >= WATER
    found = votes.of(_CHEST, SUIT_SCORE, MUCH_SKIN) if beside else none
    if colours.water >= MUCH_WATER:  # which tints skin, so that it is not asked for under a sign
        weak = votes.of((*_COUNTED, *_CHEST), WEAK_SCORE, SIGN_SKIN)
        found = found | votes.of(_COUNTED, SIGN_SCORE, 0) | weak | limbs
    if max((colours.skin_in(_torso(face)) for face in faces), default=0.0) >= BARE_TORSO:
        found = found | votes.of((*_NAKED, *_BARE), WEAK_SCORE, SIGN_SKIN)
    return found


def _torso(face: Boxes) -> Boxes:
    """Chest and belly under an upright face."""
    wide, tall = face[2] - face[0], face[3] - face[1]
    middle = (face[0] + face[2]) / 2
    return np.array([middle - wide, face[3] + tall / 2, middle + wide, face[3] + 2.5 * tall], np.float32)


def _on_a_face(boxes: Boxes, faces: Boxes) -> Rows:
    if not len(faces) or not len(boxes):
        return np.zeros(len(boxes), bool)
    edge = (faces[:, 2:] - faces[:, :2]) * FACE_EDGE
    low = np.maximum(boxes[:, None, :2], (faces[:, :2] - edge)[None])
    high = np.minimum(boxes[:, None, 2:], (faces[:, 2:] + edge)[None])
    shared = (high - low).clip(0).prod(axis=2).max(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return np.asarray(shared >= ON_FACE * areas.clip(1e-6))
