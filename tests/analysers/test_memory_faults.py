"""Want of memory is known for what it is, whichever library it happens in; nothing else is taken for it."""

from __future__ import annotations

import errno
import subprocess
import sys

import cv2
import numpy as np
import pytest
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, RuntimeException

from checker.analysers.memory_faults import lacked_memory

RUN_SHORT = """
import resource
import sys
import cv2
import numpy as np
from checker.analysers.memory_faults import lacked_memory
from checker.analysers.text_detection import TextDetector

detector, photo = TextDetector(), np.zeros((3000, 4000, 3), np.uint8)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 40 * 2**20,) * 2)
for work in (
    lambda: cv2.resize(photo, (8000, 8000)),
    lambda: detector._network.run(None, {"x": np.zeros((1, 3, 1280, 1600), np.float32)}),
    lambda: np.ones(200_000_000),
):
    try:
        work()
    except Exception as error:
        print(type(error).__module__.partition(".")[0], lacked_memory(error))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is kept short by a limit that Linux knows")
def test_each_librarys_own_words_for_it_are_known() -> None:
    done = subprocess.run([sys.executable, "-c", RUN_SHORT], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n") == ["cv2 True", "onnxruntime True", "numpy True", ""], done.stderr


@pytest.mark.parametrize(
    ("error", "lacked"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (Fail("Failed to allocate memory for requested buffer of size 32768000"), True),
        (RuntimeException("std::bad_alloc"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (InvalidArgument("Got invalid dimensions for input: x"), False),
        (Fail("Load model failed: Protobuf parsing failed."), False),
        (ValueError("Failed to allocate memory for requested buffer"), False),
        (RuntimeError("bad_alloc"), False),
    ],
)
def test_what_is_for_want_of_memory_and_what_is_not(error: Exception, lacked: bool) -> None:
    assert lacked_memory(error) is lacked


def test_another_fault_of_opencv_is_not() -> None:
    with pytest.raises(cv2.error) as caught:
        cv2.resize(np.zeros((0, 0, 3), np.uint8), (10, 10))
    assert not lacked_memory(caught.value)
