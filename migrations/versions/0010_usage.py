"""what a call was for, sums of calls, stages of runs, feedback, budget alerts, quotas, statements"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.protection import READ, protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_USD = sa.Numeric(18, 9)
_AT = sa.DateTime(timezone=True)
_ABOUT_COSTS = ("agent", "feature", "prompt")
_COUNTS = ("calls", "asked", "answered", "cached", "unknown", "untold")
_TABLES = ("usage_slices", "usage_marks", "stages", "feedback", "budget_alerts", "quotas", "statements")


def upgrade() -> None:
    _describe_costs()
    _create_slices()
    _create_quality()
    _create_limits()
    op.create_index("ix_trip_versions_made", "trip_versions", ["tenant", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_trip_versions_made", table_name="trip_versions")
    for table in reversed(_TABLES):
        op.drop_table(table)
    for index in ("ix_costs_at", "ix_costs_written_at"):
        op.drop_index(index, table_name="costs")
    for name in (*_ABOUT_COSTS, "trip_id", "written_at"):
        op.drop_column("costs", name)


def _describe_costs() -> None:
    for name in _ABOUT_COSTS:
        op.add_column("costs", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("costs", sa.Column("trip_id", sa.String(), nullable=True))
    op.add_column("costs", sa.Column("written_at", _AT, nullable=False, server_default=sa.func.now()))
    # Rows come in the order of their instants, so that a few bytes a page find them.
    op.create_index("ix_costs_at", "costs", ["at"], postgresql_using="brin")
    op.create_index("ix_costs_written_at", "costs", ["written_at"], postgresql_using="brin")


def _create_slices() -> None:
    op.create_table(
        "usage_slices",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in _COUNTS),
        sa.Column("cost_usd", sa.Numeric(24, 9), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("tokens_cached", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Numeric(30, 0), nullable=False),
        sa.Column("latency_ms", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "dimension", "at", "name", name=op.f("pk_usage_slices")),
    )
    op.create_index("ix_usage_slices_at", "usage_slices", ["dimension", "at"])
    protect("usage_slices", app=READ)
    op.create_table(
        "usage_marks",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("closed_until", _AT, nullable=False),
        sa.Column("seen_until", _AT, nullable=False),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_usage_marks")),
    )
    protect("usage_marks", app=READ, everybody="*")


def _create_quality() -> None:
    op.create_table(
        "stages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("node", sa.String(), nullable=False),
        sa.Column("begun_at", _AT, nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stages")),
        sa.CheckConstraint("outcome IN ('ok', 'refused', 'failed', 'cut')", name="ck_stages_outcome"),
    )
    op.create_index("ix_stages_at", "stages", ["tenant", "begun_at"])
    op.create_index("ix_stages_run", "stages", ["run_id"])
    protect("stages")
    op.create_table(
        "feedback",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("thumb", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], ["trips.id"], name=op.f("fk_feedback_trip_id_trips"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tenant", "trip_id", "owner", "version", name=op.f("pk_feedback")),
        sa.CheckConstraint("thumb IN ('up', 'down')", name="ck_feedback_thumb"),
    )
    op.create_index("ix_feedback_at", "feedback", ["tenant", "at"])
    protect("feedback")


def _create_limits() -> None:
    op.create_table(
        "budget_alerts",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("used_usd", _USD, nullable=False),
        sa.Column("limit_usd", _USD, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("told_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("tenant", "scope", "key", "period", "percent", name=op.f("pk_budget_alerts")),
    )
    op.create_index("ix_budget_alerts_untold", "budget_alerts", ["at"], postgresql_where=sa.text("told_at IS NULL"))
    protect("budget_alerts")
    op.create_table(
        "quotas",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "owner", "resource", "period", name=op.f("pk_quotas")),
    )
    protect("quotas", app=READ)
    op.create_table(
        "statements",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("issued_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "month", name=op.f("pk_statements")),
    )
    protect("statements", app=READ)
