"""The trip that the labelled follow-up messages speak about: Rome and Florence, 7 to 11 May 2027."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain.itinerary import Costs, Day, Itinerary, Leg, Purpose, StayBooking, Stop
from domain.money import Money
from domain.request import Destination, Party, TripRequest
from tools.places.atlas import records

START_ON = date(2027, 5, 7)  # a Friday
_NOTHING = Money.zero("EUR")
_VISIT, _LUNCH, _DINNER = Purpose.VISIT, Purpose.LUNCH, Purpose.DINNER
_ROME, _FLORENCE = "rome/the-beehive", "florence/hotel-davanzati"
_DAYS: tuple[tuple[str, tuple[tuple[str, Purpose], ...]], ...] = (
    ("rome", (("colosseum", _VISIT), ("roman-forum", _VISIT), ("roscioli-salumeria", _LUNCH), ("da-enzo", _DINNER))),
    ("rome", (("vatican-museums", _VISIT), ("pizzarium", _LUNCH), ("st-peters-basilica", _VISIT), ("castel-sant-angelo", _VISIT), ("armando-al-pantheon", _DINNER))),
    ("rome", (("galleria-borghese", _VISIT), ("villa-borghese-gardens", _VISIT), ("pantheon", _VISIT), ("trevi-fountain", _VISIT), ("felice-a-testaccio", _DINNER))),
    ("florence", (("uffizi", _VISIT), ("ponte-vecchio", _VISIT), ("trattoria-sostanza", _DINNER))),
    ("florence", (("accademia", _VISIT), ("trattoria-mario", _LUNCH), ("duomo", _VISIT), ("boboli-gardens", _VISIT))),
)  # fmt: skip


def sample_request() -> TripRequest:
    return TripRequest(
        text="Rome and Florence",
        destinations=(
            Destination(city_id="rome", name="Rome", nights=3),
            Destination(city_id="florence", name="Florence"),
        ),
        start_on=START_ON,
        days=len(_DAYS),
        party=Party(adults=2),
        budget=Money.of(2500, "EUR"),
    )


def sample_itinerary() -> Itinerary:
    days = tuple(_day(index) for index in range(len(_DAYS)))
    used = {stop.place_id for day in days for stop in day.stops} | {_ROME, _FLORENCE}
    return Itinerary(
        title="Rome and Florence",
        currency="EUR",
        days=days,
        stays=(
            StayBooking(
                place_id=_ROME, check_in_on=START_ON, check_out_on=START_ON + timedelta(days=3), rooms=1, cost=_NOTHING
            ),
            StayBooking(
                place_id=_FLORENCE,
                check_in_on=START_ON + timedelta(days=3),
                check_out_on=START_ON + timedelta(days=4),
                rooms=1,
                cost=_NOTHING,
            ),
        ),
        costs=Costs(
            stays=_NOTHING, tickets=_NOTHING, meals=_NOTHING, local_transport=_NOTHING, travel=_NOTHING, total=_NOTHING
        ),
        places=tuple(records.load_places(place_id.partition("/")[0])[place_id] for place_id in sorted(used)),
        cities=(records.load_city("rome"), records.load_city("florence")),
    )


def _day(index: int) -> Day:
    city_id, visits = _DAYS[index]
    on, base = START_ON + timedelta(days=index), _ROME if city_id == "rome" else _FLORENCE
    last = index == len(_DAYS) - 1
    stops = tuple(
        _stop(f"{city_id}/{slug}", purpose, on, number, base) for number, (slug, purpose) in enumerate(visits)
    )
    return Day(
        on=on, city_id=city_id, time_zone="Europe/Rome", base_id=base, sleep_id=None if last else base, stops=stops
    )


def _stop(place_id: str, purpose: Purpose, on: date, number: int, base: str) -> Stop:
    start = datetime.combine(on, time(9)) + timedelta(hours=2 * number)
    leg = Leg(
        from_id=base,
        to_id=place_id,
        mode="walk",
        metres=800,
        minutes=10,
        depart_local=start - timedelta(minutes=10),
        arrive_local=start,
        cost=_NOTHING,
        source=records.load_places(place_id.partition("/")[0])[place_id].source,
    )
    return Stop(
        id=f"{on}-{number}",
        place_id=place_id,
        purpose=purpose,
        start_local=start,
        end_local=start + timedelta(minutes=90),
        leg=leg,
        cost=_NOTHING,
    )
