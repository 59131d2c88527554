"""The command line as a test runs it: what it printed, and the code it ended with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

REGISTER = """pupil_id,first_name,last_name,known_as,year_group,class_name,photo_consent,name_consent
S01,Orla,Penhallow,,Year 4,Oak,yes,no
S02,Kit,Trevanion,,Year 4,Oak,yes,yes
"""


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What --json printed."""
        return [json.loads(line) for line in self.out.splitlines()]
