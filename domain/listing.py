"""What part of a list somebody wants to see, and the part that they are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")
MOST = 100  # rows of one page


@dataclass(frozen=True)
class Order:
    """One column to sort by."""

    name: str
    descending: bool = False


@dataclass(frozen=True)
class Listing:
    """A page by its number (from 1), or what comes after the row whose sort values are `after`.

    `filters` are the wanted values by name, any of which will do. `order` is never empty.
    """

    order: tuple[Order, ...]
    page: int = 1
    limit: int = 50
    after: tuple[str | int | float | None, ...] | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Slice(Generic[Item]):
    """Rows of one page; `end` are the sort values of the last, None where nothing follows. `total` of all pages."""

    rows: tuple[Item, ...]
    total: int
    end: tuple[str | int | float | None, ...] | None = None
