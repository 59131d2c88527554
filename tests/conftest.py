"""What every test may use."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.cli import main
from tests.running import REGISTER, Ran

_KEYS = tempfile.TemporaryDirectory(prefix="checker-key-")
os.environ["CHECKER_KEY_FILE"] = str(Path(_KEYS.name) / "register.key")  # never the keyring of who runs the tests

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """A test of a page leaves its script behind as the main module, and every process of a later test's pool would run
    that file again, which is gone: the pool dies, and whatever it was asked comes back as nothing."""
    main_module = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main_module


@pytest.fixture
def shared() -> Path:
    """The folder of development data beside the project; it is never part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the development data in ../shared is not on this machine")
    return SHARED


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school's folder of its own, and a folder of its own to work in."""
    monkeypatch.setenv("CHECKER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CHECKER_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def register(tmp_path: Path) -> str:
    """A list of two pupils, one of whom may be named."""
    file = tmp_path / "register.csv"
    file.write_text(REGISTER, encoding="utf-8")
    return str(file)


@pytest.fixture
def checker(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command line in this process."""

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["checker", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """On the build machine a skipped browser or database test is a failed one."""
    report = yield
    must_run = any(item.get_closest_marker(mark) for mark in ("browser", "database"))
    if report.skipped and must_run and os.environ.get("CHECKER_CI"):
        report.outcome = "failed"
        report.longrepr = f"this test was skipped where it must run: {report.longrepr}"
    return report
