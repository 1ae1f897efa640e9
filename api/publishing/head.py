"""What search engines and other sites read of a public trip: the head of its page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from domain.geo import Point
from domain.sharing import SharedTrip


@dataclass(frozen=True)
class Described:
    """A public trip in words; addresses are whole."""

    trip: SharedTrip
    description: str
    address: str
    picture: str
    site: str
    author: str

    @property
    def text(self) -> str:
        """The owner's own words, else what there is to see."""
        if self.description:
            return self.description
        names = [stop.place.name for day in self.trip.days or () for stop in day.stops if stop.purpose == "visit"]
        seen = ", ".join(dict.fromkeys(names[:6]))
        return f"{self.trip.title}: {seen}." if seen else f"{self.trip.title}."


def with_head(html: str, told: Described) -> str:
    """The page with this head instead of its general one."""
    start, end = html.find("<title>"), html.find("</title>")
    if start >= 0 and end > start:
        html = html[:start] + html[end + len("</title>") :]
    return html.replace("</head>", f"{head_of(told)}</head>", 1)


def head_of(told: Described) -> str:
    title = f"{told.trip.title} · {told.site}"
    named = {
        "description": told.text,
        "twitter:card": "summary_large_image",
        "twitter:title": told.trip.title,
        "twitter:description": told.text,
        "twitter:image": told.picture,
    }
    properties = {
        "og:type": "article",
        "og:site_name": told.site,
        "og:title": told.trip.title,
        "og:description": told.text,
        "og:url": told.address,
        "og:image": told.picture,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"Map of the trip: {told.trip.title}",
    }
    lines = [
        f"<title>{escape(title)}</title>",
        f'<link rel="canonical" href="{escape(told.address)}">',
        *(f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()),
        *(f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items()),
        f'<script type="application/ld+json">{_json(tourist_trip(told))}</script>',
    ]
    return "\n".join(lines) + "\n"


def tourist_trip(told: Described) -> dict[str, object]:
    """schema.org/TouristTrip (version 29, 2025), with the places that are shown."""
    trip = told.trip
    places = {stop.place.id: stop.place for day in trip.days or () for stop in day.stops}
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "name": trip.title,
        "description": told.text,
        "url": told.address,
        "image": told.picture,
        "touristType": "Leisure",
        "departureTime": trip.start_on.isoformat(),
        "arrivalTime": trip.end_on.isoformat(),
        "itinerary": {
            "@type": "ItemList",
            "numberOfItems": len(places),
            "itemListElement": [
                {"@type": "ListItem", "position": number, "item": _attraction(place.name, place.at)}
                for number, place in enumerate(places.values(), start=1)
            ],
        },
    }
    if told.author:
        described["author"] = {"@type": "Person", "name": told.author}
    return described


def _attraction(name: str, at: Point | None) -> dict[str, object]:
    found: dict[str, object] = {"@type": "TouristAttraction", "name": name}
    if at is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lon}
    return found


def _json(value: object) -> str:
    """Safe within a script element, whatever is in it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
