"""A document as PDF. Letters that the font does not have stand as a question mark, and it is said how many."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.workflow.documents.parts import Block, Bullets, Document, Grid, Heading, Para, ToFill

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN, _TEXT, _LINE = 20, 11, 5.5  # mm, points, mm
_WINDOWS = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_LIBERATION = Path("/usr/share/fonts/truetype/liberation")
_MAC = Path("/System/Library/Fonts/Supplemental")
_FONTS = (
    (_DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf"),
    (_LIBERATION / "LiberationSans-Regular.ttf", _LIBERATION / "LiberationSans-Bold.ttf"),
    (_WINDOWS / "arial.ttf", _WINDOWS / "arialbd.ttf"),
    (_MAC / "Arial.ttf", _MAC / "Arial Bold.ttf"),
)
"""Fonts of the operating systems, plain and bold. None is shipped: PDF's own font has the letters of western Europe."""
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-"}
"""What PDF's own font has no sign for, and says as well with another."""
UNKNOWN = "?"
_LATIN = 256
"""How many letters PDF's own font has, as Unicode begins with them."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and the letters that stand in it as a question mark."""

    data: bytes
    lost: tuple[str, ...]


def as_pdf(document: Document, fonts: tuple[tuple[Path, Path], ...] = _FONTS) -> Pdf:
    """The document on A4. It holds no script and no picture."""
    from fpdf import FPDF  # 0.3 s

    page = FPDF(format="A4")
    page.set_margins(_MARGIN, _MARGIN, _MARGIN)
    page.set_auto_page_break(auto=True, margin=_MARGIN)
    page.set_lang("en-GB")
    family, can_write = _font(page, fonts)
    lost = {letter for text in document.texts() for letter in _plain(text, can_write) if not can_write(letter)}
    writer = _Writer(page, family, lambda text: _written(text, can_write))
    page.set_title(_written(document.title, can_write))
    page.add_page()
    writer.document(document)
    return Pdf(bytes(page.output()), tuple(sorted(lost)))


def _font(page: FPDF, fonts: tuple[tuple[Path, Path], ...]) -> tuple[str, Callable[[str], bool]]:
    """The first pair of fonts that is on this machine, else PDF's own; and which letters it has."""
    for plain, bold in fonts:
        if plain.is_file() and bold.is_file():
            page.add_font("school", "", plain)
            page.add_font("school", "B", bold)
            return "school", _has(frozenset(getattr(page.fonts["school"], "cmap")))  # noqa: B009 - only embedded fonts
    return "helvetica", lambda letter: ord(letter) < _LATIN


def _has(letters: frozenset[int]) -> Callable[[str], bool]:
    return lambda letter: ord(letter) in letters


def _plain(text: str, can_write: Callable[[str], bool]) -> str:
    return "".join(letter if can_write(letter) else _PLAIN.get(letter, letter) for letter in text)


def _written(text: str, can_write: Callable[[str], bool]) -> str:
    return "".join(letter if can_write(letter) else UNKNOWN for letter in _plain(text, can_write))


class _Writer:
    """Writes blocks down the page."""

    def __init__(self, page: FPDF, family: str, written: Callable[[str], str]) -> None:
        self._page, self._family, self._written = page, family, written

    def document(self, document: Document) -> None:
        self._words(document.title, size=18, style="B", after=3)
        for block in document.blocks:
            self._block(block)
        self._words(document.foot, size=8, before=6)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text):
                self._words(text, size=13, style="B", before=3, after=1)
            case Para(text):
                self._words(text, after=2)
            case Bullets(items):
                for item in items:
                    self._words(f"-  {item}", after=1, indent=4)
            case ToFill(labels):
                for label in labels:
                    self._words(f"{label} {'.' * 60}"[:110], before=4, after=2)
            case Grid():
                self._grid(block)

    def _words(
        self, text: str, size: float = _TEXT, style: str = "", before: float = 0, after: float = 0, indent: float = 0
    ) -> None:
        self._page.set_font(self._family, style, size)
        self._page.ln(before)
        self._page.set_x(_MARGIN + indent)
        self._page.multi_cell(0, _LINE * size / _TEXT, self._written(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self._page.ln(after)

    def _grid(self, grid: Grid) -> None:
        options: dict[str, Any] = {"text_align": "LEFT", "line_height": 5, "first_row_as_headings": True}
        self._page.set_font(self._family, "", 9)
        with self._page.table(**options) as table:
            for cells in (grid.heads, *grid.rows):
                row = table.row()
                for cell in cells:
                    row.cell(self._written(cell))
        self._page.ln(2)
