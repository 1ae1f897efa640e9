"""What a search tells, as server-sent events (WHATWG HTML, section 9.2).

First `elsewhere`, where there is such a place, then `results` and `provider` for every answer, and at last `done`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import Failure
from domain.place import Freshness

Thing = TypeVar("Thing", bound=BaseModel)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class Item(_Value, Generic[Thing]):
    """One result; its id stays the same while the search lasts, whatever else is learned of it."""

    id: str
    offer: Thing


class Results(_Value, Generic[Thing]):
    """What changed with the latest answer. `order` is the whole truth: ids best first; those not in it are gone."""

    added: tuple[Item[Thing], ...] = ()
    updated: tuple[Item[Thing], ...] = ()
    order: tuple[str, ...] = ()


class Answered(_Value):
    """How one provider did, or why it has nothing to tell."""

    provider: str
    part: str = Field(description="what it was asked for: flights, hotels …")
    answered: bool
    offers: int = Field(default=0, description="that it gave, before any were merged or filtered out")
    dropped: int = Field(default=0, description="of what it gave, what could not be true or read")
    ms: int = Field(description="milliseconds since the search began")
    freshness: Freshness | None = Field(default=None, description="None: it computes rather than reads")
    read_at: datetime | None = None
    failure: Failure | None = None
    message: str = ""


class Site(_Value):
    """A site that sells the same and can only be visited; `url` has the search filled in."""

    provider: str
    label: str
    url: str


class Elsewhere(_Value):
    """Where else to look: sites that nobody can ask but the traveller."""

    sites: tuple[Site, ...]


class Facet(_Value):
    """How many results there are of each kind, most first; `low` and `high` where the facet is an amount."""

    name: str
    counts: dict[str, int] = {}
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


class Done(_Value):
    """The search is over; `complete`: everybody who was asked has answered."""

    complete: bool
    total: int = Field(description="results that fit the filters")
    shown: int
    filtered_out: int
    rule: str = Field(description="how the results are sorted, in words")
    facets: tuple[Facet, ...]
    providers: tuple[Answered, ...]
    missing: tuple[str, ...] = Field(description="who did not answer")
    ms: int


class SearchEvent(_Value):
    """One frame's `event` and `data`, for those who read the description of this interface."""

    elsewhere: Elsewhere | None = None
    results: Results[BaseModel] | None = None
    provider: Answered | None = None
    done: Done | None = None


def frame(name: str, data: BaseModel) -> str:
    """JSON has no line breaks in it, so that one `data` line is enough."""
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
