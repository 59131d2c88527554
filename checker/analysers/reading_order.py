"""In which order would a person read these lines, and which of them are the same line found twice?"""

from __future__ import annotations

import math

from checker.core.finding import PixelBox
from checker.core.writing import WrittenLine

SAME_LINE = 0.5
"""Share of the smaller of two boxes that the other covers, from which both are one line."""
_SAME_ROW = 0.5  # heights between the middles of two lines that stand in one row


def in_reading_order(lines: list[WrittenLine]) -> tuple[WrittenLine, ...]:
    """Row by row, as the lines are turned: a notice that hangs on its side is read as if it hung straight."""
    if not lines:
        return ()
    turn = math.atan2(*(sum(part) for part in zip(*map(_direction, lines), strict=True)))
    placed = sorted(((_turned_back(line, turn), line) for line in lines), key=lambda one: one[0][1])
    rows: list[list[tuple[tuple[float, float], WrittenLine]]] = []
    for place, line in placed:
        if rows and place[1] - rows[-1][-1][0][1] <= _SAME_ROW * min(line.height, rows[-1][-1][1].height):
            rows[-1].append((place, line))
        else:
            rows.append([(place, line)])
    return tuple(line for row in rows for _, line in sorted(row, key=lambda one: one[0][0]))


def without_repeats(lines: list[WrittenLine]) -> list[WrittenLine]:
    """Each line once: the one with more letters that were surely read before one that covers the same place."""
    kept: list[WrittenLine] = []
    for line in sorted(lines, key=lambda line: -len(line.text) * line.score**2):
        if not any(_share(line, other) >= SAME_LINE for other in kept):
            kept.append(line)
    return kept


def _direction(line: WrittenLine) -> tuple[float, float]:
    """Down and across, longer lines counting more."""
    (x, y), (to_x, to_y) = line.corners[:2]
    return to_y - y, to_x - x


def _turned_back(line: WrittenLine, turn: float) -> tuple[float, float]:
    x, y = line.middle
    return x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)


def _share(line: WrittenLine, other: WrittenLine) -> float:
    """How much of the smaller box lies in the other; boxes of slanted lines overlap, so the lines must be near too."""
    one, two = line.box, other.box
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    if across <= 0 or down <= 0 or _apart(line, other) > max(line.height, other.height) * _SAME_ROW:
        return 0.0
    return across * down / min(_size(one), _size(two))


def _apart(line: WrittenLine, other: WrittenLine) -> float:
    """Pixels between the middle of the shorter line and the longer line."""
    short, long = (line, other) if line.length < other.length else (other, line)
    turn = math.radians(long.angle)
    (x, y), (to_x, to_y) = short.middle, long.middle
    return abs((to_y - y) * math.cos(turn) - (to_x - x) * math.sin(turn))


def _size(box: PixelBox) -> int:
    return box.width * box.height
