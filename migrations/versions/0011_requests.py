"""lists of networks that may come in, and of those that may not"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.protection import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ip_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ip_rules")),
        sa.CheckConstraint("kind IN ('allow', 'block')", name="ck_ip_rules_kind"),
        sa.CheckConstraint("area IN ('all', 'admin')", name="ck_ip_rules_area"),
    )
    op.create_index("uq_ip_rules_network", "ip_rules", ["tenant", "kind", "area", "network"], unique=True)
    protect("ip_rules", everybody="*")


def downgrade() -> None:
    op.drop_table("ip_rules")
