"""the audit log and its anchors, consents, privacy requests, trips that are deleted softly"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from infra.database import PLATFORM
from services.protection import APPEND, protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_AUDIT = ("audit_entries", "audit_anchors")
_PRIVACY = ("privacy_archives", "privacy_requests", "consents")
_YEARS = 7
_TEXTS = ("resource", "resource_id", "ip", "user_agent", "request_id", "trace_id")


def upgrade() -> None:
    _audit()
    for table in _AUDIT:
        protect(table, app=APPEND, platform=APPEND)
    _append_only()
    _privacy()
    protect("consents", app="SELECT, INSERT, UPDATE (owner, ip, user_agent)")
    protect("privacy_requests")
    protect("privacy_archives")
    op.add_column("trips", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_trips_deleted_at", "trips", ["deleted_at"], postgresql_where=sa.text("deleted_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_trips_deleted_at", "trips")
    op.drop_column("trips", "deleted_at")
    op.execute("DROP FUNCTION audit_retain(text, bigint)")
    for table in (*_PRIVACY, *_AUDIT):
        op.drop_table(table)
    op.execute("DROP FUNCTION audit_is_append_only()")


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _at("at"),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("changes", postgresql.JSON(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="pk_audit_entries"),
        sa.UniqueConstraint("id", name="uq_audit_entries_id"),
    )
    op.create_index("ix_audit_entries_at", "audit_entries", ["tenant", "at"])
    op.create_index("ix_audit_entries_user", "audit_entries", ["tenant", "user_id", "number"])
    op.create_index("ix_audit_entries_action", "audit_entries", ["tenant", "action", "number"])
    op.create_table(
        "audit_anchors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        _at("at"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_anchors"),
        sa.CheckConstraint("kind IN ('begin', 'head')", name="ck_audit_anchors_kind"),
    )
    op.create_index("ix_audit_anchors_number", "audit_anchors", ["tenant", "number"])


def _append_only() -> None:
    """Nobody changes or removes an entry, its owner neither, but for the retention job's function and old entries."""
    op.execute(
        f"""
        CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_entries'
               AND current_setting('tripwright.retention', true) = 'on' THEN
                IF OLD.at < now() - interval '{_YEARS} years' THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
        END $$
        """
    )
    for table in _AUDIT:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        )
    op.execute(
        f"""
        CREATE FUNCTION audit_retain(of_tenant text, up_to bigint) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
        DECLARE gone bigint;
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM public.audit_anchors
                           WHERE tenant = of_tenant AND number = up_to AND kind = 'begin') THEN
                RAISE EXCEPTION 'no anchor stands for what would be removed';
            END IF;
            PERFORM set_config('tripwright.retention', 'on', true);
            DELETE FROM public.audit_entries WHERE tenant = of_tenant AND number <= up_to
                AND at < now() - interval '{_YEARS} years';
            GET DIAGNOSTICS gone = ROW_COUNT;
            PERFORM set_config('tripwright.retention', 'off', true);
            RETURN gone;
        END $$
        """  # noqa: S608 - a number of our own
    )
    op.execute("REVOKE ALL ON FUNCTION audit_retain(text, bigint) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION audit_retain(text, bigint) TO {PLATFORM}")


def _privacy() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        _at("at"),
        sa.Column("ip", sa.String(), nullable=True),
        sa.Column("user_agent", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_owner", "consents", ["tenant", "owner", "at"])
    op.create_table(
        "privacy_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        _at("asked_at"),
        _at("due_at"),
        _at("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_privacy_requests"),
        sa.CheckConstraint("kind IN ('export', 'delete')", name="ck_privacy_requests_kind"),
        sa.CheckConstraint("status IN ('open', 'done', 'cancelled', 'expired')", name="ck_privacy_requests_status"),
    )
    op.create_index("ix_privacy_requests_user", "privacy_requests", ["tenant", "user_id", "asked_at"])
    open_ = sa.text("status = 'open'")
    op.create_index("ix_privacy_requests_due", "privacy_requests", ["due_at"], postgresql_where=open_)
    op.create_index(
        "uq_privacy_requests_open",
        "privacy_requests",
        ["tenant", "user_id", "kind"],
        unique=True,
        postgresql_where=open_,
    )
    op.create_table(
        "privacy_archives",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _at("expires_at"),
        sa.PrimaryKeyConstraint("request_id", name="pk_privacy_archives"),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["privacy_requests.id"],
            name="fk_privacy_archives_request_id_privacy_requests",
            ondelete="CASCADE",
        ),
    )
