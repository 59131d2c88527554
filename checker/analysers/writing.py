"""What is written in a picture? Found on a reduced copy, read from the full-size photo, and codes decoded.

What is read stays in memory: it is never logged, and no exception carries it.
"""

from __future__ import annotations

import numpy as np

from checker.analysers.codes import read_codes
from checker.analysers.pixels import Pixels, pixels_of
from checker.analysers.reading_order import in_reading_order, without_repeats
from checker.analysers.text_areas import Area, areas_with_edges, whole
from checker.analysers.text_closer import thin_places
from checker.analysers.text_detection import MOST_LINES, TextBox, TextDetector, boxes_in
from checker.analysers.text_recognition import ReadLine, TextRecogniser
from checker.analysers.text_strips import Points, level_copy, resized, strip
from checker.core.context import Picture
from checker.core.errors import CannotRead
from checker.core.writing import WritingSeen, WrittenLine

LOOKED_AT = 2_500_000
"""Pixels of the reduced copy: of a 12-megapixel photo 0.46 of each side. Half of each side took 0.08 s more and
found no more names at 16 px; 0.38 (1.7 million) lost one of 18."""
OVERVIEW_SIDE = 512
"""Pixels, the longest side of the copy in which large writing is found: tiles cut letters of 700 px in two."""
LARGE = 16
"""Pixels of a line in the overview (125 in the photo) from which its answer is taken beside that of the tiles."""
SMALL = 60
"""Pixels in the photo of a line that a closer look replaces; print of 24 px has about 40."""
READ_SCORE = 0.5
"""The recogniser's own value from which it takes a strip for writing."""
SURE_OF_DIRECTION = 0.8
"""Score from which a strip is not tried upside down as well."""
_STEEP = (20.0, 70.0)  # degrees from level or upright: there the detector breaks lines, so it looks once more, turned
_LONG = 2.5  # times its height: a line whose angle means something
_LETTERS_OF_A_LINE = 4


class PictureWriting:
    """Reads lines with PP-OCRv4 (from rapidocr_onnxruntime) and codes with zxing-cpp; safe to share between threads."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is how many cores one picture may use. Raises: ModelMissing."""
        self._detector = TextDetector(threads)
        self._recogniser = TextRecogniser(threads)

    def read(self, picture: Picture) -> WritingSeen:
        """Every line and code, in upright pixels of the full-size picture. Raises: CannotRead."""
        pixels = pixels_of(picture)
        scale = min(1.0, (LOOKED_AT / (picture.width * picture.height)) ** 0.5)
        reduced = resized(pixels, scale)
        lines = self._lines(pixels, [box.corners() for box in self._find(pixels, reduced)])
        steep = [line for line in lines if _is_steep(line)]
        if steep:
            lines = self._turned(pixels, reduced, scale, steep) + lines
        kept = without_repeats([line for line in lines if line.score >= READ_SCORE and line.text])
        return WritingSeen(in_reading_order(kept), read_codes(pixels, reduced, scale))

    def _find(self, pixels: Pixels, reduced: Pixels) -> list[TextBox]:
        """Boxes in the photo: large lines from an overview, small ones from a closer look, all others from tiles."""
        back = pixels.shape[1] / reduced.shape[1]
        chances = self._detector.chances(reduced, areas_with_edges(reduced))
        found = [box.moved(back) for box in boxes_in(chances)]
        if back > 1:
            found = self._closer(pixels, thin_places(chances), back, found)
        shrink = OVERVIEW_SIDE / max(reduced.shape[:2])
        if shrink < 1:
            small = resized(reduced, shrink)
            large = [box for box in self._detector.find(small, [whole(small)]) if box.height >= LARGE]
            found += [box.moved(pixels.shape[1] / small.shape[1]) for box in large]
        if len(found) > MOST_LINES:
            raise CannotRead("There is more writing in this picture than we can read.")
        return found

    def _closer(self, pixels: Pixels, places: list[Area], back: float, found: list[TextBox]) -> list[TextBox]:
        """What was found, with the small lines in these places as the full-size photo shows them."""
        for place in places:
            left, top, right, bottom = (round(side * back) for side in place.inner)
            part = pixels[top:bottom, left:right]
            found = [box for box in found if box.height > SMALL or not box.is_inside(left, top, right, bottom)]
            closer = self._detector.find(part, areas_with_edges(part))
            found += [box.moved(1, left, top) for box in closer if box.height <= SMALL]
        return found

    def _lines(self, pixels: Pixels, corners: list[Points]) -> list[WrittenLine]:
        """What stands inside these corners, whichever way up reads better."""
        strips = [strip(pixels, points) for points in corners]
        lines = [_line(read, points) for read, points in zip(self._recogniser.read(strips), corners, strict=True)]
        doubtful = [number for number, line in enumerate(lines) if line.score < SURE_OF_DIRECTION]
        turned = self._recogniser.read([np.ascontiguousarray(strips[number][::-1, ::-1]) for number in doubtful])
        for number, read in zip(doubtful, turned, strict=True):
            if read.score > lines[number].score:
                lines[number] = _line(read, np.roll(corners[number], 2, axis=0))
        return lines

    def _turned(self, pixels: Pixels, reduced: Pixels, scale: float, steep: list[WrittenLine]) -> list[WrittenLine]:
        """The lines around steep ones, found in a copy that is turned so that they lie level."""
        points = np.array([corner for line in steep for corner in line.corners], np.float32) * np.float32(scale)
        longest = max(steep, key=lambda line: line.length)
        level = level_copy(reduced, points, longest.angle, max(line.height for line in steep) * scale)
        found = self._detector.find(level.pixels, areas_with_edges(level.pixels))
        return self._lines(pixels, [level.back(box.corners()) / np.float32(scale) for box in found])


def _line(read: ReadLine, corners: Points) -> WrittenLine:
    one, two, three, four = ((float(x), float(y)) for x, y in corners)
    return WrittenLine(read.text, read.score, (one, two, three, four), read.middles)


def _is_steep(line: WrittenLine) -> bool:
    """A line that surely is one, and lies neither level nor upright."""
    least, most = _STEEP
    is_line = line.score >= SURE_OF_DIRECTION and len(line.text) >= _LETTERS_OF_A_LINE
    return is_line and line.length >= _LONG * line.height and least < abs(line.angle) % 90 < most
