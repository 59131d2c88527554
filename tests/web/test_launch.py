"""The page is started for this machine only, and asks nobody anything."""

import socket
from pathlib import Path

import pytest

from checker.core.errors import InputError
from checker.web import launch as launching
from checker.workflow.first_start import CODE_DIGEST, digest_of
from checker.workflow.people import add_first_administrator
from checker.workflow.school_sign_in import SchoolSignIn


def test_the_command_closes_every_door_to_the_network() -> None:
    words = launching.command(Path("/x/app.py"), 8600)
    assert words[1:5] == ["-m", "streamlit", "run", "/x/app.py"]
    assert {
        "--server.address=localhost",
        "--server.enableXsrfProtection=true",
        "--server.enableCORS=true",
        "--server.showEmailPrompt=false",
        "--server.port=8600",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
    } <= set(words[5:])


def test_the_page_knows_its_school_and_no_way_to_the_internet(tmp_path: Path) -> None:
    surroundings = launching.environment({"PATH": "/bin", "HTTPS_PROXY": "http://proxy.example"}, tmp_path)
    assert surroundings["CHECKER_HOME"] == str(tmp_path.resolve())
    assert surroundings["HTTPS_PROXY"] == "http://127.0.0.1:9"
    assert surroundings["PATH"] == "/bin"


def test_a_named_port_that_is_taken_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert launching.launch(sample=False, port=port) == 3
    assert capsys.readouterr().err == f"Port {port} is in use by another program. Name another one with --port.\n"


def test_without_a_named_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(launching, "_is_free", lambda port: port >= 8503)
    monkeypatch.setattr(launching, "_stay", lambda words, _: started.append(words) or 0)
    assert launching.launch(sample=False, port=None) == 0
    assert "--server.port=8503" in started[0]


def test_an_installation_without_the_page_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(launching.checker, "__file__", str(tmp_path / "checker" / "__init__.py"))
    with pytest.raises(InputError, match="review page is not part"):
        launching.launch(sample=False, port=None)


SCHOOL = SchoolSignIn(Path("/home/school/secrets/sign-in.toml"), 8600, ("microsoft",), ("login.example",))


def test_only_the_schools_own_sign_in_is_reached_and_only_where_it_is_set_up(tmp_path: Path) -> None:
    assert launching.environment({}, tmp_path)["NO_PROXY"] == "localhost,127.0.0.1"
    assert launching.environment({}, tmp_path, SCHOOL)["NO_PROXY"] == "localhost,127.0.0.1,login.example"
    assert "--secrets.files=/home/school/secrets/sign-in.toml" in launching.command(Path("/x/app.py"), 8600, SCHOOL)
    assert "--secrets.files=/x/no-secrets.toml" in launching.command(Path("/x/app.py"), 8600)


def test_a_first_start_prints_a_code_and_hands_the_page_its_digest(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[dict[str, str]] = []
    monkeypatch.setattr(launching, "_stay", lambda _, surroundings: started.append(surroundings) or 0)
    assert launching.launch(sample=False, port=None) == 0
    code = (
        capsys.readouterr()
        .err.splitlines()[-1]
        .removeprefix("Nobody can sign in yet. The code for the first administrator: ")
    )
    assert started[0][CODE_DIGEST] == digest_of(code)
    assert code not in str(started[0])
    add_first_administrator("ada", "Ada", "three random words", None)
    assert launching.launch(sample=False, port=None) == 0
    assert CODE_DIGEST not in started[1]
