"""The rendering agent: one trip, many documents."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from agents.rendering.calendar import render_calendar
from agents.rendering.document import Document, Dossier
from agents.rendering.markdown import render_markdown
from agents.rendering.tracks import render_gpx, render_kml
from agents.rendering.workbook import render_workbook
from domain.certificate import Certificate
from domain.itinerary import Itinerary
from domain.request import TripRequest

Format = Literal["json", "md", "ics", "xlsx", "gpx", "kml"]


def render(format: Format, request: TripRequest, itinerary: Itinerary, certificate: Certificate) -> Document:  # noqa: A002
    """The trip as a file; the same trip gives the same text."""
    media_type, write = _FORMATS[format]
    dossier = Dossier(request=request, itinerary=itinerary, certificate=certificate)
    return Document(filename=f"{file_stem(itinerary)}.{format}", media_type=media_type, content=write(dossier))


def file_stem(itinerary: Itinerary) -> str:
    """ASCII only: file names travel through headers and old file systems."""
    plain = unicodedata.normalize("NFKD", itinerary.title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{words or 'trip'}-{itinerary.days[0].on}"


def _json(dossier: Dossier) -> bytes:
    """What `domain.certificate.verify_document` reads back."""
    return json.dumps(dossier.model_dump(mode="json"), ensure_ascii=False, indent=2).encode()


_FORMATS: dict[Format, tuple[str, Callable[[Dossier], bytes]]] = {
    "json": ("application/json", _json),
    "md": ("text/markdown; charset=utf-8", render_markdown),
    "ics": ("text/calendar; charset=utf-8", render_calendar),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", render_workbook),
    "gpx": ("application/gpx+xml", render_gpx),
    "kml": ("application/vnd.google-earth.kml+xml", render_kml),
}
