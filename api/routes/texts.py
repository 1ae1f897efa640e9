"""Words about a trip, proposed: nothing changes until they are sent back as an edit (`set_words`)."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from api.deps import Owner, Res
from api.flagging import MODEL_TEXTS, Flags
from api.guard import needs
from api.problems import refusals
from api.text_schemas import AskRework, AskText, Kind, ProposedText
from domain.errors import FieldError, InvalidRequest
from domain.identity import Permission
from services.trips.schemas import TripView
from tools.llm.contract import Models

router = APIRouter(prefix="/v1/trips/{trip_id}/texts", tags=["texts"], dependencies=[needs(Permission.WRITE_ITINERARY)])


@router.post("", responses=refusals(404, 409, 422))
async def write_text(trip_id: UUID, body: AskText, res: Res, owner: Owner, flags: Flags) -> ProposedText:
    """Write a summary, a day, a note, tips, recommendations, a caption or an e-mail for the trip as it stands."""
    if (missing := _missing(body)) is not None:
        raise InvalidRequest([FieldError(missing, f"a {body.kind} needs one")])
    from api.writing import written  # noqa: PLC0415  its agents take a second to import

    return await written(await _trip(trip_id, res), await _models(res, owner, flags), body)


@router.post("/rework", responses=refusals(404, 409, 422))
async def rework_text(trip_id: UUID, body: AskRework, res: Res, owner: Owner, flags: Flags) -> ProposedText:
    """Improve a text, make it more exciting, formal, casual or shorter, without going beyond the trip's facts."""
    from api.writing import reworked  # noqa: PLC0415

    return await reworked(await _trip(trip_id, res), await _models(res, owner, flags), body)


async def _models(res: Res, owner: str, flags: Flags) -> Models | None:
    """Those that may write for this visitor, where any may."""
    return (await res.context(owner)).models if await flags.on(MODEL_TEXTS, default=True) else None


async def _trip(trip_id: UUID, res: Res) -> TripView:
    async with res.trips() as trips:
        return await trips.view(trip_id)


_NEEDS: dict[Kind, tuple[str, ...]] = {"day": ("day",), "note": ("day", "place_id"), "caption": ("day", "place_id")}


def _missing(body: AskText) -> str | None:
    return next((field for field in _NEEDS.get(body.kind, ()) if getattr(body, field) is None), None)
