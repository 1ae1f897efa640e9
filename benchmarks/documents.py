"""How long a PDF of a 7-day trip takes once the browser is warm, and 50 at once, beside printing an empty page.

    .venv/bin/python -m benchmarks.documents

An empty page is printed by the same browser in the same minute: a machine that is busy with other things is slow for
both, and the ratio says what the document itself costs.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

from agents.rendering.book.build import build_book
from agents.rendering.book.finish import Facts
from agents.rendering.book.look import Order, Variant
from agents.rendering.document import Dossier
from cli.planning import plan
from domain.events import Final
from infra.settings import Settings
from workers.documents.browser import BrowserKeeper, open_browser
from workers.documents.press import Press

_WISH = "7 days in Kyoto and Tokyo in April 2027, two of us, temples, ramen, art, about 3,500 euros"
_ROUNDS, _AT_ONCE = 5, 50
_FACTS = Facts(
    title="x", author="x", subject="x", keywords="x", language="en", right_to_left=False, made_at=datetime.now(UTC)
)


async def main() -> int:
    settings = Settings(offline=True)
    dossier = await _dossier(settings)
    async with open_browser(settings) as browser:
        await _document(browser, dossier)  # warms the browser, the fonts and the map
        one = await _seconds(lambda: _document(browser, dossier))
        empty = await _seconds(lambda: _empty(browser))
        print(f"7 days, warm: {one:.2f} s; an empty page: {empty:.2f} s; ratio {one / empty:.1f}")
        begun = time.perf_counter()
        made = await asyncio.gather(*(_document(browser, dossier) for _ in range(_AT_ONCE)), return_exceptions=True)
        whole = time.perf_counter() - begun
    failed = sum(isinstance(one, BaseException) for one in made)
    print(f"{_AT_ONCE} at once: {failed} failed, {whole:.1f} s in all, {whole / _AT_ONCE / empty:.1f} empty pages each")
    return 1 if failed else 0


async def _dossier(settings: Settings) -> Dossier:
    planned = await plan(_WISH, date(2026, 11, 21), settings, lambda _: None, lambda _: None)
    assert isinstance(planned.event, Final), planned.event
    assert planned.state.request is not None
    return Dossier(
        request=planned.state.request, itinerary=planned.event.itinerary, certificate=planned.event.certificate
    )


async def _document(browser: BrowserKeeper, dossier: Dossier) -> bytes:
    order = Order(variant=Variant.FULL, address="https://trips.example/trips/1")
    html = await asyncio.to_thread(build_book, dossier, order)
    return await Press(browser).print(html, _FACTS)


async def _empty(browser: BrowserKeeper) -> bytes:
    return await Press(browser).print("<!doctype html><p>x</p>", _FACTS)


async def _seconds(work: Callable[[], Awaitable[bytes]]) -> float:
    """The median of some rounds."""
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        await work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
