"""What may the server's window say about a page that broke? The kind of error, never its message or the draft in it."""

from __future__ import annotations

import logging

from checker.terminal import wants_details

# Streamlit logs what broke, message and all, through this one; a message may hold a name or a line of the draft.
_STREAMLIT_FAULTS = "streamlit.error_util"


class KindOnly(logging.Filter):
    """Takes the message and the traceback away from a logged error, and leaves its type."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes, without what it must not tell."""
        fault = record.exc_info[0] if record.exc_info else None
        if fault is not None and not wants_details():
            record.msg, record.args = "Something in the checker itself broke (%s).", (fault.__name__,)
            record.exc_info = record.exc_text = None
        return True


def keep_drafts_out() -> None:
    """Once in each server; asking again changes nothing."""
    faults = logging.getLogger(_STREAMLIT_FAULTS)
    if not any(isinstance(known, KindOnly) for known in faults.filters):
        faults.addFilter(KindOnly())
