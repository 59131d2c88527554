"""How is a turned JPEG put upright without computing its pixels anew? By moving its blocks about.

That needs libjpeg-turbo's transform, which the package turbojpeg brings. Where the package is not installed, or the
picture is no whole number of blocks, there is no such copy, and the pixels are saved again.
"""

from __future__ import annotations

import importlib
from typing import Any

_TURNS = {2: "HFLIP", 3: "ROT180", 4: "VFLIP", 5: "TRANSPOSE", 6: "ROT90", 7: "TRANSVERSE", 8: "ROT270"}
"""How the transform undoes each EXIF orientation."""


def turned_by_blocks(data: bytes, orientation: int) -> bytes | None:
    """The same coefficients upright; None where that cannot be done without losing an edge."""
    library = _library()
    if library is None or orientation not in _TURNS:
        return None
    try:
        turned = library.transform(data, op=getattr(library.OP, _TURNS[orientation]), perfect=True, copynone=False)
    except RuntimeError:  # "Transform is not perfect", or a file that this library cannot read
        return None
    return bytes(turned)


def _library() -> Any:
    try:
        return importlib.import_module("turbojpeg")
    except ImportError:
        return None
