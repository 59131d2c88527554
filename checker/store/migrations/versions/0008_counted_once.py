"""A server counts the changes of one transaction once: a trust's list of 50,000 then takes seconds and not minutes."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A register file has nothing to change: there, what a transaction writes over is gone at once."""
    if op.get_context().dialect.name != "sqlite":
        op.execute(_COUNT_ONCE)
        op.execute("ALTER FUNCTION count_change() SET search_path FROM CURRENT")  # replacing it took the pin away


# Others see the version only once a transaction is saved, so one new stamp for all of it is enough. Counting each of a
# list's 118,000 answers made as many versions of one row, all of which stay until the end and are passed through by the
# next. xmin is the transaction that wrote the row, in 32 of its 64 bits. No percent sign and no colon may stand here.
_COUNT_ONCE = """
CREATE OR REPLACE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    UPDATE meta SET changes = changes + 1, stamp = replace(gen_random_uuid() || '', '-', '')
    WHERE CAST(CAST(xmin AS text) AS bigint) <> mod(txid_current(), 4294967296);
    RETURN NULL;
END
$guard$
"""
