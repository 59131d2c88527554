"""When does the server learn that a page is gone? A moment late, so that what it sent last is worked on and saved.

Streamlit ends the run of a page that is gone at once, also the run that was to save what came with its last message:
whoever typed and reloaded the page lost those words.
"""

from __future__ import annotations

import asyncio

from checker.web.headers import App, Message, Receive, Send

STAYS = 2.0
"""Seconds: a draft is saved a few hundredths of a second after it came, on a busy machine in less than half of this."""


class LateLeaving:
    """Keeps the end of a page's connection back for a moment; nothing is sent to a page that is gone."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request or connection."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        is_gone = asyncio.Event()

        async def received() -> Message:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                is_gone.set()
                await asyncio.sleep(STAYS)
            return message

        async def sent(message: Message) -> None:
            if is_gone.is_set():
                return
            try:
                await send(message)
            except OSError:  # it went in this very moment; `received` is told so next
                is_gone.set()

        await self._app(scope, received, sent)
