"""Which device, which day, made how, and is the small second picture another one? Told from what files write."""

from __future__ import annotations

import struct
from datetime import date

import pytest
from PIL import Image

from checker.analysers.hidden.credentials import CREDENTIALS, read_credentials
from checker.analysers.hidden.facts import Facts
from checker.analysers.hidden.heic_items import more_items
from checker.analysers.hidden.second_pictures import shows_more
from checker.analysers.hidden.xmp import read_xmp
from checker.analysers.metadata import HiddenReader
from checker.core.evidence import DeviceSeen, HiddenDetail, HiddenKind, Making
from tests.analysers.picture_files import box, dirty_jpeg, saved, scene


def facts_of(xmp: str) -> Facts:
    facts = Facts()
    list(read_xmp(xmp.encode(), facts))
    return facts


def test_the_facts_of_a_photo() -> None:
    seen = HiddenReader().read(dirty_jpeg())
    assert seen.device == DeviceSeen("Example", "Phone 5", ("SN-0042",))
    assert seen.taken == date(2026, 6, 14)
    assert seen.face_names == ("Quokka Example",)
    assert seen.making is None
    assert "Quokka" not in repr(seen)
    assert "SN-0042" not in repr(seen)


def test_a_plain_picture_has_no_facts() -> None:
    seen = HiddenReader().read(saved(scene(), "JPEG"))
    assert (seen.device, seen.taken, seen.face_names, seen.making, seen.shows_more) == (None, None, (), None, False)


@pytest.mark.parametrize("clock", ["0000:00:00 00:00:00", "1980:01:01 00:00:00", "2026:02:31 10:00:00", "soon", ""])
def test_a_clock_that_was_never_set_tells_no_day(clock: str) -> None:
    facts = Facts()
    facts.note_taken(clock)
    assert facts.taken is None


@pytest.mark.parametrize(
    ("xmp", "making"),
    [
        ('<a Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/x/trainedAlgorithmicMedia"/>', Making.AI_MADE),
        ('<a Iptc4xmpExt:DigitalSourceType="x/compositeWithTrainedAlgorithmicMedia"/>', Making.AI_EDITED),
        ('<a Iptc4xmpExt:DigitalSourceType="x/algorithmicallyEnhanced"/>', Making.EDITED),
        ('<a Iptc4xmpExt:DigitalSourceType="x/digitalCapture"/>', None),
        ('<a xmp:CreatorTool="Midjourney 6"/>', Making.AI_MADE),
        ('<a photoshop:Credit="Edited with Google AI"/>', Making.AI_EDITED),
        ('<a photoshop:Credit="Made with Google AI"/>', Making.AI_MADE),
        ('<a xmp:CreatorTool="Adobe Photoshop 25.0"/>', Making.EDITED),
        ('<a xmp:CreatorTool="HDR+ 1.0.54"/>', None),
        ('<a xmp:CreatorTool="17.4.1"/>', None),
        ('<a x:AIGeneratedContent="True"/>', Making.AI_MADE),
        ('<a x:AIGeneratedContent="false"/>', None),
        ('<a xmp:CreatorTool="Adobe Photoshop"/><a xmp:CreatorTool="DALL-E 3"/>', Making.AI_MADE),
    ],
)
def test_how_a_picture_was_made(xmp: str, making: Making | None) -> None:
    assert facts_of(xmp).making is making


def test_content_credentials_name_their_programs() -> None:
    facts = Facts()
    block = b"..jumbc2pa..oclaim_generatorx\x1bChatGPT 4o/c2pa-rs/0.36.1 a..c2pa.edited"
    assert list(read_credentials(block, facts)) == [
        HiddenDetail(HiddenKind.EDITING, CREDENTIALS),
        HiddenDetail(HiddenKind.EDITING, "ChatGPT 4o/c2pa-rs/0.36.1 a"),
    ]
    assert facts.making is Making.AI_MADE


def test_names_stand_on_faces_and_not_on_looks() -> None:
    region = '<mwg-rs:RegionList><rdf:Bag><rdf:li><x mwg-rs:Name="Ada Quill"/></rdf:li></rdf:Bag></mwg-rs:RegionList>'
    microsoft = '<x MPReg:PersonDisplayName="Bo Quill"/><Iptc4xmpExt:PersonInImage><rdf:li>Cy Quill</rdf:li>'
    look = '<crs:Look><rdf:Description crs:Name="Adobe Color"/></crs:Look>'
    assert facts_of(look + region + microsoft).face_names == ["Ada Quill", "Bo Quill", "Cy Quill"]


# --- second pictures ----------------------------------------------------------------------------------------------
def small(image: Image.Image) -> bytes:
    return saved(image.resize((160, 160 * image.height // image.width)), "JPEG", quality=60)


WHOLE = scene(400, 300)
WHOLE.paste((250, 250, 250), (40, 30, 120, 200))
MAIN = saved(WHOLE, "JPEG")


def test_a_cameras_own_small_copy_agrees_also_when_it_is_turned_or_framed() -> None:
    framed = Image.new("RGB", (160, 160))
    framed.paste(WHOLE.resize((160, 120)), (0, 20))
    for copy in (small(WHOLE), small(WHOLE.rotate(90, expand=True)), saved(framed, "JPEG")):
        assert not shows_more([copy], MAIN)


def test_a_small_copy_of_the_uncropped_or_of_something_else_does_not() -> None:
    cropped = saved(WHOLE.crop((150, 0, 400, 300)), "JPEG")
    same_shape = saved(WHOLE.crop((200, 150, 400, 300)), "JPEG")
    assert shows_more([small(WHOLE)], cropped)
    assert shows_more([small(WHOLE)], same_shape)
    assert shows_more([small(WHOLE)], saved(Image.new("RGB", (400, 300), "green"), "JPEG"))


def test_what_cannot_be_compared_says_nothing() -> None:
    assert not shows_more([b"", b"\xff\xd8\xff", small(WHOLE)[:200]], MAIN)
    assert not shows_more([small(WHOLE)], MAIN[:300])


# --- items of HEIC files ------------------------------------------------------------------------------------------
def items(*kinds: bytes) -> bytes:
    entries = [
        box(b"infe", b"\x02\x00\x00\x00" + struct.pack(">HH", number, 0) + kind) for number, kind in enumerate(kinds)
    ]
    return box(b"meta", b"\x00" * 4, box(b"iinf", b"\x00" * 4 + struct.pack(">H", len(kinds)), *entries))


def test_items_that_nobody_needs_to_see_the_picture_are_told() -> None:
    xmp = b"mime\x00application/rdf+xml\x00"
    assert list(more_items(items(b"hvc1", b"grid", b"Exif", xmp))) == []
    assert list(more_items(items(b"hvc1", b"uri \x00tag:apple", b"mime\x00text/plain"))) == [
        "further notes in the file (2 entries)"
    ]
    assert list(more_items(b"")) == []
    assert list(more_items(box(b"meta", b"\x00" * 4, box(b"iinf", b"\x00" * 6 + b"\x00\x00\xff\xffinfe....")))) == [
        "a list of what is in the file that could not be read"
    ]
