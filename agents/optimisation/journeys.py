"""Between cities and to and from home: which connection, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents.optimisation.exchange import Exchange
from domain.candidates import Candidates, TravelOption
from domain.geo import Point
from domain.itinerary import Travel, TravelLeg
from domain.money import Money
from domain.place import Level, Source
from domain.request import TransferMode, TravelMode, TripRequest

HOME = "home"
LEAVE_HOME_MIN = 8 * 60
LEAVE_STAY_MIN = 8 * 60 + 30
LATEST_LEAVE_STAY_MIN = 18 * 60 + 30
LATEST_HOME_MIN = 23 * 60
LATEST_ARRIVAL_MIN = 21 * 60
# How many minutes a price twice the cheapest must save.
_MINUTES_PER_DOUBLE = {Level.BUDGET: 120, Level.MODERATE: 45, Level.LUXURY: 10}
_TRANSIT_KMH = 50


@dataclass(frozen=True)
class End:
    """Where a journey begins or ends: home, or the stay."""

    name: str
    at: Point
    zone: str


@dataclass(frozen=True)
class Journey:
    """A chosen option and the instant of boarding."""

    option: TravelOption
    start: End
    end: End
    board: datetime

    @property
    def leave(self) -> datetime:
        return self.board - timedelta(minutes=self.option.access_min)

    @property
    def arrive(self) -> datetime:
        return self.board + timedelta(minutes=self.option.travel_min + self.option.egress_min)

    @property
    def leave_local(self) -> datetime:
        return _wall(self.leave, self.start.zone)

    @property
    def arrive_local(self) -> datetime:
        return _wall(self.arrive, self.end.zone)


def options_between(request: TripRequest, candidates: Candidates, start: str, end: str) -> list[TravelOption]:
    """Allowed connections, the best for this traveller first."""
    found = [
        option
        for option in candidates.travel
        if (option.from_id, option.to_id) == (start, end) and option.mode not in request.avoid_modes
    ]
    if not found:
        return []
    least = min(price_per_person(option) for option in found)
    rate = _MINUTES_PER_DOUBLE[request.level]

    def burden(option: TravelOption) -> float:
        return option.door_to_door_min + rate * (price_per_person(option) / max(least, 1) - 1)

    return sorted(found, key=burden)


def price_per_person(option: TravelOption) -> int:
    """Door to door, minor units of the option's own currency (for comparing like with like)."""
    return option.price.minor + option.access_price.minor + option.egress_price.minor


def cheapest(options: Sequence[TravelOption]) -> TravelOption:
    return min(options, key=lambda option: (price_per_person(option), option.door_to_door_min))


def arrival(option: TravelOption, home: End, stay: End, on: date, arrive_min: int | None) -> Journey | None:
    """In town on `on`: leaving home that morning, else the evening before, else a day earlier.

    None when no departure of the three days arrives on that date at a sensible hour.
    """
    if arrive_min is not None:
        end = _instant(on, arrive_min, stay.zone)
        return Journey(option, home, stay, end - timedelta(minutes=option.travel_min + option.egress_min))
    for board in _boardings(option, home.zone, on):
        journey = Journey(option, home, stay, board)
        local = journey.arrive_local
        if local.date() == on and local.hour * 60 + local.minute <= LATEST_ARRIVAL_MIN:
            return journey
    return None


def _boardings(option: TravelOption, zone: str, on: date) -> Iterator[datetime]:
    first = max(option.first_min, LEAVE_HOME_MIN + option.access_min)
    yield _instant(on, min(first, option.last_min), zone)
    yield _instant(on, option.first_min, zone)
    for back in (1, 2):
        for minute in range(option.last_min, option.first_min - 1, -30):
            yield _instant(on - timedelta(days=back), minute, zone)


def transfer(option: TravelOption, start: End, end: End, on: date, day_start_min: int) -> Journey | None:
    """In the morning, not before half past eight, later for late risers; else the evening before.

    None when no departure of either day arrives on `on`.
    """
    not_before = max(LEAVE_STAY_MIN, min(day_start_min, 10 * 60)) + option.access_min
    board = max(option.first_min, min(not_before, option.last_min))
    morning = Journey(option, start, end, _instant(on, board, start.zone))
    if morning.arrive_local.date() == on:
        return morning
    for minute in range(option.last_min, option.first_min - 1, -30):
        overnight = Journey(option, start, end, _instant(on - timedelta(days=1), minute, start.zone))
        if overnight.arrive_local.date() == on:
            return overnight
    return None


def departure(option: TravelOption, stay: End, home: End, on: date, leave_min: int | None) -> Journey:
    """As late as leaves the traveller home that evening where possible, else the day's last."""
    if leave_min is not None:
        return Journey(option, stay, home, _instant(on, leave_min, stay.zone) + timedelta(minutes=option.access_min))
    latest = min(option.last_min, LATEST_LEAVE_STAY_MIN + option.access_min)
    for minute in range(latest, option.first_min - 1, -15):
        journey = Journey(option, stay, home, _instant(on, minute, stay.zone))
        back = journey.arrive_local
        if journey.leave_local.hour < 14:  # an evening at home is not worth the whole day
            break
        if back.date() == on and back.hour * 60 + back.minute <= LATEST_HOME_MIN:
            return journey
    return Journey(option, stay, home, _instant(on, max(latest, option.first_min), stay.zone))


def to_travel(journey: Journey, party_size: int, exchange: Exchange) -> Travel:
    """Three legs, each with its price for the party in the trip's currency."""
    option = journey.option
    off = journey.board + timedelta(minutes=option.travel_min)
    start_zone, end_zone = journey.start.zone, journey.end.zone
    there, here = (option.depart.name, option.depart.at), (option.arrive.name, option.arrive.at)
    home, stay = (journey.start.name, journey.start.at), (journey.end.name, journey.end.at)
    price, size = exchange.or_zero, party_size
    board, leave = (journey.board, start_zone), (journey.leave, start_zone)
    off_at, arrive = (off, end_zone), (journey.arrive, end_zone)
    legs = [_leg(option.mode, (there, here), board, off_at, price(option.price * size), option.source)]
    if option.access_min:
        mode = _local_mode(home[1], there[1], option.access_min)
        legs.insert(0, _leg(mode, (home, there), leave, board, price(option.access_price * size), option.source))
    if option.egress_min:
        mode = _local_mode(here[1], stay[1], option.egress_min)
        legs.append(_leg(mode, (here, stay), off_at, arrive, price(option.egress_price * size), option.source))
    return Travel(from_name=journey.start.name, to_name=journey.end.name, legs=tuple(legs))


def travel_cost(option: TravelOption, size: int, exchange: Exchange) -> Money:
    parts = (option.price, option.access_price, option.egress_price)
    return Money.total([exchange.or_zero(part * size) for part in parts], exchange.currency)


def _leg(
    mode: TravelMode | TransferMode,
    ends: tuple[tuple[str, Point], tuple[str, Point]],
    depart: tuple[datetime, str],
    arrive: tuple[datetime, str],
    cost: Money,
    source: Source,
) -> TravelLeg:
    start, end = ends
    return TravelLeg(
        mode=mode,
        from_name=start[0],
        from_at=start[1],
        to_name=end[0],
        to_at=end[1],
        depart_local=_wall(*depart),
        depart_zone=depart[1],
        arrive_local=_wall(*arrive),
        arrive_zone=arrive[1],
        metres=round(start[1].metres_to(end[1]) * (1.0 if mode == "flight" else 1.2)),
        cost=cost,
        source=source,
    )


def _local_mode(start: Point, end: Point, minutes: int) -> TransferMode | TravelMode:
    """What is fast enough for the way to or from a terminal."""
    kmh = start.metres_to(end) / 1000 / (max(minutes, 1) / 60)
    return "transit" if kmh <= _TRANSIT_KMH else "train"


def _instant(on: date, minute: int, zone: str) -> datetime:
    """Wall time to UTC; in a spring gap the clock has moved on an hour."""
    local = datetime.combine(on, time()) + timedelta(minutes=minute)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
