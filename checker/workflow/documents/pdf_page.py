"""How does each part of a document stand on paper: headings that stay with what follows, tables, lines to write on?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import TYPE_CHECKING

from checker.workflow.documents.parts import Block, Boxes, Bullets, Document, Grid, Heading, Para, ToFill

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN, FOOT = 20, 22  # mm; the foot has the line about the document and the page's number
TEXT, LINE = 11, 5.5  # points, mm
_SMALL, _SMALL_LINE = 9, 4.6  # of tables
_FOLLOWS, _ROW, _TO_FILL = 28, 8, 11.5
"""mm that must be left under a heading for what it is about: a paragraph of three lines, a row, a line to write on."""
_WHOLE = 12
"""Rows up to which a table is not torn over two pages."""
_CELL = 4
"""mm of a cell besides its words."""
_GREY, _PALE = 110, 236
_BOX = 3.4  # mm, a box to tick


class Writer:
    """Writes blocks down the page, in letters that the font has."""

    def __init__(self, page: FPDF, family: str, written: Callable[[str], str]) -> None:
        self._page, self._family, self._written = page, family, written

    def document(self, document: Document) -> None:
        """All of it but the foot, which stands on every page."""
        self._page.c_margin = 0  # words then begin where tables and lines do
        self._words(document.title, size=18, style="B", after=3)
        for block, follows in zip_longest(document.blocks, document.blocks[1:]):
            if isinstance(block, Heading):
                self._heading(block.text, _needed(follows))
            else:
                self._block(block)

    def foot(self, words: str) -> None:
        """The line about the document, and which page of how many this is."""
        self._page.set_y(5 - FOOT)
        self._page.set_font(self._family, "", 8)
        self._page.set_text_color(_GREY)
        self._page.multi_cell(0, 4, self._written(words), align="L", new_x="LMARGIN", new_y="NEXT")
        self._page.cell(0, 4, f"Page {self._page.page_no()} of {{nb}}", align="R")
        self._page.set_text_color(0)

    def _block(self, block: Block) -> None:
        match block:
            case Para(text):
                self._words(text, after=2)
            case Bullets(items):
                self._items(items, self._dot)
            case Boxes(lead, items):
                self._words(lead, after=1)
                self._items(items, self._box)
            case ToFill(labels):
                self._to_fill(labels)
            case Grid():
                self._grid(block)

    def _heading(self, text: str, needed: float) -> None:
        """Never alone at the foot of a page, and what a page can hold whole begins on a new one rather than be torn."""
        before = 4.0
        if self._page.will_page_break(min(needed, self._page.eph - 20)):
            self._page.add_page()
            before = 0
        self._words(text, size=13, style="B", before=before, after=1)

    def _words(
        self, text: str, size: float = TEXT, style: str = "", before: float = 0, after: float = 0, indent: float = 0
    ) -> None:
        self._page.set_font(self._family, style, size)
        self._page.ln(before)
        self._page.set_x(MARGIN + indent)
        self._page.multi_cell(0, LINE * size / TEXT, self._written(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self._page.ln(after)

    def _items(self, items: tuple[str, ...], mark: Callable[[float], None]) -> None:
        """The second line begins under the first word, not under the mark; mark and words stay on one page."""
        for item in items:
            if self._page.will_page_break(2 * LINE):
                self._page.add_page()
            mark(self._page.get_y())
            self._words(item, after=1, indent=8)
        self._page.ln(2)

    def _dot(self, top: float) -> None:
        self._page.set_fill_color(0)
        self._page.ellipse(MARGIN + 3, top + LINE / 2 - 0.6, 1.1, 1.1, style="F")

    def _box(self, top: float) -> None:
        self._page.rect(MARGIN + 2, top + (LINE - _BOX) / 2, _BOX, _BOX)

    def _to_fill(self, labels: tuple[str, ...]) -> None:
        """The words of each, and a line to the right margin at the foot of them."""
        for label in labels:
            if self._page.will_page_break(3 * LINE):
                self._page.add_page()
            self._words(label, before=4)
            self._page.set_font(self._family, "", TEXT)
            begins = MARGIN + min(self._page.get_string_width(self._written(label)) + 4, self._page.epw * 0.7)
            at = self._page.get_y() - 0.8
            self._page.set_draw_color(_GREY)
            self._page.line(begins, at, self._page.w - MARGIN, at)
            self._page.set_draw_color(0)
            self._page.ln(2)

    def _grid(self, grid: Grid) -> None:
        from fpdf.fonts import FontFace

        self._page.ln(1)
        self._page.set_font(self._family, "", _SMALL)
        self._page.set_draw_color(170)
        with self._page.table(
            text_align=tuple("RIGHT" if _is_count(column) else "LEFT" for column in zip(*grid.rows, strict=True)),
            v_align="TOP",
            line_height=_SMALL_LINE,
            col_widths=self._shares(grid),
            padding=(0.9, 1.6),
            headings_style=FontFace(emphasis="BOLD", fill_color=_PALE),
        ) as table:
            for cells in (grid.heads, *grid.rows):
                row = table.row()
                for cell in cells:
                    row.cell(self._written(cell))
        self._page.set_draw_color(0)
        self._page.ln(4)

    def _shares(self, grid: Grid) -> tuple[float, ...]:
        """mm of each column: no word is torn, and what is left goes to the columns that want it."""
        columns = tuple(zip(grid.heads, *grid.rows, strict=True))
        wanted = [max(map(self._width, column)) for column in columns]
        least = [max(self._width(word) for cell in column for word in cell.split(" ")) for column in columns]
        spare, missing = self._page.epw - sum(least), sum(wanted) - sum(least)
        if spare <= 0 or missing <= 0:
            return tuple(wanted)
        return tuple(low + spare * (high - low) / missing for low, high in zip(least, wanted, strict=True))

    def _width(self, words: str) -> float:
        self._page.set_font(self._family, "B", _SMALL)  # headings are bold
        width = float(self._page.get_string_width(self._written(words)))
        self._page.set_font(self._family, "", _SMALL)
        return width + _CELL


def _needed(block: Block | None) -> float:
    """mm for a heading and so much of what follows that they belong together."""
    match block:
        case ToFill(labels):
            return 15 + _TO_FILL * len(labels)
        case Grid(_, rows):
            return 18 + _ROW * (len(rows) if len(rows) <= _WHOLE else 3)
        case _:
            return _FOLLOWS


def _is_count(column: tuple[str, ...]) -> bool:
    return all(cell.isdecimal() for cell in column)
