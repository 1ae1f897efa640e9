"""What a migration says of every table: whose rows it holds, and who may do what with them.

Two roles of PostgreSQL serve the product. `tripwright_app` sees the rows of one tenant, the one that
its transaction has named (`infra.database.in_tenant`), and none without a name; it owns nothing and
cannot bypass that. `tripwright_platform` sees all tenants and is for what must: resolving a tenant,
sweepers, meters, the platform's console.
"""

from __future__ import annotations

from alembic import op

from infra.database import APP, PLATFORM, TENANT_SETTING

ALL = "SELECT, INSERT, UPDATE, DELETE"
APPEND = "SELECT, INSERT"
READ = "SELECT"


def protect(table: str, *, app: str = ALL, platform: str = ALL, column: str = "tenant", everybody: str = "") -> None:
    """Row-level security on a new table, forced on its owner too; `app` and `platform` are what each may do.

    Rows whose `column` is `everybody`, where one is named, may be read in every tenant but written in none.
    """
    mine = f"{column} = current_setting('{TENANT_SETTING}', true)"
    seen = f"({mine} OR {column} = '{everybody}')" if everybody else mine
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY own_tenant ON "{table}" TO {APP} USING ({mine}) WITH CHECK ({mine})')
    if everybody:
        op.execute(f'CREATE POLICY everybody ON "{table}" FOR SELECT TO {APP} USING ({seen})')
    op.execute(f'CREATE POLICY every_tenant ON "{table}" TO {PLATFORM} USING (true) WITH CHECK (true)')
    op.execute(f'GRANT {app} ON "{table}" TO {APP}')
    op.execute(f'GRANT {platform} ON "{table}" TO {PLATFORM}')
