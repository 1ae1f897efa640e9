"""what people are told of within the product"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.protection import protect

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_KINDS = (
    "'document_ready', 'document_failed', 'joined', 'invited', 'given', 'commented', 'answered', 'mentioned', 'changed',"
    " 'draft_published', 'draft_withdrawn', 'budget_reached'"
)

# As of trip events (0016): the number is given at the commit under a lock of its owner, so that numbers grow in the
# order of the commits and whoever reads after one passes over none. A row that says something newer gets a newer one.
_NUMBER = """
CREATE FUNCTION number_notification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('notifications ' || NEW.tenant || ' ' || NEW.owner, 0));
    UPDATE notifications SET seq = DEFAULT WHERE id = NEW.id;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("data", JSONB(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), sa.ForeignKey("trips.id", ondelete="CASCADE"), nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.Column("read_at", _AT, nullable=True),
        sa.Column("seq", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name="ck_notifications_kind"),
    )
    op.create_index("ix_notifications_trip_id", "notifications", ["trip_id"])
    op.create_index("ix_notifications_owner", "notifications", ["tenant", "owner", "seq"])
    op.create_index("ix_notifications_read_at", "notifications", ["read_at"])
    op.create_index(
        "ix_notifications_unread", "notifications", ["tenant", "owner"], postgresql_where=sa.text("read_at IS NULL")
    )
    op.create_index(
        "uq_notifications_changed",
        "notifications",
        ["tenant", "owner", "trip_id", "author"],
        unique=True,
        postgresql_where=sa.text("kind = 'changed' AND read_at IS NULL"),
    )
    protect("notifications")
    op.execute(_NUMBER)
    op.execute(
        "CREATE CONSTRAINT TRIGGER number_notification AFTER INSERT OR UPDATE OF at ON notifications"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION number_notification()"
    )


def downgrade() -> None:
    op.drop_table("notifications")
    op.execute("DROP FUNCTION number_notification()")
