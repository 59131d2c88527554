"""Which files were dropped on the page? One after the other, those in a zip too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any, cast

from checker.core.errors import InputError
from checker.workflow.album_photos import unpacked
from checker.workflow.uploads import MOST_BYTES


def dropped(files: Iterable[Any]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file; `files` are open, and know their name and size. Raises: InputError."""
    for file in files:
        if file.size > MOST_BYTES:
            raise InputError("One of these files is too large to be a picture we can check.")
        if file.name.lower().endswith(".zip"):
            yield from unpacked(cast("IO[bytes]", file))
        else:
            yield file.name, bytes(file.getbuffer())
