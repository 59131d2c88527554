"""What went wrong with what we were given, in one sentence an office understands.

InputError            your input: the sentence says what happened and what to do
├── CannotRead        a file, picture or text that could not be read whole
├── NoRegister        there is no register to ask, or it cannot be opened
├── RegisterRefused   the register's own rules forbid what was asked
└── NotAllowed        this person may not do this, or could not sign in

Everything else that is raised is our bug; the pipeline turns it into a REVIEW.
"""


class InputError(Exception):
    """A problem with what we were given. The message is shown to people: no pupil's name, no post text, no path."""


class CannotRead(InputError):
    """A file, picture or text that could not be read whole."""


class NoRegister(InputError):
    """There is no register to ask, or it cannot be opened."""


class RegisterRefused(InputError):
    """The register's own rules forbid what was asked (for example a face template without written consent)."""


class NotAllowed(InputError):
    """This person may not do this, or could not sign in. It says who may, never why a password was wrong."""
