"""Which cameras and phones are the school's? The list that the business manager keeps, and the settings: both count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from checker.core.errors import InputError
from checker.core.staff import Actor
from checker.workflow.permits import Act
from checker.workflow.register import opened_for
from checker.workflow.wiring import read_settings

if TYPE_CHECKING:
    from checker.store.devices import Device, Devices
    from checker.store.register import SqlRegister


def add_device(actor: Actor, make: str, model: str, serial: str, approved_by: str, register: str | None) -> int:
    """Put a device on the list; its number. Raises: NotAllowed, InputError, NoRegister, RegisterRefused."""
    if not model.strip() or not approved_by.strip():
        raise InputError("Give the model of the device and who approved it.")
    return _devices(opened_for(actor, Act.KEEP_DEVICES, register)).add(make, model, serial, approved_by)


def remove_device(actor: Actor, number: int, register: str | None) -> None:
    """Take a device off the list. Raises: NotAllowed, NoRegister, RegisterRefused."""
    _devices(opened_for(actor, Act.KEEP_DEVICES, register)).remove(number)


def devices(actor: Actor, register: str | None) -> tuple[Device, ...]:
    """Those on the list now. Raises: NotAllowed, NoRegister."""
    return _devices(opened_for(actor, Act.KEEP_DEVICES, register)).listed()


def device_lines(actor: Actor, register: str | None, home: Path) -> Iterator[str]:
    """Every device, those of the settings too. Raises: NotAllowed, InputError, NoRegister."""
    listed = _devices(opened_for(actor, Act.KEEP_DEVICES, register)).listed()
    in_settings = read_settings(home)[0].school_devices
    yield from (f"{one.number}  {one.as_setting}; approved by {one.approved_by}" for one in listed)
    yield from (f"-  {one}; from the settings (school.toml)" for one in in_settings)
    if not listed and not in_settings:
        yield "No device is on the list, so no photo is asked which camera took it."


def _devices(store: SqlRegister) -> Devices:
    from checker.store.devices import Devices

    return Devices(store)
