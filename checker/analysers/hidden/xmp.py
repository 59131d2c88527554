"""What does an XMP packet say? Read tag by tag, so that a broken packet still tells what it holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from checker.analysers.hidden.plain import plain_time, said, unreadable
from checker.core.evidence import HiddenDetail, HiddenKind

_KINDS = {
    HiddenKind.PLACE: "GPSLatitude GPSLongitude City State Country CountryCode CountryName Location Sublocation "
    "ProvinceState",
    HiddenKind.TIME: "CreateDate DateTimeOriginal DateTimeDigitized ModifyDate DateCreated date",
    HiddenKind.PERSON: "creator Author OwnerName AuthorsPosition PersonInImage PersonDisplayName CaptionWriter Name "
    "Artist",
    HiddenKind.RIGHTS: "rights Credit Source WebStatement UsageTerms Owner CopyrightOwnerName LicensorName Copyright",
    HiddenKind.WORDS: "title description subject Headline Keywords hierarchicalSubject Instructions UserComment "
    "Caption",
    HiddenKind.DEVICE: "Make Model SerialNumber BodySerialNumber LensSerialNumber LensModel Lens",
    HiddenKind.EDITING: "CreatorTool softwareAgent Software AIGeneratedContent DigitalSourceType",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split()}

# No "<" within a tag: each attempt stops at the next one, so that a hostile packet costs no more than its length.
_PIECE = re.compile(
    r"<(?P<close>/?)(?P<name>[\w.-]+(?::[\w.-]+)?)(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>|(?P<text>[^<]+)"
)
_ATTRIBUTE = re.compile(r"(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LONGEST_PACKET = 2_000_000
"""Characters of a packet that are read: real ones stay under 65,000, and what follows is reported as unread."""


def read_xmp(packet: bytes) -> Iterator[HiddenDetail]:
    """The details in an XMP packet; one that says nothing we know is still reported."""
    text = packet.decode("utf-16" if b"\x00<" in packet[:8] or b"<\x00" in packet[:8] else "utf-8", "replace")
    found = False
    for name, value in _values(text[:_LONGEST_PACKET]):
        kind = _KIND_OF.get(name)
        for detail in said(kind, plain_time(value) if kind is HiddenKind.TIME else value) if kind else ():
            found = True
            yield detail
    if len(text) > _LONGEST_PACKET:
        yield from unreadable("a very long block of editing notes")
    elif not found and text.strip(" \r\n\t\x00"):
        yield HiddenDetail(HiddenKind.OTHER, "editing notes (XMP)")


def _values(text: str) -> Iterator[tuple[str, str]]:
    """Each value with the name of the element or attribute it belongs to; list items belong to their list."""
    open_names: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece["text"] is not None:
            if open_names and piece["text"].strip():
                yield open_names[-1], html.unescape(piece["text"])
        elif piece["close"]:
            del open_names[-1:]
        else:
            for name, double, single in _ATTRIBUTE.findall(piece["attributes"]):
                yield name, html.unescape(double or single)
            if not piece["attributes"].endswith("/"):
                prefix, _, name = piece["name"].rpartition(":")
                open_names.append(open_names[-1] if prefix == "rdf" and open_names else name)
