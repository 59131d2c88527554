"""By which model are faces compared in this school: dlib, or one that the school licensed and put in by itself?"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.context import FaceMatcher, PictureReader, Settings
from checker.core.errors import InputError
from checker.core.reference_photo import ReferenceJudge
from checker.workflow.analysers import Analysers, picture_reader

if TYPE_CHECKING:
    from checker.analysers.encoding import Encoder

FACE_MODEL = Path("models") / "faces"
"""The folder of the school's own model, in the school's folder or beside the program."""
_PROGRAM = Path(__file__).resolve().parents[2]
MODELS_HELD = 4
"""Networks kept."""
_NOT_OPENED = "The folder of the school's own face model could not be opened ({})."


def with_face_model(analysers: Analysers, home: Path, settings: Settings) -> Analysers:
    """The analysers, comparing faces as this school wants it. Raises: InputError where we may not look."""
    folder = own_face_model(home)
    if folder is None and not settings.strict_matching:
        return analysers
    return replace(analysers, matcher=lambda: _matcher(face_encoder(folder), strict=settings.strict_matching))


def own_face_model(home: Path) -> Path | None:
    """The folder of the school's own model, if it has one; whether it can be used is proven when a face is compared.

    Raises: InputError where we may not look: that is not the same as none.
    """
    try:
        return next((place / FACE_MODEL for place in (home.resolve(), _PROGRAM) if (place / FACE_MODEL).exists()), None)
    except OSError as error:
        raise InputError(_NOT_OPENED.format(error.strerror)) from None


def face_encoder(folder: Path | None) -> Encoder:
    """What makes the vectors. Raises: InputError for a model that is not what its manifest says."""
    return _encoder(folder, _stamp(folder))


def _stamp(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Changes with any file of the folder, so that another model is noticed and proven anew."""
    try:
        files = sorted(folder.iterdir()) if folder is not None else []
        return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    except OSError as error:
        raise InputError(_NOT_OPENED.format(error.strerror)) from None


@lru_cache(MODELS_HELD)
def _encoder(folder: Path | None, stamp: tuple[tuple[str, int, int], ...]) -> Encoder:  # noqa: ARG001 - part of the key
    from checker.analysers.embedding import OnnxEncoder
    from checker.analysers.encoding import FaceEncoder

    return FaceEncoder() if folder is None else OnnxEncoder(folder)


def _matcher(encoder: Encoder, *, strict: bool) -> FaceMatcher:
    from checker.analysers.matching import FaceComparer

    return FaceComparer(encoder, strict=strict)


def reference_reader(home: Path) -> tuple[PictureReader, ReferenceJudge]:
    """What enrolment needs: the pictures' reader, and the reader of the one face in a reference photo."""
    from checker.analysers.references import ReferenceReader

    return picture_reader(), ReferenceReader(encoder=face_encoder(own_face_model(home)))
