"""The command line: `./tripwright plan | verify | atlas | providers | serve | eval | admin | audit | secrets`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from cli import eval as evaluation
from domain.certificate import Certificate, verify_document
from domain.events import Failed, Final, Question, RunEvent
from infra.log import configure
from infra.settings import Settings
from tools.places.atlas.records import city_ids, load_city, load_places

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(evaluation.app, name="eval")
UNSERVED = 2
_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


@app.callback()
def main() -> None:
    """Trip plans that are true: solved, not written, and certified."""


@app.command()
def plan(
    text: Annotated[str, typer.Argument(help="the trip you wish for, in a sentence")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object on standard output")] = False,
    ics: Annotated[Path | None, typer.Option(help="also write a calendar file")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="also write a workbook")] = None,
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="what “today” means")] = None,
    seed: Annotated[int, typer.Option(min=0, help="another seed, another of the good plans")] = 0,
) -> None:
    """Plan a trip here and now, with no server."""
    from cli import planning, show  # noqa: PLC0415  the graph costs a second that `verify` and `--help` need not pay

    settings = Settings().model_copy(update={"seed": seed})
    configure("error", as_json=False)
    console = Console(stderr=as_json)

    def answer(question: Question) -> str | None:
        if as_json or not sys.stdin.isatty():
            return None
        return str(typer.prompt(question.text + _options(question)))

    def tell(event: RunEvent) -> None:
        show.progress(console, event)

    on = (today or datetime.now(UTC)).date()
    planned = asyncio.run(planning.plan(text, on, settings, tell, answer))
    match planned.event:
        case Final(itinerary=itinerary, certificate=certificate):
            request = planned.state.request
            assert request is not None
            _write(ics, "ics", request, itinerary, certificate)
            _write(xlsx, "xlsx", request, itinerary, certificate)
            if as_json:
                _print_json(
                    {
                        "request": request.model_dump(mode="json"),
                        "itinerary": itinerary.model_dump(mode="json"),
                        "certificate": certificate.model_dump(mode="json"),
                        "seconds": planned.seconds,
                        "served_by": itinerary.served_by,
                    }
                )
            else:
                show.trip(console, request, itinerary, certificate)
                console.print(f"[dim]{planned.seconds:.1f} s, {itinerary.served_by}[/dim]")
            raise typer.Exit(0 if certificate.valid else 1)
        case Question() as question:
            _unserved(
                console,
                as_json,
                {"question": question.model_dump(exclude={"type"})},
                question.text + _options(question),
            )
        case Failed() as failed:
            _unserved(console, as_json, {"error": failed.model_dump(exclude={"type"})}, failed.message)


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="what `plan --json` printed, or - for standard input")]) -> None:
    """Re-check a plan from its own facts, and against the atlas where its places come from there."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        certificate = verify_document(json.loads(text), known=_atlas_places(text))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        _refuse(f"{file}: {error}")
    except ValidationError as error:
        _refuse("\n".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()))
    _print_json(certificate.model_dump(mode="json"))
    raise typer.Exit(0 if certificate.valid else 1)


@app.command()
def atlas(city: Annotated[str | None, typer.Argument(help="a city's id")] = None) -> None:
    """What the embedded atlas knows: every city, or one city's places."""
    if city is None:
        _cities()
    elif city in city_ids():
        _places(city)
    else:
        _refuse(f"city: the atlas has no {city!r}; it has {', '.join(city_ids())}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    emulated: Annotated[
        bool, typer.Option(help="with every provider emulated on this machine, for developers")
    ] = False,
) -> None:
    """Serve the product: API, page and worker, with embedded servers where none are given."""
    from cli.serve import serve as run  # noqa: PLC0415

    try:
        settings = Settings()
    except ValidationError as error:
        _refuse("\n".join(f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()))
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    run(settings.model_copy(update=given), emulated=emulated)


@app.command()
def demo() -> None:
    """Fill two agencies with people, trips, 90 days of costs, flags and feedback, and say how to sign in."""
    from cli.demo import demo as run  # noqa: PLC0415

    configure("error", as_json=False)
    run(Settings())


@app.command()
def providers() -> None:
    """Who could serve here: every provider of every capability, in order, and what each lacks."""
    from cli.providers import table  # noqa: PLC0415  adapters need their SDKs, which `verify` need not load

    configure("error", as_json=False)
    Console().print(table(Settings()))


@app.command()
def mcp(
    url: Annotated[str | None, typer.Option(envvar="TRIPWRIGHT_URL", help="of the product; else our own")] = None,
    key: Annotated[str, typer.Option(envvar="TRIPWRIGHT_API_KEY", help="an API key of yours: sk_live_…")] = "",
) -> None:
    """Speak MCP over standard input and output, for assistants that start their tools themselves."""
    from cli.mcp import serve as run  # noqa: PLC0415

    configure("error", as_json=False)
    if not key:
        _refuse("key: give an API key by --key or TRIPWRIGHT_API_KEY; the account's page makes them")
    run(url or Settings().address, key)


@app.command(context_settings=_PASSED_ON)
def admin(context: typer.Context) -> None:
    """Make an administrator: `admin EMAIL [--tenant AGENCY]`."""
    from cli.admin import app as commands  # noqa: PLC0415  SQLAlchemy, which `verify` need not load

    commands(context.args, prog_name="tripwright admin")


@app.command(context_settings=_PASSED_ON)
def audit(context: typer.Context) -> None:
    """The audit log: `audit verify`."""
    from cli.audit import app as commands  # noqa: PLC0415  SQLAlchemy, which `verify` need not load

    commands(context.args, prog_name="tripwright audit")


@app.command(context_settings=_PASSED_ON)
def secrets(context: typer.Context) -> None:
    """Secrets and sealing keys: `secrets list | add-key | rotate | changed`."""
    from cli.secrets import app as commands  # noqa: PLC0415

    commands(context.args, prog_name="tripwright secrets")


def _atlas_places(text: str) -> dict[str, Any]:
    """The atlas's places of the cities that a document mentions."""
    cities = [city_id for city_id in city_ids() if f'"{city_id}/' in text]
    return {place_id: place for city_id in cities for place_id, place in load_places(city_id).items()}


def _cities() -> None:
    table = Table("id", "name", "country", "sights", "eats", "stays", "facts as of")
    for city_id in city_ids():
        city, kinds = load_city(city_id), Counter(place.kind.value for place in load_places(city_id).values())
        counts = (str(kinds[kind]) for kind in ("sight", "eat", "stay"))
        table.add_row(city.id, city.name, city.country_name, *counts, str(city.as_of))
    Console().print(table)


def _places(city_id: str) -> None:
    table = Table("id", "name", "category", "hours", "price", "★")
    for place in load_places(city_id).values():
        hours = place.hours.spec if place.hours else "—"
        price = str(place.price) if place.price else "—"
        table.add_row(place.id.split("/")[1], place.name, place.category.value, hours, price, str(place.popularity))
    Console().print(table)


def _options(question: Question) -> str:
    return f" ({' / '.join(question.options)})" if question.options else ""


def _write(path: Path | None, name: str, request: Any, itinerary: Any, certificate: Certificate) -> None:
    if path is not None:
        from agents.rendering import render  # noqa: PLC0415

        path.write_bytes(render(name, request, itinerary, certificate).content)  # type: ignore[arg-type]


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _unserved(console: Console, as_json: bool, value: dict[str, Any], message: str) -> None:
    if as_json:
        _print_json(value)
    else:
        console.print(message, style="yellow", markup=False)
    raise typer.Exit(UNSERVED)


def _refuse(message: str) -> Any:
    sys.stderr.write(message + "\n")
    raise typer.Exit(UNSERVED)


if __name__ == "__main__":
    app()
