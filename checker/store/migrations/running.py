"""Brings a database to the newest schema, inside the transaction it is given."""

from __future__ import annotations

from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_ONE_AT_A_TIME = Lock()  # Alembic keeps the running migration in module globals


def upgrade(connection: Connection) -> None:
    """Run every migration that is missing; nothing is committed here."""
    config = Config()
    config.set_main_option("script_location", "checker.store:migrations")
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
