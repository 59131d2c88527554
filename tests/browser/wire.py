"""What has this page asked of the server, and has the answer come to its end?

Read from the page's own connection. The page itself does not show it: between a press and the first word of the answer
it looks as if nothing were asked, and on a busy machine that moment lasts.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_WIRES: WeakKeyDictionary[Any, Wire] = WeakKeyDictionary()


class Wire:
    """One page's connection to the server; after a reload it is a new one."""

    def __init__(self, page: Any) -> None:
        self.deeds = 0  # what somebody pressed, chose or typed; not what the page asks by itself
        self._is_asked, self._is_answering = True, False
        page.on("websocket", self._begin)

    @property
    def is_quiet(self) -> bool:
        """Whether everything that was asked is answered to its end."""
        return not (self._is_asked or self._is_answering)

    def _begin(self, line: Any) -> None:
        self._is_asked, self._is_answering = True, False
        line.on("framesent", self._asked)
        line.on("framereceived", self._answered)

    def _asked(self, frame: bytes) -> None:
        asked = BackMsg.FromString(frame)
        if asked.WhichOneof("type") == "rerun_script":
            self._is_asked = True
            self.deeds += not asked.rerun_script.is_auto_rerun

    def _answered(self, frame: bytes) -> None:
        told = ForwardMsg.FromString(frame)
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self._is_asked, self._is_answering = False, True
        elif kind == "script_finished":  # ended early, because another drawing follows, it is not done
            self._is_answering = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


def watch(page: Any) -> None:
    """Listen to this page from now on; to be called before it opens an address."""
    _WIRES[page] = Wire(page)


def wire(page: Any) -> Wire:
    """The page's connection."""
    return _WIRES[page]
