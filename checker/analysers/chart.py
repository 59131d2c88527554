"""How are measured rates drawn? As one small picture, written as SVG or PNG by ourselves."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, ROW, TOP, LEFT, RIGHT = 900, 26, 60, 330, 170
"""Pixels: the picture's width, a row's height, the space above, and the columns of words and of figures."""
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_INK, _FAINT = "#202020", "#c8c8c8"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: words, the rate with its interval (0 to 1), the figure in words, and a colour (#rrggbb)."""

    what: str
    value: float
    low: float
    high: float
    figure: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Line:
    ends: tuple[float, float, float, float]
    colour: str
    width: int = 1


@dataclass(frozen=True, slots=True)
class _Words:
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    colour: str


_Shape = _Line | _Words | _Dot
_RADIUS, _LETTERS = 5, 14


def as_svg(title: str, bars: Sequence[Bar]) -> bytes:
    """The chart as SVG."""
    body = "\n".join(map(_svg, _shapes(title, bars)))
    height = _height(bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="sans-serif" font-size="{_LETTERS}">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n{body}\n</svg>\n'
    ).encode()


def as_png(title: str, bars: Sequence[Bar]) -> bytes:
    """The chart as PNG."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH, _height(bars)), "#ffffff")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(_LETTERS)
    for shape in _shapes(title, bars):
        match shape:
            case _Line(ends, colour, width):
                draw.line(ends, fill=colour, width=width)
            case _Words(x, y, words):
                draw.text((x, y - _LETTERS), words, fill=_INK, font=font)
            case _Dot(x, y, colour):
                draw.ellipse((x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS), fill=colour)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _height(bars: Sequence[Bar]) -> int:
    return TOP + ROW * len(bars) + ROW


def _shapes(title: str, bars: Sequence[Bar]) -> Iterator[_Shape]:
    yield _Words(10, 24, title)
    bottom = TOP + ROW * len(bars)
    for tick in _TICKS:
        yield _Line((_x(tick), TOP - 8, _x(tick), bottom), _FAINT)
        yield _Words(_x(tick) - 12, TOP - 12, f"{tick:.2f}")
    for number, bar in enumerate(bars):
        y = TOP + ROW * number + ROW / 2
        yield _Words(10, y + 5, bar.what)
        yield _Line((_x(bar.low), y, _x(bar.high), y), bar.colour, 3)
        yield _Dot(_x(bar.value), y, bar.colour)
        yield _Words(WIDTH - RIGHT + 15, y + 5, bar.figure)


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _svg(shape: _Shape) -> str:
    match shape:
        case _Line((left, top, right, bottom), colour, width):
            ends = f'x1="{left:.1f}" y1="{top:.1f}" x2="{right:.1f}" y2="{bottom:.1f}"'
            return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'
        case _Words(x, y, words):
            return f'<text x="{x:.1f}" y="{y:.1f}" fill="{_INK}">{escape(words)}</text>'
        case _Dot(x, y, colour):
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{colour}"/>'
