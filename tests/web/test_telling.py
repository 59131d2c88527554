"""No words of anybody's are read as markdown: whatever is not written in the code itself goes through `plain`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from checker.web import telling

PAGES = Path(telling.__file__).parent
SENTENCES = {"error", "warning", "info", "success", "write", "caption", "markdown", "expander", "checkbox"}
"""What draws words as markdown, and is used for more than our own labels."""


def is_ours(words: ast.expr) -> bool:
    """Whether these words stand in the code, were made plain, or hold nothing but numbers of ours."""
    match words:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            return name.isupper()
        case ast.IfExp(body=one, orelse=other):
            return is_ours(one) and is_ours(other)
        case ast.Call(func=ast.Name(id="plain")):
            return True
        case ast.JoinedStr(values=parts):
            return all(isinstance(part, ast.Constant) or is_ours(part) for part in parts)
        case ast.FormattedValue(value=value):
            return is_ours(value)
    return False


@pytest.mark.parametrize("page", sorted(set(PAGES.glob("*.py")) - {PAGES / "launch.py"}), ids=lambda page: page.stem)
def test_every_sentence_of_a_page_is_our_own_or_made_plain(page: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(page.read_text())) if isinstance(node, ast.Call) and node.args)
    drawn = (one for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr in SENTENCES)
    assert [ast.unparse(one) for one in drawn if not is_ours(one.args[0])] == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.py")), ids=lambda page: page.stem)
def test_no_menu_hangs_where_the_keyboard_passes_by_and_none_chooses_all_at_once(page: Path) -> None:
    """What hangs below a button stands at the end of the page for the Tab key; "Select all" would be the first line,
    and one more Enter gives somebody every role."""
    calls = [node for node in ast.walk(ast.parse(page.read_text())) if isinstance(node, ast.Call)]
    named = [(one, one.func.attr) for one in calls if isinstance(one.func, ast.Attribute)]
    assert "popover" not in {name for _, name in named}
    chosen = [one for one, name in named if name == "multiselect"]
    assert all("select_all=False" in ast.unparse(one) for one in chosen)


@pytest.mark.parametrize(
    ("count", "says"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (12_000, "12,000 entries")]
)
def test_one_is_not_many(count: int, says: str) -> None:
    assert telling.number_of(count, "entry", "entries") == says
    assert telling.number_of(1, "minute") == "1 minute"
