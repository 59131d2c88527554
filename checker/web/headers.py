"""What is the browser told with every answer? To load nothing from elsewhere, and to show us in nobody's frame."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit

from checker.web.album_arrows import ARROWS
from checker.web.typing_pause import SCRIPT
from checker.web.way_back import AGAIN

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def headers() -> dict[str, str]:
    """The headers, with the digest of every script that may stand in a page: Streamlit's one, and ours."""
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    pieces = index.read_text(encoding="utf-8"), SCRIPT, ARROWS, AGAIN
    digests = " ".join(f"'sha256-{_digest(script)}'" for piece in pieces for script in _INLINE.findall(piece))
    policy = {
        "default-src": "'self'",
        "script-src": f"'self' {digests} 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles as the page is drawn
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class GuardedAnswers:
    """Puts the headers on every answer of the server; what has its own keeps it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers().items()]

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                named = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(one for one in self._headers if one[0] not in named)]
            await send(message)

        await self._app(scope, receive, guarded)
