"""What does an XMP packet say? Read tag by tag, so that a broken packet still tells what it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from checker.analysers.hidden.facts import Facts
from checker.analysers.hidden.plain import plain_size, plain_time, said, unreadable
from checker.core.evidence import HiddenDetail, HiddenKind

_KINDS = {
    HiddenKind.PLACE: "GPSLatitude GPSLongitude City State Country CountryCode CountryName Location Sublocation "
    "ProvinceState",
    HiddenKind.TIME: "CreateDate DateTimeOriginal DateTimeDigitized ModifyDate DateCreated date",
    HiddenKind.PERSON: "creator Author OwnerName AuthorsPosition CaptionWriter Artist",
    HiddenKind.FACE_NAME: "PersonInImage PersonDisplayName",
    HiddenKind.RIGHTS: "rights Credit Source WebStatement UsageTerms Owner CopyrightOwnerName LicensorName Copyright",
    HiddenKind.WORDS: "title description subject Headline Keywords hierarchicalSubject TagsList LastKeywordXMP "
    "LastKeywordIPTC CatalogSets Instructions UserComment "
    "Caption",
    HiddenKind.DEVICE: "Make Model SerialNumber BodySerialNumber LensSerialNumber LensModel Lens",
    HiddenKind.EDITING: "CreatorTool softwareAgent Software AIGeneratedContent DigitalSourceType",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_REGIONS = frozenset({"Regions", "RegionList", "ImageRegion"})
"""Within these a "Name" is that of a face; elsewhere (in a raw converter's settings) it is that of a look or a lens."""
_TAKEN = frozenset({"DateTimeOriginal", "DateCreated"})
_SOFTWARE = frozenset({"CreatorTool", "softwareAgent", "Software", "Credit"})
_NOT_AI = frozenset({"", "0", "false", "no"})

# No "<" within a tag: each attempt stops at the next one, so that a hostile packet costs no more than its length.
_PIECE = re.compile(
    r"<(?P<close>/?)(?P<name>[\w.-]+(?::[\w.-]+)?)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>|(?P<text>[^<]+)"
)
_ATTRIBUTE = re.compile(r"(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LONGEST_PACKET = 2_000_000
"""Characters of a packet that are read: real ones stay under 65,000, and what follows is reported as unread."""
_ENCODED = re.compile(r"[A-Za-z0-9+/=\s]{8000,}")
_ENCODED_PICTURE = ("/9j/", "iVBORw0KGgo", "UklGR")
"""How base64 spells the first bytes of JPEG, PNG and WebP."""


def read_xmp(packet: bytes, facts: Facts | None = None) -> Iterator[HiddenDetail]:
    """The details in an XMP packet; one that says nothing we know is still reported."""
    facts = facts or Facts()
    text = packet.decode("utf-16" if b"\x00<" in packet[:8] or b"<\x00" in packet[:8] else "utf-8", "replace")
    found = False
    for picture in _ENCODED.findall(text):
        found = True
        yield from _encoded(picture)
    text = _ENCODED.sub("", text)
    for name, value in _values(text[:_LONGEST_PACKET]):
        kind = _KIND_OF.get(name)
        _note(name, value, facts)
        for detail in said(kind, plain_time(value) if kind is HiddenKind.TIME else value) if kind else ():
            found = True
            yield detail
    if len(text) > _LONGEST_PACKET:
        yield from unreadable("a very long block of editing notes")
    elif not found and text.strip(" \r\n\t\x00"):
        yield HiddenDetail(HiddenKind.OTHER, "editing notes (XMP)")


def _encoded(text: str) -> Iterator[HiddenDetail]:
    """A long run of letters is something packed: a picture (a phone's sharp original behind a blur), or else."""
    size = plain_size(len(text) * 3 // 4)
    if text.lstrip().startswith(_ENCODED_PICTURE):
        yield HiddenDetail(HiddenKind.THUMBNAIL, f"a second picture inside the editing notes, {size}")
    else:
        yield HiddenDetail(HiddenKind.OTHER, f"packed data inside the editing notes, {size}")


def _note(name: str, value: str, facts: Facts) -> None:
    """What checks ask about."""
    if _KIND_OF.get(name) is HiddenKind.FACE_NAME:
        facts.note_face_name(value)
    elif name in _TAKEN:
        facts.note_taken(value)
    elif name == "DigitalSourceType":
        facts.note_source(value)
    elif name in _SOFTWARE:
        facts.note_software(value)
    elif name == "AIGeneratedContent" and value.strip().casefold() not in _NOT_AI:
        facts.note_ai_made()
    elif name in ("SerialNumber", "BodySerialNumber"):
        facts.note_device("", "", [value])


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Each value with the name of the element or attribute it belongs to; list items belong to their list."""
    open_names: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece["text"] is not None:
            if open_names and piece["text"].strip():
                yield _called(open_names[-1], open_names), html.unescape(piece["text"])
        elif piece["close"]:
            del open_names[-1:]
        else:
            for name, double, single in _ATTRIBUTE.findall(piece["attributes"]):
                yield _called(name, open_names), html.unescape(double or single)
            if not piece["attributes"].endswith("/"):
                prefix, _, name = piece["name"].rpartition(":")
                open_names.append(open_names[-1] if prefix == "rdf" and open_names else name)


def _called(name: str, open_names: list[str]) -> str:
    """The name a value goes by: a face's name is told from any other by where it stands."""
    return "PersonDisplayName" if name == "Name" and not _REGIONS.isdisjoint(open_names) else name
