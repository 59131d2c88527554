"""Drawn scenes with writing in them: what a 12-megapixel photo of a certificate, badge, board, letter or code is like.

The height of the writing is the size of the font in pixels of the photo; its capitals are about 0.73 of that.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import skimage.data
from PIL import Image, ImageDraw, ImageFont

from checker.analysers.pixels import Pixels
from checker.analysers.word_lists import first_names
from checker.core.people import Pupil
from tests.analysers.pictures import Pictured

WIDE, TALL = 4000, 3000
_FINE = 3  # the card is drawn this many times larger and shrunk, as a lens would
_FONTS = (
    "DejaVuSans.ttf DejaVuSerif.ttf DejaVuSans-Bold.ttf LiberationSans-Regular.ttf LiberationSerif-Italic.ttf "
    "LiberationSans-Bold.ttf DejaVuSerif-Bold.ttf LiberationSansNarrow-Regular.ttf"
).split()
_SURNAMES = (
    "Abernethy Adeyemi Ahmed Ali Aldridge Ashworth Bakshi Barker Begum Blackwood Bradley Briscoe Carter Chaudhry Chen "
    "Clayton Cole Cooper Cunningham Dhillon Dixon Doyle Eccles Ellison Fairclough Fernandez Fletcher Gallagher Green "
    "Grimshaw Hargreaves Hill Hussain Ibrahim Iqbal Jankowski Jefferies Kaur Kelly Khan Kowalczyk Lambert Lee Lister "
    "Marsden McAllister Mehta Mensah Mistry Molloy Naylor Nguyen Novak Nwosu Oakley Ogunleye Okafor Osborne Parker "
    "Patel Penhallow Pritchard Qureshi Rahman Rhodes Robertson Sandhu Sharma Singh Stokes Sutcliffe Thackeray Turner "
    "Underwood Varga Wainwright West Whitaker Wilkinson Wright Yilmaz Young Zielinski O'Brien Al-Masri"
).split()


def school(pupils: int = 420, seed: int = 7) -> tuple[Pupil, ...]:
    """An invented register: the country's usual first names with surnames of many origins."""
    chance = random.Random(seed)
    usual = sorted(first_names(), key=lambda name: -first_names()[name])[:400]
    pairs = {(chance.choice(usual).title(), chance.choice(_SURNAMES)): None for _ in range(pupils * 2)}
    return tuple(Pupil(f"P{n:04}", first, last) for n, (first, last) in enumerate(list(pairs)[:pupils]))


@dataclass(frozen=True)
class Kind:
    """How a thing with writing looks: its lines, colours and how they stand."""

    lines: Callable[[str, str], list[tuple[str, float]]]
    """Each line, and its size as a multiple of the height asked for."""
    paper: tuple[int, int, int] = (250, 248, 240)
    ink: tuple[int, int, int] = (25, 25, 60)
    is_centred: bool = True


KINDS = {
    "certificate": Kind(
        lambda first, last: [
            ("Certificate of Achievement", 1.4),
            ("is presented to", 1.0),
            (f"{first} {last}", 1.0),
            ("for super effort in Maths", 1.0),
        ],
    ),
    "badge": Kind(lambda first, last: [(first, 1.5), (last, 1.0)], paper=(255, 255, 255), ink=(10, 60, 140)),
    "whiteboard": Kind(
        lambda first, last: [
            ("Stars of the week", 1.2),
            (f"1. {first} {last}", 1.0),
            ("2. great reading", 1.0),
            ("Remember PE kit!", 1.0),
        ],
        paper=(236, 240, 240),
        ink=(20, 90, 40),
        is_centred=False,
    ),
    "letter": Kind(
        lambda first, last: [
            ("Dear parent or carer of", 1.0),
            (f"{last}, {first}", 1.0),
            ("Please call 07911 123 456 before", 1.0),
            ("14 Acacia Close, Exampleton LE17 9ZZ", 1.0),
        ],
        is_centred=False,
    ),
    "peg": Kind(lambda first, last: [(f"{first.upper()} {last.upper()}", 1.0)], paper=(245, 220, 90), ink=(60, 20, 20)),
    "screen": Kind(
        lambda first, last: [("Welcome back", 1.3), (f"{first} {last}", 1.0), ("Password: sunflower42", 1.0)],
        paper=(30, 40, 60),
        ink=(235, 240, 250),
    ),
}


def scene(
    lines: list[tuple[str, float]],
    height: float,
    kind: Kind,
    seed: int,
    *,
    angle: float | None = None,
    blur: float = 1.0,
    quality: int = 60,
    backdrop: Pixels | None = None,
) -> Pictured:
    """A 12-megapixel photo with this card in it: in perspective, blurred, grainy and saved as a phone would."""
    chance = random.Random(seed)
    canvas = (ordinary(seed) if backdrop is None else backdrop).copy()
    card = _card(lines, height, kind, chance)
    angle = chance.uniform(-9, 9) if angle is None else angle
    laid_on(canvas, card, angle, chance)
    return developed(canvas, blur, quality, seed)


def developed(canvas: Pixels, blur: float, quality: int, seed: int) -> Pictured:
    """The canvas as a camera would save it: blurred, grainy, and packed as JPEG."""
    if blur:
        canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), blur), np.uint8)
    grain = np.random.default_rng(seed).normal(0, 3, (TALL // 4, WIDE // 4, 1)).astype(np.float32)
    canvas = np.clip(canvas + np.tile(grain, (4, 4, 1)), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(canvas).save(file, "JPEG", quality=quality)
    with Image.open(file) as image:
        return Pictured(np.array(image.convert("RGB")))


def ordinary(seed: int) -> Pixels:
    """A 12-megapixel picture without any writing, made of a photo that comes with a package."""
    make = (skimage.data.astronaut, skimage.data.coffee, skimage.data.chelsea)[seed % 3]
    return enlarged(make())


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A system font, or the one that Pillow brings."""
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        drawn = ImageFont.load_default(size)
        assert isinstance(drawn, ImageFont.FreeTypeFont)
        return drawn


def enlarged(pixels: Pixels) -> Pixels:
    """A small photo filling 12 megapixels, cut to the shape."""
    height, width = pixels.shape[:2]
    scale = max(WIDE / width, TALL / height)
    large = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    large = large[:TALL, :WIDE, :3]
    if large.shape[:2] != (TALL, WIDE):
        large = cv2.resize(large, (WIDE, TALL))
    return np.ascontiguousarray(large, np.uint8)


def _card(lines: list[tuple[str, float]], height: float, kind: Kind, chance: random.Random) -> Pixels:
    """The paper with its lines, drawn large and shrunk."""
    name = chance.choice(_FONTS)
    fonts = [font(name, max(6, round(height * size * _FINE))) for _, size in lines]
    step = [round(height * size * _FINE * 1.5) for _, size in lines]
    widths = [round(drawn.getlength(text)) for drawn, (text, _) in zip(fonts, lines, strict=True)]
    margin = round(height * _FINE * 1.5)
    image = Image.new("RGB", (max(widths) + 2 * margin, sum(step) + 2 * margin), kind.paper)
    pen, top = ImageDraw.Draw(image), margin
    for (text, _), drawn, wide, down in zip(lines, fonts, widths, step, strict=True):
        left = (image.width - wide) // 2 if kind.is_centred else margin
        pen.text((left, top), text, fill=kind.ink, font=drawn)
        top += down
    return np.asarray(image.resize((image.width // _FINE, image.height // _FINE), Image.Resampling.BOX), np.uint8)


def laid_on(canvas: Pixels, card: Pixels, angle: float, chance: random.Random) -> None:
    """Lay a card on the canvas, turned by `angle` degrees and a little in perspective."""
    height, width = card.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turned = cv2.transform(corners[None], turn)[0]
    shift = 0.05 * min(width, height)
    turned += np.array([[chance.uniform(-shift, shift) for _ in "xy"] for _ in corners], np.float32)
    turned -= turned.min(axis=0)
    room = np.maximum(np.array([WIDE, TALL]) - turned.max(axis=0) - 40, 1)
    turned += np.array([chance.uniform(20, max(21.0, float(side))) for side in room], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, turned.astype(np.float32))
    size = (canvas.shape[1], canvas.shape[0])
    laid = cv2.warpPerspective(card, matrix, size, flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    canvas[mask > 127] = laid[mask > 127]
