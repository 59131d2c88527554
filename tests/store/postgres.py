"""A PostgreSQL server of our own for the tests: in a temporary folder, on a local socket, without network."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from checker.store import database

SERVER_ACCOUNT = "postgres"
"""PostgreSQL refuses to run as root; a machine where tests run as root has this account with the server."""


@dataclass(frozen=True)
class Server:
    """A running server. `folder` holds its socket."""

    folder: Path
    programs: Path

    def url(self, database: str) -> str:
        return f"postgresql://{SERVER_ACCOUNT}@/{database}?host={self.folder}"

    def run(self, database: str, *statements: str) -> subprocess.CompletedProcess[str]:
        """Run statements as somebody with a database tool would, until the first that fails."""
        command = [self.programs / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        command += ["-h", self.folder, "-U", SERVER_ACCOUNT, "-d", database]
        return subprocess.run(command, input=";\n".join(statements) + ";\n", capture_output=True, text=True)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server and stop it; skips with the reason where there is none."""
    programs = _programs()
    account = SERVER_ACCOUNT if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="checker-pg-") as name:
        folder = Path(name)
        if account:
            shutil.chown(folder, account)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", SERVER_ACCOUNT, "-A", "trust", "-E", "UTF8", "--no-sync"]
        _quietly(initdb, account)
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _quietly([*control, "-o", options, "start"], account)
        try:
            yield Server(folder, programs)
        finally:
            _quietly([*control, "-m", "immediate", "stop"], account)


def close_servers() -> None:
    """Let go of every connection that this process keeps to a server."""
    while database._SERVERS:
        database._SERVERS.popitem()[1].dispose()


def _quietly(command: list[str | Path], account: str | None) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=account, cwd="/")


def _programs() -> Path:
    """The folder of initdb, pg_ctl and psql."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    on_path = shutil.which("initdb")
    if os.name != "posix" or not (found or on_path):
        pytest.skip("there is no PostgreSQL server on this machine")
    if os.geteuid() == 0 and not _account_exists():
        pytest.skip("PostgreSQL does not run as root, and this machine has no account for it")
    return found[0].parent if found else Path(str(on_path)).resolve().parent


def _account_exists() -> bool:
    import pwd

    return SERVER_ACCOUNT in {entry.pw_name for entry in pwd.getpwall()}


def schema() -> str:
    """What the migrations would run, as a text; making it needs no driver."""
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written, "literal_binds": True}
    )
    with Operations.context(context):
        names = "0001_register 0002_law 0003_ledger 0004_face_model 0005_people 0006_sealed 0007_review"
        for name in (*names.split(), "0008_counted_once"):
            import_module(f"checker.store.migrations.versions.{name}").upgrade()
    return written.getvalue()
