"""Somebody at the desk without a browser: speaks Streamlit's own protocol, so that drawing ten pages is not measured.

What a browser would do is done: a drawing is asked for at each change and each press, with the state of every field,
and messages that came before are known by their digest.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WORDS, CHECK, VERDICT = "Words of the post", "Check", '<section id="verdict" '
_WAITS = 120  # seconds


class Visitor:
    """One person's connection."""

    def __init__(self, address: str) -> None:
        from websockets.sync.client import connect  # comes with Streamlit

        line = f"ws://{urlparse(address).netloc}/_stcore/stream"
        self._line = connect(line, subprotocols=["streamlit"], origin=address, max_size=None)  # type: ignore[list-item,arg-type]
        self._known: dict[str, ForwardMsg] = {}
        self._fields: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._page = self._query = ""
        self.has_verdict = False
        self.draw()

    def draw(self, pressed: str = "") -> float:
        """Ask for a drawing, after this button was pressed; seconds until its last message is here."""
        began = time.perf_counter()
        self._line.send(self._asked(pressed).SerializeToString())
        self.has_verdict = False
        while not self._take(self._line.recv(_WAITS)):
            pass
        return time.perf_counter() - began

    def write(self, words: str) -> None:
        """Change the words, as leaving the field would."""
        self._fields[self._ids[WORDS]] = words
        self.draw()

    def leave(self) -> None:
        """Go."""
        self._line.close()

    def _asked(self, pressed: str) -> BackMsg:
        asked = BackMsg()
        rerun = asked.rerun_script
        rerun.page_script_hash, rerun.query_string = self._page, self._query
        rerun.cached_message_hashes.extend(self._known)
        for name, value in self._fields.items():
            rerun.widget_states.widgets.add(id=name, string_value=value)
        if pressed:
            rerun.widget_states.widgets.add(id=self._ids[pressed], trigger_value=True)
        return asked

    def _take(self, data: bytes | str) -> bool:
        """One message; True for the last one of a drawing."""
        assert isinstance(data, bytes)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "ref_hash":
            message = self._known[message.ref_hash]
        elif message.metadata.cacheable:
            self._known[message.hash] = message
        match message.WhichOneof("type"):
            case "delta":
                self._see(message)
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "script_finished":
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _see(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "text_area":
                self._ids[element.text_area.label] = element.text_area.id
            case "button":
                self._ids[element.button.label] = element.button.id
            case "html":
                self.has_verdict |= VERDICT in element.html.body


def all_at_once(visitors: list[Visitor], beside: Barrier | None = None) -> list[float]:
    """Seconds for each, when all press Check in the same moment. `beside`: others who wait for that moment too."""
    start = beside or Barrier(len(visitors))

    def press(one: Visitor) -> float:
        start.wait(_WAITS)
        took = one.draw(CHECK)
        if not one.has_verdict:
            raise RuntimeError("no verdict came")
        return took

    with ThreadPoolExecutor(len(visitors)) as people:
        return list(people.map(press, visitors))
