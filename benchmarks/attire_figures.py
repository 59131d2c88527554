"""Which drawn figures stand in for people in swimwear? Shaded bodies, one public-domain face, water, sand or a hall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt
import skimage.data

from checker.analysers.pixels import Pixels

Canvas = npt.NDArray[np.float32]
Point = tuple[float, float]
SKINS = ((241, 201, 165), (214, 160, 130), (168, 113, 79), (107, 66, 41), (58, 35, 24))
CLOTHS = ((30, 60, 160), (200, 40, 60), (40, 40, 44), (235, 200, 60), (30, 140, 90))
_FACE = (slice(20, 215), slice(150, 300))  # of the astronaut's portrait


class Dress(Enum):
    """What the figure wears. Only CLOTHES are suitable."""

    TRUNKS = "trunks"
    BIKINI = "bikini"
    SUIT = "suit of one piece"
    UNDERWEAR = "vest and pants"
    CLOTHES = "clothes"


class Ground(Enum):
    """Where the figure stands."""

    POOL = "pool"
    BEACH = "beach"
    HALL = "hall"
    FIELD = "field"


@dataclass(frozen=True)
class Figure:
    """One body: the middle of its head's top, its height in pixels, its colours. From behind it has no face."""

    x: float
    top: float
    height: float
    skin: tuple[int, int, int]
    cloth: tuple[int, int, int]
    dress: Dress
    is_from_behind: bool = False

    def at(self, x: float, y: float) -> Point:
        """A place of the body in eighths of its height."""
        return self.x + x * self.height / 8, self.top + y * self.height / 8


def scene(size: tuple[int, int], ground: Ground, figures: tuple[Figure, ...], seed: int = 0) -> Pixels:
    """The picture, width and height in pixels, slightly soft and grainy as a phone's."""
    random = np.random.default_rng(seed)
    canvas = _ground(size, ground, random)
    for figure in figures:
        _draw(canvas, figure)
    grain = random.normal(0, 4, canvas.shape).astype(np.float32)
    return cv2.GaussianBlur(np.clip(canvas + grain, 0, 255).astype(np.uint8), (0, 0), 1.0)


def _ground(size: tuple[int, int], ground: Ground, random: np.random.Generator) -> Canvas:
    width, height = size
    canvas = np.zeros((height, width, 3), np.float32)
    third = height // 3
    match ground:
        case Ground.POOL:
            waves = cv2.GaussianBlur(random.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 6)
            canvas[:] = np.array((70, 170, 205), np.float32) + waves[..., None] * 160
            canvas[:third] = (205, 205, 200)
        case Ground.BEACH:
            canvas[:] = (214, 190, 150)
            canvas[: height // 2] = (60, 130, 160)
            canvas[:third] = (120, 180, 225)
        case Ground.HALL:
            canvas[:] = (190, 186, 180)
            canvas[2 * third :] = (120, 90, 60)
        case Ground.FIELD:
            canvas[:] = (111, 160, 84)
            canvas[:third] = (143, 196, 232)
    return canvas


def _draw(canvas: Canvas, figure: Figure) -> None:
    body, cloth = (np.zeros(canvas.shape[:2], np.uint8) for _ in range(2))
    _body(body, figure)
    _clothes(cloth, figure)
    depth = cv2.distanceTransform((body > 0).astype(np.uint8), cv2.DIST_L2, 5)
    light = np.clip(0.72 + 0.45 * np.sqrt(depth / (depth.max() + 1e-6)), 0.6, 1.08)[..., None]
    for mask, colour in ((body, figure.skin), (cloth, figure.cloth)):
        cover = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 1.0)[..., None]
        canvas[:] = canvas * (1 - cover) + np.array(colour, np.float32) * light * cover
    _head(canvas, figure)


def _limb(mask: npt.NDArray[np.uint8], figure: Figure, start: Point, end: Point, width: float) -> None:
    one, other = (tuple(int(place) for place in figure.at(*point)) for point in (start, end))
    cv2.line(mask, one, other, 255, max(1, int(width * figure.height / 8)), cv2.LINE_AA)


def _shape(mask: npt.NDArray[np.uint8], figure: Figure, *points: Point) -> None:
    cv2.fillPoly(mask, [np.array([figure.at(*point) for point in points], np.int32)], 255, cv2.LINE_AA)


_TORSO = ((-0.95, 1.35), (0.95, 1.35), (0.72, 2.6), (0.62, 3.1), (0.82, 3.9), (-0.82, 3.9), (-0.62, 3.1), (-0.72, 2.6))
_RIGHT_EDGE = ((0.3, 1.8), (0.35, 1.35), (0.55, 1.35), (0.75, 2.0), (0.66, 3.0), (0.82, 3.7))
_ONE_PIECE = (*_RIGHT_EDGE, (0, 4.35), *((-x, y) for x, y in reversed(_RIGHT_EDGE)))


def _body(mask: npt.NDArray[np.uint8], figure: Figure) -> None:
    _limb(mask, figure, (0, 0.8), (0, 1.3), 0.45)
    _shape(mask, figure, *_TORSO)
    for side in (-1, 1):
        _limb(mask, figure, (side * 0.9, 1.5), (side * 1.35, 2.8), 0.42)
        _limb(mask, figure, (side * 1.35, 2.8), (side * 1.2, 4.0), 0.34)
        _limb(mask, figure, (side * 0.45, 3.9), (side * 0.5, 5.8), 0.62)
        _limb(mask, figure, (side * 0.5, 5.8), (side * 0.5, 7.6), 0.44)


def _clothes(mask: npt.NDArray[np.uint8], figure: Figure) -> None:
    shorts = ((-0.85, 3.7), (0.85, 3.7), (1.0, 7.4), (0.1, 7.4), (0, 4.4), (-0.1, 7.4), (-1.0, 7.4))
    match figure.dress:
        case Dress.TRUNKS:
            _shape(mask, figure, (-0.8, 3.2), (0.8, 3.2), (0.95, 5), (0.12, 5), (0, 4.2), (-0.12, 5), (-0.95, 5))
        case Dress.BIKINI:
            _shape(mask, figure, (-0.8, 3.45), (0.8, 3.45), (0, 4.3))
            for side in (-0.42, 0.42):
                middle = tuple(int(place) for place in figure.at(side, 2.0))
                cv2.ellipse(mask, middle, (int(figure.height / 20), int(figure.height / 27)), 0, 0, 360, 255, -1)
        case Dress.SUIT:
            _shape(mask, figure, *_ONE_PIECE)
        case Dress.UNDERWEAR:
            _shape(mask, figure, (-0.6, 1.35), (0.6, 1.35), (0.72, 2.6), (0.62, 3.2), (-0.62, 3.2), (-0.72, 2.6))
            _shape(mask, figure, (-0.8, 3.4), (0.8, 3.4), (0.82, 4.0), (0, 4.4), (-0.82, 4.0))
        case Dress.CLOTHES:
            _shape(mask, figure, *_TORSO)
            _shape(mask, figure, *shorts)
            for side in (-1, 1):
                _limb(mask, figure, (side * 0.9, 1.5), (side * 1.25, 2.5), 0.55)


def _head(canvas: Canvas, figure: Figure) -> None:
    tall = max(4, int(1.25 * figure.height / 8))
    if figure.is_from_behind:
        middle = tuple(int(place) for place in figure.at(0, 0.55))
        cv2.ellipse(canvas, middle, (int(tall * 0.38), tall // 2), 0, 0, 360, (60, 40, 28), -1, cv2.LINE_AA)
        return
    portrait = skimage.data.astronaut()[_FACE]
    wide = max(4, int(tall * portrait.shape[1] / portrait.shape[0]))
    face = cv2.resize(portrait, (wide, tall), interpolation=cv2.INTER_AREA).astype(np.float32)
    cover = np.zeros((tall, wide), np.float32)
    cv2.ellipse(cover, (wide // 2, tall // 2), (int(wide * 0.42), int(tall * 0.48)), 0, 0, 360, 1, -1)
    cover = cv2.GaussianBlur(cover, (0, 0), 1.5)[..., None]
    left, top = int(figure.x - wide / 2), int(figure.top - 0.1 * figure.height / 8)
    part = canvas[top : top + tall, left : left + wide]
    part[:] = part * (1 - cover) + face * cover
