"""May this file come onto the desk? Asked before anything is decoded: its size, how many there are, what it claims."""

from __future__ import annotations

from pathlib import PurePath

from checker.core.errors import InputError

PICTURE_TYPES = ("jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "tif", "tiff", "bmp", "heic", "heif", "avif")
FILM_TYPES = ("mp4", "mov", "m4v", "avi", "webm", "mkv", "3gp")
MOST_BYTES = 200_000_000
"""Of one file, as `server.maxUploadSize` says: a picture of 100 million pixels in the best quality takes 150 MB."""
MOST_BYTES_TOGETHER = 500_000_000
"""Of one post: ten people at once must fit into a school's server beside the models."""
MOST_FILES = 40
"""Of one post: Facebook shows 40 in one, Instagram 20, X 4. More is an album."""

FILM = (
    "This is a film. No program here can look into it, so the post waits for a person: watch it whole, with sound, "
    "and look for faces, names, voices and places."
)


def accept(name: str, size: int, already: int, bytes_already: int) -> None:
    """Raises: InputError with what to do instead."""
    if already >= MOST_FILES:
        raise InputError(f"A post can have at most {MOST_FILES} photos. Check more of them as an album.")
    if size == 0:
        raise InputError("The file is empty. Please fetch it again from the phone or camera.")
    if size > MOST_BYTES or bytes_already + size > MOST_BYTES_TOGETHER:
        raise InputError("The photos of a post may not be that large. Make them smaller, or check them as an album.")
    if _ending(name) not in {*PICTURE_TYPES, *FILM_TYPES}:
        raise InputError("This is no kind of photo or film that we know. Save it as a JPEG picture and try again.")


def is_film(name: str) -> bool:
    """Whether it calls itself a film; what it really is the checks find out."""
    return _ending(name) in FILM_TYPES


def _ending(untrusted_name: str) -> str:
    return PurePath(untrusted_name).suffix.lower().removeprefix(".")
