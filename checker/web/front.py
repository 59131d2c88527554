"""What does one see until the page is drawn? The school's name and that the page is opening, not an empty window.

The browser has to read and start 2.9 MB of Streamlit's own programs before it can draw anything: half a second on a
good machine, seconds on an old one.
"""

from __future__ import annotations

import re

from checker.core.errors import InputError
from checker.web.headers import App, Message, Receive, Send
from checker.web.markup import safe
from checker.workflow.wiring import checker_home, read_settings

_ROOT, _TITLE = '<div id="root"></div>', "<title>Streamlit</title>"
_SHEET = re.compile(r'[ ]*<link rel="stylesheet"[^>]*>\n')
_FIRST = '    <meta charset="UTF-8" />\n'
_PAGE = re.compile(r"/[a-z-]*")
"""Where pages stand; files, downloads and the school's own sign-in have other addresses."""
_ASKED_PLAIN = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_OF_THE_FILE = {b"content-length", b"etag", b"last-modified"}
# It lies behind the page, which lets it through until a heading stands there: so nothing flickers and no message of the
# page is ever covered. A browser that does not know :has() covers it as soon as there is a page at all.
_STYLE = """<style>
#front { position: fixed; inset: 0; z-index: -1; display: flex; color: #1c2329;
  font-family: "Source Sans", sans-serif; }
#front strong { box-sizing: border-box; width: 300px; padding: 4rem 30px; background: #f3f5f7; }
#front p { margin: 0; padding: 4rem 80px; }
@media (max-width: 768px) {
  #front { flex-direction: column; } #front strong { width: auto; } #front p { padding: 30px; }
}
body:has(h1) #front { display: none; }
body:not(:has(h1)) [data-testid=stApp], body:not(:has(h1)) [data-testid=stApp] > *,
body:not(:has(h1)) [data-testid=stHeader] { background: transparent; }
</style>"""


def front(html: str, school: str) -> str:
    """Streamlit's empty page with the school's name behind it."""
    seen = f'<div id="front"><strong>{safe(school)}</strong><p role="status">The page is opening.</p></div>'
    sheets = "".join(_SHEET.findall(html))  # nothing is drawn without them, and they stood behind sixty programs
    first = _SHEET.sub("", html).replace(_FIRST, f"{_FIRST}{sheets}")
    return first.replace(_ROOT, f"{_STYLE}{seen}{_ROOT}").replace(_TITLE, "<title>Checker</title>")


class Fronted:
    """Puts it into the page that the browser opens; every other answer passes as it is."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request or connection."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _PAGE.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        plain = [one for one in scope["headers"] if one[0] not in _ASKED_PLAIN]
        await self._app({**scope, "headers": plain}, receive, _Page(send).take)


class _Page:
    """Holds an answer back until it is whole, if it is a page."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        """The next piece of the answer."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._pass_on(self._start)
        else:
            await self._send(message)

    async def _pass_on(self, start: Message) -> None:
        body = front(self._body.decode("utf-8"), _school()).encode()
        kept = [one for one in start["headers"] if one[0].lower() not in _OF_THE_FILE]
        await self._send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    kinds = [value for name, value in start["headers"] if name.lower() == b"content-type"]
    return start["status"] == 200 and any(value.startswith(b"text/html") for value in kinds)


def _school() -> str:
    """Empty where the settings cannot be read: the page itself says so."""
    try:
        return read_settings(checker_home())[0].school
    except InputError:
        return ""
