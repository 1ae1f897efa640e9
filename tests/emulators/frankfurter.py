"""Frankfurter's API v1 on the wire, after https://frankfurter.dev/v1/ (2025): the currencies of the ECB."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.markets import per_euro

_LISTED = (
    "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PHP PLN RON SEK SGD THB TRY "
    "USD ZAR"
).split()
_SATURDAY = 5


def _working_day() -> date:
    today = datetime.now(UTC).date()
    return today - timedelta(days=max(0, today.weekday() - _SATURDAY + 1))


async def _latest(request: Request) -> Response:
    base = request.query_params.get("base", "EUR")
    wanted = request.query_params.get("symbols")
    symbols = wanted.split(",") if wanted else [code for code in _LISTED if code != base]
    if base not in _LISTED or not set(symbols) <= set(_LISTED):
        return JSONResponse({"message": "not found"}, 404)
    table = per_euro()
    rates = {code: float(f"{table[code] / table[base]:.5g}") for code in symbols if code != base}
    return JSONResponse({"amount": 1.0, "base": base, "date": _working_day().isoformat(), "rates": rates})


app = Starlette(routes=[Route("/v1/latest", _latest)])
