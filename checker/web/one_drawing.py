"""What is asked once in each drawing of the page, although two dozen of its parts want to know?

Every press begins a drawing of its own, so nothing is known for longer than the answer to one press. What a press does
before the page is drawn, and what the page asks by itself, is asked on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import local
from typing import Any, TypeVar

T = TypeVar("T")

_NOW = local()  # Streamlit draws each page in a thread of its own


@contextmanager
def one_drawing() -> Iterator[None]:
    """From here to the end, what was asked `once` is not asked again."""
    _NOW.known = {}
    try:
        yield
    finally:
        del _NOW.known


def once(what: Hashable, ask: Callable[[], T]) -> T:
    """The answer, asked for now or earlier in this drawing. `what` names the question with all that it depends on."""
    known: dict[Hashable, Any] | None = getattr(_NOW, "known", None)
    if known is None:
        return ask()
    if what not in known:
        known[what] = ask()
    answer: T = known[what]
    return answer
