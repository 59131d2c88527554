"""The error of a walk over a picture file that is not built as it should be."""


class BrokenContainer(ValueError):
    """The parts of a picture file do not fit together."""
