"""What is a document made of? Headings, paragraphs, lists, tables and lines to fill in; how it looks is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """A question, and answers each with a box to tick; none is ticked."""

    lead: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with headings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ToFill:
    """Lines to write on by hand, each with its words before it."""

    labels: tuple[str, ...]


Block = Heading | Para | Bullets | Boxes | Grid | ToFill


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `foot` says from what and when it was made."""

    title: str
    blocks: tuple[Block, ...]
    foot: str

    def texts(self) -> Iterator[str]:
        """Every run of words in it."""
        yield self.title
        for block in self.blocks:
            yield from _texts(block)
        yield self.foot


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Para():
            yield block.text
        case Bullets():
            yield from block.items
        case Boxes():
            yield block.lead
            yield from block.items
        case ToFill():
            yield from block.labels
        case Grid():
            yield from block.heads
            for row in block.rows:
                yield from row
