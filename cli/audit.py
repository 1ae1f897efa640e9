"""`./tripwright audit verify`: does the audit log hold, and where does it break."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from infra.database import PLATFORM, build_engine, build_sessions, in_tenant
from infra.embedded import with_servers
from infra.sealing import open_sealer
from infra.settings import Settings
from services.audit.anchors import Signer
from services.audit.repository import tenants_with_entries
from services.audit.schemas import Verification
from services.audit.service import AuditService

app = typer.Typer(no_args_is_help=True, help="The audit log.")


@app.callback()
def main() -> None:
    """The audit log."""


@app.command()
def verify(
    tenant: Annotated[str | None, typer.Option(help="one tenant; without it all of them")] = None,
) -> None:
    """Read the whole log and check every seal; ends with 1 where it does not hold."""
    found = asyncio.run(_verify(with_servers(Settings()), tenant))
    table = Table("tenant", "holds", "entries", "from", "to", "anchors", "of keys we lack")
    for one in found:
        counts = (one.entries, one.first, one.last, one.anchors, one.unproven)
        table.add_row(one.tenant, "yes" if one.holds else "[red]NO[/red]", *map(str, counts))
    console = Console()
    console.print(table)
    for one in found:
        for broken in one.breaks:
            console.print(f"{one.tenant}, entry {broken.number}: {broken.reason}", style="red", markup=False)
    raise typer.Exit(0 if all(one.holds for one in found) else 1)


async def _verify(settings: Settings, tenant: str | None) -> list[Verification]:
    signer = Signer.of(open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir))
    engine = build_engine(settings.database_url, PLATFORM)
    sessions = build_sessions(engine)
    try:
        async with sessions() as session:
            names = [tenant] if tenant else await tenants_with_entries(session)
        found = []
        for name in names:
            async with in_tenant(sessions, name) as session:
                found.append(await AuditService(session, name, signer).verify())
        return found
    finally:
        await engine.dispose()
