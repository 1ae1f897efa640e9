"""The trip for a navigation device (GPX 1.1) and for a globe (KML 2.2): its places and each day's way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import simplekml  # type: ignore[import-untyped]
from gpxpy.gpx import GPX, GPXRoute, GPXRoutePoint, GPXWaypoint

from agents.rendering.document import Dossier
from agents.rendering.drawing.palette import tone
from agents.rendering.labels import labels
from domain.itinerary import Day, Itinerary, Stop
from domain.place import Place


def render_gpx(dossier: Dossier) -> bytes:
    """A waypoint for each place of the plan, a route a day; times are of arrival, in UTC."""
    itinerary = dossier.itinerary
    gpx = GPX()
    gpx.name, gpx.description, gpx.creator = itinerary.title, itinerary.summary, "Tripwright"
    gpx.waypoints.extend(_waypoint(place) for place in _used(itinerary))
    word = labels(itinerary.language)["Day 0"]
    for number, day in enumerate(itinerary.days, 1):
        route = GPXRoute(name=f"{word.format(number=number)}: {day.title}", number=number)
        route.points.extend(_route_point(itinerary, day, stop) for stop in day.stops)
        gpx.routes.append(route)
    return gpx.to_xml(version="1.1").encode()


def _used(itinerary: Itinerary) -> list[Place]:
    """Where one sleeps, then where one goes, each once."""
    stays = [stay.place_id for stay in itinerary.stays]
    stops = [stop.place_id for day in itinerary.days for stop in day.stops]
    return [itinerary.place(place_id) for place_id in dict.fromkeys([*stays, *stops])]


def _waypoint(place: Place) -> GPXWaypoint:
    point = GPXWaypoint(place.at.lat, place.at.lon, name=place.name, description=place.about, type=place.category.value)
    point.link = place.site  # type: ignore[assignment]  # its stub says None
    return point


def _route_point(itinerary: Itinerary, day: Day, stop: Stop) -> GPXRoutePoint:
    place = itinerary.place(stop.place_id)
    return GPXRoutePoint(place.at.lat, place.at.lon, name=place.name, time=_utc(stop.start_local, day.time_zone))


def _utc(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def render_kml(dossier: Dossier) -> bytes:
    """A folder a day, with its places in order and the line between them in the day's colour."""
    itinerary = dossier.itinerary
    kml = simplekml.Kml(name=itinerary.title, description=itinerary.summary)
    words = labels(itinerary.language)
    stays = kml.newfolder(name=words["Stays"])
    for stay in itinerary.stays:
        place = itinerary.place(stay.place_id)
        stays.newpoint(name=place.name, coords=[_pair(place)])
    for number, day in enumerate(itinerary.days, 1):
        _day_folder(kml, itinerary, day, number, words["Day 0"].format(number=number))
    text: str = kml.kml()
    return text.encode()


def _day_folder(kml: simplekml.Kml, itinerary: Itinerary, day: Day, number: int, word: str) -> None:
    folder = kml.newfolder(name=f"{word}: {day.title}")
    base = itinerary.place(day.base_id)
    for stop in day.stops:
        place = itinerary.place(stop.place_id)
        folder.newpoint(name=f"{stop.start_local:%H:%M} {place.name}", description=place.about, coords=[_pair(place)])
    ways = [base, *(itinerary.place(stop.place_id) for stop in day.stops), *([base] if day.back else [])]
    if len(ways) > 1:
        line = folder.newlinestring(name=word, coords=[_pair(place) for place in ways])
        line.style.linestyle.color, line.style.linestyle.width = _colour(number), 4


def _pair(place: Place) -> tuple[float, float]:
    return place.at.lon, place.at.lat


def _colour(number: int) -> str:
    """KML writes alpha, blue, green, red."""
    rgb = tone(number).lstrip("#")
    return f"ff{rgb[4:6]}{rgb[2:4]}{rgb[0:2]}"
