"""Before a list is looked at, the page says which columns it cannot do without, in the words of its own menus."""

import pytest

from checker.workflow.import_columns import still_to_say


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"pupil_id", "first_name", "last_name", "class_name"}, ""),
        ({"pupil_id", ""}, "Say above which column holds: first name, surname."),
        (set(), "Say above which column holds: pupil's number, first name, surname."),
    ],
)
def test_what_no_heading_means_yet_is_named(said: set[str], missing: str) -> None:
    assert still_to_say(said) == missing
