"""The same tokens on another model, by the list prices of `genai-prices`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from domain.errors import FieldError, InvalidRequest
from domain.usage import Period
from services.usage.schemas import Repriced, WhatIf
from tools.llm.chat import ChatAdapter
from tools.llm.prices import Tokens, cost_usd
from tools.llm.providers import PROVIDERS

METHOD = (
    "each model's calls are priced as so many calls of their mean size, by the list of genai-prices as installed; what"
    " a provider had kept of a prompt is taken to be kept alike; calls that told no tokens are on neither side"
)


def known_models() -> tuple[str, ...]:
    """The models that the product knows by name and price, as "provider/model"."""
    kinds = _kinds().values()
    return tuple(dict.fromkeys(f"{kind.name}/{model}" for kind in kinds for model in (kind.strong, kind.cheap)))


def cheap_model(provider: str) -> str | None:
    """A provider's cheaper model, as "provider/model"."""
    kind = _kinds().get(provider)
    return f"{provider}/{kind.cheap}" if kind is not None else None


def what_if(rows: Iterable[Any], model: str, period: Period) -> WhatIf:
    """`rows` are sums by model. Raises InvalidRequest for a model whose provider's prices are not known."""
    provider, _, name = model.partition("/")
    if provider not in _kinds() or not name:
        said = f"write it as provider/model; prices are known of {', '.join(_kinds())}"
        raise InvalidRequest([FieldError("model", said)])
    lines = tuple(repriced(row, model) for row in rows if row.name and row.asked)
    compared = [line for line in lines if line.there_usd is not None and not line.cost_unknown]
    here = sum((line.cost_usd for line in compared), Decimal(0))
    there = sum((line.there_usd or Decimal(0) for line in compared), Decimal(0)) if compared or not lines else None
    return WhatIf(
        begin_at=period.begin,
        end_at=period.end,
        zone=period.zone.key,
        model=model,
        lines=lines,
        cost_usd=here,
        there_usd=there,
        difference_usd=None if there is None else there - here,
        unknown=sum(line.untold for line in lines) + sum(line.calls for line in lines if line not in compared),
        method=METHOD,
    )


def repriced(row: Any, model: str) -> Repriced:
    """One model's sums on another."""
    calls = int(row.asked) - int(row.untold)
    return Repriced(
        model=row.name,
        calls=calls,
        untold=int(row.untold),
        tokens_in=int(row.tokens_in),
        tokens_out=int(row.tokens_out),
        tokens_cached=int(row.tokens_cached),
        cost_usd=row.cost_usd,
        cost_unknown=int(row.unknown),
        there_usd=_there(row, calls, model),
    )


def _there(row: Any, calls: int, model: str) -> Decimal | None:
    if calls <= 0:
        return Decimal(0)
    provider, _, name = model.partition("/")
    into, out, cached = (round(int(total) / calls) for total in (row.tokens_in, row.tokens_out, row.tokens_cached))
    one = cost_usd(_kinds()[provider].price_list, name, Tokens(into, out, min(into, cached)))
    return None if one is None else one * calls


def _kinds() -> dict[str, type[ChatAdapter]]:
    """The providers of language models whose prices are on the list."""
    kinds = (kind for kind in PROVIDERS if issubclass(kind, ChatAdapter))
    return {kind.name: kind for kind in kinds if kind.price_list}
