"""Who was erased, as digests, so that a backup cannot bring them back; which key seals templates on a server."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A sealed vector has 17 bytes more than the vector: one that says so, and AES-SIV's 16 (store/sealed_vectors.py).
WHOLE = (
    "CASE WHEN model = 'dlib' THEN length(vector) IN (512, 529) "
    "ELSE trim(model) <> '' AND length(vector) BETWEEN 64 AND 16401 AND length(vector) - length(vector) / 4 * 4 < 2 END"
)


def upgrade() -> None:
    """A register file needs no seal inside: the whole of it is encrypted."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("erased_at", sa.Text, nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="digest_whole"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "key_mark",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
    )
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint("vector_whole", "face_template")
        op.create_check_constraint("vector_whole", "face_template", WHOLE)
        op.execute(_PIN_FUNCTIONS)


# A guard looks at the tables of its own school, whatever the search path of who writes (decision 012).
_PIN_FUNCTIONS = """
DO $pin$
DECLARE
    one text;
BEGIN
    FOR one IN
        SELECT CAST(CAST(oid AS regprocedure) AS text) FROM pg_proc
        WHERE pronamespace = CAST(CAST(current_schema() AS text) AS regnamespace)
            AND prorettype = CAST('trigger' AS regtype)
            AND proowner = CAST(CAST(current_user AS text) AS regrole)
    LOOP
        EXECUTE 'ALTER FUNCTION ' || one || ' SET search_path FROM CURRENT';
    END LOOP;
END
$pin$
"""
