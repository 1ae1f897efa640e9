from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from infra.database import build_engine
from infra.telemetry.metrics import REGISTRY
from infra.telemetry.queries import SLOW, kind_of, pool_use
from infra.telemetry.statistics import RECORDER
from tests.infra.telemetry.spans import in_memory


@pytest.fixture
async def engine(settings):
    built = build_engine(settings.database_url)
    yield built
    await built.dispose()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("SELECT 1", "SELECT"),
        ("\n  select 1", "SELECT"),
        ("(SELECT 1)", "SELECT"),
        ("INSERT INTO trips VALUES (1)", "INSERT"),
        ("update trips set a = 1", "UPDATE"),
        ("DELETE FROM trips", "DELETE"),
        ("WITH old AS (SELECT 1) DELETE FROM trips", "DELETE"),
        ("WITH a AS (SELECT 1) SELECT * FROM a", "SELECT"),
        ("SET search_path = x", "OTHER"),
        ("", "OTHER"),
    ],
)
def test_a_statement_is_known_by_its_first_word(statement, kind):
    assert kind_of(statement) == kind


async def test_statements_are_counted_and_timed_by_kind(engine):
    RECORDER.take()
    before = REGISTRY.get_sample_value("tripwright_db_queries_total", {"statement": "SELECT"}) or 0
    async with engine.connect() as connection:
        await connection.execute(text("SELECT pg_sleep(0.01)"))
    assert REGISTRY.get_sample_value("tripwright_db_queries_total", {"statement": "SELECT"}) > before
    figures = RECORDER.take()["*", "statements", "SELECT"]
    assert figures.total_us >= 10_000
    assert set(figures.outcomes) == {"ok"}


async def test_a_statement_that_fails_is_an_error_in_figures_and_trace_without_its_values(
    engine, monkeypatch, settings
):
    exporter = in_memory(monkeypatch, settings, ("infra.telemetry.queries", "infra.telemetry.agents"))
    from infra.telemetry.agents import agent_work

    RECORDER.take()
    with agent_work("intent", "run"), pytest.raises(ProgrammingError):
        async with engine.connect() as connection:
            await connection.execute(text("SELECT nothing FROM trips WHERE title = :title"), {"title": "Ada's trip"})
    assert RECORDER.take()["*", "statements", "SELECT"].outcomes["error"] == 1
    span = next(one for one in exporter.get_finished_spans() if one.attributes.get("error.type"))
    assert not span.status.is_ok
    assert "Ada" not in f"{span.attributes} {span.events} {span.status.description}"


async def test_a_query_that_nobody_traces_makes_no_trace_of_its_own(engine, monkeypatch, settings):
    exporter = in_memory(monkeypatch, settings, ("infra.telemetry.queries",))
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    assert exporter.get_finished_spans() == ()


async def test_only_slow_statements_are_kept_with_placeholders(engine, monkeypatch):
    monkeypatch.setattr(SLOW, "limit_s", 0.3)
    SLOW.take()
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        await connection.execute(text("SELECT pg_sleep(0.31), :name"), {"name": "Ada"})
    (slow,) = SLOW.take()
    assert slow["seconds"] >= 0.31
    assert "pg_sleep" in slow["statement"]
    assert "Ada" not in slow["statement"]


async def test_lent_connections_are_told(engine):
    before = pool_use()
    async with engine.connect():
        assert pool_use().in_use == before.in_use + 1
    assert pool_use().in_use == before.in_use
    assert before.most >= 30
