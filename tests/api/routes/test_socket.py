"""The socket of a real server: rooms, strangers, cuts, limits, and the end of everything."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import randrange
from uuid import uuid4

import httpx
import pytest
import uvicorn
import websockets
from prometheus_client import generate_latest
from sqlalchemy import text
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api.app import create_app
from api.live import connection as connections
from api.live import reading
from api.routes import socket
from domain.identity import PUBLIC_TENANT, Role
from infra.database import in_tenant
from infra.settings import ROOT
from infra.telemetry.metrics import REGISTRY
from services.sharing.tables import TripMember
from tests.api.sharing.trips_of import change_plan, make_someone
from tests.api.signing_in import headers_of, signed_in
from tests.conftest import free_port
from tests.make import make_itinerary


class Served:
    """A server of this process on a port of its own."""

    def __init__(self, app, port):
        self.app, self.at = app, f"127.0.0.1:{port}"

    @asynccontextmanager
    async def opened(self, someone=None, *, hello=True, **more):
        async with websockets.connect(f"ws://{self.at}/v1/live/socket", **more) as opened:
            talk = Talk(opened)
            if hello:
                await talk.say(type="hello", **({"token": token_of(someone)} if someone else {}))
                assert (await talk.next())["type"] == "welcome"
            yield talk

    async def post(self, path, someone, body):
        async with httpx.AsyncClient(base_url=f"http://{self.at}") as client:
            answer = await client.post(path, json=body, headers=someone.headers)
            assert answer.status_code < 300, answer.text
            return answer.json()

    async def get(self, path, headers):
        async with httpx.AsyncClient(base_url=f"http://{self.at}") as client:
            return await client.get(path, headers=headers)


@dataclass(frozen=True)
class Named:
    """Somebody by what they show."""

    headers: dict[str, str]


class Talk:
    def __init__(self, opened):
        self.opened = opened

    async def say(self, **message):
        await self.opened.send(json.dumps(message))

    async def next(self, *kinds):
        """The next message, of these kinds only where any are named."""
        async with asyncio.timeout(8):
            while True:
                message = json.loads(await self.opened.recv())
                if not kinds or message["type"] in kinds:
                    return message

    async def event(self, *kinds):
        async with asyncio.timeout(8):
            while (message := await self.next("event"))["event"]["type"] not in kinds:
                pass
        return message

    async def join(self, room, **more):
        await self.say(type="join", room=room, **more)
        return await self.next("joined", "error")

    async def end(self):
        """The code and reason with which the other side ends it."""
        with pytest.raises(ConnectionClosed) as closed:
            async with asyncio.timeout(10):
                while True:
                    await self.opened.recv()
        return closed.value.rcvd.code, closed.value.rcvd.reason


def token_of(someone):
    return someone.headers["Authorization"].removeprefix("Bearer ")


class Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self):
        """They are the test's own."""
        yield


@asynccontextmanager
async def serving(settings):
    port = free_port()
    app = create_app(settings)
    server = Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=3))
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield Served(app, port)
    server.should_exit = True
    await running


@pytest.fixture
async def served(settings):
    async with serving(settings) as running:
        yield running


@pytest.fixture
async def shared(sessions, trip, bo):
    await let_in(sessions, trip, bo)
    return trip


async def let_in(sessions, trip, someone):
    async with in_tenant(sessions, PUBLIC_TENANT) as session:
        session.add(
            TripMember(
                trip_id=trip, member=someone.owner, tenant=PUBLIC_TENANT, role="editor", joined_at=datetime.now(UTC)
            )
        )


async def test_two_in_a_room_hear_each_other_and_the_owner_in_their_own(served, sessions, ada, bo, shared):
    room = f"trip:{shared}"
    async with served.opened(ada) as first, served.opened(bo) as second:
        assert await first.join(room) == {"type": "joined", "room": room}
        assert (await first.next())["event"]["type"] == "hello"
        await second.join(room)
        await first.join("me")
        said = await served.post(f"/v1/trips/{shared}/comments", bo, {"text": "Hi"})
        heard = [await one.event("comment") for one in (first, second)]
        assert [one["event"]["subject"] for one in heard] == [said["id"]] * 2
        assert [one["event"]["by"]["you"] for one in heard] == [False, True]
        await change_plan(sessions, shared, make_itinerary(), by=bo.owner)
        mine = await first.event("notification")
        assert mine["room"] == "me"
        assert (await second.event("version"))["event"]["version"] == 2


async def test_a_stranger_and_somebody_of_another_agency_hear_of_no_such_trip(
    served, settings, sessions, trip, owner_of
):
    stranger = await make_someone(settings)
    elsewhere = await owner_of("b")
    for who in (stranger, elsewhere):
        async with served.opened(who) as talk:
            answer = await talk.join(f"trip:{trip}")
            assert (answer["type"], answer["field"]) == ("error", "room")
            assert "trip" in answer["message"]


@pytest.fixture
async def owner_of(settings, platform):
    """Makes a user of an agency of their own, who is taken away with it."""
    names = []

    async def made(letter):
        name = f"socket-{letter}-{uuid4().hex[:8]}"
        names.append(name)
        async with platform.begin() as session:
            await session.execute(
                text(
                    "INSERT INTO tenants (id, slug, name, status, tier, branding, settings, version, created_at,"
                    " updated_at) VALUES (:n, :n, :n, 'active', 'enterprise', '{}', '{}', 1, now(), now())"
                ),
                {"n": name},
            )
        tokens = await signed_in(settings, {Role.ADMIN}, name)
        return Named(headers_of(tokens))

    yield made
    async with platform.begin() as session:
        for name in names:
            for table in ("users", "tenants"):
                column = "id" if table == "tenants" else "tenant"
                await session.execute(text(f"DELETE FROM {table} WHERE {column} = :n"), {"n": name})


async def test_after_a_cut_what_was_missed_comes_first_and_once(served, ada, bo, shared):
    room, words = f"trip:{shared}", [{"text": text} for text in ("One", "Two", "Three")]
    async with served.opened(ada) as talk:
        await talk.join(room)
        await served.post(f"/v1/trips/{shared}/comments", bo, words[0])
        seen = (await talk.event("comment"))["event"]["id"]
    missed = [(await served.post(f"/v1/trips/{shared}/comments", bo, body))["id"] for body in words[1:]]
    async with served.opened(ada) as talk:
        await talk.join(room, after=seen)
        assert [(await talk.event("comment"))["event"]["subject"] for _ in missed] == missed


async def test_whoever_lost_the_trip_leaves_its_room_within_a_heartbeat(served, sessions, ada, bo, shared, monkeypatch):
    monkeypatch.setattr(reading, "HEARTBEAT_S", 0.2)
    room = f"trip:{shared}"
    async with served.opened(bo) as talk:
        await talk.join(room)
        async with in_tenant(sessions, PUBLIC_TENANT) as session:
            await session.delete(await session.get_one(TripMember, (shared, bo.owner)))
        assert await talk.next("left") == {"type": "left", "room": room, "asked": False}
        await talk.say(type="ping")
        assert (await talk.next("pong"))["at"]


async def test_rooms_are_left_and_what_is_wrong_is_named(served, ada, trip):
    async with served.opened(ada) as talk:
        await talk.join("me")
        await talk.say(type="leave", room="me")
        assert await talk.next("left") == {"type": "left", "room": "me", "asked": True}
        for message, field in (
            ({"type": "leave", "room": "me"}, "room"),
            ({"type": "join", "room": "kitchen"}, "room"),
            ({"type": "join", "room": "me", "after": "x"}, "after"),
            ({"type": "dance"}, "type"),
            ({"type": "ping", "more": 1}, "more"),
        ):
            await talk.say(**message)
            answer = await talk.next("error")
            assert answer["field"] == field, answer
        await talk.opened.send("no json")
        assert (await talk.next("error"))["field"] == ""


async def test_there_is_a_room_too_many(served, ada, monkeypatch):
    monkeypatch.setattr(connections, "_MOST_ROOMS", 1)
    async with served.opened(ada) as talk:
        await talk.join("me")
        answer = await talk.join(f"trip:{uuid4()}")
        assert (answer["type"], answer["field"]) == ("error", "room")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('{"type": "ping"}', 4401),
        ('{"type": "hello", "token": "a.b.c"}', 4401),
        ('{"type": "hello"}', 4401),
        (json.dumps({"type": "hello", "token": "x" * 5000}), 1009),
        (b"bytes", 1003),
    ],
)
async def test_whoever_does_not_say_who_they_are_is_sent_away(served, said, code):
    async with served.opened(hello=False) as talk:
        await talk.opened.send(said)
        assert (await talk.end())[0] == code


async def test_whoever_says_nothing_is_sent_away(served, monkeypatch):
    monkeypatch.setattr(socket, "_HELLO_S", 0.2)
    async with served.opened(hello=False) as talk:
        assert (await talk.end())[0] == 4401


async def test_a_guest_is_known_by_their_cookie_on_our_own_page_alone(served, sessions, trip):
    cookie = {"Cookie": f"tripwright_guest={uuid4().hex}"}
    async with served.opened(additional_headers=cookie, origin=f"http://{served.at}") as talk:
        assert (await talk.join("me"))["type"] == "joined"
    with pytest.raises(InvalidStatus) as refused:
        async with served.opened(additional_headers=cookie, origin="https://evil.example"):
            pass
    assert refused.value.response.status_code == 403


async def test_whoever_a_list_of_addresses_shuts_out_opens_none(settings):
    async with serving(settings.model_copy(update={"trusted_proxies": ("127.0.0.1",)})) as served:
        admin = await someone_of(settings, Role.ADMIN)
        made = await served.post("/v1/security/blocklist", admin, {"network": "198.51.100.0/24"})
        try:
            assert await answered(served, "198.51.100.7") == 403
            assert await answered(served, "198.51.101.7") == 101
        finally:
            async with httpx.AsyncClient(base_url=f"http://{served.at}") as client:
                await client.delete(f"/v1/security/blocklist/{made['id']}", headers=admin.headers)


async def test_one_address_knocks_no_more_than_sixty_times_a_minute(settings):
    enforced = {"trusted_proxies": ("127.0.0.1",), "limits_enforced": True}
    async with serving(settings.model_copy(update=enforced)) as served:
        address = f"192.0.2.{randrange(1, 255)}"
        answers = [await answered(served, address) for _ in range(62)]
    assert set(answers[:60]) == {101}
    assert answers[60:] == [429, 429]


async def answered(served, address):
    """The status of a handshake from an address."""
    try:
        async with served.opened(hello=False, additional_headers={"X-Forwarded-For": address}):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


async def someone_of(settings, role):
    return Named(headers_of(await signed_in(settings, {role})))


async def test_the_end_of_the_session_is_the_end_of_the_socket(served, settings, monkeypatch):
    monkeypatch.setattr(connections, "HEARTBEAT_S", 0.2)
    tokens = await signed_in(settings)
    someone = Named(headers_of(tokens))
    async with served.opened(someone) as talk:
        resources = served.app.state.resources
        await resources.accounts.sessions.revoke_all(PUBLIC_TENANT, tokens.user.id)
        assert (await talk.end())[0] == 4401


async def test_an_expired_token_ends_it_and_a_fresher_one_goes_on(served, ada, monkeypatch):
    monkeypatch.setattr(connections, "HEARTBEAT_S", 0.2)
    accounts = served.app.state.resources.accounts
    claims = accounts.tokens.read(token_of(ada))
    short = replace(accounts.tokens, lifetime_s=2).issue(claims)
    someone = Named({"Authorization": f"Bearer {short}"})
    async with served.opened(someone) as ended, served.opened(someone) as renewed:
        await renewed.say(type="hello", token=token_of(ada))
        assert (await ended.end())[0] == 4401
        await renewed.say(type="ping")
        assert await renewed.next("pong")


async def test_five_connections_are_enough_for_one_person(served, ada):
    async with AsyncExitStack() as stack:
        for _ in range(5):
            await stack.enter_async_context(served.opened(ada))
        async with served.opened(hello=False) as talk:
            await talk.say(type="hello", token=token_of(ada))
            assert (await talk.end())[0] == 4429
    async with served.opened(ada) as talk:  # those that ended are counted no longer
        assert (await talk.join("me"))["type"] == "joined"


async def test_whoever_says_too_much_at_once_is_sent_away(served, ada):
    async with served.opened(ada) as talk:
        for _ in range(60):
            await talk.say(type="ping")
        assert (await talk.end())[0] == 4429


async def test_whoever_reads_too_slowly_is_sent_away_and_holds_up_nobody(served, ada, bo, shared, monkeypatch):
    """At the seam of the server: its `send` waits, as it does once the network's buffers are full."""
    monkeypatch.setattr(connections, "_SLOW_S", 0.2)
    monkeypatch.setattr(connections, "_WAITING", 2)
    taken, resumed, closed = [], asyncio.Event(), []
    heard = asyncio.Queue()
    for message in ({"type": "hello", "token": token_of(ada)}, {"type": "join", "room": f"trip:{shared}"}):
        heard.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})
    heard_first = [{"type": "websocket.connect"}]

    async def receive():
        return heard_first.pop() if heard_first else await heard.get()

    async def send(message):
        if message["type"] == "websocket.send":
            taken.append(message)
            if len(taken) > 3:
                await resumed.wait()
        elif message["type"] == "websocket.close":
            closed.append(message["code"])

    scope = {
        "type": "websocket",
        "path": "/v1/live/socket",
        "raw_path": b"/v1/live/socket",
        "root_path": "",
        "scheme": "ws",
        "query_string": b"",
        "headers": [(b"host", served.at.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 1),
        "subprotocols": [],
        "app": served.app,
        "state": {},
    }
    slow = asyncio.create_task(served.app(scope, receive, send))
    async with served.opened(bo) as quick:
        await quick.join(f"trip:{shared}")
        ids = [(await served.post(f"/v1/trips/{shared}/comments", bo, {"text": "x"}))["id"] for _ in range(8)]
        assert [(await quick.event("comment"))["event"]["subject"] for _ in ids] == ids
    async with asyncio.timeout(8):
        await slow
    assert closed == [1013]
    assert len(taken) < 8


async def test_what_goes_on_is_counted_and_shown_to_staff(served, settings, ada, trip):
    admin = headers_of(await signed_in(settings, {Role.ADMIN}))
    before = await standing(served, admin)
    async with served.opened(ada) as talk:
        await talk.join(f"trip:{trip}")
        await talk.join("me")
        opened = 'tripwright_socket_rooms{kind="trip"} 1.0'
        assert opened in generate_latest(REGISTRY).decode()
        now = await standing(served, admin)
        assert now["connections"] == before["connections"] + 1
        assert now["opened"] == before["opened"] + 1
    await asyncio.sleep(0.2)
    after = await standing(served, admin)
    assert after["connections"] == before["connections"]
    assert after["messages_in"] >= before["messages_in"] + 2
    assert after["closed"]["1000"] == before["closed"].get("1000", 0) + 1
    assert (await served.get("/v1/admin/live", ada.headers)).status_code == 403


async def standing(served, headers):
    answer = await served.get("/v1/admin/live", headers)
    assert answer.status_code == 200, answer.text
    found = {one["tenant"]: one for one in answer.json()}
    assert set(found) <= {PUBLIC_TENANT}
    return found.get(PUBLIC_TENANT, {"connections": 0, "opened": 0, "messages_in": 0, "closed": {}})


async def test_a_server_that_stops_says_so_to_sockets_and_streams_and_ends_in_time(settings, ada, trip):
    """A process of its own: signals are a process's."""
    port = free_port()
    values = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "DATA_DIR": str(settings.data_dir),
        "PYTHONPATH": str(ROOT),
        "LIMITS_ENFORCED": "false",
    }
    command = f"-m uvicorn api.main:app --log-level warning --port {port} --timeout-graceful-shutdown 3".split()
    process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, env=values)
    served = Served(None, port)
    try:
        await until_ready(served)
        async with served.opened(ada) as talk, httpx.AsyncClient(base_url=f"http://{served.at}") as client:
            await talk.join(f"trip:{trip}")
            async with client.stream("GET", "/v1/notifications/stream", headers=ada.headers) as stream:
                lines = stream.aiter_lines()
                await anext(lines)
                begun = asyncio.get_running_loop().time()
                process.send_signal(signal.SIGTERM)
                assert (await talk.end())[0] == 1001
                async for _ in lines:
                    pass  # the stream ends whole, or httpx would raise
            await process.wait()
            assert asyncio.get_running_loop().time() - begun < 6
    finally:
        if process.returncode is None:
            process.kill()


async def until_ready(served):
    async with asyncio.timeout(60):
        while True:
            try:
                if (await served.get("/ready", {})).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
