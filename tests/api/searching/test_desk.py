from __future__ import annotations

import httpx

from api.searching import desk as desk_module
from api.searching.desk import Counter, Desk
from infra.settings import CapabilitySettings, Settings
from tests.emulators.server import Emulators
from tools.adapter import Caller
from tools.flights.contract import FLIGHTS
from tools.flights.providers import PROVIDERS
from tools.switchboard import ProviderConfig, Switchboard

NOWHERE = "http://127.0.0.1:9"


def make_desk(http: httpx.AsyncClient, emulator: str, **addresses: str) -> Desk:
    return Desk(Switchboard(Settings(emulator=emulator, offline=False, addresses=addresses), http))


async def test_adapters_are_kept_while_their_configuration_stays_and_follow_it_when_it_changes(
    emulators: Emulators, http: httpx.AsyncClient
):
    desk = make_desk(http, emulators.url)
    one = await Counter(desk, ProviderConfig(), Caller(user="a")).chain(FLIGHTS, PROVIDERS)
    again = await Counter(desk, ProviderConfig(), Caller(user="b")).chain(FLIGHTS, PROVIDERS)
    assert one.get_adapter("amadeus") is again.get_adapter("amadeus") is not None
    assert (one.caller.user, again.caller.user) == ("a", "b")
    without = ProviderConfig({"flights": CapabilitySettings(disabled=("amadeus",))})
    changed = await Counter(desk, without, Caller()).chain(FLIGHTS, PROVIDERS)
    assert changed.get_adapter("amadeus") is None
    other = await Counter(desk, without, Caller(tenant="other")).chain(FLIGHTS, PROVIDERS)
    assert other.get_adapter("kiwi") is not changed.get_adapter("kiwi")


async def test_one_that_cannot_be_reached_is_tried_again_and_nobody_waits_for_it(
    emulators: Emulators, http: httpx.AsyncClient, monkeypatch
):
    monkeypatch.setattr(desk_module, "_AGAIN_S", 0.0)
    desk = make_desk(http, emulators.url, kiwi=NOWHERE)
    counter = Counter(desk, ProviderConfig(), Caller())
    chain = await counter.chain(FLIGHTS, PROVIDERS)
    assert [adapter.name for adapter in chain.refused] == ["kiwi"]
    [kiwi] = chain.refused
    kiwi.address = f"{emulators.url}/kiwi"  # type: ignore[attr-defined]  # it has come back
    assert (await counter.chain(FLIGHTS, PROVIDERS)).get_adapter("kiwi") is None
    [known] = desk._open.values()
    await known.trying
    assert (await counter.chain(FLIGHTS, PROVIDERS)).get_adapter("kiwi") is kiwi
    await desk.close()
