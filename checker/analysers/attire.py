"""Does a picture show signs of swimwear or undress, so that a person should look?"""

from __future__ import annotations

import threading

import numpy as np

from checker.analysers.networks import model_file, start_network
from checker.analysers.pixels import Boxes, Pixels, clipped, pixels_of
from checker.core.context import Picture
from checker.core.evidence import AttireSeen

SIGN_SCORE = 0.2
"""The detector's score from which a sign counts. All 7 of 7 photos with swimwear or a bare torso had one, and 88 of 991
other photos (18 of 159 with a face, mostly gym, dance and pyjamas). From 0.25 only 5 of 7 had. Seven photos prove
little, none showed children, and the margins were thin (0.21 and 0.22): silence here is no proof of suitable dress."""
_SIDE = 320  # pixels: what the network was made for; at 640 more photos were flagged and no more found
# Which answers of the network count. Its names for them are not for people: it took raised arms for worse.
_COUNTED = np.array([0, 2, 3, 4, 5, 6, 13, 14, 15, 17])
_BOX_ROWS = 4  # middle x, middle y, width, height; then one row per class


class NudeNetLooker:
    """Looks with NudeNet's small detector. Answers from left to right, overlapping signs as one."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is how many cores one picture may use. Raises: ModelMissing."""
        self._network = start_network(model_file("nudenet", "320n.onnx").read_bytes(), threads)
        self._lock = threading.Lock()

    def look(self, picture: Picture) -> tuple[AttireSeen, ...]:
        """Every sign, in upright pixels of the full-size picture."""
        pixels = pixels_of(picture)
        letter = _letterboxed(pixels)
        # NudeNet's own code feeds blue first, though red first suits its weights better (faces: 0.77 against 0.73).
        # The figures above hold for one of the two; asking both keeps what either finds (12 and 12 photos of 92: 14).
        blob = np.stack([letter, letter[:, :, ::-1]]).transpose(0, 3, 1, 2).astype(np.float32) / np.float32(255)
        with self._lock:
            (answers,) = self._network.run(None, {"images": blob})
        scores = answers[:, _BOX_ROWS + _COUNTED].max(axis=1)
        order, anchor = np.nonzero(scores >= SIGN_SCORE)
        boxes = _in_photo(answers[order, :_BOX_ROWS, anchor], max(pixels.shape[:2]) / _SIDE)
        return _merged(boxes, scores[order, anchor], picture)


def _letterboxed(pixels: Pixels) -> Pixels:
    """The picture shrunk into the top left of a black square. NudeNet's own shrinking skips pixels: 3 of 7, not 5."""
    import cv2

    scale = _SIDE / max(pixels.shape[:2])
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    square = np.zeros((_SIDE, _SIDE, 3), np.uint8)
    square[: size[1], : size[0]] = cv2.resize(
        pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    )
    return square


def _in_photo(rows: Boxes, scale: float) -> Boxes:
    middle, half = rows[:, :2], rows[:, 2:] / 2
    return np.asarray(np.hstack([middle - half, middle + half]) * scale, np.float32)


def _merged(boxes: Boxes, scores: Boxes, picture: Picture) -> tuple[AttireSeen, ...]:
    """Overlapping boxes as one box around them all, with the best score of theirs."""
    groups: list[tuple[Boxes, float]] = []
    for box, score in sorted(zip(boxes, scores.tolist(), strict=True), key=lambda sign: -sign[1]):
        merged, best = box, score
        apart: list[tuple[Boxes, float]] = []
        for other, other_score in groups:
            if (merged[:2] < other[2:]).all() and (other[:2] < merged[2:]).all():
                merged = np.concatenate([np.minimum(merged[:2], other[:2]), np.maximum(merged[2:], other[2:])])
                best = max(best, other_score)
            else:
                apart.append((other, other_score))
        groups = [*apart, (merged, best)]
    seen = [AttireSeen(clipped(box, picture.width, picture.height), round(score, 4)) for box, score in groups]
    return tuple(sorted(seen, key=lambda sign: (sign.box.left, sign.box.top, sign.box.right, sign.box.bottom)))
