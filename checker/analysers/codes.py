"""Which codes that a machine can read are in a picture, and what do they say?"""

from __future__ import annotations

from typing import Any

import numpy as np

from checker.analysers.pixels import Pixels
from checker.core.finding import PixelBox
from checker.core.writing import CodeKind, CodeSeen

_KINDS = {"QRCode": CodeKind.QR}


def read_codes(pixels: Pixels, reduced: Pixels, scale: float) -> tuple[CodeSeen, ...]:
    """QR codes and barcodes from left to right, in upright pixels of the full-size picture."""
    found = [_seen(code, scale) for code in _decoded(reduced)]
    return tuple(sorted(found, key=lambda code: (code.box.left, code.box.top)))


def _decoded(pixels: Pixels) -> list[Any]:
    import cv2
    import zxingcpp

    return list(zxingcpp.read_barcodes(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)))


def _seen(code: Any, scale: float) -> CodeSeen:
    place = code.position
    points = np.array([[p.x, p.y] for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)])
    left, top = (points.min(axis=0) / scale).astype(int).clip(0)
    right, bottom = np.ceil(points.max(axis=0) / scale).astype(int)
    box = PixelBox(int(left), int(top), max(int(right), int(left) + 1), max(int(bottom), int(top) + 1))
    return CodeSeen(_KINDS.get(code.format.name, CodeKind.BARCODE), code.text, box)
