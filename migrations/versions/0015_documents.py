"""documents and the jobs that make them, calendars that follow a trip"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.protection import protect

revision = "0015"
down_revision = "0016"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "document_jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("mail_to", sa.Uuid(), nullable=True),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("stored", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trips.id"], name=op.f("fk_document_jobs_trip_id_trips"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_jobs")),
        sa.CheckConstraint("status IN ('queued', 'running', 'done', 'failed')", name="ck_document_jobs_status"),
    )
    op.create_index(
        "uq_document_jobs_current",
        "document_jobs",
        ["tenant", "trip_id", "version", "variant", "language", "owner"],
        unique=True,
        postgresql_where=sa.text("current"),
    )
    op.create_index(
        "ix_document_jobs_open", "document_jobs", ["announced", "created_at"], postgresql_where=sa.text("NOT announced")
    )
    op.create_index("ix_document_jobs_created_at", "document_jobs", ["created_at"])
    protect("document_jobs")
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("read_at", _AT, nullable=True),
        sa.Column("revoked_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trips.id"], name=op.f("fk_calendar_feeds_trip_id_trips"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feeds_digest")),
    )
    op.create_index(op.f("ix_calendar_feeds_trip_id"), "calendar_feeds", ["trip_id"])
    protect("calendar_feeds")


def downgrade() -> None:
    op.drop_table("calendar_feeds")
    op.drop_table("document_jobs")
