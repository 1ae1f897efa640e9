"""Open Exchange Rates on the wire: /latest.json, after https://docs.openexchangerates.org/ (2025)."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.markets import per_euro

_LINK = "https://openexchangerates.org"


def _error(status: int, message: str, description: str) -> Response:
    return JSONResponse({"error": True, "status": status, "message": message, "description": description}, status)


async def _latest(request: Request) -> Response:
    app_id = request.query_params.get("app_id") or request.headers.get("authorization", "").removeprefix("Token ")
    if not app_id:
        return _error(
            401, "missing_app_id", "No App ID provided. Please sign up at https://openexchangerates.org/signup"
        )
    if app_id != "emulated":
        return _error(401, "invalid_app_id", "Invalid App ID provided. Please sign up, or contact support.")
    if request.query_params.get("base", "USD") != "USD":
        return _error(403, "not_allowed", "Changing the API `base` currency is available for Developer plans.")
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    table = per_euro()
    rates = {code: round(value / table["USD"], 6) for code, value in sorted(table.items())}
    wanted = request.query_params.get("symbols")
    if wanted:
        rates = {code: rate for code, rate in rates.items() if code in wanted.split(",")}
    told = {"disclaimer": f"Usage subject to terms: {_LINK}/terms", "license": f"{_LINK}/license"}
    return JSONResponse(told | {"timestamp": int(now.timestamp()), "base": "USD", "rates": rates})


app = Starlette(routes=[Route("/latest.json", _latest)])
