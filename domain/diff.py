"""What two versions of a trip differ in: what a traveller is shown before a change is theirs, piece by piece."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.edits import (
    AddStop,
    ArrangeDay,
    ChangeStay,
    Edit,
    LockStop,
    MoveStop,
    Placed,
    RemoveStop,
    SetWords,
    SwapStop,
)
from domain.itinerary import Day, Itinerary, Leg, Purpose, Stop
from domain.money import Money

ChangeKind = Literal["added", "removed", "replaced", "moved", "retimed", "locked", "words", "stay", "plan"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class At(_Value):
    """Where a stop is in one version; wall times of its day's zone."""

    day: int = Field(ge=1)
    place_id: str
    name: str
    start_local: datetime
    end_local: datetime


class StopChange(_Value):
    """One line of a diff: `before` is None for what is new, `after` for what is gone."""

    kind: ChangeKind
    purpose: Purpose
    before: At | None = None
    after: At | None = None


class Piece(_Value):
    """What can be taken or left on its own; `edits` make it alone, on the version before.

    `id` is stable for the same two versions. `cost` is what the stops themselves cost more (negative: less), in the
    new version's currency; None where the currency changed.
    """

    id: str
    kind: ChangeKind
    day: int | None = Field(default=None, ge=1, description="None: of the whole trip")
    text: str = Field(description="what it is about in names: a place, a stay, a day's title")
    changes: tuple[StopChange, ...] = ()
    cost: Money | None = None
    edits: tuple[Edit, ...] = Field(default=(), description="empty: only together with all else")


class TripDiff(_Value):
    """From one version to another. `also` are stops that only shift in time because of a piece of their day.

    Minutes and money are the new version's less the old one's.
    """

    pieces: tuple[Piece, ...] = ()
    also: tuple[StopChange, ...] = ()
    days: tuple[int, ...] = Field(default=(), description="numbers of the days whose plan is not as it was")
    cost: Money | None = Field(default=None, description="None: the currency changed")
    walking_min: int = 0
    travel_min: int = Field(default=0, description="on all ways within cities")

    @property
    def is_whole(self) -> bool:
        """Whether it can only be taken or left as one."""
        return len(self.pieces) < 2 or any(not piece.edits for piece in self.pieces)

    def edits_of(self, chosen: Collection[str]) -> tuple[Edit, ...]:
        """Typed edits of the version before that make the chosen pieces. KeyError for one that there is not."""
        known = {piece.id: piece for piece in self.pieces}
        return tuple(edit for piece_id in dict.fromkeys(chosen) for edit in known[piece_id].edits)


def diff_of(before: Itinerary, after: Itinerary) -> TripDiff:
    """Everything that a traveller would notice; empty where nothing is."""
    same_money = before.currency == after.currency
    pieces = tuple(_pieces(before, after) if _shape(before) == _shape(after) else _as_one(before, after))
    shown = {(change.purpose, change.after) for piece in pieces for change in piece.changes}
    also = tuple(c for c in _changes(before, after) if c.kind == "retimed" and (c.purpose, c.after) not in shown)
    return TripDiff(
        pieces=pieces,
        also=also,
        days=tuple(sorted(_touched(before, after))),
        cost=after.costs.total - before.costs.total if same_money else None,
        walking_min=_walking(after) - _walking(before),
        travel_min=_minutes(after) - _minutes(before),
    )


def _shape(trip: Itinerary) -> object:
    """Trips of another shape can only be compared as wholes."""
    return [(day.on, day.city_id) for day in trip.days], trip.currency


def _as_one(before: Itinerary, after: Itinerary) -> Iterator[Piece]:
    yield Piece(id="plan", kind="plan", text=after.title, changes=tuple(_changes(before, after)))


def _pieces(before: Itinerary, after: Itinerary) -> Iterator[Piece]:
    yield from (found := list(_of_the_plan(before, after)))
    if not found and before.summary != after.summary:  # beside a change it is told anew, which is no news
        edit = SetWords(target="summary", text=after.summary)
        yield Piece(id="words:summary", kind="words", text=after.title, edits=(edit,))


def _of_the_plan(before: Itinerary, after: Itinerary) -> Iterator[Piece]:
    changes = list(_changes(before, after))
    mains = [change for change in changes if change.kind != "retimed"]
    for change in mains:
        yield _piece(change, before, after)
    busy = {at.day for change in mains for at in (change.before, change.after) if at}
    for number, (was, day) in enumerate(zip(before.days, after.days, strict=True), 1):
        moved = tuple(c for c in changes if c.kind == "retimed" and c.after and c.after.day == number)
        if moved and number not in busy:
            yield _retimed(number, day, moved)
        yield from _locks(number, was, day, after)
        yield from _day_words(number, was, day)
    yield from _stays(before, after)


def _changes(before: Itinerary, after: Itinerary) -> Iterator[StopChange]:
    """Each stop that came, went, gave way, moved to another day or to another time."""
    old, new = dict(_placed(before)), dict(_placed(after))
    gone = {key: at for key, at in old.items() if key not in new}
    come = {key: at for key, at in new.items() if key not in old}
    for key, at in old.items():
        other = new.get(key)
        if other is not None and other.day != at.day:
            yield StopChange(kind="moved", purpose=key[1], before=at, after=other)
        elif other is not None and (other.start_local, other.end_local) != (at.start_local, at.end_local):
            yield StopChange(kind="retimed", purpose=key[1], before=at, after=other)
    for key, at in come.items():
        instead = next((k for k, was in gone.items() if _gives_way(k, was, key, at)), None)
        kind: ChangeKind = "added" if instead is None else "replaced"
        yield StopChange(kind=kind, purpose=key[1], before=gone.pop(instead) if instead else None, after=at)
    for key, at in gone.items():
        yield StopChange(kind="removed", purpose=key[1], before=at)


Key = tuple[str, Purpose, int]
"""A place for a purpose; the number tells visits of the same place apart."""


def _placed(trip: Itinerary) -> Iterator[tuple[Key, At]]:
    names = {place.id: place.name for place in trip.places}
    seen: dict[tuple[str, Purpose], int] = {}
    for number, day in enumerate(trip.days, 1):
        for stop in day.stops:
            count = seen[stop.place_id, stop.purpose] = seen.get((stop.place_id, stop.purpose), 0) + 1
            at = At(
                day=number,
                place_id=stop.place_id,
                name=names.get(stop.place_id, stop.place_id),
                start_local=stop.start_local,
                end_local=stop.end_local,
            )
            yield (stop.place_id, stop.purpose, count), at


def _gives_way(old: Key, was: At, new: Key, now: At) -> bool:
    """The same meal of a day, or visits whose times overlap."""
    if was.day != now.day or old[1] is not new[1]:
        return False
    return old[1] is not Purpose.VISIT or (was.start_local < now.end_local and now.start_local < was.end_local)


def _piece(change: StopChange, before: Itinerary, after: Itinerary) -> Piece:
    at = change.after or change.before
    assert at is not None
    delta = _price(after, change.after, change.purpose) - _price(before, change.before, change.purpose)
    return Piece(
        id=f"{change.kind}:{at.day}:{at.place_id}:{change.purpose.value}",
        kind=change.kind,
        day=at.day,
        text=at.name,
        changes=(change,),
        cost=Money(minor=delta, currency=after.currency),
        edits=tuple(_edits(change)),
    )


def _price(trip: Itinerary, at: At | None, purpose: Purpose) -> int:
    if at is None:
        return 0
    stops = trip.days[at.day - 1].stops
    return next(
        s.cost.minor for s in stops if (s.place_id, s.purpose, s.start_local) == (at.place_id, purpose, at.start_local)
    )


def _edits(change: StopChange) -> Iterator[Edit]:
    was, now = change.before, change.after
    if change.kind == "replaced" and was and now:
        yield SwapStop(place_id=was.place_id, day=was.day, to_place_id=now.place_id)
    elif change.kind == "removed" and was:
        yield RemoveStop(place_id=was.place_id, day=was.day)
    elif change.kind == "added" and now:
        yield AddStop(place_id=now.place_id, day=now.day, at_min=minute_of(now.start_local))
    elif change.kind == "moved" and now:
        yield MoveStop(place_id=now.place_id, to_day=now.day, at_min=minute_of(now.start_local))


def minute_of(local: datetime) -> int:
    """Minutes after midnight of its own date."""
    return local.hour * 60 + local.minute


def arranged(number: int, day: Day) -> ArrangeDay:
    """The edit that puts a day exactly as it is."""
    return ArrangeDay(
        day=number,
        stops=tuple(
            Placed(
                place_id=stop.place_id,
                purpose=stop.purpose,
                start_min=round(
                    (stop.start_local - datetime.combine(day.on, datetime.min.time())).total_seconds() / 60
                ),
                minutes=round((stop.end_local - stop.start_local).total_seconds() / 60),
            )
            for stop in day.stops
        ),
    )


def _retimed(number: int, day: Day, moved: tuple[StopChange, ...]) -> Piece:
    return Piece(
        id=f"retimed:{number}",
        kind="retimed",
        day=number,
        text=day.title,
        changes=moved,
        edits=(arranged(number, day),),
    )


def _locks(number: int, was: Day, day: Day, after: Itinerary) -> Iterator[Piece]:
    locked = {(stop.place_id, stop.purpose): stop.locked for stop in was.stops}
    for stop in day.stops:
        if stop.locked != locked.get((stop.place_id, stop.purpose), stop.locked):
            edit = LockStop(place_id=stop.place_id, locked=stop.locked)
            name = after.place(stop.place_id).name
            yield Piece(id=f"locked:{number}:{stop.place_id}", kind="locked", day=number, text=name, edits=(edit,))


def _day_words(number: int, was: Day, day: Day) -> Iterator[Piece]:
    """Words of a day whose plan is as it was; of a changed day they come with its change, or are yet to be told."""
    if [_plan(stop) for stop in was.stops] != [_plan(stop) for stop in day.stops]:
        return
    edits: list[Edit] = []
    if day.title and was.title != day.title:
        edits.append(SetWords(target="day_title", text=day.title, day=number))
    if day.story and was.story != day.story:
        edits.append(SetWords(target="day_story", text=day.story, day=number))
    for old, new in zip(was.stops, day.stops, strict=True):
        if new.note and old.note != new.note:
            edits.append(SetWords(target="stop_note", text=new.note, day=number, place_id=new.place_id))
    if edits:
        yield Piece(id=f"words:{number}", kind="words", day=number, text=day.title, edits=tuple(edits))


def _stays(before: Itinerary, after: Itinerary) -> Iterator[Piece]:
    for old, new in zip(before.stays, after.stays, strict=False):
        if old.place_id != new.place_id:
            place = after.place(new.place_id)
            edit = ChangeStay(city_id=place.id.partition("/")[0], to_place_id=new.place_id)
            yield Piece(
                id=f"stay:{new.place_id}", kind="stay", text=place.name, cost=new.cost - old.cost, edits=(edit,)
            )


def _plan(stop: Stop) -> object:
    return stop.place_id, stop.purpose, stop.start_local, stop.end_local


def _touched(before: Itinerary, after: Itinerary) -> set[int]:
    was = {day.on: ([_plan(stop) for stop in day.stops], day.base_id, day.city_id) for day in before.days}
    return {
        number
        for number, day in enumerate(after.days, 1)
        if was.get(day.on) != ([_plan(stop) for stop in day.stops], day.base_id, day.city_id)
    }


def _legs(trip: Itinerary) -> Iterable[Leg]:
    for day in trip.days:
        yield from (stop.leg for stop in day.stops)
        if day.back is not None:
            yield day.back


def _walking(trip: Itinerary) -> int:
    return sum(leg.minutes for leg in _legs(trip) if leg.mode == "walk")


def _minutes(trip: Itinerary) -> int:
    return sum(leg.minutes for leg in _legs(trip))
