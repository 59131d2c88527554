"""A page that breaks says so in the server's window, and nothing of the draft."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from streamlit.error_util import _LOGGER

from checker.web.console import KindOnly, keep_drafts_out


def logged(caplog: pytest.LogCaptureFixture) -> str:
    caplog.clear()
    try:
        raise KeyError("Well done to Orla Penhallow.")
    except KeyError as error:
        _LOGGER.error("Uncaught app execution", exc_info=error)  # as Streamlit does it
    return caplog.text


@pytest.fixture
def faults(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.LogCaptureFixture]:
    monkeypatch.delenv("CHECKER_DEBUG", raising=False)
    keep_drafts_out()
    keep_drafts_out()
    _LOGGER.addHandler(caplog.handler)
    yield caplog
    _LOGGER.removeHandler(caplog.handler)


def test_only_the_kind_of_error_is_logged(faults: pytest.LogCaptureFixture) -> None:
    assert "broke (KeyError)" in logged(faults)
    assert "Orla" not in logged(faults)
    assert "Traceback" not in logged(faults)
    assert len([known for known in logging.getLogger(_LOGGER.name).filters if isinstance(known, KindOnly)]) == 1


def test_whoever_looks_for_the_fault_sees_it_whole(
    faults: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    assert "Traceback" in logged(faults)
