"""How soon the cost pages answer over many rows: `python -m benchmarks.console_costs [--rows N] [--keep]`.

Generates calls of 40 tenants over 90 days (50 a run, three runs a trip, each of one of 4,000 users, a user of one
tenant) in a database of its own, rolls them up, and times each endpoint of the
application in this process (median and worst of five) beside the naive query over the calls themselves in the same
run (the baseline; once, for it is slow). A platform administrator asks about all tenants, then about one.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import httpx
import psycopg
from pydantic import SecretStr
from rich.console import Console
from rich.table import Table

from api.app import create_app
from infra.database import PLATFORM, build_engine, build_sessions
from infra.embedded import start_postgres, start_redis
from infra.settings import Settings
from services.migrate import upgrade
from services.usage.rollup import roll_up

DATABASE, TOKEN, TRIES = "bench_console_costs", "benchmark", 5
TARGET_S = 2.0
_GENERATE = """
INSERT INTO costs (id, tenant, "user", run_id, at, kind, service, provider, model, outcome, latency_ms, tries, quantity,
                   tokens_in, tokens_out, tokens_cached, cost_usd, agent, feature, trip_id, prompt, written_at)
SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       'agency-' || (n / 150 %% 40), 'user:' || md5((n / 150 %% 4000)::text)::uuid, md5((n / 50)::text)::uuid::text,
       now() - interval '90 days' * (1 - n / %(rows)s::float),
       (ARRAY['llm','maps','images','weather','database'])[1 + n %% 5],
       (ARRAY['llm','places','images','weather','database'])[1 + n %% 5],
       (ARRAY['gemini','google-places','unsplash','open-meteo','postgresql'])[1 + n %% 5],
       CASE n %% 5 WHEN 0 THEN (ARRAY['gemini-2.5-flash','gemini-2.5-flash-lite'])[1 + (n / 5) %% 2] ELSE '' END,
       (ARRAY['ok','ok','ok','ok','cached','ok','timeout','ok','ok','rejected'])[1 + (n / 7) %% 10],
       50 + n %% 900, 1, 1,
       CASE n %% 5 WHEN 0 THEN 500 + n %% 3000 END, CASE n %% 5 WHEN 0 THEN 100 + n %% 700 END,
       CASE n %% 5 WHEN 0 THEN n %% 300 END,
       CASE WHEN n %% 11 = 0 THEN NULL ELSE (n %% 900) * 0.000001 END,
       (ARRAY['intent','discovery','optimisation','refinement','booking','rendering',''])[1 + n %% 7],
       (ARRAY['planning','planning','search','writing'])[1 + (n / 3) %% 4],
       md5((n / 150)::text)::uuid::text, '', now()
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
"""
_STEP = 500_000


@dataclass(frozen=True)
class Asked:
    """An endpoint, and the query over the raw calls that answers the same; None: the roll-up is not what serves it."""

    name: str
    path: str
    naive: str | None = None


_SINCE = "at >= date_trunc('day', now()) - interval '89 days'"


def asked(tenant: str) -> tuple[Asked, ...]:
    mine = "" if tenant == "*" else f" AND tenant = '{tenant}'"
    whose = f"tenant={tenant}"

    def by(column: str) -> str:
        return (
            f"SELECT {column}, count(*), sum(cost_usd), sum(tokens_in), count(*) FILTER (WHERE cost_usd IS NULL)"
            f" FROM costs WHERE {_SINCE}{mine} GROUP BY 1 ORDER BY 3 DESC NULLS LAST LIMIT 50"
        )

    names = ("tenant", "provider", "model", "agent", "feature", "kind", "service")
    return (
        Asked("overview, 90 days", f"overview?days=90&{whose}", by("date_trunc('day', at)")),
        Asked("overview, today", f"overview?days=1&{whose}"),
        Asked("overview, Kathmandu", f"overview?days=90&zone=Asia/Kathmandu&{whose}"),
        *(Asked(f"by {name}", f"by/{name}?days=90&{whose}", by(name)) for name in names),
        Asked("by user", f"by/user?days=90&{whose}", by('"user"')),
        Asked("by trip", f"by/trip?days=90&{whose}", by("trip_id")),
        Asked("dearest runs", f"runs?days=90&{whose}", by("run_id")),
        Asked("forecast", f"forecast?{whose}"),
        Asked("what-if", f"what-if?model=openai/gpt-4o-mini&{whose}"),
        Asked("recommendations", f"recommendations?{whose}"),
        Asked("budgets", f"budgets?{whose}"),
    )


def prepare(data_dir_url: str, rows: int, *, keep: bool) -> str:
    """A database with so many calls; with `keep` one that is there already is taken as it is."""
    url = data_dir_url.replace("/postgres?", f"/{DATABASE}?", 1)
    with psycopg.connect(data_dir_url, autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        if there and keep:
            upgrade(url)
            return url
        server.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{DATABASE}"')
    upgrade(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        for first in range(1, rows + 1, _STEP):
            last = min(rows, first + _STEP - 1)
            connection.execute(_GENERATE, {"rows": rows, "first": first, "last": last})
        connection.execute("ANALYZE")
    return url


async def summed(url: str) -> tuple[int, float]:
    engine = build_engine(url, PLATFORM)
    begun = time.perf_counter()
    try:
        return await roll_up(build_sessions(engine)), time.perf_counter() - begun
    finally:
        await engine.dispose()


async def timed(client: httpx.AsyncClient, path: str) -> list[float]:
    """Milliseconds of each try, the first included."""
    found = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        answer = await client.get(f"/v1/admin/costs/{path}")
        found.append((time.perf_counter() - begun) * 1000)
        answer.raise_for_status()
    return found


async def whole_page(client: httpx.AsyncClient, paths: Sequence[str]) -> float:
    """Milliseconds for all that the dashboard asks at once."""
    begun = time.perf_counter()
    answers = await asyncio.gather(*(client.get(f"/v1/admin/costs/{path}") for path in paths))
    for answer in answers:
        answer.raise_for_status()
    return (time.perf_counter() - begun) * 1000


def naive_ms(url: str, query: str) -> float:
    with psycopg.connect(url) as connection:
        begun = time.perf_counter()
        connection.execute(query).fetchall()
        return (time.perf_counter() - begun) * 1000


async def measure(settings: Settings, console: Console) -> bool:
    """Print the table; whether every page came within two seconds."""
    app, slowest = create_app(settings), 0.0
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=120) as client:
            client.headers["Authorization"] = f"Bearer {TOKEN}"
            for tenant in ("*", "agency-7"):
                table = Table("endpoint", "median ms", "worst ms", "naive ms", title=f"tenant {tenant}")
                for one in asked(tenant):
                    times = await timed(client, one.path)
                    naive = f"{naive_ms(settings.database_url, one.naive):,.0f}" if one.naive else ""
                    table.add_row(one.name, f"{median(times):,.0f}", f"{max(times):,.0f}", naive)
                    slowest = max(slowest, *times)
                paths = [f"overview?days=30&tenant={tenant}", f"forecast?tenant={tenant}", f"budgets?tenant={tenant}"]
                paths += [f"by/{name}?days=30&tenant={tenant}" for name in ("provider", "user")]
                paths += [f"runs?days=30&tenant={tenant}", f"recommendations?tenant={tenant}"]
                page = await whole_page(client, paths)
                table.add_row("the whole page, 30 days", f"{page:,.0f}", f"{page:,.0f}", "")
                slowest = max(slowest, page)
                console.print(table)
    console.print(f"slowest {slowest:,.0f} ms, wanted at most {TARGET_S * 1000:,.0f} ms")
    return slowest <= TARGET_S * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000_000)
    options.add_argument("--keep", action="store_true", help="take the database of the last time, and leave it there")
    given, console = options.parse_args(), Console()
    base = Settings()
    server = base.database_url or start_postgres(base.data_dir)
    begun = time.perf_counter()
    url = prepare(server, given.rows, keep=given.keep)
    console.print(f"{given.rows:,} calls generated in {time.perf_counter() - begun:,.0f} s")
    days, seconds = asyncio.run(summed(url))
    console.print(f"{days} days rolled up in {seconds:,.1f} s")
    days, seconds = asyncio.run(summed(url))
    console.print(f"{days} days rolled up again in {seconds:,.1f} s")
    servers = {"database_url": url, "redis_url": base.redis_url or start_redis(base.data_dir)}
    ours = {"admin_token": SecretStr(TOKEN), "log_level": "error", "limits_enforced": False, "offline": True}
    raise SystemExit(0 if asyncio.run(measure(base.model_copy(update=servers | ours), console)) else 1)


if __name__ == "__main__":
    main()
