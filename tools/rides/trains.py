"""Trains between two cities on a day: the embedded timetable, else what distance says, and a way to Trainline."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain.candidates import TravelOption
from domain.city import CityFacts
from domain.geo import Point
from domain.offers import Found, TrainOffer
from domain.place import Freshness, Source
from domain.request import Origin, Party
from tools.adapter import Keyless
from tools.links import trainline
from tools.links.contract import Ride
from tools.links.trainline import TRAINLINE
from tools.rides.contract import TrainQuery
from tools.travel.contract import TravelQuery
from tools.travel.estimates import AS_OF, DistanceEstimates
from tools.travel.rail import EmbeddedRail

_SEATED_FROM = 4  # younger children sit on a lap for nothing on most railways


class RailTimes(Keyless):
    """The first and the last train of the day, how long one takes and what it costs."""

    name = "rail-times"
    version = AS_OF.isoformat()

    async def execute(self, query: TrainQuery) -> Found[TrainOffer]:
        asked = TravelQuery(query.start, query.end)
        options = await EmbeddedRail().execute(asked) or await DistanceEstimates().execute(asked)
        return Found(offers=tuple(_offer(query, option) for option in options if option.mode == "train"))


class Trainline(Keyless):
    name = "trainline"
    version = "1"

    async def execute(self, query: TrainQuery) -> Found[TrainOffer]:
        """One where Trainline sells tickets at both ends; when trains go and what they cost only the site knows."""
        ride = Ride(
            mode="train",
            from_name=query.start.name,
            from_at=_station(query.start),
            to_name=query.end.name,
            to_at=_station(query.end),
            on=query.on,
            party=Party(adults=query.adults, children=query.children),
            language=query.language,
            currency=query.currency,
            from_zone=query.start.time_zone,
            to_zone=query.end.time_zone,
        )
        if not trainline.serves(ride):
            return Found()
        offer = TrainOffer(
            from_name=ride.from_name,
            from_at=ride.from_at,
            from_zone=ride.from_zone,
            to_name=ride.to_name,
            to_at=ride.to_at,
            to_zone=ride.to_zone,
            on=query.on,
            passengers=ride.party.size,
            link=TRAINLINE.url(ride, None),
            source=Source(
                provider=self.name,
                reference=f"{ride.from_name}-{ride.to_name}",
                freshness=Freshness.ESTIMATED,
                as_of=AS_OF,
            ),
        )
        return Found(offers=(offer,))


def _offer(query: TrainQuery, option: TravelOption) -> TrainOffer:
    seats = query.adults + sum(age >= _SEATED_FROM for age in query.children)
    timed = option.source.freshness is Freshness.ATLAS
    return TrainOffer(
        from_name=option.depart.name,
        from_at=option.depart.at,
        from_zone=query.start.time_zone,
        to_name=option.arrive.name,
        to_at=option.arrive.at,
        to_zone=query.end.time_zone,
        on=query.on,
        minutes=option.travel_min,
        first_local=_clock(query.on, option.first_min) if timed else None,
        last_local=_clock(query.on, option.last_min) if timed else None,
        price=option.price * seats,
        passengers=query.adults + len(query.children),
        source=option.source.model_copy(
            update={"provider": RailTimes.name, "reference": f"{option.source.provider}/{option.source.reference}"}
        ),
    )


def _clock(on: date, minute: int) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=minute)


def _station(end: CityFacts | Origin) -> Point:
    return end.stations[0].at if isinstance(end, CityFacts) and end.stations else end.at
