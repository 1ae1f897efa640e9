"""the product's two roles, row-level security on every table, tenants"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from infra.database import APP, CHECKPOINTS, PLATFORM
from services.protection import READ, protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("trips", "trip_versions", "runs", "messages", "budgets", "budget_holds", "link_events", "clicks")
_EVERYBODYS = ("provider_settings", "provider_keys")


_SCRATCH = ("checkpoints", "checkpoint_blobs", "checkpoint_writes", "checkpoint_migrations")


def upgrade() -> None:
    for role in (APP, PLATFORM):
        _create_role(role)
    op.execute(f"CREATE SCHEMA {CHECKPOINTS} AUTHORIZATION {PLATFORM}")  # the workers' scratch, out of the app's sight
    for table in _SCRATCH:
        if sa.inspect(op.get_bind()).has_table(table):
            op.execute(f"ALTER TABLE public.{table} OWNER TO {PLATFORM}")
            op.execute(f"ALTER TABLE public.{table} SET SCHEMA {CHECKPOINTS}")
    for table in (*_TABLES, "conversion_events", "conversions", "costs"):
        protect(table)
    for table in _EVERYBODYS:
        protect(table, everybody="*")
    op.create_table(
        "tenants",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("branding", postgresql.JSONB(), nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenants")),
        sa.UniqueConstraint("slug", name=op.f("uq_tenants_slug")),
        sa.UniqueConstraint("domain", name=op.f("uq_tenants_domain")),
        sa.CheckConstraint("status IN ('active', 'suspended')", name="ck_tenants_status"),
    )
    protect("tenants", app=f"{READ}, UPDATE (name, branding, settings, version, updated_at)", column="id")
    op.execute(
        "INSERT INTO tenants (id, slug, name, status, tier, branding, settings, version, created_at, updated_at)"
        " VALUES ('public', 'public', 'Tripwright', 'active', 'free', '{}', '{}', 1, now(), now())"
    )


def downgrade() -> None:
    op.drop_table("tenants")
    op.execute(f"DROP SCHEMA {CHECKPOINTS} CASCADE")
    for table in (*_TABLES, "conversion_events", "conversions", "costs", *_EVERYBODYS):
        for policy in ("own_tenant", "everybody", "every_tenant"):
            op.execute(f'DROP POLICY IF EXISTS {policy} ON "{table}"')
        op.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        op.execute(f'REVOKE ALL ON "{table}" FROM {APP}, {PLATFORM}')


def _create_role(role: str) -> None:
    """Roles belong to the server and not to one database: another database's migration may be making them now."""
    op.execute(
        f"""
        DO $$ BEGIN
            CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$
        """
    )
    op.execute(f"GRANT {role} TO CURRENT_USER")
    op.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
