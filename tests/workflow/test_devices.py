"""The school's own cameras and phones: the business manager's list, and the settings beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed, RegisterRefused
from checker.store.devices import LISTED, NO_SUCH_DEVICE
from checker.store.register import open_register
from checker.workflow.devices import add_device, device_lines, remove_device
from tests.staff import acting
from tests.store.school import opened

OFFICE = acting(Role.BUSINESS_MANAGER)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    opened(tmp_path).close()
    return tmp_path


def test_a_device_is_added_read_by_the_checks_and_removed(home: Path) -> None:
    register = str(home)
    with open_register(register) as store:
        before = store.version()
        assert add_device(OFFICE, "Canon", "Canon EOS 250D", " 0420 ", "Business manager", register) == 1
        assert add_device(OFFICE, "Apple", "iPad", "", "Business manager", register) == 2
        assert store.read().devices == ("Canon EOS 250D, serial 0420", "Apple iPad")
        assert store.version() != before
        remove_device(OFFICE, 1, register)
        assert store.read().devices == ("Apple iPad",)
        last = [(row.deed, row.reference, row.account, row.role) for row in store.ledger.rows()[-3:]]
    assert last == [
        ("device_added", 1, 7, "business_manager"),
        ("device_added", 2, 7, "business_manager"),
        ("device_removed", 1, 7, "business_manager"),
    ]


def test_the_list_shows_who_approved_and_what_stands_in_the_settings(home: Path) -> None:
    assert list(device_lines(OFFICE, str(home), home)) == [
        "No device is on the list, so no photo is asked which camera took it."
    ]
    (home / "school.toml").write_text('school_devices = ["Nikon D3500"]')
    add_device(OFFICE, "Apple", "iPad", "", "Business manager", str(home))
    assert list(device_lines(OFFICE, str(home), home)) == [
        "1  Apple iPad; approved by Business manager",
        "-  Nikon D3500; from the settings (school.toml)",
    ]


def test_what_cannot_be_is_said(home: Path) -> None:
    add_device(OFFICE, "Apple", "iPad", "", "Business manager", str(home))
    for ask, says in (
        (lambda: add_device(OFFICE, "Apple", "iPad", "", "Business manager", str(home)), LISTED),
        (lambda: remove_device(OFFICE, 9, str(home)), NO_SUCH_DEVICE),
    ):
        with pytest.raises(RegisterRefused, match=says):
            ask()
    with pytest.raises(InputError, match="Give the model"):
        add_device(OFFICE, "Apple", " ", "", "Business manager", str(home))
    with pytest.raises(NotAllowed, match="Only the business manager may keep the list"):
        add_device(acting(Role.POSTER), "Apple", "iPad", "", "Principal", str(home))
