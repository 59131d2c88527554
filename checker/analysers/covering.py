"""What is a photo without a face in it? A copy with the place covered, read again to prove that nothing is left there.

Blur is not offered: it can be undone. A cover lies on JPEG's own grid of 8 x 8 pixels, so that every block of it is one
colour in the file, exactly: nothing of the face can stand in it, and covering twice is covering once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.core.errors import CannotRead
from checker.core.evidence import CleanCopy
from checker.core.finding import PixelBox
from checker.core.resolving import Cover, CoverStyle

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from checker.analysers.decoding import RgbPixels

    Mask = npt.NDArray[np.bool_]

HAIR, CHIN, SIDES = 0.5, 0.2, 0.25
"""Shares of the face's height above and below it, of its width on each side. On 68 clear faces the chin lay at most
0.10 below the finder's box, a cheek 0.07 beside it, and the brows 0.14 to 0.34 below its top: the hairline is then
about 0.15 above it, and the rest is for hair and ears. Of 61 faces covered so none was found again at 0.2 or more."""
BADGE_DOWN, BADGE_SIDES = 2.0, 1.0
"""Face heights below the box and face widths on each side in which a badge or a lanyard's card hangs: a judgement."""
MOST_BLOCKS = 6
"""Blocks across a pixelated face, at most. Of 47 faces so covered the vector lay 0.67 or more from the face's own, no
nearer than from others' (nearest of all 0.62; nobody is even asked about beyond 0.60)."""
LEVELS = 6
"""Shades that red, green and blue of a block are rounded to: the true mean of a block is not in the file."""
GREY = 128
"""The colour of a solid cover: the one that JPEG keeps exactly."""
_GRID = 8  # pixels: JPEG packs pictures in blocks of this size
_ROUNDING = 2
"""Shades that a colour changes by when a JPEG stores it as brightness and two hues: at most 1 either way."""

UNPROVEN = "We could not prove that the covered face is gone from the copy. Please do not post it."
OUTSIDE = "A place to be covered lies outside the picture. Please look at this photo again."


class FaceCoverer:
    """Covers places in a picture and makes the clean copy of that; what it cannot prove it refuses."""

    def cover(self, data: bytes, covers: tuple[Cover, ...], growth: float = 1.0) -> CleanCopy:
        """The proven clean copy with these places covered, and where they are. Raises: CannotRead.

        `growth`: how much larger than usual the margins are.
        """
        from checker.analysers.clean_copy.making import proven_copy
        from checker.analysers.clean_copy.redrawn import redrawn_copy
        from checker.analysers.decoding import decode, rgb_pixels

        original = decode(data)
        pixels = rgb_pixels(original.image)
        drawn = draw(pixels, covers, growth)
        covered = all_areas(covers, pixels.shape[1], pixels.shape[0], growth)
        is_done = not (original.turned or original.is_animated) and _is_covered(pixels, drawn, covered)
        copy = proven_copy(data) if is_done else redrawn_copy(drawn, original)
        if not _is_covered(_read_again(copy.data), drawn, covered):
            raise CannotRead(UNPROVEN)
        return CleanCopy(copy.data, copy.suffix, "saved again with covered faces", covered)


def areas(cover: Cover, width: int, height: int, growth: float = 1.0) -> tuple[PixelBox, ...]:
    """What is covered in a picture of this size: face with hair and chin, and the place of a badge where wanted."""
    box = cover.box
    up, down = round(box.height * HAIR * growth), round(box.height * CHIN * growth)
    beside = round(box.width * SIDES * growth)
    head = PixelBox(box.left - beside, box.top - up, box.right + beside, box.bottom + down)
    wanted = [head]
    if cover.has_badge:
        wide, deep = round(box.width * BADGE_SIDES), round(box.height * BADGE_DOWN)
        wanted.append(PixelBox(box.left - wide, box.bottom, box.right + wide, box.bottom + deep))
    return tuple(area for one in wanted if (area := _on_grid(one, width, height)))


def all_areas(covers: tuple[Cover, ...], width: int, height: int, growth: float = 1.0) -> tuple[PixelBox, ...]:
    """Everything that these covers hide. Raises: CannotRead for a cover that lies outside the picture."""
    found = [areas(cover, width, height, growth) for cover in covers]
    if not all(found):
        raise CannotRead(OUTSIDE)
    return tuple(dict.fromkeys(area for areas_of_one in found for area in areas_of_one))


def draw(pixels: RgbPixels, covers: tuple[Cover, ...], growth: float = 1.0) -> RgbPixels:
    """A copy of the pixels (uint8, height x width x 3) with the covers on it: twice is once. Raises: CannotRead."""
    drawn = pixels.copy()
    coarse, solid = _masks(pixels, covers, growth)
    for block in _blocks(coarse, _block_side(covers)):
        inside = coarse[block]
        drawn[block][inside] = _shade(pixels[block][inside])
    drawn[solid] = GREY
    return drawn


def _on_grid(box: PixelBox, width: int, height: int) -> PixelBox | None:
    """The box made larger to whole blocks, inside the picture; None where it lies outside."""
    left, top = max(box.left // _GRID * _GRID, 0), max(box.top // _GRID * _GRID, 0)
    right, bottom = min(-(-box.right // _GRID) * _GRID, width), min(-(-box.bottom // _GRID) * _GRID, height)
    return PixelBox(left, top, right, bottom) if left < right and top < bottom else None


def _masks(pixels: RgbPixels, covers: tuple[Cover, ...], growth: float = 1.0) -> tuple[Mask, Mask]:
    """What is pixelated, and what is solid, which wins where both lie: so the order of covers changes nothing."""
    import numpy as np

    height, width = pixels.shape[:2]
    coarse, solid = np.zeros((height, width), bool), np.zeros((height, width), bool)
    for cover in covers:
        mask = solid if cover.style is CoverStyle.SOLID else coarse
        for area in all_areas((cover,), width, height, growth):
            mask[area.top : area.bottom, area.left : area.right] = True
    return coarse & ~solid, solid


def _block_side(covers: tuple[Cover, ...]) -> int:
    """Pixels: one size for the whole photo, so that covers that overlap agree. One less than the most blocks are asked
    for, because the grid cuts a face anywhere."""
    coarse = [max(cover.box.width, cover.box.height) for cover in covers if cover.style is CoverStyle.PIXELS]
    return -(-max(coarse, default=1) // ((MOST_BLOCKS - 1) * _GRID)) * _GRID


def _blocks(mask: Mask, side: int) -> Iterator[tuple[slice, slice]]:
    """Each block of the grid that holds covered pixels."""
    import numpy as np

    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    for row in dict.fromkeys((rows // side).tolist()):
        for column in dict.fromkeys((columns // side).tolist()):
            block = slice(row * side, (row + 1) * side), slice(column * side, (column + 1) * side)
            if mask[block].any():
                yield block


def _shade(pixels: RgbPixels) -> RgbPixels:
    """The mean of these pixels, rounded to a few shades."""
    import numpy as np

    step = 255 / (LEVELS - 1)
    return np.asarray(np.round(np.round(pixels.reshape(-1, 3).mean(axis=0) / step) * step), np.uint8)


def _is_covered(seen: RgbPixels, drawn: RgbPixels, covered: tuple[PixelBox, ...]) -> bool:
    """Whether every block of every cover is one single colour, the one that was drawn but for a JPEG's rounding."""
    if seen.shape != drawn.shape:
        return False
    for area in covered:
        place = slice(area.top, area.bottom), slice(area.left, area.right)
        is_near = abs(seen[place].astype(int) - drawn[place]).max() <= _ROUNDING
        if not is_near or not _is_one_colour_a_block(seen[place]):
            return False
    return True


def _is_one_colour_a_block(pixels: RgbPixels) -> bool:
    """Whether each block of the file's grid is of one colour; a block cut by the picture's edge as well."""
    import numpy as np

    height, width = pixels.shape[:2]
    whole = np.pad(pixels, ((0, -height % _GRID), (0, -width % _GRID), (0, 0)), mode="edge")
    blocks = whole.reshape(whole.shape[0] // _GRID, _GRID, whole.shape[1] // _GRID, _GRID, 3)
    return bool((blocks == blocks[:, :1, :, :1]).all())


def _read_again(copy: bytes) -> RgbPixels:
    """The copy's pixels by OpenCV: another reader than the one that drew and wrote it. Raises: CannotRead."""
    import cv2
    import numpy as np

    seen = cv2.imdecode(np.frombuffer(copy, np.uint8), cv2.IMREAD_COLOR)
    if seen is None:
        raise CannotRead(UNPROVEN)
    return np.asarray(cv2.cvtColor(seen, cv2.COLOR_BGR2RGB), np.uint8)
