"""budgets"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_USD = sa.Numeric(18, 9)


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("held_usd", _USD, nullable=False),
        sa.Column("spent_usd", _USD, nullable=False),
        sa.Column("unknown_usd", _USD, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "scope", "key", "period", name=op.f("pk_budgets")),
        sa.CheckConstraint("held_usd >= 0 AND spent_usd >= 0 AND unknown_usd >= 0", name="ck_budgets_sums"),
    )
    op.create_table(
        "budget_holds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=True),
        sa.Column("run_id", sa.String(), nullable=True),
        sa.Column("usd", _USD, nullable=False),
        sa.Column("cost_usd", _USD, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_holds")),
        sa.CheckConstraint("usd >= 0 AND (cost_usd IS NULL OR cost_usd >= 0)", name="ck_budget_holds_usd"),
        sa.CheckConstraint("state IN ('held', 'settled', 'unknown')", name="ck_budget_holds_state"),
        sa.CheckConstraint("(state = 'settled') = (cost_usd IS NOT NULL)", name="ck_budget_holds_cost"),
    )
    op.create_index("ix_budget_holds_open", "budget_holds", ["expires_at"], postgresql_where="state = 'held'")
    op.create_index("ix_budget_holds_run", "budget_holds", ["tenant", "run_id"])


def downgrade() -> None:
    op.drop_table("budget_holds")
    op.drop_table("budgets")
