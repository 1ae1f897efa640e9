"""API keys, second factors, passkeys, identity providers and the identities they vouch for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.protection import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("api_keys", "totp_secrets", "recovery_codes", "passkeys", "identity_providers", "external_identities")


def upgrade() -> None:
    _api_keys()
    _second_factors()
    _passkeys()
    _federation()
    for table in _TABLES:
        if table != "identity_providers":
            op.create_foreign_key(
                op.f(f"fk_{table}_user_id_users"), table, "users", ["user_id"], ["id"], ondelete="CASCADE"
            )
        protect(table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("beginning", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("former_digest", sa.LargeBinary(), nullable=True),
        _instant("former_until", nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("networks", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("hourly_limit", sa.Integer(), nullable=True),
        _instant("created_at"),
        _instant("expires_at", nullable=True),
        _instant("last_used_at", nullable=True),
        _instant("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_keys_digest")),
        sa.UniqueConstraint("former_digest", name=op.f("uq_api_keys_former_digest")),
    )
    op.create_index("ix_api_keys_owner", "api_keys", ["tenant", "user_id"])


def _second_factors() -> None:
    op.create_table(
        "totp_secrets",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _instant("created_at"),
        _instant("confirmed_at", nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "user_id", name=op.f("pk_totp_secrets")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _instant("used_at", nullable=True),
        sa.PrimaryKeyConstraint("tenant", "user_id", "digest", name=op.f("pk_recovery_codes")),
    )


def _passkeys() -> None:
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("synced", sa.Boolean(), nullable=False),
        _instant("created_at"),
        _instant("last_used_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index("ix_passkeys_owner", "passkeys", ["tenant", "user_id"])


def _federation() -> None:
    op.create_table(
        "identity_providers",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("tenant", "name", name=op.f("pk_identity_providers")),
        sa.CheckConstraint("kind IN ('oidc', 'saml', 'ldap')", name="ck_identity_providers_kind"),
    )
    op.create_table(
        "external_identities",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        _instant("linked_at"),
        _instant("last_used_at"),
        sa.PrimaryKeyConstraint("tenant", "issuer", "subject", name=op.f("pk_external_identities")),
    )
    op.create_index("ix_external_identities_owner", "external_identities", ["tenant", "user_id"])
