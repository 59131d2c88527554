"""Which pictures does the sample school try the checker with? Drawn ones, and one public portrait of an adult."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from checker.analysers.sample_scenes import (
    Drawing,
    bake_sale,
    book_poster,
    display_board,
    garden,
    playground,
    space_day,
    sports_day,
)
from checker.core.errors import CannotRead

# A made-up phone in the middle of the Irish Sea: no place, device or person is real.
_MAKER, _MODEL, _TAKEN = "Sample", "Sample Phone 7", "2026:11:18 14:05:00"
_LATITUDE, _LONGITUDE = (54.0, 10.0, 30.0), (3.0, 58.0, 12.0)
_MAKE_TAG, _MODEL_TAG, _TIME_TAG, _GPS_TAGS = 0x010F, 0x0110, 0x0132, 0x8825

# Stretched to 1.75 of its width the portrait's distance to itself is 0.70, beyond what anybody would call known
# (measured); mirrored it is 0.19.
_STRETCHED = (752, 430)
_PORTRAIT = (430, 430)
_FACE_AND_SHOULDERS = (80, 0, 380, 300)  # pixels of the 512 x 512 portrait


def album_pictures() -> dict[str, bytes]:
    """Every sample picture by its file name, always the same. Raises: CannotRead without the portrait."""
    pictures = {
        "garden.jpg": _jpeg(garden()),
        "sports-day.jpg": _jpeg(sports_day(), _phone_details(with_place=True)),
        "river-display.jpg": _jpeg(display_board()),
        "bake-sale.png": _saved(bake_sale(), "PNG"),
        "playground.heic": _heic(playground()),
        "book-fair.webp": _saved(book_poster(), "WEBP"),
        "space-day-one.jpg": _jpeg(_space_day(_one)),
        "space-day-two.jpg": _jpeg(_space_day(_two)),
        "space-day-guest.jpg": _jpeg(_space_day(_guest)),
    }
    whole = pictures["river-display.jpg"]
    pictures["broken-transfer.jpg"] = whole[: len(whole) // 3]
    return pictures


def reference_portrait() -> bytes:
    """The picture that stands in for the face of one invented pupil: NASA's astronaut portrait, in the public domain.

    It shows an adult. Raises: CannotRead when scikit-image, which ships it, is not whole.
    """
    return _saved(_portrait(), "PNG")


def _portrait() -> Drawing:
    package = find_spec("skimage")  # found, not imported: that would cost a second
    places = package.submodule_search_locations if package else None
    for place in places or ():
        file = Path(place) / "data" / "astronaut.png"
        if file.is_file():
            return Image.open(BytesIO(file.read_bytes())).convert("RGB").crop(_FACE_AND_SHOULDERS)
    raise CannotRead("The portrait for the sample school is missing. Install the checker again.")


def _space_day(place: Callable[[Drawing, Drawing], None]) -> Drawing:
    wall = space_day().finished()
    place(wall, _portrait())
    return wall


def _one(wall: Drawing, portrait: Drawing) -> None:
    _hang(wall, portrait.resize(_PORTRAIT), 520, 260)


def _two(wall: Drawing, portrait: Drawing) -> None:
    _hang(wall, portrait.resize(_PORTRAIT), 230, 280)
    _hang(wall, ImageOps.mirror(portrait).resize(_PORTRAIT), 790, 240)


def _guest(wall: Drawing, portrait: Drawing) -> None:
    _hang(wall, portrait.resize(_STRETCHED), 360, 200)


def _hang(wall: Drawing, portrait: Drawing, left: int, top: int) -> None:
    """In a frame, so that nobody takes the collage for a real photo of a class."""
    framed = ImageOps.expand(ImageOps.expand(portrait, 10, (250, 248, 240)), 8, (206, 160, 84))
    wall.paste(framed, (left, top))


def _phone_details(with_place: bool) -> Image.Exif:
    details = Image.Exif()
    details[_MAKE_TAG], details[_MODEL_TAG], details[_TIME_TAG] = _MAKER, _MODEL, _TAKEN
    if with_place:
        details.get_ifd(_GPS_TAGS).update({1: "N", 2: _LATITUDE, 3: "W", 4: _LONGITUDE})
    return details


def _jpeg(picture: Drawing, details: Image.Exif | None = None) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=88, **({"exif": details} if details else {}))
    return stream.getvalue()


def _saved(picture: Drawing, kind: str) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def _heic(picture: Drawing) -> bytes:
    from pillow_heif import from_pillow

    stream = BytesIO()
    from_pillow(picture).save(stream, format="HEIF", quality=80, exif=_phone_details(with_place=True).tobytes())
    return stream.getvalue()
