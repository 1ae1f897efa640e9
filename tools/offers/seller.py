"""What adapters of those who sell have in common: exact numbers, offers read one by one, a limit of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar, NoReturn, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel

from domain.errors import Failure, Unavailable
from domain.money import Money
from domain.offers import Found
from domain.place import Freshness, Source
from tools.images.plain import web_address
from tools.network import Networked
from tools.rates.embedded import PER_EURO

Offer = TypeVar("Offer", bound=BaseModel)
Answer = TypeVar("Answer")
_UNREADABLE = (ValueError, KeyError, ArithmeticError)
_CURRENCIES = frozenset(PER_EURO)


class Seller(Networked):
    """An adapter whose answers are offers; `within_s` is how long it may take, whatever the settings allow."""

    within_s: ClassVar[float] = 5.0

    def decoded(self, response: httpx.Response) -> Any:
        """The answer's JSON with Decimal for every fraction, for amounts must stay what they are."""
        super().decoded(response)
        try:
            return response.json(parse_float=Decimal, parse_constant=_no_number)
        except ValueError as error:
            raise self.malformed(error) from error

    async def in_time(self, work: Awaitable[Answer]) -> Answer:
        try:
            async with asyncio.timeout(self.within_s):
                return await work
        except TimeoutError as error:
            raise Unavailable(self.name, f"no answer within {self.within_s:g} s", Failure.TIMEOUT) from error

    def found(self, items: Iterable[Any], read: Callable[[Any], Offer]) -> Found[Offer]:
        """What can be read and can be true; the rest is dropped and counted.

        Raises Unavailable where there were items and none of them is an offer: then it is the shape that changed.
        """
        offers: list[Offer] = []
        dropped = 0
        last: Exception | None = None
        for item in items:
            try:
                offers.append(read(item))
            except _UNREADABLE as error:
                dropped, last = dropped + 1, error
        if last is not None and not offers:
            raise self.malformed(last) from last
        return Found(offers=tuple(offers), dropped=dropped)

    def source(self, reference: str) -> Source:
        now = datetime.now(UTC)
        return Source(provider=self.name, reference=reference, freshness=Freshness.LIVE, as_of=now.date(), read_at=now)


def money(amount: Decimal | int | str, currency: str) -> Money:
    """Raises ValueError for a currency that there is not, ArithmeticError for what is no finite number."""
    if currency not in _CURRENCIES:
        raise ValueError(f"no currency {currency!r}")
    number = Decimal(amount)
    if not number.is_finite():
        raise ArithmeticError("not a finite amount")
    return Money.of(number, currency)


def own_address(url: str | None, *hosts: str) -> str:
    """An address that is a seller's own page (one of `hosts` or below it); "" for any other."""
    said = web_address(url)
    parts = urlsplit(said)
    host = (parts.hostname or "").lower()
    ours = any(host == own or host.endswith(f".{own}") for own in hosts)
    return said if ours and parts.scheme == "https" else ""


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
