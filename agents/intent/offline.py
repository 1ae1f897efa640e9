"""The offline reader: a message becomes a draft by rules, one slot after the other."""

from __future__ import annotations

import re
from datetime import date

from agents.intent.draft import RequestDraft
from agents.intent.forms import written_out
from agents.intent.language import language_of
from agents.intent.scan import Scan
from agents.intent.slots.dates import read_when
from agents.intent.slots.length import read_lengths
from agents.intent.slots.lodging import read_lodging
from agents.intent.slots.money import read_budgets
from agents.intent.slots.party import read_party
from agents.intent.slots.places import read_places
from agents.intent.slots.tastes import read_tastes
from agents.intent.slots.times import read_times
from agents.intent.slots.wishes import read_wishes


def read(text: str, today: date, language: str | None = None, *, world: bool = False) -> RequestDraft:
    """What the message says; `today` is the traveller's date. The order matters: numbers with a
    unit are taken before bare ones, and wishes are what is left. With `world` any city on Earth is one to go to.
    """
    scan = Scan(written_out(text), language or language_of(text), today, world=world)
    budgets = read_budgets(scan)
    times = read_times(scan)
    when = read_when(scan)
    lengths = read_lengths(scan)
    places = read_places(scan, lengths)
    lodging = read_lodging(scan)
    party = read_party(scan)
    tastes = read_tastes(scan)
    wishes = read_wishes(scan)
    days, nights = places.days, places.nights
    return RequestDraft(
        language=scan.language,
        origin=places.origin,
        destinations=places.destinations,
        unknown_places=places.unknown,
        countries=places.countries,
        keep_order=places.keep_order,
        alternatives=places.either,
        must_see=places.must_see,
        must_avoid=places.must_avoid,
        start_on=when.start_on,
        end_on=when.end_on,
        earliest_on=when.earliest_on,
        latest_on=when.latest_on,
        start_weekday=when.weekday,
        when_said=when.said,
        no_such_day=when.no_such,
        fills_window=when.fills,
        days=days if days is not None or nights is not None else when.days,
        nights=nights,
        length_said=places.length_said,
        adults=party.adults,
        children=party.children,
        children_without_age=party.children_without_age,
        party_size=party.size,
        rooms=party.rooms,
        budgets=budgets,
        wishes=wishes,
        **tastes._asdict(),
        **lodging._asdict(),
        **times._asdict(),
    )


def bare_number(text: str) -> int | None:
    """The number an answer consists of ("5", "five", "about 5"); None when it says more."""
    from agents.intent.numbers import NUMBER, value_of  # noqa: PLC0415 - only answers need it

    match = re.fullmatch(rf"\W*(?:about|around|maybe|just|only|ca\.?)?\s*(?P<n>{NUMBER})\W*", text.strip().lower())
    return value_of(match["n"]) if match else None
