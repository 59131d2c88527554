"""Until the page is drawn one sees the school's name and that it is opening, and nothing that anybody typed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import streamlit

from checker.web.front import Fronted, front

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
STYLE_SHEET, PROGRAM = '<link rel="stylesheet"', '<script type="module"'


def answer(path: str, *, kind: str = "text/html; charset=utf-8", status: int = 200, asked: str = "gzip") -> Any:
    """What comes to the browser, and what Streamlit was asked: (start, body, headers of the request)."""
    seen: dict[str, Any] = {"sent": []}

    async def streamlits(scope: Any, receive: Any, send: Any) -> None:
        seen["asked"] = scope["headers"]
        told = [(b"content-type", kind.encode()), (b"etag", b'"a"'), (b"content-length", b"7"), (b"x", b"y")]
        await send({"type": "http.response.start", "status": status, "headers": told})
        half = len(INDEX) // 2
        await send({"type": "http.response.body", "body": INDEX[:half].encode(), "more_body": True})
        await send({"type": "http.response.body", "body": INDEX[half:].encode()})

    async def nothing() -> Any:
        return {"type": "http.request"}

    async def sent(message: Any) -> None:
        seen["sent"].append(message)

    headers = [(b"accept-encoding", asked.encode()), (b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    asyncio.run(Fronted(streamlits)(scope, nothing, sent))
    start, *bodies = seen["sent"]
    return start, b"".join(one["body"] for one in bodies).decode(), seen["asked"]


@pytest.mark.parametrize("path", ["/", "/check-a-post", "/waiting"])
def test_a_page_comes_with_the_school_s_name_behind_it(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    (tmp_path / "school.toml").write_text('school = "Elm <b>School</b>"\n', encoding="utf-8")
    start, body, asked = answer(path)
    assert "<strong>Elm &lt;b&gt;School&lt;/b&gt;</strong>" in body
    assert "The page is opening." in body
    assert body.index(STYLE_SHEET) < body.index(PROGRAM)
    assert body.count(STYLE_SHEET) == INDEX.count(STYLE_SHEET)
    headers = dict(start["headers"])
    assert headers.pop(b"content-length") == str(len(body.encode())).encode()
    assert headers == {b"content-type": b"text/html; charset=utf-8", b"x": b"y"}
    assert asked == [(b"host", b"localhost")]  # or it would come compressed, or not at all


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/media/certificate.html", {}),
        ("/static/js/index.js", {"kind": "text/javascript"}),
        ("/_stcore/health", {}),
        ("/", {"status": 404}),
        ("/waiting", {"kind": "application/json"}),
    ],
)
def test_every_other_answer_passes_as_it_is(path: str, other: dict[str, Any]) -> None:
    start, body, _ = answer(path, **other)
    assert body == INDEX
    assert (b"etag", b'"a"') in start["headers"]


def test_settings_that_cannot_be_read_leave_the_name_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path))
    (tmp_path / "school.toml").write_text("school = ", encoding="utf-8")
    assert answer("/")[1] == front(INDEX, "")


def test_another_page_of_streamlit_s_is_left_alone() -> None:
    assert front("<html><body></body></html>", "Elm School") == "<html><body></body></html>"
