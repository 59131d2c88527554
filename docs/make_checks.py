"""Writes checks.md from the checks, rules and policies as they are, and from measured-checks.json.

uv run python docs/make_checks.py
"""

from __future__ import annotations

import json
from pathlib import Path

from checker.workflow.catalogue import catalogue

DOCS = Path(__file__).parent


def main() -> None:
    """Write docs/checks.md."""
    measured = json.loads((DOCS / "measured-checks.json").read_text(encoding="utf-8"))
    (DOCS / "checks.md").write_text(catalogue(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
