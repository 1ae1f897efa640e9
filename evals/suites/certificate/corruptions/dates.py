"""Days, dates, zones, destinations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.itinerary import Itinerary
from domain.request import Destination, TripRequest
from evals.suites.certificate.changes import DAY, nth, spots, stop_at, with_day, with_stop_at
from evals.suites.certificate.corruptions.registry import Pair, spoils


@spoils("dates")
def day_on_another_date(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    index = n % len(itinerary.days)
    return request, with_day(itinerary, index, on=itinerary.days[index].on + DAY)


@spoils("dates")
def days_in_another_order(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    if len(itinerary.days) < 2:
        return None
    return request, itinerary.model_copy(update={"days": itinerary.days[::-1]})


@spoils("dates")
def day_left_out(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    days = list(itinerary.days)
    del days[n % len(days)]
    return (request, itinerary.model_copy(update={"days": tuple(days)})) if days else None


@spoils("dates")
def wrong_weekday(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    """The whole trip begins some days later than was asked for, all of it consistently."""
    return request, shifted(itinerary, timedelta(days=1 + n % 6))


@spoils("dates")
def same_weekday_of_another_year(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    return request, shifted(itinerary, timedelta(days=364 * (1 + n % 2)))


def shifted(itinerary: Itinerary, by: timedelta) -> Itinerary:
    """The same trip on other dates, by the text of its JSON; weather and bookings move with it."""
    text = itinerary.model_dump_json()
    first = min(day.on for day in itinerary.days) - 2 * DAY
    last = max(day.on for day in itinerary.days) + 3 * DAY
    dates = [first + timedelta(days=k) for k in range((last - first).days)]
    marks = {on: f"<{k}>" for k, on in enumerate(dates)}
    for on, mark in marks.items():
        text = text.replace(on.isoformat(), mark)
    for on, mark in marks.items():
        text = text.replace(mark, (on + by).isoformat())
    return Itinerary.model_validate_json(text)


@spoils("dates")
def stop_on_the_day_after(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    stop = stop_at(itinerary, spot)
    return request, with_stop_at(itinerary, spot, start_local=stop.start_local + DAY, end_local=stop.end_local + DAY)


@spoils("dates")
def weather_of_another_place(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, day in enumerate(itinerary.days) if day.weather], n)
    if index is None:
        return None
    weather = itinerary.days[index].weather
    assert weather is not None
    return request, with_day(itinerary, index, weather=weather.model_copy(update={"city_id": "elsewhere"}))


@spoils("dates")
def weather_of_another_day(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, day in enumerate(itinerary.days) if day.weather], n)
    if index is None:
        return None
    weather = itinerary.days[index].weather
    assert weather is not None
    return request, with_day(itinerary, index, weather=weather.model_copy(update={"on": weather.on - DAY}))


@spoils("zone")
def hour_that_summer_time_skips(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    gap = None if spot is None else skipped_hour(itinerary.days[spot[0]].time_zone, itinerary.days[spot[0]].on.year)
    return None if spot is None or gap is None else (request, with_stop_at(itinerary, spot, start_local=gap))


def skipped_hour(zone: str, year: int) -> datetime | None:
    """A wall time that does not exist there that year; None where clocks are never set forward."""
    tz = ZoneInfo(zone)
    for day in range(365):
        on = date(year, 1, 1) + timedelta(days=day)
        for minute in range(0, 360, 30):
            wall = datetime.combine(on, time()) + timedelta(minutes=minute)
            back = wall.replace(tzinfo=tz).astimezone(UTC).astimezone(tz).replace(tzinfo=None)
            if back != wall:
                return wall
    return None


@spoils("zone")
def instant_instead_of_wall_time(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    end = stop_at(itinerary, spot).end_local.replace(tzinfo=UTC)
    return request, with_stop_at(itinerary, spot, end_local=end)


@spoils("zone")
def zone_that_does_not_exist(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, day in enumerate(itinerary.days) if day.stops], n)
    return None if index is None else (request, with_day(itinerary, index, time_zone="Europe/Atlantis"))


@spoils("zone")
def zone_of_another_city(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    index = n % len(itinerary.days)
    other = "Asia/Tokyo" if itinerary.days[index].time_zone != "Asia/Tokyo" else "Asia/Seoul"
    return request, with_day(itinerary, index, time_zone=other)


@spoils("destination")
def city_not_asked_for(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    if len(request.destinations) < 2:
        return None
    kept = list(request.destinations)
    del kept[n % len(kept)]
    return request.model_copy(update={"destinations": tuple(kept)}), itinerary


@spoils("destination")
def city_asked_for_and_left_out(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    del n
    extra = Destination(city_id="vinland", name="Vinland")
    return request.model_copy(update={"destinations": (*request.destinations, extra)}), itinerary


@spoils("destination")
def other_nights_than_asked_for(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """One night fewer was asked for in a city, and the others' nights were left open."""
    index = n % len(request.destinations)
    wanted = request.destinations[index]
    slept = sum((day.sleep_id or "").startswith(f"{wanted.city_id}/") for day in itinerary.days)
    if len(request.destinations) < 2 or not slept:
        return None
    stays = [d.model_copy(update={"nights": None}) for d in request.destinations]
    stays[index] = wanted.model_copy(update={"nights": slept - 1})
    return request.model_copy(update={"destinations": tuple(stays)}), itinerary


@spoils("destination")
def another_order_than_asked_for(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    visited = list(dict.fromkeys(day.city_id for day in itinerary.days))
    if len(visited) < 2:
        return None
    by_id = {destination.city_id: destination for destination in request.destinations}
    if not set(visited) <= set(by_id):
        return None
    wanted = tuple(by_id[city_id] for city_id in reversed(visited))
    return request.model_copy(update={"destinations": wanted, "keep_order": True}), itinerary
