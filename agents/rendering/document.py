"""A finished document: what it is called, what it is, and its bytes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from domain.certificate import Certificate
from domain.itinerary import Itinerary
from domain.request import TripRequest


class Document(BaseModel):
    model_config = ConfigDict(frozen=True)

    filename: str
    media_type: str
    content: bytes


class Dossier(BaseModel):
    """All that a document is made of."""

    model_config = ConfigDict(frozen=True)

    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate
