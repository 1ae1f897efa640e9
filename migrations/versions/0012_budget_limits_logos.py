"""limits of budgets as the platform grants and agencies set them, logos of agencies"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from infra.database import APP
from services.protection import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_OWN = "granted_by = 'agency'"


def upgrade() -> None:
    op.create_table(
        "budget_limits",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("limit_usd", sa.Numeric(18, 9), nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "scope", "key", "granted_by", name=op.f("pk_budget_limits")),
        sa.CheckConstraint("scope IN ('run', 'user', 'tenant')", name="ck_budget_limits_scope"),
        sa.CheckConstraint("granted_by IN ('platform', 'agency')", name="ck_budget_limits_granted_by"),
        sa.CheckConstraint("limit_usd >= 0", name="ck_budget_limits_usd"),
    )
    protect("budget_limits")
    _only_own_limits()
    op.create_table(
        "tenant_logos",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant"], ["tenants.id"], name=op.f("fk_tenant_logos_tenant_tenants"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_tenant_logos")),
    )
    protect("tenant_logos")


def downgrade() -> None:
    op.drop_table("tenant_logos")
    op.drop_table("budget_limits")


def _only_own_limits() -> None:
    """What the platform grants is read in the agency and written in none."""
    rules = {"INSERT": f"WITH CHECK ({_OWN})", "UPDATE": f"USING ({_OWN})", "DELETE": f"USING ({_OWN})"}
    for command, rule in rules.items():
        name = f"own_limits_{command.lower()}"
        op.execute(f"CREATE POLICY {name} ON budget_limits AS RESTRICTIVE FOR {command} TO {APP} {rule}")
