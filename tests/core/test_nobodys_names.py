"""A name of nobody cannot be told: what must hold of each of its pupils would hold of none."""

from __future__ import annotations

import pytest

from checker.core.evidence import NameForm, NameHit
from checker.core.finding import PixelBox
from checker.core.writing import WrittenName


def test_a_name_belongs_to_at_least_one_pupil() -> None:
    with pytest.raises(ValueError, match="at least one pupil"):
        NameHit(0, 9, (), NameForm.FULL)
    with pytest.raises(ValueError, match="at least one pupil"):
        WrittenName(PixelBox(0, 0, 9, 9), (), certain=True)
