"""What a page sent last is saved, whatever ends its run; and the server learns a moment late that a page is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from checker.core.decision import Role
from checker.web import draft_keeping, leaving
from checker.web.leaving import LateLeaving
from checker.workflow import saved_drafts
from checker.workflow.saved_drafts import DraftShelf, Version
from tests.staff import acting
from tests.web.test_pages import page, school

__all__ = ["page", "school"]  # fixtures


@pytest.fixture
def cut_off(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A saved draft with a photo, on a page whose runs end before they reach the place where the page saves."""
    page.text_area("words").input("Sports day was dry.").run()
    page.selectbox("album_pick").select("sports-day.jpg").run()
    monkeypatch.setattr(draft_keeping, "keep", lambda _: None)
    return page


def reloaded(page: AppTest, school: Path) -> Any:
    """The draft as a reload would find it."""
    [draft] = (
        page.query_params["draft"] if isinstance(page.query_params["draft"], list) else [page.query_params["draft"]]
    )
    folder = next(iter((school / "drafts").glob(f"*/{draft}")))
    return DraftShelf(acting(Role.POSTER, account=int(folder.parent.name)), school).read(draft)[1]


def test_each_field_is_saved_before_the_page_is_drawn(cut_off: AppTest, school: Path) -> None:
    cut_off.text_area("words").input("Sports day was wet.").run()
    assert reloaded(cut_off, school).text == "Sports day was wet."
    cut_off.text_input("alt-1").input("Two teams run.").run()
    assert reloaded(cut_off, school).photos[0].alt_text == "Two teams run."
    cut_off.selectbox("origin-1").select_index(1).run()
    assert reloaded(cut_off, school).photos[0].origin == "parent"
    cut_off.multiselect("roster").select("Class: Elm").run()
    assert reloaded(cut_off, school).photos[0].roster.words == ("class:Elm",)
    cut_off.radio("channel").set_value("instagram").run()
    assert reloaded(cut_off, school).channel == "instagram"


def test_a_run_that_ends_while_it_saves_does_not_make_this_window_a_stranger(
    page: AppTest, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run that follows waits for nobody: it saves from the version that the run before it had."""
    page.text_area("words").input("first").run()
    whole = DraftShelf.save
    saved: list[Version] = []

    def overtaken(shelf: DraftShelf, version: Version, post: Any) -> Version:
        if not saved:
            saved.append(whole(shelf, version, saved_drafts.Post("of the run before")))
            place = draft_keeping._place()
            place.kept = draft_keeping.Kept(place.kept.owner, saved[0], None)
        return whole(shelf, version, post)

    monkeypatch.setattr(DraftShelf, "save", overtaken)
    page.text_area("words").input("second").run()
    assert [version.number for version in saved] == [2]
    assert not page.error
    assert reloaded(page, school).text == "second"


class Connection:
    """The two ends of a web socket, as the server hands them over."""

    def __init__(self, *messages: str, is_closed: bool = False) -> None:
        self._messages: Iterator[str] = iter(messages)
        self._is_closed = is_closed
        self.told: list[str] = []
        self.came: list[str] = []

    async def receive(self) -> dict[str, Any]:
        return {"type": next(self._messages)}

    async def send(self, message: Any) -> None:
        if self._is_closed:
            raise OSError("the other end is gone")
        self.told.append(message["type"])

    async def answer(self, _scope: Any, receive: Any, send: Any) -> None:
        """A page that answers every message, and hears of the end."""
        while not self.came or self.came[-1] != "websocket.disconnect":
            self.came.append((await receive())["type"])
            await send({"type": f"answer to {self.came[-1]}"})


def walked(connection: Connection, kind: str = "websocket") -> list[str]:
    """The messages in order; each wait is noted and none is made."""
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)
        connection.came.append("waited")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaving.asyncio, "sleep", noted)
        asyncio.run(LateLeaving(connection.answer)({"type": kind}, connection.receive, connection.send))
    assert waits in ([], [leaving.STAYS])
    return connection.came


def test_the_end_of_a_connection_is_told_late_and_nothing_is_sent_after_it() -> None:
    page = Connection("websocket.receive", "websocket.disconnect")
    assert walked(page) == ["websocket.receive", "waited", "websocket.disconnect"]
    assert page.told == ["answer to websocket.receive"]


def test_a_page_that_goes_while_it_is_answered_still_has_its_last_message_worked_on() -> None:
    page = Connection("websocket.receive", "websocket.receive", "websocket.disconnect", is_closed=True)
    assert walked(page) == ["websocket.receive", "websocket.receive", "waited", "websocket.disconnect"]
    assert page.told == []


def test_an_ordinary_request_is_left_alone() -> None:
    page = Connection("websocket.disconnect")
    assert walked(page, "http") == ["websocket.disconnect"]
    assert page.told == ["answer to websocket.disconnect"]
