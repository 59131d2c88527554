"""How does a process of ours share the machine with others, and how does it end?"""

from __future__ import annotations

import atexit
import gc
import os

_BEFORE_COLLECTING = 50_000
"""Objects made before Python looks for what nobody needs; its own 700 mean hundreds of looks while parts are loaded."""


def on_one_core() -> None:
    """One thread for NumPy's library of matrices: several wait for each other by counting, and what they compute here
    is small. Five faces against 50,000 templates took 118 ms of the processor on two, 20 on one.

    To be called before NumPy is imported; who has set the variable knows better.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def beside_others() -> None:
    """A worker: every core has one, so OpenCV too leaves the others alone."""
    on_one_core()
    os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
    gc.set_threshold(_BEFORE_COLLECTING)
    end_at_once()


def end_at_once() -> None:
    """At the end, do not take apart what the system takes back in one piece: 0.4 s where all parts are loaded."""
    atexit.register(gc.freeze)
