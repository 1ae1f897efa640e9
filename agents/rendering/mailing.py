"""A trip in the words of a mail: what a reader wants to see before they open it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agents.rendering.book.words import Words
from domain.itinerary import Day, Itinerary, Purpose, Travel
from domain.request import TripRequest


def mail_words(
    request: TripRequest, itinerary: Itinerary, language: str, address: str, note: str = ""
) -> dict[str, Any]:
    """Plain values by name, ready to be laid out; `address` is the trip's page."""
    words = Words(language)
    return {
        "language": language,
        "subject": itinerary.title,
        "kicker": " · ".join(city.name for city in itinerary.cities),
        "title": itinerary.title,
        "when": f"{words.dates(itinerary.days[0].on, itinerary.days[-1].on)} · {words.party(request.party)}",
        "summary": itinerary.summary,
        "note": note,
        "address": address,
        "open": words("Open the trip"),
        "days": [_day(itinerary, number, day, words) for number, day in enumerate(itinerary.days, 1)],
        "total_word": words("Total"),
        "total": words.money(itinerary.costs.total),
        "fine_print": words("Hours and prices are those known on the date given; check before you go."),
    }


def _day(itinerary: Itinerary, number: int, day: Day, words: Words) -> dict[str, Any]:
    city = itinerary.city(day.city_id).name
    rows = [*_journeys(day.travel_in, words), *_stops(itinerary, day, words), *_journeys(day.travel_out, words)]
    head = f"{words.day(number)} · {words.short_day(day.on)} · {city}"
    return {"head": head, "title": day.title or city, "rows": rows}


def _stops(itinerary: Itinerary, day: Day, words: Words) -> Iterator[dict[str, str]]:
    for stop in day.stops:
        name = itinerary.place(stop.place_id).name
        meal = "" if stop.purpose is Purpose.VISIT else f"{words(stop.purpose.value)}: "
        yield {"time": f"{stop.start_local:%H:%M}–{stop.end_local:%H:%M}", "what": f"{meal}{name}"}


def _journeys(travel: Travel | None, words: Words) -> Iterator[dict[str, str]]:
    for leg in travel.legs if travel else ():
        times = f"{leg.depart_local:%H:%M}–{leg.arrive_local:%H:%M}"
        yield {"time": times, "what": f"{leg.from_name} – {leg.to_name} ({words(leg.mode)})"}
