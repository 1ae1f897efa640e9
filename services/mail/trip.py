"""A whole trip as a mail: its words come ready from whoever knows the trip, and are only laid out here."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from services.mail.frame import MailLook, framed
from tools.mail.contract import Mail

LETTER = "trip"


class TripRow(BaseModel):
    model_config = ConfigDict(frozen=True)

    time: str
    what: str


class TripDay(BaseModel):
    model_config = ConfigDict(frozen=True)

    head: str
    title: str
    rows: tuple[TripRow, ...]


class TripMail(BaseModel):
    """All words of the mail in its language; `note` is the sender's own."""

    model_config = ConfigDict(frozen=True)

    language: str
    subject: str
    kicker: str
    title: str
    when: str
    summary: str
    note: str = ""
    address: str
    open: str
    days: tuple[TripDay, ...]
    total_word: str
    total: str
    fine_print: str


def compose_trip(mail_id: str, about: dict[str, Any], look: MailLook) -> Mail:
    """`about` has `to` and `trip`, which is a TripMail as JSON. Raises ValueError for another."""
    trip = TripMail.model_validate_json(about["trip"])
    html = framed(
        "trip.mjml.j2", trip.language, look, subject=trip.subject, preview=trip.when, signed=look.name, trip=trip
    )
    return Mail(mail_id, str(about["to"]), " ".join(trip.subject.split()), _text(trip, look), html)


def _text(trip: TripMail, look: MailLook) -> str:
    parts = [trip.title, f"{trip.kicker}\n{trip.when}", trip.note, trip.summary, f"{trip.open}: {trip.address}"]
    for day in trip.days:
        rows = "\n".join(f"{row.time}  {row.what}" for row in day.rows)
        parts.append(f"{day.head}\n{day.title}\n{rows}")
    parts += [f"{trip.total_word}: {trip.total}", trip.fine_print, look.name]
    return "\n\n".join(part for part in parts if part) + "\n"
