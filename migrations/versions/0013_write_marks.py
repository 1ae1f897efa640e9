"""marks that a write was done"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.protection import protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "write_marks",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("attempt", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "digest", name=op.f("pk_write_marks")),
    )
    op.create_index("ix_write_marks_at", "write_marks", ["at"])
    protect("write_marks", app="SELECT, INSERT, UPDATE (attempt, at)")


def downgrade() -> None:
    op.drop_table("write_marks")
