"""The real page in a real browser: a draft with a photo goes in, a verdict comes out, nothing leaves the machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from PIL import Image

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What Chromium does of its own accord is switched off, so that every request seen is the page's.
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run "
    "--disable-component-update --disable-sync --disable-quic"
).split()
START = 90  # seconds: the sample school is drawn and the models are loaded on a busy machine
ANSWER = 60_000  # milliseconds for a verdict
HOSTILE = (
    "<script>window.broken = 1</script><img src=x onerror='window.broken = 2'> **not bold** "
    "![beacon](http://192.0.2.1/beacon.png) [link](javascript:alert(1)) </div></section>"
)
WITHOUT_NUMBERS = """passage => {
  const copy = passage.cloneNode(true)
  copy.querySelectorAll("sup").forEach(numbers => numbers.remove())
  return copy.textContent
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page of its own, started as the office starts it, from another folder."""
    with served_sample(tmp_path_factory.mktemp("office")) as address:
        yield address


@contextmanager
def served_sample(folder: Path) -> Iterator[str]:
    """A page of the sample school, which is made anew in this folder."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    port = free_port()
    words = [sys.executable, "-m", "checker", "serve", "--sample", "--port", str(port)]
    surroundings = {**os.environ, "CHECKER_HOME": str(folder / "home"), "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as log:
        page = subprocess.Popen(words, cwd=folder, env=surroundings, stdout=log, stderr=log)
        try:
            wait_for(port, page, folder / "log")
            yield f"http://localhost:{port}"
        finally:
            page.terminate()
            assert page.wait(30) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, page: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and page.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"the page did not start: {log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    library = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with library.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield Unhindered(chromium)
        chromium.close()


class Unhindered:
    """A browser in which a test may wait for an expression, which our content security policy would not evaluate.

    `bypass_csp=False` walks under the policy (tests/browser/test_every_page.py).
    """

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium

    def new_page(self, **options: Any) -> Any:
        return self._chromium.new_page(**{"bypass_csp": True, **options})

    def new_context(self, **options: Any) -> Any:
        return self._chromium.new_context(**{"bypass_csp": True, **options})


@pytest.fixture
def page(address: str, browser: Any) -> Iterator[Any]:
    """An open review page; afterwards no request has left this machine, and none was even tried."""
    tab = browser.new_page(viewport={"width": 1440, "height": 1000})
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address)
    tab.get_by_role("heading", name="Check a post").wait_for(timeout=ANSWER)
    yield tab
    tab.close()
    hosts = {urlparse(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {"localhost"}


def pick(page: Any, label: str, option: str) -> None:
    """Open the menu, again where the page, drawn anew just then, has closed it (one time in three after loading)."""
    menu = page.get_by_role("combobox", name=label)
    for _ in range(20):
        if menu.count() == 1:  # while the page is drawn anew, what stood there before stands there too
            menu.click()
        page.wait_for_timeout(300)
        if menu.count() == 1 and menu.get_attribute("aria-expanded") == "true":
            break
    page.get_by_role("option", name=option).click()


def check(page: Any) -> Any:
    """Press Check and wait for the verdict; one that stood there before may be of another moment."""
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_timeout(500)
    drawn(page)
    verdict = page.locator("section.verdict")
    verdict.wait_for(timeout=ANSWER)
    return verdict


def drawn(page: Any) -> None:
    """Wait until the page has been drawn to its end."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=ANSWER)


def test_a_sample_draft_with_a_photo_gets_its_verdict(page: Any, tmp_path: Path) -> None:
    pick(page, "Start from a sample draft", "Block: a full name beside a photo")
    page.get_by_text("Photo 1: space-day-two.jpg").wait_for(timeout=ANSWER)
    verdict = check(page)
    assert "Blocked" in verdict.inner_text()
    page.locator("mark", has_text="Robin Ashdowne").wait_for(timeout=ANSWER)
    assert page.locator("img.preview").get_attribute("alt") == "Photo 1 with 2 numbered spots"
    assert "Could be Robin A, Oak. See finding 3." in page.locator("ul.faces").last.inner_text()
    page.locator("a.number").first.click()
    page.wait_for_function("location.hash === '#finding-1'")
    page.screenshot(path=tmp_path / "review-page.png")


def test_hidden_details_are_shown_and_the_copy_is_free_of_them(page: Any, tmp_path: Path) -> None:
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    page.get_by_text("Photo 1: sports-day.jpg").wait_for(timeout=ANSWER)
    assert "Clear" in check(page).inner_text()
    assert "54.17" in page.locator("table.plain").inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the cleaned copy").click()
    assert waiting.value.suggested_filename == "photo-1.jpg"
    waiting.value.save_as(tmp_path / "copy.jpg")
    assert b"Exif" not in (tmp_path / "copy.jpg").read_bytes()


def test_tags_in_words_descriptions_and_file_names_stay_words(page: Any) -> None:
    name = "<img src=x onerror=window.broken=3>.png"
    picture = BytesIO()
    Image.new("RGB", (120, 80), "ivory").save(picture, "PNG")
    page.get_by_label("Words of the post").fill(HOSTILE)
    upload = [{"name": name, "mimeType": "image/png", "buffer": picture.getvalue()}]
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_label("Describe photo 1 for blind readers").fill(HOSTILE)
    page.get_by_label("Describe photo 1 for blind readers").press("Tab")
    check(page)
    page.locator(".passage").nth(2).wait_for(timeout=ANSWER)
    page.wait_for_timeout(3000)  # the pause after typing checks once more
    passages = page.locator(".passage").all()
    assert {passage.evaluate(WITHOUT_NUMBERS) for passage in passages} == {HOSTILE, name}
    assert page.locator(".passage").locator("script, img, strong").count() == 0
    assert page.evaluate("window.broken") is None


def test_a_safeguarding_lead_sees_the_register_and_the_draft_is_still_there(page: Any) -> None:
    page.get_by_label("Words of the post").fill("Half a day of careful writing.")
    page.get_by_label("Words of the post").press("Tab")
    pick(page, "I work here as", "Designated safeguarding lead")
    page.get_by_role("link", name="Register").click()
    page.get_by_text("Only a yes lets anything through; a blank counts as no.").wait_for(timeout=ANSWER)
    page.get_by_role("link", name="Check a post").click()
    page.get_by_label("Words of the post").wait_for(timeout=ANSWER)
    assert page.get_by_label("Words of the post").input_value() == "Half a day of careful writing."
