"""What every test may use."""

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of development data beside the project; it is never part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the development data in ../shared is not on this machine")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """On the build machine a skipped browser or database test is a failed one."""
    report = yield
    must_run = any(item.get_closest_marker(mark) for mark in ("browser", "database"))
    if report.skipped and must_run and os.environ.get("CHECKER_CI"):
        report.outcome = "failed"
        report.longrepr = f"this test was skipped where it must run: {report.longrepr}"
    return report
