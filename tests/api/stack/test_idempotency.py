from __future__ import annotations

import asyncio
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import func, select

from api.deps import Owner, Res
from api.guard import anyone
from infra.settings import ROOT
from services.events.service import announce
from services.events.tables import EventRow
from tests.api.stack.serving import built, serving
from tests.conftest import free_port

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Died(BaseException):
    """As if the process had ended here; what a real one leaves undone is in tests/faults/test_writes.py."""


def routes(router):
    @router.post("/count/{name}", status_code=201, dependencies=[anyone()])
    async def count(name: str, request: Request, response: Response, slow: float = 0) -> dict[str, int]:
        redis = request.app.state.resources.redis
        await asyncio.sleep(slow)
        response.headers["X-Made"] = uuid4().hex
        return {"count": await redis.incr(f"test:{name}")}

    @router.post("/fails-once/{name}", dependencies=[anyone()])
    async def fails_once(name: str, request: Request) -> dict[str, int]:
        count = await request.app.state.resources.redis.incr(f"test:{name}")
        if count == 1:
            raise HTTPException(503)
        return {"count": count}

    @router.post("/stream/{name}", dependencies=[anyone()])
    async def stream(name: str, request: Request) -> StreamingResponse:
        count = await request.app.state.resources.redis.incr(f"test:{name}")
        return StreamingResponse(iter([f"data: {count}\n\n"]), media_type="text/event-stream")

    @router.post("/row/{name}", status_code=201, dependencies=[anyone()])
    async def row(name: str, request: Request, res: Res) -> dict[str, str]:
        """Writes a row, and dies at the line that the test has named."""
        dies_at = request.headers.get("X-Dies-At")
        if dies_at == "begin":
            raise Died
        async with res.in_tenant() as session:
            announce(session, res.tenant, name, None)
            await session.flush()
            if dies_at == "written":
                raise Died
        if dies_at == "committed":
            raise Died
        return {"made": name}

    @router.get("/rows/{name}", dependencies=[anyone()])
    async def rows(name: str, res: Res) -> int:
        async with res.in_tenant() as session:
            return await session.scalar(select(func.count()).where(EventRow.kind == name)) or 0

    @router.post("/own/{name}", status_code=201, dependencies=[anyone()])
    async def own(name: str, request: Request, res: Res) -> dict[str, str]:
        """Finds by itself what it did before."""
        async with res.in_tenant() as session:
            if not await session.scalar(select(EventRow.id).where(EventRow.kind == name)):
                announce(session, res.tenant, name, None)
        if "X-Dies-At" in request.headers:
            raise Died
        return {"made": name}

    @router.post("/guest/{name}", dependencies=[anyone()])
    async def guest(name: str, request: Request, owner: Owner) -> dict[str, str | int]:
        return {"owner": owner, "count": await request.app.state.resources.redis.incr(f"test:{name}")}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(settings):
    async with serving(settings, routes) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_cookies(client):
    client.cookies.clear()


@pytest.fixture
def name():
    return uuid4().hex


@pytest.fixture
def key():
    return {"Idempotency-Key": uuid4().hex}


async def test_the_same_key_gives_the_same_answer_again(client, name, key):
    first = await client.post(f"/v1/test/count/{name}", headers=key)
    again = await client.post(f"/v1/test/count/{name}", headers=key)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json() == {"count": 1}
    assert first.headers["X-Made"] == again.headers["X-Made"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.headers["X-Request-ID"] != again.headers["X-Request-ID"]


async def test_without_a_key_every_request_counts(client, name):
    for expected in (1, 2):
        assert (await client.post(f"/v1/test/count/{name}")).json() == {"count": expected}


@pytest.mark.parametrize("change", ["body", "query", "path"])
async def test_the_same_key_with_another_request_is_refused_by_name(client, name, key, change):
    await client.post(f"/v1/test/count/{name}", headers=key, json={"a": 1})
    path = {"path": f"/v1/test/count/{name}x", "query": f"/v1/test/count/{name}?slow=0"}.get(change)
    body = {"a": 2} if change == "body" else {"a": 1}
    refused = await client.post(path or f"/v1/test/count/{name}", headers=key, json=body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "Idempotency-Key"


async def test_a_key_that_is_none_is_refused_by_name(client, name):
    refused = await client.post(f"/v1/test/count/{name}", headers={"Idempotency-Key": "short"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


async def test_what_failed_on_our_side_may_be_tried_again(client, name, key):
    assert (await client.post(f"/v1/test/fails-once/{name}", headers=key)).status_code == 503
    assert (await client.post(f"/v1/test/fails-once/{name}", headers=key)).json() == {"count": 2}


async def test_streams_are_not_kept(client, name, key):
    found = [(await client.post(f"/v1/test/stream/{name}", headers=key)).text for _ in range(2)]
    assert found == ["data: 1\n\n", "data: 2\n\n"]


async def test_keys_of_different_callers_do_not_meet(client, name, key):
    for guest, expected in (("a" * 32, 1), ("b" * 32, 2), ("a" * 32, 1)):
        client.cookies.set("tripwright_guest", guest)
        assert (await client.post(f"/v1/test/count/{name}", headers=key)).json() == {"count": expected}


async def test_a_guest_who_got_a_name_with_the_first_answer_finds_it_again_with_and_without_it(client, name, key):
    first = await client.post(f"/v1/test/guest/{name}", headers=key)
    with_name = await client.post(f"/v1/test/guest/{name}", headers=key)
    client.cookies.clear()
    without = await client.post(f"/v1/test/guest/{name}", headers=key)
    assert first.json() == with_name.json() == without.json()
    assert without.headers["Set-Cookie"] == first.headers["Set-Cookie"]


async def test_a_duplicate_waits_for_the_first_and_gets_its_answer(client, name, key):
    both = await asyncio.gather(*(client.post(f"/v1/test/count/{name}?slow=0.3", headers=key) for _ in range(2)))
    assert [one.json() for one in both] == [{"count": 1}] * 2
    assert sorted(one.headers.get("Idempotency-Replayed", "") for one in both) == ["", "true"]


async def test_a_request_that_takes_too_long_frees_its_key(settings, name, key):
    async with serving(settings, routes, request_timeout_s=0.2) as client:
        slow = await client.post(f"/v1/test/count/{name}?slow=1", headers=key)
        assert slow.status_code == 504
        await client.post(f"/v1/test/count/{name}", headers={"Idempotency-Key": uuid4().hex})
        again = await client.post(f"/v1/test/count/{name}?slow=0", headers=key)
    assert again.status_code in (201, 422)  # the key is free: another request may take it
    assert again.status_code == 201


async def test_without_redis_a_write_goes_on(settings, name, key):
    def plain(router):
        @router.post("/plain", dependencies=[anyone()])
        async def write() -> int:
            return 1

    async with serving(settings, plain, redis_url="redis://127.0.0.1:1/0") as client:
        assert (await client.post("/v1/test/plain", headers=key)).json() == 1


async def rows(client, name: str) -> int:
    return (await client.get(f"/v1/test/rows/{name}")).json()


async def dying(client, line: str, path: str, key) -> None:
    with pytest.raises(Died):
        await client.post(path, headers={**key, "X-Dies-At": line})


@pytest.mark.parametrize("line", ["begin", "written"])
async def test_who_died_before_the_commit_has_done_nothing_and_it_is_done_once(client, name, key, line):
    await dying(client, line, f"/v1/test/row/{name}", key)
    assert await rows(client, name) == 0
    for _ in range(2):
        assert (await client.post(f"/v1/test/row/{name}", headers=key)).json() == {"made": name}
    assert await rows(client, name) == 1


async def test_who_died_after_the_commit_has_done_it_and_it_is_not_done_again(client, name, key):
    await dying(client, "committed", f"/v1/test/row/{name}", key)
    for _ in range(2):
        told = await client.post(f"/v1/test/row/{name}", headers=key)
        assert (told.status_code, told.json()["type"]) == (409, "/problems/done-before")
        assert "its answer was lost" in told.json()["detail"]
    assert await rows(client, name) == 1
    with_another = await client.post(f"/v1/test/row/{name}", headers={"Idempotency-Key": uuid4().hex})
    assert with_another.status_code == 201


async def test_a_route_that_finds_what_it_did_gives_the_answer_that_was_lost(client, name, key):
    await dying(client, "committed", f"/v1/test/own/{name}", key)
    assert (await client.post(f"/v1/test/own/{name}", headers=key)).json() == {"made": name}
    assert await rows(client, name) == 1


async def test_without_redis_a_write_is_done_once_all_the_same(settings, client, name, key):
    async with serving(settings, routes, redis_url="redis://127.0.0.1:1/0") as other:
        told = await asyncio.gather(*(other.post(f"/v1/test/row/{name}", headers=key) for _ in range(5)))
    assert sorted(one.status_code for one in told) == [201, 409, 409, 409, 409]
    assert await rows(client, name) == 1


async def test_every_route_writes_where_its_key_is_marked():
    """`Resources.in_tenant`, `across` and `everywhere` do; a session of one's own would not."""
    own = {"platform.begin(", "sessions.begin(", "platform()", "sessions()"}
    sources = {path: path.read_text() for path in (ROOT / "api").rglob("*.py") if path.name != "resources.py"}
    found = [(path.name, one) for path, text in sources.items() for one in own if f".{one}" in text]
    assert not found


async def _served(app, port):
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="on"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    return server, task


async def test_a_hundred_requests_at_once_to_two_servers_make_one_effect(settings, name, key):
    ports = (free_port(), free_port())
    running = [await _served(built(settings, routes), port) for port in ports]
    try:
        async with httpx.AsyncClient(timeout=20, limits=httpx.Limits(max_connections=100)) as client:
            sent = (
                client.post(f"http://127.0.0.1:{ports[number % 2]}/v1/test/count/{name}?slow=0.05", headers=key)
                for number in range(100)
            )
            answers = await asyncio.gather(*sent)
    finally:
        for server, task in running:
            server.should_exit = True
            await task
    assert {one.status_code for one in answers} == {201}
    assert {one.json()["count"] for one in answers} == {1}
    assert sum("Idempotency-Replayed" in one.headers for one in answers) == 99
