"""How is face_recognition used, by one thread at a time and without what it does to the rest of the program?"""

from __future__ import annotations

import importlib
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

DLIB_LOCK = threading.RLock()
"""dlib's models are not safe to use from two threads, and all of a process share them."""


@contextmanager
def face_library() -> Iterator[Any]:
    """face_recognition, for one thread at a time."""
    with DLIB_LOCK:
        yield _load_face_recognition()


class _WholePicturesOnly(ModuleType):
    """Pillow's ImageFile module while face_recognition is imported: the switch for torn files cannot be thrown."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "LOAD_TRUNCATED_IMAGES":
            super().__setattr__(name, value)


@cache
def _load_face_recognition() -> Any:
    """face_recognition, without its side effects.

    Importing it sets Pillow's LOAD_TRUNCATED_IMAGES for the whole process, and setting it back afterwards leaves a
    second in which another thread would take half a photo for a whole one; so the switch is held meanwhile. The models'
    package is imported first because without it face_recognition ends the program with a printed line.
    """
    from PIL import ImageFile

    ImageFile.__class__ = _WholePicturesOnly
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pkg_resources announces its end at every import
            importlib.import_module("face_recognition_models")
            return importlib.import_module("face_recognition")
    finally:
        ImageFile.__class__ = ModuleType
