"""How is a change of many pupils shown, so that each of them can be looked at?"""

from __future__ import annotations

from checker.web.markup import safe
from checker.workflow.import_rows import ImportGroup

UNFOLDED = 30
"""Pupils of one kind of change that are shown at once, about one class; a longer list is unfolded by who wants it."""


def changes(groups: tuple[ImportGroup, ...], ahead: str) -> str:
    """The counts in a sentence, then each kind of change with its pupils."""
    counts = ", ".join(f"{len(group.rows)} {group.short}" for group in groups) or "nothing changes"
    told = "".join(_group(group) for group in groups)
    return f'<p role="status"><strong>{safe(ahead)}: {safe(counts)}.</strong></p>{told}'


def _group(group: ImportGroup) -> str:
    rows = "".join(
        f'<tr><th scope="row">{safe(row.name)} ({safe(row.pupil_id)})</th><td>{safe(row.says)}</td></tr>'
        for row in group.rows
    )
    is_open = " open" if len(group.rows) <= UNFOLDED else ""
    return (
        f'<details class="changes"{is_open}><summary><strong>{safe(group.title)} ({len(group.rows)})</strong></summary>'
        f'<table class="plain">{rows}</table></details>'
    )
