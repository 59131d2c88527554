"""What does a line of writing say?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from checker.analysers.lighter_graph import lighter
from checker.analysers.networks import model_file, start_network
from checker.analysers.pixels import Pixels

_HEIGHT = 48  # pixels: what the network was made for
_NARROWEST = 64  # pixels
LONGEST = 3200
"""Pixels of a line at the network's height: 100 letters and more. A longer one is squeezed."""
_BATCH = 6  # lines read at once; more cost no less each
BLANK_CHANCE = 0.05
"""The network's chance of a blank between two letters from which one is put there, although it chose none:
of 62 drawn lines 60 then had their blanks, 31 before."""
_LAST_LATIN = 0x24F  # code point: beyond it the network knows Chinese, which it takes stains and patterns for


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What a strip says, how sure the network is, and where along it each letter's middle lies, 0 to 1."""

    text: str = field(repr=False)
    score: float
    middles: tuple[float, ...] = field(repr=False)


class TextRecogniser:
    """The PP-OCRv4 reader that comes with rapidocr_onnxruntime, asked for Latin letters only; safe to share."""

    def __init__(self, threads: int = 1) -> None:
        """`threads` is how many cores one picture may use. Raises: ModelMissing, KeyError."""
        path = model_file("rapidocr_onnxruntime", "models/ch_PP-OCRv4_rec_infer.onnx")
        self._network = start_network(lighter(path.read_bytes()), threads)
        named = self._network.get_modelmeta().custom_metadata_map["character"].splitlines()
        letters = ["", *named, " "]  # the first answer means "no letter here"
        self._columns = np.array([n for n, letter in enumerate(letters) if not n or _is_latin(letter)])
        self._letters = [letters[n] for n in self._columns]
        self._lock = threading.Lock()

    def read(self, strips: list[Pixels]) -> list[ReadLine]:
        """What each strip says, in the order given. A strip holds one line that runs from left to right."""
        answers: dict[int, ReadLine] = {}
        by_length = sorted(range(len(strips)), key=lambda n: strips[n].shape[1] / strips[n].shape[0])
        for begin in range(0, len(by_length), _BATCH):
            numbers = by_length[begin : begin + _BATCH]
            answers |= zip(numbers, self._read([strips[n] for n in numbers]), strict=True)
        return [answers[n] for n in range(len(strips))]

    def _read(self, strips: list[Pixels]) -> list[ReadLine]:
        """Strips of about one length, padded to the longest."""
        sized = [_at_height(strip) for strip in strips]
        width = max(_NARROWEST, *(strip.shape[1] for strip in sized))
        width = -(-width // 32) * 32
        blob = np.zeros((len(strips), 3, _HEIGHT, width), np.float32)
        for number, strip in enumerate(sized):
            blob[number, :, :, : strip.shape[1]] = (
                strip[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) - np.float32(127.5)
            ) / np.float32(127.5)
        with self._lock:
            (chances,) = self._network.run(None, {"x": blob})
        latin = chances[:, :, self._columns]
        return [self._decode(rows, strip.shape[1] / width) for rows, strip in zip(latin, sized, strict=True)]

    def _decode(self, rows: npt.NDArray[np.float32], used: float) -> ReadLine:
        """Runs of one answer are one letter. `used`: which share of the width the strip takes, without its padding."""
        best = rows.argmax(axis=1)
        begins = np.flatnonzero((best != np.concatenate([[-1], best[:-1]])) & (best != 0))
        if not begins.size:
            return ReadLine("", 0.0, ())
        score = float(rows[begins, best[begins]].mean())
        letters, places = self._with_blanks(rows[:, -1], begins.tolist(), best)
        middles = tuple(min(1.0, (place + 0.5) / (len(best) * used)) for place in places)
        return _stripped(ReadLine("".join(letters), round(score, 4), middles))

    def _with_blanks(
        self, blank: npt.NDArray[np.float32], begins: list[int], best: npt.NDArray[np.int64]
    ) -> tuple[list[str], list[float]]:
        """The letters and where each stands, with the blanks that the network thought of and then left out."""
        letters, places = [self._letters[best[begins[0]]]], [float(begins[0])]
        for before, place in pairwise(begins):
            letter = self._letters[best[place]]
            between = blank[before + 1 : place]
            if between.size and " " not in (letter, letters[-1]) and float(between.max()) >= BLANK_CHANCE:
                letters.append(" ")
                places.append((before + place) / 2)
            letters.append(letter)
            places.append(float(place))
        return letters, places


def _stripped(line: ReadLine) -> ReadLine:
    """The line without blanks at its ends."""
    begin = len(line.text) - len(line.text.lstrip())
    end = len(line.text.rstrip())
    return ReadLine(line.text[begin:end], line.score, line.middles[begin:end]) if end > begin else ReadLine("", 0.0, ())


def _is_latin(letter: str) -> bool:
    return len(letter) == 1 and ord(letter) <= _LAST_LATIN


def _at_height(strip: Pixels) -> Pixels:
    import cv2

    height, width = strip.shape[:2]
    size = min(LONGEST, max(1, -(-width * _HEIGHT // height))), _HEIGHT
    how = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(strip, size, interpolation=how), np.uint8)
