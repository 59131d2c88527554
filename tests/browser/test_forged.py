"""Can somebody without the role do a deed all the same, with the very message that the page of another sends for it?

The press of somebody who may is held back in the browser, and sent as from somebody who may not, in the same session:
the server still knows every button of the page that it drew last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from checker.store import REGISTER_FILE
from checker.store.register import open_register
from checker.workflow.sample import SAMPLE_FOLDER
from checker.workflow.sample_day import QUIET
from tests.browser.hands import at, fill, go_to, holds, one, press, settled, tab, tick, unfold, work_as
from tests.browser.served import served_sample, window_on

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

HELD = """(() => {
  const send = WebSocket.prototype.send;
  window.held = []; window.holds = false;
  WebSocket.prototype.send = function (data) {
    window.line = this;
    if (window.holds) window.held.push(Array.from(data instanceof Uint8Array ? data : new Uint8Array(data)));
    else send.call(this, data);
  };
})()"""
POSTER, OFFICE, LEAD, HEAD, ADMIN = "Marigold", "Osric", "Thandeka", "Ingram", "Iolanthe"
WHOSE = re.compile(r"-person$")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A school in which posts wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(QUIET, raising=False)
        with served_sample(folder) as address:
            yield address


@pytest.fixture(scope="module")
def desk(address: str, browser: Any) -> Iterator[Any]:
    with window_on(browser, address) as page:
        at(page, "Check a post")
        page.context.add_init_script(HELD)
        page.reload()
        settled(page)
        yield page


def entries(folder: Path) -> int:
    with open_register(str(folder / "home" / SAMPLE_FOLDER / REGISTER_FILE)) as store:
        return len(store.ledger.rows())


def open_first_post(page: Any) -> None:
    go_to(page, "Waiting")
    press(page, "Decide (post 1)")
    fill(page, "Comment for whoever sent it", "No.")


def to_approve(page: Any) -> None:
    open_first_post(page)
    tick(page, re.compile("I have read the words"))


def to_refer(page: Any) -> None:
    open_first_post(page)
    unfold(page, "Ask the designated safeguarding lead")
    fill(page, "Why? Only the lead reads this", "Look.")


def open_people(page: Any) -> None:
    go_to(page, "People")


def open_school(page: Any, section: str) -> None:
    go_to(page, "School")
    tick(page, section, role="radio")


def open_pupil(page: Any) -> None:
    go_to(page, "Register")
    fill(page, "Search by name, number or class", "Hugo")
    press(page, "Baverstock, Hugo", exact=False)


def to_protect(page: Any) -> None:
    open_pupil(page)
    tab(page, "Protection")


def to_device(page: Any) -> None:
    open_school(page, "Cameras and phones")
    fill(page, "Model, as the photos say it", "EOS 1", exact=False)
    fill(page, "Approved by (the title of a post)", "Head")


DEEDS: list[tuple[str, Callable[[Any], None], str, str]] = [
    (HEAD, to_approve, "Approve", OFFICE),
    (HEAD, to_refer, "Refer", ADMIN),
    (ADMIN, open_people, "Switch the account off", HEAD),
    (OFFICE, to_device, "Add it to the list", HEAD),
    (OFFICE, open_pupil, "Stop now", POSTER),
    (LEAD, to_protect, "Protect now", HEAD),
    (HEAD, lambda page: go_to(page, "Ledger"), "Prepare the file for governors", ADMIN),
]


@pytest.mark.parametrize(("who", "opens", "label", "other"), DEEDS, ids=[f"{row[2]}-{row[3]}" for row in DEEDS])
def test_a_press_of_somebody_who_may_does_nothing_for_somebody_who_may_not(
    desk: Any, folder: Path, who: str, opens: Callable[[Any], None], label: str, other: str
) -> None:
    desk.reload()  # the browser still shows whom the last message was not from
    settled(desk)
    work_as(desk, who)
    opens(desk)
    before = entries(folder)
    forged = held_press(desk, label)
    named = next(one for one in forged.rerun_script.widget_states.widgets if WHOSE.search(one.id))
    named.string_value = next(name for name in PEOPLE if name.startswith(other))
    desk.evaluate("frame => window.line.send(new Uint8Array(frame))", list(forged.SerializeToString()))
    desk.wait_for_timeout(300)
    settled(desk)
    assert desk.get_by_role("button", name=label, exact=True).count() == 0
    assert entries(folder) == before


PEOPLE = (
    "Marigold Fennimore-Okoro, Authorised poster",
    "Osric Tallowby, Business manager",
    "Thandeka Wrenfield, Designated safeguarding lead",
    "Ingram Quince-Adeyemi, Principal",
    "Iolanthe Spindlewick, Administrator",
)


def held_press(page: Any, label: str) -> BackMsg:
    """What the browser would have sent for this press; the server hears nothing of it."""
    button = one(page, page.get_by_role("button", name=label, exact=True))
    page.evaluate("() => { window.held = []; window.holds = true }")
    button.click()
    assert holds(page, lambda: bool(page.evaluate("window.held.length")))
    frames = page.evaluate("() => { window.holds = false; return window.held }")
    asked = [BackMsg.FromString(bytes(frame)) for frame in frames]
    return next(one for one in asked if one.WhichOneof("type") == "rerun_script")
