"""What every browser test may use: one Chromium a file, a page of the sample school, and a window on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hands import at
from tests.browser.served import ARGUMENTS, CHROMIUM, served_sample, window_on


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page of this file's tests works."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of a page of its own for each file."""
    with served_sample(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    library = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    with library.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(address: str, browser: Any) -> Iterator[Any]:
    """A window on the review page."""
    with window_on(browser, address) as page:
        at(page, "Check a post")
        yield page
