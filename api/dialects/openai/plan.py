"""A plan short enough for a chat: a line a stop, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.itinerary import Day, Itinerary
from domain.money import Money


def compact_plan(itinerary: Itinerary) -> str:
    """Title, days, stays and the total, in the trip's language."""
    from agents.rendering.labels import labels  # noqa: PLC0415  its package would cost the server's start half a second

    words = labels(itinerary.language)
    lines = [f"## {_plain(itinerary.title)}", ""]
    for number, day in enumerate(itinerary.days, 1):
        lines += [*_day(number, day, itinerary, words), ""]
    for stay in itinerary.stays:
        nights = (stay.check_out_on - stay.check_in_on).days
        name = _plain(itinerary.place(stay.place_id).name)
        lines.append(f"- {words['Stay']}: **{name}**, {nights} × {words['Nights']}, {_money(stay.cost, itinerary)}")
    lines += ["", f"**{words['Total']}: {_money(itinerary.costs.total, itinerary)}**"]
    return "\n".join(lines).strip()


def _day(number: int, day: Day, itinerary: Itinerary, words: Mapping[str, str]) -> Iterator[str]:
    from babel.dates import format_date  # noqa: PLC0415

    from agents.rendering.labels import locale_of  # noqa: PLC0415

    on = format_date(day.on, "EEE d MMM", locale=locale_of(itinerary.language))
    yield f"### {words['Day']} {number} · {on} · {_plain(itinerary.city(day.city_id).name)}"
    for stop in day.stops:
        meal = "" if stop.purpose == "visit" else f"{words[stop.purpose.value].capitalize()}: "
        cost = f", {_money(stop.cost, itinerary)}" if stop.cost_known and stop.cost.minor else ""
        hours = f"{stop.start_local:%H:%M}–{stop.end_local:%H:%M}"
        yield f"- {hours} {meal}**{_plain(itinerary.place(stop.place_id).name)}**{cost}"


def _money(amount: Money, itinerary: Itinerary) -> str:
    from babel.numbers import format_currency  # noqa: PLC0415

    from agents.rendering.labels import locale_of  # noqa: PLC0415

    return format_currency(amount.major, amount.currency, locale=locale_of(itinerary.language))


def _plain(text: str) -> str:
    """A name from outside without what Markdown would act on."""
    from agents.rendering.markdown import escaped  # noqa: PLC0415

    return escaped(text)
