"""what is known of a click, events of links, conversions and their inbox"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ABOUT_CLICKS = ("visitor", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")


def upgrade() -> None:
    for name in _ABOUT_CLICKS:
        op.add_column("clicks", sa.Column(name, sa.String(), nullable=True))
    op.add_column("clicks", sa.Column("agent", sa.String(), nullable=False, server_default="other"))
    op.alter_column("clicks", "agent", server_default=None)
    op.create_index("ix_clicks_clicked_at", "clicks", ["tenant", "clicked_at"], unique=False)
    op.create_table(
        "link_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=False),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("adapter", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["trip_id"], ["trips.id"], name=op.f("fk_link_events_trip_id_trips"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_events")),
        sa.UniqueConstraint("trip_id", "version", "link_id", "name", name="uq_link_events_once"),
    )
    op.create_index("ix_link_events_at", "link_events", ["tenant", "at"], unique=False)
    op.create_table(
        "conversion_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversion_events")),
        sa.UniqueConstraint("tenant", "provider", "event_id", name="uq_conversion_events_event"),
    )
    op.create_index(
        "ix_conversion_events_open",
        "conversion_events",
        ["provider", "received_at"],
        unique=False,
        postgresql_where="handled_at IS NULL",
    )
    op.create_table(
        "conversions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("click_id", sa.Uuid(), nullable=True),
        sa.Column("told_click", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("amount_currency", sa.String(), nullable=False),
        sa.Column("commission_minor", sa.BigInteger(), nullable=True),
        sa.Column("commission_currency", sa.String(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["click_id"], ["clicks.id"], name=op.f("fk_conversions_click_id_clicks"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversions")),
        sa.UniqueConstraint("tenant", "provider", "reference", name="uq_conversions_booking"),
    )
    op.create_index(op.f("ix_conversions_click_id"), "conversions", ["click_id"], unique=False)
    op.create_index("ix_conversions_booked_at", "conversions", ["tenant", "booked_at"], unique=False)


def downgrade() -> None:
    op.drop_table("conversions")
    op.drop_table("conversion_events")
    op.drop_table("link_events")
    op.drop_index("ix_clicks_clicked_at", table_name="clicks")
    for name in (*_ABOUT_CLICKS, "agent"):
        op.drop_column("clicks", name)
