"""How are cleaned copies of many pictures written, so that each is whole, proven, and overwrites nothing?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from checker.core.context import MetadataReader, PictureCleaner
from checker.core.errors import CannotRead, InputError
from checker.core.evidence import CleanCopy, HiddenKind, MetadataSeen
from checker.workflow.drafts import read_photo
from checker.workflow.files import place_new, sweep, written_aside
from checker.workflow.hidden_words import hidden_words


@dataclass(frozen=True, slots=True)
class CleanedFile:
    """What became of one file. `written` is None where no copy was made, and `says` why."""

    source: Path
    written: Path | None
    says: str
    carried: tuple[HiddenKind, ...] = ()
    """The kinds of hidden details that the original carries and the copy does not."""


@dataclass(frozen=True, slots=True)
class CleanWish:
    """How the copies are wanted."""

    max_side: int | None = None
    """Most pixels along the longer side; None keeps the size, and with it the pixels."""
    renamed: bool = False
    """Names that tell nothing: a file name can hold a child's name or a day."""
    told: bool = False
    """Say what each photo carries, values included: for the person at the screen only."""


def clean_files(
    paths: Sequence[Path],
    out: Path,
    cleaner: PictureCleaner,
    hidden: MetadataReader | None = None,
    wish: CleanWish = CleanWish(),
) -> Iterator[CleanedFile]:
    """Write a proven copy of each picture into `out`, one by one; a bad file does not stop the others.

    `hidden` tells what each original carries. Raises: InputError when nothing can be written to `out`.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        sweep(out)
    except OSError as fault:
        raise _cannot_write(fault) from None
    for number, path in enumerate(paths, start=1):
        stem = f"photo-{number:03d}" if wish.renamed else path.stem
        yield _clean_file(path, out / stem, cleaner, hidden, wish)


def _clean_file(
    path: Path, place: Path, cleaner: PictureCleaner, hidden: MetadataReader | None, wish: CleanWish
) -> CleanedFile:
    try:
        data = read_photo(path).data
        seen = hidden.read(data) if hidden else MetadataSeen(())
        copy = cleaner.clean(data, max_side=wish.max_side)
        written = _write(copy, place, cleaner)
    except CannotRead as fault:
        return CleanedFile(path, None, str(fault))
    carried = tuple(dict.fromkeys(detail.kind for detail in seen.details))
    told = hidden_words(seen) if wish.told else ""
    return CleanedFile(path, written, _says(copy, carried, told), carried)


def _says(copy: CleanCopy, carried: tuple[HiddenKind, ...], told: str) -> str:
    removed = f"Removed: {', '.join(kind.value for kind in carried)}." if carried else ""
    changed = f"The copy was {copy.note}." if copy.note else ""
    return " ".join(sentence for sentence in (told, removed, changed) if sentence) or "Cleaned."


def _write(copy: CleanCopy, place: Path, cleaner: PictureCleaner) -> Path:
    """Write whole or not at all, and prove what is on the disk. Raises: InputError, CannotRead."""
    try:
        with written_aside(place.parent, copy.data) as temporary:
            _prove(temporary, copy, cleaner)
            return _place(temporary, place, copy.suffix)
    except OSError as fault:
        raise _cannot_write(fault) from None


def _prove(written: Path, copy: CleanCopy, cleaner: PictureCleaner) -> None:
    """Raises: CannotRead unless the file holds the copy, and cleaning it again finds nothing to take away."""
    data = written.read_bytes()
    if data != copy.data or cleaner.clean(data).data != data:
        raise CannotRead("The cleaned copy was not written as it should be. Please try again.")


def _place(temporary: Path, place: Path, suffix: str) -> Path:
    """Under its own name, or that name with a number: nothing is overwritten."""
    for number in count(1):
        path = place.with_name(f"{place.name}{suffix}" if number == 1 else f"{place.name}-{number}{suffix}")
        try:
            place_new(temporary, path)
        except FileExistsError:
            continue
        return path
    raise AssertionError("count never ends")


def _cannot_write(fault: OSError) -> InputError:
    return InputError(f"The cleaned copies could not be written ({fault.strerror}). Nothing half-written was left.")
