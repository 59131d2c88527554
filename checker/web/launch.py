"""How is the review page started? On this machine only, telling nobody, from whichever folder one is in."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import checker
from checker.core.errors import InputError
from checker.store import REGISTER_FILE
from checker.workflow.first_start import CODE_DIGEST, digest_of, new_code
from checker.workflow.people import has_administrator
from checker.workflow.permits import this_machine
from checker.workflow.register import has_register
from checker.workflow.retention import apply_retention, due_lines
from checker.workflow.sample import is_sample
from checker.workflow.sample_day import busy_sample
from checker.workflow.school_sign_in import SchoolSignIn, read_school_sign_in
from checker.workflow.wiring import checker_home

COULD_NOT_RUN = 3
FIRST_PORT = 8501
PORTS_TRIED = 50
DAY = 24 * 60 * 60  # seconds between two looks at what is past its time
NO_SECRETS = "no-secrets.toml"
"""Not there: without a name, a file in somebody's home folder would count."""
_HERE = "127.0.0.1"

# Said on the command line too, so that a setting in somebody's home folder cannot open the page to the network.
_FLAGS = {
    "server.address": "localhost",
    "server.allowedHosts": "localhost",
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": "true",
    "logger.enableRich": "false",  # it would print an error's message past checker/web/console.py
}
# A port where nobody answers: Streamlit asks a server elsewhere for this machine's address when a strange page knocks.
_NOWHERE = f"http://{_HERE}:9"


def launch(sample: bool, port: int | None) -> int:
    """Start the page and stay until it is stopped; the exit code. Raises: InputError."""
    page = Path(checker.__file__).resolve().parent.parent / "served.py"
    if not page.is_file():
        raise InputError("The review page is not part of this installation. Install the checker from its repository.")
    school = None if sample else read_school_sign_in(checker_home())
    port = school.port if school else port
    chosen = _free_port() if port is None else port
    if chosen is None or not _is_free(chosen):
        _say(f"Port {port or FIRST_PORT} is in use by another program. Name another one with --port.")
        return COULD_NOT_RUN
    home = busy_sample(anew=True) if sample else checker_home()
    _say(f"The review page is at http://localhost:{chosen}  (stop it with Ctrl+C)")
    return _stay(
        command(page, chosen, school), environment(os.environ, home, school) | _first_start(home, sample=sample)
    )


def _first_start(home: Path, *, sample: bool) -> dict[str, str]:
    """Where nobody can administer the checker yet: a code on this terminal, of which the page learns the digest."""
    if sample or has_administrator(str(home / REGISTER_FILE)):
        return {}
    code = new_code()
    _say(f"Nobody can sign in yet. The code for the first administrator: {code}")
    return {CODE_DIGEST: digest_of(code)}


def command(page: Path, port: int, school: SchoolSignIn | None = None) -> list[str]:
    """The command that serves the page on this port, with the school's own sign-in if it has one."""
    secrets = str(school.file.resolve() if school else page.with_name(NO_SECRETS))
    told = _FLAGS | {"server.port": str(port), "secrets.files": secrets}
    flags = [f"--{name}={value}" for name, value in told.items()]
    return [sys.executable, "-m", "streamlit", "run", str(page), *flags]


def environment(ours: Mapping[str, str], home: Path, school: SchoolSignIn | None = None) -> dict[str, str]:
    """Our environment, with the school's folder named outright and no way for anything to ask the internet.

    A school that signs its staff in with its own accounts opens the way to that system, and to nothing else.
    """
    proxies = dict.fromkeys(
        ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"), _NOWHERE
    )
    direct = ",".join(("localhost", _HERE, *(school.hosts if school else ())))
    return {**ours, **proxies, "NO_PROXY": direct, "no_proxy": direct, "CHECKER_HOME": str(home.resolve())}


def _stay(words: list[str], surroundings: dict[str, str]) -> int:
    """Whoever stops us, by Ctrl+C or from outside, stops the page too."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(words, env=surroundings) as page:  # noqa: S603 - our own interpreter and file
        try:
            return COULD_NOT_RUN if _wait(page, surroundings) else 0
        except KeyboardInterrupt:
            page.terminate()
            page.wait()
            return 0


def _wait(page: subprocess.Popen[bytes], surroundings: Mapping[str, str]) -> int:
    """What is past its time is deleted when the page starts and every day that it runs."""
    home = Path(surroundings["CHECKER_HOME"])
    while True:
        _delete_old(home)
        with suppress(subprocess.TimeoutExpired):
            return page.wait(DAY)


def _delete_old(home: Path) -> None:
    """Say what is past its time, then delete it; where that fails the page goes on, and whoever began it reads why."""
    register = str(home / REGISTER_FILE)
    if is_sample(home) or not has_register(register):
        return
    try:
        for step in (due_lines, apply_retention):
            for line in step(this_machine(), home, register):
                _say(line)
    except InputError as error:
        _say(f"What is past its time was not deleted: {error}")


def _free_port() -> int | None:
    return next((port for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if _is_free(port)), None)


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # a port whose last page was closed a moment ago is free; on Windows the option means more
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HERE, port))
        except OSError:
            return False
    return True


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")  # standard error is sent at each line
