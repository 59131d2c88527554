"""What does each page look like? Pictures of all of them with the invented school, for the README and the guide.

usage: python -m benchmarks.screenshots [--only NAME] [--out docs/screenshots]

Needs Chromium and Playwright. Each picture is a PNG of 64 colours, because it is kept with the project.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from checker.workflow.sample_day import QUIET
from tests.browser import hands
from tests.browser.hands import check, fill, go_to, holds, pick, press, said, settled, tick_all
from tests.browser.served import ARGUMENTS, CHROMIUM, served_sample, window_on

WIDE, TALL, MOST_TALL = 1280, 860, 2200
"""CSS pixels of the window, and the tallest picture: nobody looks at a longer one in a guide."""
COLOURS = 64
HEIGHT = "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollHeight }"


def work_as(page: Any, person: str, title: str) -> None:
    """At the desk of this person, on this page."""
    hands.work_as(page, person)
    go_to(page, title)


def plain(person: str, title: str) -> Callable[[Any], None]:
    """A page as it opens."""
    return lambda page: work_as(page, person, title)


def checked(page: Any) -> None:
    """A draft with something to mend, and a photo."""
    work_as(page, "Marigold", "Check a post")
    pick(page, "Start from a sample draft", "Block: a full name beside a photo")
    said(page, "Photo 1: space-day-two.jpg")
    check(page)


def faces(page: Any) -> None:
    """The same further down: the picture, and whose the faces are."""
    page.get_by_text("The photos, as they were checked").scroll_into_view_if_needed()
    page.locator(".card").first.evaluate("card => card.scrollIntoView()")
    page.wait_for_timeout(500)


def sent(page: Any) -> None:
    """A post that another person has sent."""
    work_as(page, "Marigold", "Check a post")
    press(page, "Start again")
    press(page, "Yes, start again")
    fill(
        page, "Words of the post", "Every class cheered for every runner on our sports day. Thank you to all who came."
    )
    pick(page, "Or take one from the sample album", "sports-day.jpg")
    fill(page, "Describe photo 1 for blind readers", "Five children run, seen from behind.")
    check(page)
    tick_all(page)
    press(page, "Send for approval")
    work_as(page, "Ingram", "Waiting")


def signing(page: Any) -> None:
    """What somebody signs who approves it."""
    hands.click(page, page.get_by_role("button", name="Decide (post").last)


def album(page: Any) -> None:
    """The sample album, sorted into piles."""
    work_as(page, "Marigold", "Check an album")
    press(page, "Check the sample album", waits=False)
    piles = page.get_by_text(re.compile(r"\d+ ready, \d+ left out\."))
    assert holds(page, lambda: piles.count() == 1, 180_000)
    settled(page)


def pupil(page: Any) -> None:
    """One pupil of the register."""
    work_as(page, "Osric", "Register")
    press(page, "Adeyinka, Pearl", exact=False)


PAGES: dict[str, Callable[[Any], None]] = {
    "check-a-post": checked,
    "faces": faces,
    "check-an-album": album,
    "waiting": sent,
    "approve": signing,
    "home": plain("Osric", "Home"),
    "take-downs": plain("Osric", "Take-downs"),
    "register": plain("Osric", "Register"),
    "pupil": pupil,
    "school": plain("Osric", "School"),
    "ledger": plain("Osric", "Ledger"),
    "people": plain("Iolanthe", "People"),
    "policies": plain("Marigold", "Policies"),
}
"""Each picture and how to get there; some go on from where the one before has ended."""
IN_THE_WINDOW = frozenset({"faces"})


def picture(page: Any, name: str) -> bytes:
    """The page as it stands, as tall as it needs."""
    if name not in IN_THE_WINDOW:
        page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
        page.set_viewport_size({"width": WIDE, "height": min(MOST_TALL, max(TALL, page.evaluate(HEIGHT)))})
        settled(page)
    shot = page.screenshot()
    page.set_viewport_size({"width": WIDE, "height": TALL})
    with Image.open(io.BytesIO(shot)) as image:
        file = io.BytesIO()
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> None:
    """Take them all, or up to the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", choices=PAGES)
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    os.environ.pop(QUIET, None)  # the tests' hands are used here, not their quiet school

    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        os.environ["CHECKER_KEY_FILE"] = str(Path(folder) / "register.key")
        with served_sample(Path(folder)) as address:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            with window_on(browser, address, viewport={"width": WIDE, "height": TALL}) as page:
                for name, way in PAGES.items():
                    if chosen.only in (None, name):
                        way(page)
                        data = picture(page, name)
                        (chosen.out / f"{name}.png").write_bytes(data)
                        print(f"{name}.png  {len(data) // 1024} KB")
            browser.close()


if __name__ == "__main__":
    main()
