"""Do two lines in a picture stand so near, and so alike, that a person reads them as one?"""

from __future__ import annotations

import math

from checker.core.writing import WrittenLine

ROWS_APART = 1.6
"""Heights of the larger line between the middles of two that stand one under the other, less half of each height."""
WORDS_APART = 3.0
"""Heights of a line between the end of one box and the beginning of the next in its row: a list in columns."""
_TURNED = 15.0  # degrees between two lines of one notice in perspective
_SHARED_WIDTH = 0.3  # of the shorter line that stands under the longer
_ALIKE = 4.0  # times: a first name on a badge is up to three times the surname's height


def stand_together(one: WrittenLine, other: WrittenLine) -> bool:
    """One directly above the other, or next to it in a row, and turned alike."""
    turned = abs((one.angle - other.angle + 180) % 360 - 180)
    tallest, smallest = max(one.height, other.height), min(one.height, other.height)
    if turned > _TURNED or tallest > _ALIKE * smallest:
        return False
    along, across = _from(one, other)
    free_down = abs(across) - (one.height + other.height) / 2
    free_along = abs(along) - (one.length + other.length) / 2
    is_below = free_down <= ROWS_APART * tallest and -free_along >= _SHARED_WIDTH * min(one.length, other.length)
    is_beside = abs(across) <= smallest * 0.6 and free_along <= WORDS_APART * tallest
    return is_below or is_beside


def _from(one: WrittenLine, other: WrittenLine) -> tuple[float, float]:
    """Along and across the first line, from its middle to the other's."""
    turn = math.radians(one.angle)
    (x, y), (to_x, to_y) = one.middle, other.middle
    right, down = to_x - x, to_y - y
    return right * math.cos(turn) + down * math.sin(turn), down * math.cos(turn) - right * math.sin(turn)
