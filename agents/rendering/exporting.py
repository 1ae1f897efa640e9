"""The export adapter: which formats there are, and a trip in any of those that need nobody's help.

A PDF is in the list and not made here: it takes a browser, and so a worker (workers/documents).
"""

from __future__ import annotations

from typing import Literal, Protocol, cast, get_args

from pydantic import BaseModel, ConfigDict, Field

from agents.rendering.document import Document, Dossier
from agents.rendering.render import Format, render
from domain.errors import FieldError, InvalidRequest

Kind = Literal["document", "data", "calendar", "map", "text", "wallet"]


class FormatInfo(BaseModel):
    """`at_once`: answered in the request; otherwise a job makes it. `enabled`: this house offers it."""

    model_config = ConfigDict(frozen=True)

    format: str
    kind: Kind
    media_type: str
    variants: tuple[str, ...] = ()
    at_once: bool = True
    enabled: bool = Field(default=True, description="a flag of the operator's; Apple Wallet passes are off at first")


class ExportAdapter(Protocol):
    def supported_formats(self) -> tuple[FormatInfo, ...]: ...

    def export(self, dossier: Dossier, format: str) -> Document:  # noqa: A002  the contract's own word
        """Raises InvalidRequest for a format that is not made at once."""


_AT_ONCE: tuple[FormatInfo, ...] = (
    FormatInfo(
        format="xlsx", kind="data", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    FormatInfo(format="ics", kind="calendar", media_type="text/calendar"),
    FormatInfo(format="json", kind="data", media_type="application/json"),
    FormatInfo(format="md", kind="text", media_type="text/markdown"),
    FormatInfo(format="gpx", kind="map", media_type="application/gpx+xml"),
    FormatInfo(format="kml", kind="map", media_type="application/vnd.google-earth.kml+xml"),
)
_PDF = FormatInfo(
    format="pdf",
    kind="document",
    media_type="application/pdf",
    variants=("full", "compact", "print", "mobile"),
    at_once=False,
)


class FileExporter:
    """`wallet`: the operator offers passes."""

    def __init__(self, *, wallet: bool = False) -> None:
        passes = FormatInfo(
            format="pkpass", kind="wallet", media_type="application/vnd.apple.pkpass", enabled=wallet, at_once=wallet
        )
        self._formats = (_PDF, *_AT_ONCE, passes)

    def supported_formats(self) -> tuple[FormatInfo, ...]:
        return self._formats

    def export(self, dossier: Dossier, format: str) -> Document:  # noqa: A002
        if format not in get_args(Format):
            raise InvalidRequest([FieldError("format", f"{format} is not made at once")])
        return render(cast("Format", format), dossier.request, dossier.itinerary, dossier.certificate)
