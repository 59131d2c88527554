"""What is made ready before anybody presses Check? The parts that every check of words needs, once in each server.

They take seconds to load, so they are loaded while somebody writes. Python looks through everything that is alive for
what is not needed any more, and Streamlit has it do so after each drawing of a page. The parts stay as long as the
server does, and looking through them took 0.11 s of the processor, two thirds of a drawing: frozen, they are passed by.
"""

from __future__ import annotations

import gc
from threading import Timer

from checker.checks import CHECK_IDS
from checker.core.errors import NoRegister
from checker.core.people import RegisterSnapshot
from checker.core.post import Channel, Post
from checker.policies import FLOOR, load_pack
from checker.workflow.analysers import Analysers, Lazy
from checker.workflow.wiring import Gate, own_rules

LATER = 1.0
"""Seconds: the page that asks for it is drawn first."""
_WORDS = "Year 4 walked to the library on Friday. Call 01632 960000 to hear more, and well done everybody!"
"""Touches each part; nobody is meant, and nothing is looked up."""


class Warming:
    """Loads the parts once, in the background, in a server that allows it; a page drawn by a test does not."""

    def __init__(self, analysers: Analysers) -> None:
        later = Timer(LATER, self._warm, (analysers,))
        later.daemon = True
        self._begin = Lazy(later.start)
        self._is_allowed = False
        self.is_done = False
        """Whether a check of words takes no longer than it must."""

    def allow(self) -> None:
        """From now on it may begin."""
        self._is_allowed = True

    def begin(self) -> None:
        """Begin, if nobody has yet."""
        if self._is_allowed:
            self._begin()

    def _warm(self, analysers: Analysers) -> None:
        warm(analysers)
        self.is_done = True


def warm(analysers: Analysers) -> None:
    """Check an invented post without a register, and freeze what that has loaded.

    A part that cannot be loaded breaks nothing here: the first real check says so.
    """
    gate = Gate((load_pack(FLOOR, CHECK_IDS),), _nobody, own_rules, analysers=analysers)
    gate.check(Post(_WORDS, Channel.WEBSITE))
    gc.collect()  # what is not needed any more must not be kept for ever
    gc.freeze()


def _nobody() -> RegisterSnapshot:
    """No pupil's name is read before somebody who may has asked for a check. Raises: NoRegister."""
    raise NoRegister("The register is not read to warm up.")
