"""Was there not enough memory? onnxruntime and OpenCV say so in words of their own, not by Python's MemoryError."""

from __future__ import annotations

import errno

_OPENCV_CODE = -4  # cv2.Error.StsNoMem
_ONNXRUNTIME_WORDS = ("Failed to allocate memory", "bad_alloc", "bad allocation")
"""What its arena says, and what C++ itself says where no arena is used; the type of the error tells nothing."""


def lacked_memory(error: BaseException) -> bool:
    """Whether this was raised for want of memory, by whichever library. Imports none of them."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    library = type(error).__module__.partition(".")[0]
    if library == "cv2":
        return getattr(error, "code", None) == _OPENCV_CODE
    return library == "onnxruntime" and any(words in str(error) for words in _ONNXRUNTIME_WORDS)
