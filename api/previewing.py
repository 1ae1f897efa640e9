"""Shows what a change by hand would do; nothing of it changes the trip."""

from __future__ import annotations

from agents.discovery import discover
from agents.previewing import QUICK, needs_candidates, preview
from api.resources import Resources
from api.version_schemas import AskPreview, PreviewView
from api.writing import planned
from domain.errors import FieldError, InvalidRequest
from services.trips.schemas import TripView


async def previewed(trip: TripView, body: AskPreview, res: Resources, owner: str) -> PreviewView:
    """Raises Conflict before there is a plan, InvalidRequest for an edit that needs the solver."""
    request, itinerary = planned(trip)
    slow = [number for number, edit in enumerate(body.edits) if not isinstance(edit, QUICK)]
    if slow:
        raise InvalidRequest([FieldError(f"edits.{slow[0]}", "this change is only shown by making it")])
    candidates = None
    if needs_candidates(itinerary, body.edits):
        candidates = await discover(request, (await res.context(owner)).tools)
    shown = await preview(request, itinerary, body.edits, candidates, mend=body.mend)
    return PreviewView(itinerary=shown.itinerary, diff=shown.diff, broken=shown.broken, offers=shown.offers)
