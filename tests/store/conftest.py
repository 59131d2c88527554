"""A register with T01 enrolled, in a file and in PostgreSQL: what holds for one holds for the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from checker.store.register import SqlRegister, open_register
from tests.store.postgres import Server, close_servers, server
from tests.store.school import LIST, NOW, SERVER, TODAY, VECTOR, OnServer, enrolled, planned

NUMBERS = count(1)


MADE, LISTED = "school_made", "school_listed"


@pytest.fixture(scope="session")
def one_server() -> Iterator[Server]:
    with server() as running:
        assert running.run("template1", f"CREATE DATABASE {LISTED} TEMPLATE template0").returncode == 0
        with open_register(running.url(LISTED), create=True, now=lambda: NOW) as register:
            register.apply(planned(register, LIST))
        assert running.run("template1", f"CREATE DATABASE {MADE} TEMPLATE {LISTED}").returncode == 0
        with open_register(running.url(MADE), now=lambda: NOW) as register:
            register.switch_matching_on("DPIA-3", "A. Officer", TODAY)
            register.add_template("T01", VECTOR)
        yield running
        close_servers()


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.database)])
def both(request: pytest.FixtureRequest) -> Iterator[None]:
    """A module that uses this runs whole on files and on PostgreSQL, but for its `ON_FILES` that are about files."""
    about_files = request.node.originalname in getattr(request.module, "ON_FILES", ())
    if request.param == "server" and not about_files:
        SERVER.append(OnServer(request.getfixturevalue("one_server"), LISTED, MADE))
    yield
    SERVER.clear()


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.database)])
def school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlRegister]:
    """The invented school, with face matching on and one vector for T01."""
    if request.param == "file":
        with enrolled(tmp_path) as register:
            yield register
        return
    running: Server = request.getfixturevalue("one_server")
    name = f"school_{next(NUMBERS)}"
    assert running.run("template1", f"CREATE DATABASE {name} TEMPLATE {MADE}").returncode == 0
    with open_register(running.url(name), now=lambda: NOW, seal_folder=tmp_path) as register:
        yield register
