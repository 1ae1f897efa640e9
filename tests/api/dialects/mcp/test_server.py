"""The SDK's own client against the running product, over both transports."""

from __future__ import annotations

import json
import sys
from contextlib import asynccontextmanager

import httpx
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from infra.settings import ROOT

pytestmark = pytest.mark.xdist_group("journey")  # with its product
WISH = "2 days in Rome from 12 April 2027, two of us, about 900 euros"
NAMES = {"plan", "edit", "get_trip", "search", "verify", "export"}
_NOT_FOR_TOOLS = ("tenant", "payee", "price", "amount", "account", "iban", "owner")


@asynccontextmanager
async def over_http(url, key, mode="auto"):
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


@asynccontextmanager
async def over_stdio(url, key):
    told = {"TRIPWRIGHT_URL": url, "TRIPWRIGHT_API_KEY": key}
    server = StdioServerParameters(command=sys.executable, args=["-m", "cli", "mcp"], env=told, cwd=ROOT)
    async with Client(stdio_client(server)) as client:
        yield client


@pytest.fixture(params=[over_http, over_stdio], ids=["http", "stdio"])
def connect(request, product_url, api_key):
    return lambda: request.param(product_url, api_key)


async def call(client, name, told=None, **arguments):
    result = await client.call_tool(name, arguments, progress_callback=told)
    assert not result.is_error, result.content
    return result.structured_content


async def test_a_trip_is_planned_changed_verified_and_exported(connect):
    heard = []

    async def told(progress, total, message):
        heard.append((progress, message))

    async with connect() as client:
        planned = await call(client, "plan", told, wish=WISH)
        assert planned["kind"] == "planned"
        assert [step for step, _ in heard] == sorted({step for step, _ in heard})
        assert any("Days solved" in message for _, message in heard)
        trip = planned["trip"]
        assert [day["number"] for day in trip["days"]] == [1, 2]
        assert trip["certified"] is True
        stop = trip["days"][0]["stops"][0]
        assert stop["name"]["untrusted"] is True
        shown = await call(client, "edit", trip_id=trip["trip_id"], change="start at 10 on day 2", review=True)
        assert (shown["kind"], shown["trip"]["version"]) == ("proposal", 1)
        changed = await call(client, "edit", trip_id=trip["trip_id"], change="yes")
        assert (changed["kind"], changed["trip"]["version"]) == ("planned", 2)
        verified = await call(client, "verify", trip_id=trip["trip_id"])
        assert verified["certificate"]["valid"] is True
        exported = await call(client, "export", trip_id=trip["trip_id"], format="ics")
        assert exported["text"]["text"].startswith("BEGIN:VCALENDAR")
        workbook = await call(client, "export", trip_id=trip["trip_id"], format="xlsx")
        assert workbook["data"]
        assert (await call(client, "get_trip", trip_id=trip["trip_id"]))["version"] == 2
        document = await client.read_resource(f"trip://{trip['trip_id']}")
        assert json.loads(document.contents[0].text)["certificate"]["valid"] is True


async def test_a_question_is_a_result_and_answered_by_an_edit(product_url, api_key):
    async with over_http(product_url, api_key) as client:
        asked = await call(client, "plan", wish="a trip to Rome for two")
        assert asked["kind"] == "question"
        answered = await call(client, "edit", trip_id=asked["trip"]["trip_id"], change="2 days from 12 April 2027")
        assert answered["kind"] == "planned"


async def test_cities_and_places_are_found(product_url, api_key):
    async with over_http(product_url, api_key) as client:
        cities = (await call(client, "search", words="kyot"))["found"]
        assert cities[0]["id"] == "kyoto"
        places = (await call(client, "search", words="temple", city="kyoto", kind="sight"))["found"]
        assert {place["kind"] for place in places} == {"sight"}


async def test_what_a_route_refuses_the_tool_says(product_url, api_key):
    async with over_http(product_url, api_key) as client:
        refused = await client.call_tool("get_trip", {"trip_id": "7d5c1e3a-0000-4000-8000-000000000000"})
        assert refused.is_error
        assert "there is no trip" in refused.content[0].text
        with pytest.raises(MCPError):
            await client.read_resource("trip://7d5c1e3a-0000-4000-8000-000000000000")


async def test_schemas_and_hints_say_what_each_tool_takes_gives_and_does(connect):
    async with connect() as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        templates = {one.uri_template for one in (await client.list_resource_templates()).resource_templates}
    assert set(tools) == NAMES
    for tool in tools.values():
        assert tool.output_schema
        assert not [word for word in _NOT_FOR_TOOLS if word in json.dumps(tool.input_schema).lower()], tool.name
    read_only = {name for name, tool in tools.items() if tool.annotations.read_only_hint}
    assert read_only == NAMES - {"plan", "edit"}
    assert not any(tool.annotations.destructive_hint for tool in tools.values())
    assert templates == {"trip://{trip_id}", "trip://{trip_id}/markdown"}


async def test_clients_of_before_the_newest_version_are_served(product_url, api_key):
    async with over_http(product_url, api_key, mode="legacy") as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == NAMES


async def test_one_key_s_trips_are_not_another_s_and_nobody_enters_without(product_url, api_key, product, other_key):
    async with over_http(product_url, api_key) as mine:
        trip_id = (await call(mine, "plan", wish="a trip to Rome for two"))["trip"]["trip_id"]
    async with over_http(product_url, other_key) as theirs:
        assert (await theirs.call_tool("get_trip", {"trip_id": trip_id})).is_error
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    async with httpx.AsyncClient(base_url=product_url) as nobody:
        for path in ("/mcp", "/v1/mcp"):
            assert (await nobody.post(path, json=message)).status_code == 401
