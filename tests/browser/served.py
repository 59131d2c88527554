"""Where does a browser test find its page? Started as the office starts it, over a folder of its own, and looked at by
one Chromium that does nothing of its own accord."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest

from tests.browser import wire

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# What Chromium does of its own accord is switched off, so that every request seen is the page's.
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run "
    "--disable-component-update --disable-sync --disable-quic"
).split()
START = 90  # seconds: the sample school is drawn and the models are loaded on a busy machine
END = 30  # seconds
WINDOW = {"width": 1440, "height": 1000}


@contextmanager
def served_sample(folder: Path) -> Iterator[str]:
    """The address of a page of the sample school, which is made anew in this folder."""
    with served(folder, folder / "home", free_port(), "--sample") as address:
        yield address


@contextmanager
def served(folder: Path, home: Path, port: int, *words: str) -> Iterator[str]:
    """The address of a page of the school in `home`, started from another folder; what it says is in `folder`/log."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed on this machine")
    surroundings = {**os.environ, "CHECKER_HOME": str(home), "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "checker", "serve", *words]
    if not (home / "secrets").exists():  # a school with a sign-in of its own says there on which port it is
        command += ["--port", str(port)]
    with (folder / "log").open("wb") as log:
        page = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=log, stderr=log)
        try:
            _wait_for(port, page, folder / "log")
            yield f"http://localhost:{port}"
        finally:
            page.terminate()
            assert page.wait(END) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, page: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and page.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"the page did not start: {log.read_text()}")


@contextmanager
def window_on(browser: Any, address: str, also: frozenset[str] = frozenset(), **options: Any) -> Iterator[Any]:
    """A window of somebody's own on this address; afterwards nothing that was typed has run, and no request has left
    this machine: none was even tried. `also`: other names of this machine that it may speak to.

    A test may wait for an expression, which our content security policy would not evaluate; `bypass_csp=False` walks
    under the policy.
    """
    window = browser.new_context(**{"bypass_csp": True, "viewport": WINDOW, **options})
    page = window.new_page()
    wire.watch(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    yield page
    assert page.evaluate("window.broken") is None
    window.close()
    hosts = {urlparse(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts - also == {"localhost"}
