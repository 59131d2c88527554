"""A process of ours keeps to one core, ends at once, and leaves to the people what they have set."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

TOLD = """
import atexit, gc, os, sys
from checker.workflow.process import beside_others
assert "numpy" not in sys.modules
atexit.register(lambda: print(gc.get_freeze_count() > 1000))  # called last: what was registered later runs before it
beside_others()
import cv2
print(os.environ["OPENBLAS_NUM_THREADS"], cv2.getNumThreads())
"""


@pytest.mark.parametrize(("chosen", "told"), [(None, "1 1"), ("3", "3 1")])
def test_a_worker_keeps_to_one_core_and_ends_at_once(chosen: str | None, told: str) -> None:
    known = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    known |= {"OPENBLAS_NUM_THREADS": chosen} if chosen else {}
    done = subprocess.run([sys.executable, "-c", TOLD], capture_output=True, text=True, check=True, env=known)
    assert done.stdout.splitlines() == [told, "True"]


def test_the_command_line_does_so_before_numpy_is_there() -> None:
    code = "import sys, checker.cli; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
