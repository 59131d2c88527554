"""What the school tells about itself in school.toml: read strictly, and every part of it used."""

from pathlib import Path

import pytest

from checker.core.context import Settings
from checker.core.errors import InputError
from checker.workflow.wiring import read_settings

WHOLE = """school = "Elm School"
pack = "tor"
own_phones = ["01632 960123"]
own_emails = ["@elm.example"]
own_postcodes = ["ZZ99 3CZ"]
staff = ["Mrs Adaeze Thornbury"]
governors = ["Piers Wetherlam"]
approved_handles = ["@elmschool"]
strict_matching = true
"""


def told(home: Path, words: str) -> tuple[Settings, str | None]:
    (home / "school.toml").write_text(words, encoding="utf-8")
    return read_settings(home)


def test_every_setting_is_read(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == (
        Settings(
            school="Elm School",
            own_phones=("01632 960123",),
            own_emails=("@elm.example",),
            own_postcodes=("ZZ99 3CZ",),
            staff=("Mrs Adaeze Thornbury",),
            governors=("Piers Wetherlam",),
            approved_handles=("@elmschool",),
            strict_matching=True,
        ),
        "tor",
    )


def test_the_names_in_the_settings_are_never_printed_with_them(tmp_path: Path) -> None:
    assert "Thornbury" not in repr(told(tmp_path, WHOLE)[0])
    assert "Wetherlam" not in repr(told(tmp_path, WHOLE)[0])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ('staff = "Adaeze Thornbury"', "school.toml has a setting that is not written as it should be: staff."),
        (
            'strict_matching = "yes"',
            "school.toml has a setting that is not written as it should be: strict_matching.",
        ),
        ("governors = [7]", "school.toml has a setting that is not written as it should be: governors."),
        ('teachers = ["A. Nother"]', "school.toml has a setting the checker does not know: teachers."),
    ],
)
def test_a_setting_that_is_not_understood_is_refused(tmp_path: Path, words: str, says: str) -> None:
    with pytest.raises(InputError) as refusal:
        told(tmp_path, words)
    assert str(refusal.value) == says
