"""Which codes that a machine can read are in a picture, and what do they say?"""

from __future__ import annotations

from typing import Any

import numpy as np

from checker.analysers.pixels import Pixels
from checker.core.finding import PixelBox
from checker.core.writing import CodeKind, CodeSeen


def read_codes(pixels: Pixels, reduced: Pixels, scale: float) -> tuple[CodeSeen, ...]:
    """QR codes and barcodes from left to right, in upright pixels of the full-size picture.

    QR codes are looked for in the photo itself (squares of 3 px are read, for 12 ms), everything else, and codes that
    are blurred or light on dark, in the reduced copy (33 ms; in the photo 110 ms, and no more were found).
    """
    import zxingcpp

    found: dict[str, CodeSeen] = {}
    for code in zxingcpp.read_barcodes(_grey(reduced)):
        found[code.text] = _seen(code, scale)
    only_qr = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    for code in zxingcpp.read_barcodes(_grey(pixels), formats=only_qr, try_invert=False):
        found[code.text] = _seen(code, 1.0)
    return tuple(sorted(found.values(), key=lambda code: (code.box.left, code.box.top)))


def _grey(pixels: Pixels) -> Any:
    import cv2

    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)


def _seen(code: Any, scale: float) -> CodeSeen:
    place = code.position
    points = np.array([[p.x, p.y] for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)])
    left, top = (points.min(axis=0) / scale).astype(int).clip(0)
    right, bottom = np.ceil(points.max(axis=0) / scale).astype(int)
    box = PixelBox(int(left), int(top), max(int(right), int(left) + 1), max(int(bottom), int(top) + 1))
    return CodeSeen(CodeKind.QR if "QR" in code.format.name else CodeKind.BARCODE, code.text, box)
