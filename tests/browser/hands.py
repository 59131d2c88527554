"""How do hands work on the page, so that no press is lost and nothing is read half drawn?

Streamlit draws the page anew after every deed. While it does, what stood there before stands beside what is new, and a
press in that very moment goes nowhere. So every deed here waits until the page stands still, sees that the server has
heard of it, does it again where it has not, and waits until the page stands still again.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from tests.browser.wire import wire

ANSWER = 60_000  # milliseconds for a verdict on a busy machine
PATIENCE = 120  # seconds until a page that never comes to rest is a fault
LOOK, LOOKS = 50, 3  # milliseconds between two looks, and how many in a row must find the page at rest
NOTICED = 5_000  # milliseconds within which a deed that was not lost has left the browser, or shows
TRIES = 5
SHOWN = 600  # characters
DRAWN = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') !== null
  && !document.querySelector('[data-stale=true], [data-testid=stStatusWidget], [data-testid=stSkeleton]')"""


def settled(page: Any) -> None:
    """Wait until the server has said all it has to say and the page is drawn to its end."""
    until, looks = time.monotonic() + PATIENCE, 0
    while looks < LOOKS:
        assert time.monotonic() < until, f"the page does not come to rest (all answered: {wire(page).is_quiet})"
        page.wait_for_timeout(LOOK)
        looks = looks + 1 if wire(page).is_quiet and page.evaluate(DRAWN) else 0


def holds(page: Any, fact: Callable[[], bool], most: int = ANSWER) -> bool:
    """Whether this comes true within so many milliseconds."""
    until = time.monotonic() + most / 1000
    while not fact():
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(LOOK)
    return True


def one(page: Any, place: Any) -> Any:
    """The one thing of this name, once the page stands still."""
    settled(page)
    assert holds(page, lambda: place.count() == 1), f"there are {place.count()} of {place}"
    return place


def deed(page: Any, do: Callable[[], None], shows: Callable[[], bool] = lambda: False, *, waits: bool = True) -> None:
    """Do it, again where a redraw swallowed it: the server heard nothing of it, and it does not show either."""
    from playwright.sync_api import TimeoutError as TookTooLong

    settled(page)
    before = wire(page).deeds

    def is_done() -> bool:
        return wire(page).deeds > before or shows()

    for _ in range(TRIES):
        with suppress(TookTooLong):  # what it was about went away under the hand
            do()
        if holds(page, is_done, NOTICED):
            break
        settled(page)
    else:
        raise AssertionError("the page takes no notice of what is done")
    if waits:
        settled(page)


def press(page: Any, label: str, *, exact: bool = True, waits: bool = True) -> None:
    """Press the button of this name; `waits=False` where the next step comes before the answer."""
    click(page, page.get_by_role("button", name=label, exact=exact), waits=waits)


def click(page: Any, place: Any, *, waits: bool = True) -> None:
    """Press the one thing that stands there."""
    deed(page, lambda: one(page, place).click(timeout=NOTICED), waits=waits)


def unfold(page: Any, words: str) -> None:
    """The part that is folded away below these words."""
    part = page.locator("details").filter(has=page.locator("summary", has_text=words)).last
    summary = part.locator("summary")
    deed(page, lambda: summary.click(timeout=NOTICED), lambda: part.get_attribute("open") is not None)


def tab(page: Any, name: str) -> None:
    """The part of the page behind this tab."""
    place = page.get_by_role("tab", name=name)
    deed(page, lambda: one(page, place).click(timeout=NOTICED), lambda: _tells(place, "aria-selected"))


def _tells(place: Any, attribute: str) -> bool:
    return place.count() == 1 and place.get_attribute(attribute) == "true"


def fill(page: Any, label: str, words: str, *, exact: bool = True) -> None:
    """Typed over what stood there, and left with Tab, which sends it."""
    field = page.get_by_label(label, exact=exact)

    def type_it() -> None:
        one(page, field).fill(words, timeout=NOTICED)
        field.press("Tab", timeout=NOTICED)
        settled(page)

    deed(page, type_it, lambda: field.input_value() == words)
    assert field.input_value() == words, f"what was typed into {label!r} is gone"


def reads(page: Any, label: str, words: str) -> None:
    """Wait until these words stand in the field, and nothing is drawn any more."""
    field = page.get_by_label(label, exact=True)
    assert holds(page, lambda: field.count() == 1 and field.input_value() == words), f"{label!r} does not say {words!r}"
    settled(page)


def pick(page: Any, label: str, option: str) -> None:
    """One of a menu; a menu that a redraw has closed is opened again."""
    menu = page.get_by_role("combobox", name=label)

    def choose_it() -> None:
        _open_list(page, one(page, menu))
        page.get_by_role("option", name=option).click(timeout=NOTICED)

    deed(page, choose_it, lambda: menu.count() == 1 and option in menu.input_value())


def choose(page: Any, label: str, *options: str) -> None:
    """Several from a list; the list closes afterwards."""
    menu = page.get_by_role("combobox", name=re.compile(rf"^(Selected .*\. )?{re.escape(label)}"))
    for option in options:
        click_it = page.get_by_role("option", name=option, exact=True).click

        def choose_it(click_it: Callable[..., None] = click_it) -> None:
            _open_list(page, one(page, menu))
            click_it(timeout=NOTICED)

        deed(page, choose_it)
    page.keyboard.press("Escape")
    settled(page)


def _open_list(page: Any, menu: Any) -> None:
    if menu.get_attribute("aria-expanded") != "true":
        menu.click(timeout=NOTICED)
    holds(page, lambda: page.get_by_role("option").count() > 0, NOTICED)


def options(page: Any, label: str) -> list[str]:
    """All that a menu offers."""
    _open_list(page, one(page, page.get_by_role("combobox", name=label)))
    offered: list[str] = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return offered


def tick(page: Any, name: str | re.Pattern[str], within: Any = None, role: str = "checkbox") -> None:
    """Tick the box of this name, if it is not."""
    tick_it(page, (within or page).get_by_role(role, name=name))


def tick_it(page: Any, box: Any) -> None:
    """Tick this box, if it is not."""
    if not one(page, box).is_checked():
        deed(page, lambda: box.press("Space", timeout=NOTICED), box.is_checked)
        assert box.is_checked()


def tick_all(page: Any) -> None:
    """Tick all that there is to tick, one by one, as the page is drawn anew after each."""
    settled(page)
    boxes = page.get_by_test_id("stCheckbox").locator("input")
    for number in range(boxes.count()):
        tick_it(page, boxes.nth(number))


def lay_down(page: Any, *files: Any, field: str = "") -> None:
    """Files into the place for them, or the one whose name is `field`."""
    place = page.get_by_test_id("stFileUploader").filter(has_text=field).locator("input[type=file]")
    deed(page, lambda: one(page, place).set_input_files(list(files)))


def upload(name: str, data: bytes, kind: str = "application/octet-stream") -> dict[str, Any]:
    """A file for `lay_down` that lies nowhere."""
    return {"name": name, "mimeType": kind, "buffer": data}


def download(page: Any, label: str) -> Any:
    """What the button of this name gives."""
    with page.expect_download(timeout=ANSWER) as waiting:
        one(page, page.get_by_role("button", name=label)).click(timeout=ANSWER)
    return waiting.value


def at(page: Any, title: str) -> None:
    """Wait until this page has come, and stands still."""
    heading = page.get_by_role("heading", name=title, level=1, exact=True)
    assert holds(page, lambda: heading.count() == 1), f"{title!r} did not come; there stands: {_stands(page)}"
    one(page, heading)


def _stands(page: Any) -> str:
    """The beginning of what is on the page: everybody in it is invented."""
    said = str(page.locator("body").inner_text())
    return " / ".join(said.split("\n"))[:SHOWN]


def go_to(page: Any, title: str, opens: str = "") -> None:
    """By the menu; a count beside the title is no part of it. `opens`: where the page has another heading."""
    name = re.compile(rf"^\s*{re.escape(title)}(\s*\(\d+\))?\s*$")
    click(page, page.get_by_test_id("stSidebarNav").get_by_role("link", name=name))
    at(page, opens or title)


def work_as(page: Any, person: str) -> None:
    """At the desk of this person of the sample school, by name or role."""
    pick(page, "I work here as", person)


def said(page: Any, words: str | re.Pattern[str], *, exact: bool = False, most: int = ANSWER) -> None:
    """Wait until the page says this."""
    page.get_by_text(words, exact=exact).filter(visible=True).first.wait_for(timeout=most)


def gone(page: Any, place: Any) -> None:
    """Wait until it is not there any more, and the page stands still."""
    assert holds(page, lambda: place.count() == 0), f"{place} is still there"
    settled(page)


def check(page: Any) -> Any:
    """Press Check: the verdict."""
    press(page, "Check")
    return one(page, page.locator("section.verdict"))
