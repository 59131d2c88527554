"""What every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of development data beside the project; it is never part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the development data in ../shared is not on this machine")
    return SHARED
