"""share links, members, invitations, comments, public trips, and what happens to a trip told to who looks at it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.protection import protect

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)

# What is told is written in the transaction that did it, so that nobody can forget to tell. The trigger waits for
# the commit and takes a lock of its trip: ids grow in the order of the commits, and no reader passes over one.
_TELL = """
CREATE FUNCTION tell_trip_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    trip uuid; what text; n integer; about uuid; who text := '';
BEGIN
    IF TG_TABLE_NAME = 'trips' THEN
        trip := NEW.id; what := 'version'; n := NEW.version;
        SELECT coalesce(r.asked_by, v.made_by) INTO who FROM trip_versions v LEFT JOIN runs r ON r.id = v.run_id
            WHERE v.trip_id = NEW.id AND v.number = NEW.version;
    ELSIF TG_TABLE_NAME = 'runs' THEN
        trip := NEW.trip_id; about := NEW.id; who := NEW.asked_by;
        what := CASE WHEN NEW.status IN ('queued', 'running') THEN 'run_started' ELSE 'run_ended' END;
        IF TG_OP = 'UPDATE' AND (OLD.status IN ('queued', 'running')) = (NEW.status IN ('queued', 'running')) THEN
            RETURN NULL;
        END IF;
    ELSE
        trip := NEW.trip_id; about := NEW.id; who := NEW.author; what := 'comment';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('trip event ' || trip::text, 0));
    INSERT INTO trip_events (tenant, trip_id, kind, number, subject, author, at)
        VALUES (NEW.tenant, trip, what, n, about, coalesce(who, ''), clock_timestamp());
    RETURN NULL;
END $$
"""
_TRIGGERS = {
    "trips": "AFTER UPDATE OF version",
    "runs": "AFTER INSERT OR UPDATE OF status",
    "trip_comments": "AFTER INSERT OR UPDATE",
}


def upgrade() -> None:
    op.add_column("runs", sa.Column("asked_by", sa.String(), nullable=False, server_default=""))
    _links_and_members()
    _comments()
    _public()
    op.create_table(
        "trip_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("trip_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Uuid(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_events")),
    )
    op.create_index("ix_trip_events_trip", "trip_events", ["trip_id", "id"])
    op.create_index("ix_trip_events_at", "trip_events", ["at"])
    for table in _TABLES:
        protect(table)
    op.execute(_TELL)
    for table, when in _TRIGGERS.items():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER tell_{table} {when} ON {table} DEFERRABLE INITIALLY DEFERRED"
            " FOR EACH ROW EXECUTE FUNCTION tell_trip_event()"
        )


_TABLES = (
    "trip_links",
    "trip_members",
    "trip_invitations",
    "trip_comments",
    "trip_readers",
    "comment_notices",
    "travellers",
    "follows",
    "public_trips",
    "trip_events",
)


def _trip(*, primary: bool = False) -> sa.Column[object]:
    return sa.Column(
        "trip_id",
        sa.Uuid(),
        sa.ForeignKey("trips.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary,
    )


def _links_and_members() -> None:
    op.create_table(
        "trip_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        _trip(),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("rights", sa.String(), nullable=False),
        sa.Column("sections", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=True),
        sa.Column("revoked_at", _AT, nullable=True),
        sa.Column("last_used_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_links")),
        sa.UniqueConstraint("tenant", "token_hash", name="uq_trip_links_token"),
        sa.CheckConstraint("rights IN ('view', 'edit')", name="ck_trip_links_rights"),
    )
    op.create_index("ix_trip_links_trip_id", "trip_links", ["trip_id"])
    op.create_table(
        "trip_members",
        _trip(primary=True),
        sa.Column("member", sa.String(), nullable=False, primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("link_id", sa.Uuid(), sa.ForeignKey("trip_links.id", ondelete="CASCADE"), nullable=True),
        sa.Column("joined_at", _AT, nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'editor')", name="ck_trip_members_role"),
    )
    op.create_index("ix_trip_members_member", "trip_members", ["tenant", "member"])
    op.create_table(
        "trip_invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        _trip(),
        sa.Column("email_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.Column("accepted_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_invitations")),
        sa.UniqueConstraint("trip_id", "email_hash", name="uq_trip_invitations_email"),
        sa.UniqueConstraint("tenant", "token_hash", name="uq_trip_invitations_token"),
        sa.CheckConstraint("role IN ('viewer', 'editor')", name="ck_trip_invitations_role"),
    )


def _comments() -> None:
    op.create_table(
        "trip_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        _trip(),
        sa.Column("parent_id", sa.Uuid(), sa.ForeignKey("trip_comments.id", ondelete="CASCADE"), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("mentions", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("edited_at", _AT, nullable=True),
        sa.Column("deleted_at", _AT, nullable=True),
        sa.Column("resolved_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_comments")),
    )
    op.create_index("ix_trip_comments_trip", "trip_comments", ["trip_id", "created_at"])
    op.create_table(
        "trip_readers",
        _trip(primary=True),
        sa.Column("reader", sa.String(), nullable=False, primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("read_at", _AT, nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("written_at", _AT, nullable=True),
    )
    op.create_table(
        "comment_notices",
        sa.Column("comment_id", sa.Uuid(), sa.ForeignKey("trip_comments.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("reader", sa.String(), nullable=False, primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        _trip(),
        sa.Column("created_at", _AT, nullable=False),
    )
    op.create_index("ix_comment_notices_reader", "comment_notices", ["trip_id", "reader"])


def _public() -> None:
    op.create_table(
        "travellers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travellers")),
        sa.UniqueConstraint("tenant", "owner", name="uq_travellers_owner"),
    )
    op.create_table(
        "follows",
        sa.Column("owner", sa.String(), nullable=False, primary_key=True),
        sa.Column("traveller_id", sa.Uuid(), sa.ForeignKey("travellers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
    )
    op.create_table(
        "public_trips",
        _trip(primary=True),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("sections", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("traveller_id", sa.Uuid(), sa.ForeignKey("travellers.id", ondelete="SET NULL"), nullable=True),
        sa.Column("published_at", _AT, nullable=False),
        sa.UniqueConstraint("tenant", "slug", name="uq_public_trips_slug"),
    )
    op.create_index(
        "ix_public_trips_gallery", "public_trips", ["tenant", "published_at"], postgresql_where=sa.text("listed")
    )


def downgrade() -> None:
    for table in _TRIGGERS:
        op.execute(f"DROP TRIGGER tell_{table} ON {table}")
    op.execute("DROP FUNCTION tell_trip_event()")
    for table in reversed(_TABLES):
        op.drop_table(table)
    op.drop_column("runs", "asked_by")
