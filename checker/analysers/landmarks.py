"""Where are the eyes, the nose and the mouth of a face, and is it seen from the front?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from checker.analysers.encoding import squared
from checker.analysers.face_library import face_library
from checker.analysers.pixels import pixels_of
from checker.core.context import Picture
from checker.core.finding import PixelBox

Points = npt.NDArray[np.float64]
"""Five rows of x, y: the eye on the picture's left, the other eye, the tip of the nose, both corners of the mouth."""

LARGEST_TURN = 0.25
"""How far the nose may lie from the middle between the eyes, in distances of the eyes. Of 92 faces turned by less, 0.90
of their other photos lay within matching distance, as many at 0.2 to 0.25 as at 0; of the two turned further, 0.50."""
LOWEST_NOD, HIGHEST_NOD = 0.30, 0.80
"""Where the nose lies on the way from the eyes to the mouth. 94 faces that were compared had 0.28 to 0.72, those below
0.35 with 0.75 of their other photos within matching distance instead of 0.90. Further out nothing was measured."""


def five_points(picture: Picture, box: PixelBox) -> Points:
    """The face's points, in pixels of the full-size picture, by dlib's 68-point model."""
    with face_library() as library:
        (marks,) = library.face_landmarks(pixels_of(picture), [squared(box)], model="large")
    lip = marks["top_lip"]
    points = [np.mean(marks["left_eye"], axis=0), np.mean(marks["right_eye"], axis=0), marks["nose_bridge"][-1]]
    return np.array([*points, lip[0], lip[6]], float)


def is_frontal(points: Points) -> bool:
    """Whether the face looks at the camera, however the head is tilted to the side: tilting is undone before comparing.

    A face turned far away has its marks on one line: it is not frontal either.
    """
    left, right, nose, *mouth = points
    eyes, middle = right - left, (left + right) / 2
    apart = float(np.linalg.norm(eyes))
    if apart == 0:
        return False
    along, down = eyes / apart, np.array([-eyes[1], eyes[0]]) / apart
    to_mouth = float((np.mean(mouth, axis=0) - middle) @ down)
    turn, nod = float((nose - middle) @ along) / apart, float((nose - middle) @ down)
    return abs(turn) <= LARGEST_TURN and LOWEST_NOD * to_mouth <= nod <= HIGHEST_NOD * to_mouth and to_mouth > 0
