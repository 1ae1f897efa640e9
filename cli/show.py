"""A trip on the terminal: progress while it is planned, then readable tables."""

from __future__ import annotations

from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.certificate import Certificate
from domain.events import DayPlanned, NodeStarted, Progress, RunEvent, Warned
from domain.itinerary import Day, Itinerary, Leg, Travel
from domain.money import Money
from domain.request import TripRequest

_NODES = {
    "intent": "Reading your wish",
    "discovery": "Looking for places",
    "optimisation": "Solving the days",
    "refinement": "Writing it up",
    "verifier": "Checking every claim",
    "booking": "Finding where to book",
    "rendering": "Finishing",
}


def progress(console: Console, event: RunEvent) -> None:
    """One line for what a reader wants to follow."""
    match event:
        case NodeStarted(node=node) if node in _NODES:
            console.print(f"[bold]{_NODES[node]}[/bold]")
        case Progress(message=message, done=done, total=total):
            count = f" ({done}/{total})" if total and done != total else f" ({total})" if total else ""
            console.print(f"  [dim]{escape(message)}{count}[/dim]")
        case DayPlanned(number=number, day=day):
            console.print(f"  [dim]day {number}: {len(day.stops)} stops[/dim]")
        case Warned(message=message):
            console.print(f"  [yellow]{escape(message)}[/yellow]")
        case _:
            pass


def trip(console: Console, request: TripRequest, itinerary: Itinerary, certificate: Certificate) -> None:
    """The whole trip, day by day, with its sums and its certificate."""
    console.print(f"\n[bold]{escape(itinerary.title)}[/bold]")
    console.print(escape(itinerary.summary))
    for number, day in enumerate(itinerary.days, 1):
        console.print(_day(number, day, itinerary))
    console.print(_costs(request, itinerary))
    for warning in itinerary.warnings:
        console.print(f"[yellow]! {escape(warning)}[/yellow]")
    checked = sum(claim.checked for claim in certificate.claims)
    if certificate.valid:
        console.print(
            f"[green]✓ certified: {checked} claims checked, all hold[/green]  [dim]{certificate.sha256[:16]}…[/dim]"
        )
    else:
        console.print(f"[red]✗ {len(certificate.violations)} of {checked} claims do not hold[/red]")
        for violation in certificate.violations:
            console.print(f"  [red]{escape(violation.message)}[/red]")


def _day(number: int, day: Day, itinerary: Itinerary) -> Table:
    city = itinerary.city(day.city_id).name
    table = Table(title=f"Day {number} · {day.on:%a %d %b %Y} · {city}", title_justify="left", expand=True)
    for name, width in (("Time", 13), ("What", None), ("How to get there", 26), ("Cost", 14)):
        table.add_column(name, width=width, justify="right" if name == "Cost" else "left")
    _travel(table, day.travel_in)
    for stop in day.stops:
        place = itinerary.place(stop.place_id)
        kind = "" if stop.purpose.value == "visit" else f" [dim]{stop.purpose.value}[/dim]"
        table.add_row(
            _span(stop.start_local, stop.end_local), f"{escape(place.name)}{kind}", _leg(stop.leg), _money(stop.cost)
        )
    if day.back is not None:
        table.add_row(f"{day.back.arrive_local:%H:%M}", "[dim]back at the stay[/dim]", _leg(day.back), "")
    _travel(table, day.travel_out)
    if day.sleep_id is not None:
        table.add_row("", f"[italic]{escape(itinerary.place(day.sleep_id).name)}[/italic] [dim]night[/dim]", "", "")
    return table


def _travel(table: Table, travel: Travel | None) -> None:
    for leg in travel.legs if travel else ():
        what = f"{leg.mode}: {escape(leg.from_name)} → {escape(leg.to_name)}"
        table.add_row(_span(leg.depart_local, leg.arrive_local), what, leg.mode, _money(leg.cost))


def _span(start: datetime, end: datetime) -> str:
    return f"{start:%H:%M} – {end:%H:%M}"


def _leg(leg: Leg) -> str:
    return f"{leg.mode} {leg.minutes} min, {leg.metres / 1000:.1f} km"


def _money(amount: Money) -> str:
    return "" if amount.minor == 0 else f"{amount.major:,} {amount.currency}"


def _costs(request: TripRequest, itinerary: Itinerary) -> Table:
    table = Table(title="Costs", title_justify="left")
    table.add_column("")
    table.add_column(itinerary.currency, justify="right")
    for name in ("stays", "tickets", "meals", "local_transport", "travel", "total"):
        amount: Money = getattr(itinerary.costs, name)
        table.add_row(name.replace("_", " "), f"{amount.major:,}", style="bold" if name == "total" else None)
    if request.budget is not None:
        table.add_row("budget", f"{request.budget.major:,}")
    return table
