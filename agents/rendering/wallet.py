"""What an Apple Wallet pass of a trip shows (developer.apple.com/documentation/walletpasses, 2025), not yet signed."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from agents.rendering.book.words import Words
from agents.rendering.document import Dossier

_SIZES = {"icon.png": 29, "icon@2x.png": 58, "icon@3x.png": 87}


def pass_files(
    dossier: Dossier, *, serial: str, pass_type: str, team: str, house: str, address: str
) -> dict[str, bytes]:
    """The files of the pass by name; `serial` is the trip's, so that a newer pass takes an older one's place."""
    itinerary, words = dossier.itinerary, Words(dossier.itinerary.language)
    first, last = itinerary.days[0], itinerary.days[-1]
    begins = first.stops[0].start_local if first.stops else None
    content: dict[str, Any] = {
        "formatVersion": 1,
        "passTypeIdentifier": pass_type,
        "teamIdentifier": team,
        "serialNumber": serial,
        "organizationName": house,
        "description": itinerary.title,
        "backgroundColor": "rgb(14, 94, 84)",
        "foregroundColor": "rgb(255, 255, 255)",
        "labelColor": "rgb(214, 236, 231)",
        "barcodes": [{"format": "PKBarcodeFormatQR", "message": address, "messageEncoding": "iso-8859-1"}],
        "generic": {
            "primaryFields": [_field("title", words("Your trip"), itinerary.title)],
            "secondaryFields": [
                _field("dates", words("Dates"), words.dates(first.on, last.on)),
                _field("party", words("Travellers"), words.party(dossier.request.party)),
            ],
            "auxiliaryFields": [_field("total", words("Total"), words.money(itinerary.costs.total))],
            "backFields": [
                *(
                    _field(f"day{number}", f"{words.day(number)} · {words.short_day(day.on)}", day.title)
                    for number, day in enumerate(itinerary.days, 1)
                ),
                _field("hash", words("Certificate"), dossier.certificate.sha256),
            ],
        },
    }
    if begins is not None:
        content["relevantDate"] = begins.replace(tzinfo=ZoneInfo(first.time_zone)).isoformat()
    return {"pass.json": json.dumps(content, ensure_ascii=False).encode(), **{n: _icon(s) for n, s in _SIZES.items()}}


def _field(key: str, label: str, value: str) -> dict[str, str]:
    return {"key": key, "label": label, "value": value}


def _icon(size: int) -> bytes:
    """A sun over a hill."""
    image = Image.new("RGB", (size, size), "#0e5e54")
    pen = ImageDraw.Draw(image)
    pen.ellipse([size * 0.3, size * 0.2, size * 0.7, size * 0.6], fill="#f4b183")
    pen.polygon([(0, size), (size * 0.42, size * 0.45), (size, size)], fill="#fbe7cf")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
