"""axe-core in the page: is everything there for those who see, hear or use their hands in another way?

It is not ours and not part of the project: `.ci/run` fetches it into a cache of the machine. Here it is served under an
address of the page itself, so that no request leaves the machine.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(os.environ.get("CHECKER_AXE") or Path.home() / ".cache" / "checker-ci" / "axe-core" / "axe.min.js")
GRAVE = frozenset({"serious", "critical"})
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What is Streamlit's own and cannot be changed from here: (rule, selector), with the reason.
NOT_OURS: dict[tuple[str, str], str] = {}


def axe_script() -> bytes:
    """The script, or a skip with the reason."""
    if not SCRIPT.is_file():
        pytest.skip("axe-core is not on this machine; .ci/run fetches it, or CHECKER_AXE names the file axe.min.js")
    return SCRIPT.read_bytes()


def faults(page: Any) -> list[str]:
    """Every serious or critical violation on this page as it stands: rule, element, and what is wrong."""
    if not page.evaluate("typeof axe === 'object'"):
        page.route("**/axe.min.js", lambda route: route.fulfill(body=axe_script(), content_type="text/javascript"))
        page.add_script_tag(url="/axe.min.js")
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{one['id']} ({one['impact']}): {place(node)}\n    {node['html'][:300]}\n    {why(node)}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
        if not any(one["id"] == rule and part in f"{place(node)} {node['html']}" for rule, part in NOT_OURS)
    ]


def place(node: Any) -> str:
    return " ".join(map(str, node["target"]))


def why(node: Any) -> str:
    return "; ".join(one["message"] for one in (*node["any"], *node["all"], *node["none"]))
