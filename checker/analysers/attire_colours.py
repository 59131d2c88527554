"""Where in a picture is skin, and how much of it is water? Weak cues: they weigh what the detector saw, never alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from checker.analysers.pixels import Boxes, Pixels

Mask = npt.NDArray[np.bool_]

SIDE = 320
"""Pixels along the longer side of the copy in which colours are looked at: shares of areas need no more."""
FACE_HEIGHT = 6
"""Pixels in that copy from which a face tells the colour of its skin."""
SAME_SKIN = 9
"""How far red and blue of YCrCb may lie from a face's own: neck, arms and hands of the people in 44 photos did."""
COLOURLESS = 3.0
"""Mean distance from grey below which a picture has no colours to judge skin by: two black-and-white ones had 1.4 and
1.8, a faded one 3.9, all others 4 and more."""
# Skin in daylight and lamplight, in OpenCV's YCrCb; the saturation leaves out orange shirts and pumpkins.
_REDS, _BLUES, _MOST_COLOUR = (133, 175), (77, 127), 175
# Dark skin has less red and, in lamplight, more saturation. Without this line the four darkest of eight drawn tones
# were skin in no lamplit picture without a face; no more of the 188 ordinary pictures are flagged with it.
_DARK, _DARK_REDS, _DARK_BLUES, _DARK_MOST_COLOUR = 140, (129, 160), (95, 128), 230
# Pool and sea as in the study (research of 20 Nov 2026), in OpenCV's hue, saturation, value.
_WATER = np.array([82, 60, 90]), np.array([108, 255, 255])
_SKY = 0.4
"""Share of the height, from above, that is not asked for water: skies have its colours."""


@dataclass(frozen=True)
class Colours:
    """The small copy of a picture as masks. `scale` is its pixels for one of the picture's."""

    skin: Mask = field(repr=False)
    off_faces: Mask = field(repr=False)
    scale: float
    water: float
    """Share of the lower part of the picture that has the colour of a pool or the sea."""
    has_colours: bool

    def skin_in(self, box: Boxes, grown: float = 1.0) -> float:
        """Share of skin that is no face in this box of the picture; 1 where there are no colours to tell."""
        if not self.has_colours:
            return 1.0
        middle, half = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]) / 2 * grown
        height, width = self.skin.shape
        left, top = (max(0, int(edge)) for edge in (middle - half) * self.scale)
        right, bottom = (int(np.ceil(edge)) for edge in (middle + half) * self.scale)
        rows, columns = (
            slice(min(top, height - 1), max(bottom, top + 1)),
            slice(min(left, width - 1), max(right, left + 1)),
        )
        inside = self.skin[rows, columns] & self.off_faces[rows, columns]
        return float(inside.mean())


def colours_of(pixels: Pixels, faces: Boxes, factor: int = 1) -> Colours:
    """The colours of a picture; `faces` are the sure ones in the full-size picture, `factor` of its pixels to one."""
    shrunk = SIDE / max(pixels.shape[:2])
    scale = shrunk / factor
    size = max(1, round(pixels.shape[1] * shrunk)), max(1, round(pixels.shape[0] * shrunk))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if shrunk < 1 else cv2.INTER_LINEAR)
    shades = cv2.cvtColor(small, cv2.COLOR_RGB2YCrCb).astype(np.int16)
    tints = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2HSV), np.uint8)
    skin = _plain_skin(shades, tints)
    off_faces = np.ones(skin.shape, bool)
    for box in (faces * scale).astype(int):
        skin |= _skin_like(shades, box)
        wide, high = box[2] - box[0], box[3] - box[1]
        head = (
            slice(max(0, box[1] - high // 4), box[3] + high // 6),
            slice(max(0, box[0] - wide // 5), box[2] + wide // 5),
        )
        off_faces[head] = False
    below = cv2.inRange(tints[int(len(tints) * _SKY) :], *_WATER)
    return Colours(skin, off_faces, scale, float((below > 0).mean()), float(_colourfulness(shades)) >= COLOURLESS)


def _plain_skin(shades: npt.NDArray[np.int16], tints: Pixels) -> Mask:
    red, blue = shades[:, :, 1], shades[:, :, 2]
    is_toned = (red >= _REDS[0]) & (red <= _REDS[1]) & (blue >= _BLUES[0]) & (blue <= _BLUES[1])
    is_dark_toned = (
        (red >= _DARK_REDS[0]) & (red <= _DARK_REDS[1]) & (blue >= _DARK_BLUES[0]) & (blue <= _DARK_BLUES[1])
    )
    colour, bright = tints[:, :, 1], tints[:, :, 2]
    is_light = is_toned & (colour <= _MOST_COLOUR)
    return np.asarray(is_light | (is_dark_toned & (bright <= _DARK) & (colour <= _DARK_MOST_COLOUR)))


def _skin_like(shades: npt.NDArray[np.int16], face: npt.NDArray[np.int_]) -> Mask:
    """Where the picture has the colour of this face, in its own light; nowhere for one that is covered or too small."""
    left, top, right, bottom = face
    wide, high = right - left, bottom - top
    core = shades[max(0, top + high // 5) : bottom - high // 5, max(0, left + wide // 5) : right - wide // 5].reshape(
        -1, 3
    )
    nowhere = np.zeros(shades.shape[:2], bool)
    if high < FACE_HEIGHT or not len(core):
        return nowhere
    bright, red, blue = np.median(core, axis=0)
    if max(abs(red - 128), abs(blue - 128)) < COLOURLESS:  # a grey cover: its colour is that of many things
        return nowhere
    near = (abs(shades[:, :, 1] - red) <= SAME_SKIN) & (abs(shades[:, :, 2] - blue) <= SAME_SKIN)
    return np.asarray(near & (shades[:, :, 0] > bright * 0.35))


def _colourfulness(shades: npt.NDArray[np.int16]) -> float:
    return float(abs(shades[:, :, 1:] - 128).mean())
