"""How well are faces matched in this school? Measured on photos of people who consented, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.core.errors import CannotRead, InputError
from checker.core.measuring import Rate, Row
from checker.workflow.drafts import read_photo
from checker.workflow.face_models import face_encoder, own_face_model
from checker.workflow.files import write_whole

CONSENT = (
    "Measuring makes biometric data of everybody in the folder, for as long as it runs. Run it only on people whose "
    "written consent to exactly this is held (for a pupil, a parent's), and say so with --consented."
)
FEWEST_PEOPLE = 2
PICTURES = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".tif", ".tiff", ".bmp"}
_KINDS = {"found": "Face found", "right": "Enrolled person matched rightly", "wrong": "Taken for somebody else"}
_COLOURS = {"found": "#5b6770", "right": "#1b7837", "wrong": "#b2182b"}
_CAVEAT = (
    "Photos of one person are not independent of each other, so the true intervals are wider. "
    "Figures of adults say little about children, who are matched worse."
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a folder showed; nobody is named and no vector is kept."""

    people: int
    photos: int
    unread: int
    without_one_face: int
    rows: tuple[Row, ...]

    def lines(self) -> Iterator[str]:
        """The figures in words."""
        yield (
            f"{self.people} people, {self.photos} photos; {self.unread} could not be read, "
            f"{self.without_one_face} do not show exactly one face"
        )
        for kind, title in _KINDS.items():
            yield f"{title}:"
            for row in self.rows:
                if row.kind == kind:
                    yield f"  {row.what:32}{_figure(row.rate)}  {_interval(row.rate)}"
        yield _CAVEAT

    def json(self) -> dict[str, Any]:
        """The figures for a script."""
        return {
            "people": self.people,
            "photos": self.photos,
            "unread": self.unread,
            "without_one_face": self.without_one_face,
            "rates": [_json(row) for row in self.rows],
            "note": _CAVEAT,
        }


def evaluate_faces(
    folder: Path, home: Path, *, consented: bool, on_progress: Callable[[int, int], None] = lambda *_: None
) -> Measured:
    """Measure the photos below a folder, one sub-folder a person. Raises: InputError."""
    if not consented:
        raise InputError(CONSENT)
    files = _files(folder)
    from checker.analysers.evaluation import FaceExaminer
    from checker.workflow.analysers import picture_reader

    examiner, reader = FaceExaminer(encoder=face_encoder(own_face_model(home))), picture_reader()
    photos, unread = [], 0
    for number, (person, file) in enumerate(files, start=1):
        try:
            photos.append(examiner.read(person, reader.open(read_photo(file).data)))
        except CannotRead:
            unread += 1
        on_progress(number, len(files))
    odd = sum(photo.faces != 1 for photo in photos)
    people = len({person for person, _ in files})
    return Measured(people, len(files), unread, odd, tuple(examiner.rows(photos)))


def write_plot(measured: Measured, file: Path) -> None:
    """Draw the figures into an .svg or .png file. Raises: InputError."""
    from checker.analysers.chart import Bar, as_png, as_svg

    draw = {".svg": as_svg, ".png": as_png}[plot_suffix(file)]
    bars = [
        Bar(f"{row.kind}: {row.what}", row.rate.value or 0.0, *row.rate.interval,
            _figure(row.rate).strip(), _COLOURS[row.kind])
        for row in measured.rows
    ]  # fmt: skip
    title = f"Faces found (grey), matched rightly (green), wrongly (red): {measured.people} people, 95% intervals"
    try:
        write_whole(file, draw(title, bars))
    except OSError as error:
        raise InputError(f"The plot could not be written ({error.strerror}).") from None


def plot_suffix(file: Path) -> str:
    """Which kind of plot is wanted. Raises: InputError."""
    if file.suffix.lower() not in {".svg", ".png"}:
        raise InputError("A plot is an .svg or a .png file. Give it a name that ends so.")
    return file.suffix.lower()


def _files(folder: Path) -> list[tuple[int, Path]]:
    """Each photo with the number of its person."""
    if not folder.is_dir():
        raise InputError("There is no such folder. Name the folder that holds one folder of photos per person.")
    people = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    photos = [sorted(file for file in one.iterdir() if file.suffix.lower() in PICTURES) for one in people]
    photos = [files for files in photos if files]
    if len(photos) < FEWEST_PEOPLE:
        raise InputError("This folder does not hold the photos of two people or more, one folder for each person.")
    return [(person, file) for person, files in enumerate(photos) for file in files]


def _figure(rate: Rate) -> str:
    return f"{rate.hits:5} of {rate.trials:5}"


def _interval(rate: Rate) -> str:
    low, high = rate.interval
    return "not measured" if rate.value is None else f"{rate.value:.3f} (95%: {low:.3f} to {high:.3f})"


def _json(row: Row) -> dict[str, Any]:
    low, high = row.rate.interval
    return {
        "kind": row.kind,
        "what": row.what,
        "face_height": row.face_height,
        "gallery": row.gallery,
        "hits": row.rate.hits,
        "trials": row.rate.trials,
        "rate": None if row.rate.value is None else round(row.rate.value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }
