"""What is a picture without anything hidden in its file? A copy, proven on its own bytes."""

from __future__ import annotations

from checker.core.evidence import CleanCopy


class AllowListCleaner:
    """Copies pixels and colour profile and nothing else; what it cannot prove it refuses."""

    def clean(self, data: bytes, max_side: int | None = None) -> CleanCopy:
        """The proven copy; cleaning it once more gives the same bytes.

        `max_side` is in pixels along the longer side; None keeps the size, and the pixels where the format allows it.
        Raises: CannotRead.
        """
        from checker.analysers.clean_copy.making import proven_copy  # Pillow and NumPy cost 100 ms to import

        return proven_copy(data, max_side)
