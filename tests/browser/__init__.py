"""The real page in a real browser."""

import os

from checker.workflow.sample_day import QUIET

os.environ.setdefault(QUIET, "1")  # a test that wants something to go on makes it itself, and knows what
