"""Which formats there are, what the JSON one looks like, and a trip's days as addresses of map applications."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from api.deps import Res
from api.guard import anyone, needs
from api.problems import refusals
from domain.errors import NotFound
from domain.identity import Permission
from services.documents.schemas import FormatView
from tools.wallet.signing import open_pass_signer

router = APIRouter(tags=["documents"])
READ = needs(Permission.READ_ITINERARY)


class DayMaps(BaseModel):
    """One day's way, from the stay over every stop and back, on foot."""

    day: int = Field(ge=1)
    google: str
    apple: str


@router.get("/v1/exports/formats", dependencies=[anyone()])
async def list_formats(res: Res) -> list[FormatView]:
    """Every format that a trip can be had in, and whether this house offers it."""
    from agents.rendering.exporting import FileExporter  # noqa: PLC0415  its libraries slow the start

    offered = FileExporter(wallet=res.settings.wallet_passes).supported_formats()
    return [FormatView.model_validate(one) for one in offered]


@router.get("/v1/trips/{trip_id}/maps", responses=refusals(404), dependencies=[READ])
async def list_day_maps(trip_id: UUID, res: Res) -> list[DayMaps]:
    """Each day of the newest version in Google Maps and Apple Maps."""
    from agents.rendering.map_links import apple_route, day_points, google_route  # noqa: PLC0415  as above

    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    if trip.itinerary is None:
        raise NotFound("finished plan of trip", str(trip_id))
    found = ((number, day_points(trip.itinerary, day)) for number, day in enumerate(trip.itinerary.days, 1))
    return [
        DayMaps(day=number, google=google_route(points), apple=apple_route(points))
        for number, points in found
        if len(points) > 1
    ]


@router.get(
    "/v1/trips/{trip_id}/pass",
    response_class=Response,
    responses={200: {"content": {"application/vnd.apple.pkpass": {}}}, **refusals(403, 404, 409)},
    dependencies=[READ],
)
async def get_pass(trip_id: UUID, res: Res) -> Response:
    """The trip as an Apple Wallet pass, where the operator offers them."""
    from agents.rendering.document import Dossier  # noqa: PLC0415  as above
    from agents.rendering.wallet import pass_files  # noqa: PLC0415

    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    signer, settings = open_pass_signer(res.settings), res.settings
    if trip.request is None or trip.itinerary is None or trip.certificate is None:
        raise NotFound("finished plan of trip", str(trip_id))
    files = pass_files(
        Dossier(request=trip.request, itinerary=trip.itinerary, certificate=trip.certificate),
        serial=str(trip_id),
        pass_type=settings.wallet_pass_type,
        team=settings.wallet_team,
        house="Tripwright",
        address=f"{settings.address}/trips/{trip_id}",
    )
    headers = {"Content-Disposition": 'attachment; filename="trip.pkpass"', "Cache-Control": "private, no-store"}
    return Response(signer.packed(files), media_type="application/vnd.apple.pkpass", headers=headers)


@router.get(
    "/v1/schemas/itinerary",
    response_class=Response,
    responses={200: {"content": {"application/schema+json": {}}}},
    dependencies=[anyone()],
)
async def itinerary_schema() -> Response:
    """The JSON Schema (2020-12) of the JSON document: request, itinerary and certificate."""
    headers = {"Cache-Control": "public, max-age=3600"}
    return JSONResponse(_schema(), media_type="application/schema+json", headers=headers)


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    from agents.rendering.document import Dossier  # noqa: PLC0415  built when first asked for

    made = Dossier.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Tripwright trip", **made}
