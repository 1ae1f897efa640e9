"""Lists, one way everywhere: `page`, `limit`, `cursor`, `sort=-created_at`, `filter[status]=open`, `fields=id,title`.

Trips = listing(sorts=("updated_at", "title"), default="-updated_at", filters=("status",))

@router.get("")
async def list_things(wanted: Annotated[Wanted, Trips], …) -> Page[Thing]:
    return wanted.page(await service.list(wanted.listing), Thing.model_validate)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field

from domain.errors import FieldError, InvalidRequest
from domain.listing import MOST, Listing, Order, Slice
from infra.settings import Settings
from infra.signing import Signer, open_signer

Item = TypeVar("Item")
Row = TypeVar("Row")
_FARTHEST = 100_000  # pages; a cursor goes on for ever


class Page(BaseModel, Generic[Item]):
    """One page of a list. Ask for what follows with `cursor=` `next_cursor`, or by `page`."""

    items: tuple[Item, ...]
    page: int = Field(description="from 1; of a page that was asked for by cursor 0")
    limit: int
    total: int = Field(description="items on all pages")
    next_cursor: str | None = Field(default=None, description="null: nothing follows")


@dataclass(frozen=True)
class Wanted:
    """What the query asks for, checked."""

    listing: Listing
    signer: Signer

    def page(self, found: Slice[Row], view: Callable[[Row], Item]) -> Page[Item]:
        cursor = None if found.end is None else self.signer.sign(_state(self.listing, found.end))
        return Page(
            items=tuple(view(row) for row in found.rows),
            page=0 if self.listing.after is not None else self.listing.page,
            limit=self.listing.limit,
            total=found.total,
            next_cursor=cursor,
        )


def listing(*, sorts: Sequence[str], default: str, filters: Sequence[str] = (), limit: int = 50) -> Any:
    """The dependency of a list that may be sorted by `sorts` and filtered by `filters`, both names of columns.

    Raises InvalidRequest, which names the parameter, for any other.
    """

    async def read(request: Request, **given: Any) -> Wanted:
        signer = _signer(request.app.state.resources.settings)
        order = _order(given["sort"], sorts)
        chosen = {name: tuple(given[f"filter_{name}"].split(",")) for name in filters if given[f"filter_{name}"]}
        wanted = Listing(order, given["page"], given["limit"], filters=chosen)
        if given["cursor"] is None:
            return Wanted(wanted, signer)
        after = _after(given["cursor"], wanted, signer)
        return Wanted(Listing(order, 0, given["limit"], after, chosen), signer)

    # FastAPI reads what a dependency asks for, and the OpenAPI document, from the signature.
    read.__signature__ = Signature(_parameters(sorts, default, filters, limit))  # type: ignore[attr-defined]
    return Depends(read)


def _parameters(sorts: Sequence[str], default: str, filters: Sequence[str], limit: int) -> list[Parameter]:
    told = f"{', '.join(sorts)}; with a minus before it from the greatest; several divided by commas"
    found = [
        _parameter("page", Annotated[int, Query(ge=1, le=_FARTHEST)], 1),
        _parameter("limit", Annotated[int, Query(ge=1, le=MOST)], limit),
        _parameter(
            "cursor", Annotated[str | None, Query(max_length=1000, description="`next_cursor` of a page")], None
        ),
        _parameter("sort", Annotated[str, Query(max_length=200, description=told)], default),
        _parameter(
            "fields",
            Annotated[str | None, Query(max_length=500, description="only these of each item, divided by commas")],
            None,
        ),
    ]
    for name in filters:
        told = "one value, or several divided by commas"
        kind = Annotated[str | None, Query(alias=f"filter[{name}]", max_length=500, description=told)]
        found.append(_parameter(f"filter_{name}", kind, None))
    return [Parameter("request", Parameter.KEYWORD_ONLY, annotation=Request), *found]


def _parameter(name: str, kind: Any, default: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


def _order(text: str, sorts: Sequence[str]) -> tuple[Order, ...]:
    order = tuple(Order(name.removeprefix("-"), name.startswith("-")) for name in text.split(",") if name)
    names = [one.name for one in order]
    if not order or not set(names) <= set(sorts) or len(set(names)) < len(names):
        raise InvalidRequest([FieldError("sort", f"sort by {', '.join(sorts)}, each once; with a minus in reverse")])
    return order


def _state(wanted: Listing, end: tuple[Any, ...]) -> bytes:
    order = ",".join(("-" if one.descending else "") + one.name for one in wanted.order)
    return json.dumps([order, {name: list(values) for name, values in wanted.filters.items()}, end]).encode()


def _after(cursor: str, wanted: Listing, signer: Signer) -> tuple[Any, ...]:
    content = signer.content(cursor)
    if content is None:
        raise InvalidRequest([FieldError("cursor", "this is no cursor of ours; begin without one")])
    end = tuple(json.loads(content)[2])
    if content != _state(wanted, end):
        raise InvalidRequest([FieldError("cursor", "this cursor belongs to another order or filter")])
    return end


@lru_cache(maxsize=8)
def _opened(keys: str, data_dir: Path) -> Signer:
    return open_signer(keys, data_dir, "cursors")


def _signer(settings: Settings) -> Signer:
    return _opened(settings.secret_keys.get_secret_value(), settings.data_dir)
