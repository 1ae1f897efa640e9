"""Pexels' API (https://www.pexels.com/api/documentation/) and its picture server."""

from __future__ import annotations

from zlib import crc32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.pictures import home, landscape

NOWHERE = "nowhere"
_SIZES = {"landscape": (6000, 4000), "portrait": (4000, 6000), "square": (4500, 4500)}


async def search(request: Request) -> Response:
    if not request.headers.get("authorization"):
        return JSONResponse({"status": 401, "code": "Unauthorized"}, 401)
    asked = request.query_params
    query, orientation = asked.get("query", "").strip(), asked.get("orientation", "landscape")
    if not query or orientation not in _SIZES:
        return JSONResponse({"status": 400, "code": "Bad Request"}, 400)
    try:
        page, per_page = int(asked.get("page", 1)), min(80, int(asked.get("per_page", 15)))
    except ValueError:
        return JSONResponse({"status": 400, "code": "Bad Request"}, 400)
    total = 0 if NOWHERE in query.lower() else 9
    base = home(request)
    numbers = range((page - 1) * per_page, min(total, page * per_page))
    body: dict[str, object] = {
        "page": page,
        "per_page": per_page,
        "photos": [_photo(base, query, number, _SIZES[orientation]) for number in numbers],
        "total_results": total,
    }
    if page * per_page < total:
        body["next_page"] = f"{base}/v1/search?page={page + 1}&per_page={per_page}&query={query}"
    return JSONResponse(body, headers={"X-Ratelimit-Limit": "20000", "X-Ratelimit-Remaining": "19684"})


def _photo(base: str, query: str, number: int, size: tuple[int, int]) -> dict[str, object]:
    photo_id = crc32(f"pexels/{query}/{number}".encode()) % 9_000_000
    seen = "A cup of coffee on a wooden table" if number == 0 else f"{query} seen from the other side"
    original = f"{base}/photos/{photo_id}/pexels-photo-{photo_id}.jpeg?words={query.replace(' ', '+')}"
    slug = "-".join(seen.lower().split())
    return {
        "id": photo_id,
        "width": size[0],
        "height": size[1],
        "url": f"https://www.pexels.com/photo/{slug}-{photo_id}/",
        "photographer": "Marta Oliveira",
        "photographer_url": "https://www.pexels.com/@marta-oliveira",
        "photographer_id": 77541,
        "avg_color": "#6E7C8A",
        "src": {
            "original": original,
            "large2x": f"{original}&auto=compress&cs=tinysrgb&dpr=2&h=650&w=940",
            "large": f"{original}&auto=compress&cs=tinysrgb&h=650&w=940",
            "medium": f"{original}&auto=compress&cs=tinysrgb&h=350",
            "small": f"{original}&auto=compress&cs=tinysrgb&h=130",
            "tiny": f"{original}&auto=compress&cs=tinysrgb&fit=crop&h=200&w=280",
        },
        "liked": False,
        "alt": seen,
    }


async def image(request: Request) -> Response:
    try:
        width = min(1600, int(request.query_params.get("w", 1600)))
    except ValueError:
        return Response("w", 400)
    words = request.query_params.get("words", request.path_params["name"])
    return Response(landscape(f"{words} (Pexels)", width, width * 2 // 3), media_type="image/jpeg")


app = Starlette(routes=[Route("/v1/search", search), Route("/photos/{photo_id}/{name}", image)])
