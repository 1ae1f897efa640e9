from __future__ import annotations

import asyncio

import pytest

from domain.errors import Failure, Rejected, Unavailable
from infra.settings import CapabilitySettings
from tools.line.breaker import Breakers

NAME = "acme:weather:openweather"
SETTINGS = CapabilitySettings(breaker_failures=2, breaker_s=0.05)


async def _call(breakers: Breakers, error: BaseException | None = None) -> None:
    async with breakers.around(NAME, "openweather", SETTINGS):
        if error is not None:
            raise error


async def _calls(breakers: Breakers, *errors: BaseException | None) -> None:
    for error in errors:
        try:
            await _call(breakers, error)
        except (Unavailable, Rejected, KeyError):
            continue


def _away() -> Unavailable:
    return Unavailable("openweather", "down", Failure.SERVER)


async def test_a_breaker_tells_what_it_let_through_kept_away_and_when_it_opened_and_recovered():
    breakers = Breakers()
    await _calls(breakers, None, None, _away(), _away(), None)
    (told,) = breakers.report()
    assert (told.name, told.state) == (NAME, "open")
    assert (told.successes, told.failures, told.refused, told.opened, told.recovered) == (2, 2, 1, 1, 0)
    assert told.last_opened_at is not None

    await asyncio.sleep(0.06)
    await _calls(breakers, _away())  # the trial fails: open again
    await asyncio.sleep(0.06)
    await _calls(breakers, None)  # it recovers by itself
    (told,) = breakers.report()
    assert told.state == "closed"
    assert (told.successes, told.failures, told.opened, told.recovered) == (3, 3, 2, 1)


@pytest.mark.parametrize(
    "error",
    [Rejected("openweather", "no such place"), Unavailable("openweather", "our own limit", Failure.THROTTLED)],
)
async def test_what_says_nothing_of_the_provider_counts_for_nothing(error):
    breakers = Breakers()
    await _calls(breakers, error, error, error)
    (told,) = breakers.report()
    assert (told.state, told.failures, told.successes, told.opened) == ("closed", 0, 0, 0)


async def test_a_bug_of_an_adapter_counts_as_its_failure():
    breakers = Breakers()
    await _calls(breakers, KeyError("x"))
    assert breakers.report()[0].failures == 1
