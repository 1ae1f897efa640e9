"""versions with a past of their own, branches, drafts of agencies"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.protection import protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_TRIP = ("trips.id",)


def upgrade() -> None:
    op.add_column("trips", sa.Column("latest", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("trips", sa.Column("branch", sa.String(), nullable=False, server_default="main"))
    op.add_column("trips", sa.Column("undone", postgresql.JSONB(), nullable=False, server_default="[]"))
    op.execute("UPDATE trips SET latest = version")
    op.add_column("trip_versions", sa.Column("parent", sa.Integer(), nullable=True))
    op.add_column("trip_versions", sa.Column("name", sa.String(), nullable=True))
    op.add_column("trip_versions", sa.Column("origin", sa.String(), nullable=False, server_default="run"))
    op.add_column("trip_versions", sa.Column("made_by", sa.String(), nullable=True))
    op.execute("UPDATE trip_versions SET parent = number - 1 WHERE number > 1")
    op.alter_column("trip_versions", "run_id", nullable=True)
    _branches()
    _drafts()


def _branches() -> None:
    op.create_table(
        "trip_branches",
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], _TRIP, ondelete="CASCADE", name=op.f("fk_trip_branches_trip_id_trips")),
        sa.PrimaryKeyConstraint("trip_id", "name", name=op.f("pk_trip_branches")),
    )
    protect("trip_branches")


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("approved_version", sa.Integer(), nullable=True),
        sa.Column("approved_sha256", sa.String(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", _AT, nullable=True),
        sa.Column("published_to", sa.String(), nullable=True),
        sa.Column("published_at", _AT, nullable=True),
        sa.Column("withdrawn_at", _AT, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["trip_id"], _TRIP, ondelete="CASCADE", name=op.f("fk_drafts_trip_id_trips")),
        sa.PrimaryKeyConstraint("trip_id", name=op.f("pk_drafts")),
        sa.CheckConstraint("status IN ('draft', 'approved', 'published', 'withdrawn')", name="ck_drafts_status"),
    )
    op.create_index("ix_drafts_listed", "drafts", ["tenant", "updated_at"])
    protect("drafts")


def downgrade() -> None:
    op.drop_table("drafts")
    op.drop_table("trip_branches")
    op.execute("DELETE FROM trip_versions WHERE run_id IS NULL")
    op.alter_column("trip_versions", "run_id", nullable=False)
    for column in ("made_by", "origin", "name", "parent"):
        op.drop_column("trip_versions", column)
    for column in ("undone", "branch", "latest"):
        op.drop_column("trips", column)
