from __future__ import annotations

import asyncio
import re

import pytest
from typer.testing import CliRunner

from cli.secrets import app
from infra.sealing import open_sealer


@pytest.fixture
def run(settings, monkeypatch, tmp_path):
    """The command line with keys of its own."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    open_sealer("", tmp_path)

    async def invoke(*arguments: str):
        return await asyncio.to_thread(CliRunner().invoke, app, arguments)

    return invoke


async def test_a_key_is_added_then_used(run, tmp_path):
    before = open_sealer("", tmp_path).keys
    assert (await run("add-key")).exit_code == 0
    assert open_sealer("", tmp_path).keys[0] == before[0]
    rotated = await run("rotate")
    assert "seals from now on" in rotated.output, rotated.output
    assert open_sealer("", tmp_path).keys[1] == before[0]
    assert "seals from now on" not in (await run("rotate")).output


async def test_with_keys_in_the_settings_the_operator_puts_them_there(run, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEYS", "A" * 43 + "=")
    said = await run("add-key")
    assert "SECRET_KEYS" in said.output
    assert len(said.output.strip().splitlines()[-1]) == 44


async def test_what_is_due_is_listed_without_any_value(run, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    said = await run("list")
    assert "OPENAI_API_KEY" in said.output
    assert "very-secret" not in said.output


async def test_every_process_is_told(run):
    said = (await run("changed", "OPENAI_API_KEY")).output
    assert re.search(r"\d+ processes heard of it", said), said
