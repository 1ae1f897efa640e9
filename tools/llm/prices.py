"""What calls cost, from the price list of the `genai-prices` package as it was installed.

The list is read from the package; nothing is fetched. Source: https://github.com/pydantic/genai-prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import ModuleType

_MILLION = Decimal(1_000_000)
# For a model that the list does not know: as dear as the dearest default model, so that a hold is not too small.
_CAUTIOUS_IN, _CAUTIOUS_OUT = Decimal(10), Decimal(30)  # US dollars per million tokens
_BYTES_PER_TOKEN = 3  # English has about 4, Chinese 3 to a character: rather too many tokens than too few
_FRAME_TOKENS = 200


@dataclass(frozen=True)
class Tokens:
    """`into` counts all that was read, `cached` the part of it that the provider had kept; `out` includes thinking."""

    into: int
    out: int
    cached: int = 0


def cost_usd(price_list: str, model: str, tokens: Tokens) -> Decimal | None:
    """US dollars by the list of a provider (`price_list` is its id there); None when the model is not on it."""
    if not price_list:
        return None
    prices = _prices()
    usage = prices.Usage(input_tokens=tokens.into, output_tokens=tokens.out, cache_read_tokens=tokens.cached)
    try:
        return Decimal(prices.calc_price(usage, model, provider_id=price_list).total_price)
    except LookupError:
        return None


def most_usd(price_list: str, model: str, tokens: Tokens) -> Decimal:
    """What a call may cost at most; for a model of unknown price a cautious guess."""
    known = cost_usd(price_list, model, tokens)
    if known is not None:
        return known
    return (tokens.into * _CAUTIOUS_IN + tokens.out * _CAUTIOUS_OUT) / _MILLION


def tokens_of(*texts: str) -> int:
    """About how many tokens texts are, rather too many than too few."""
    return _FRAME_TOKENS + sum(len(text.encode()) for text in texts) // _BYTES_PER_TOKEN


@cache
def _prices() -> ModuleType:
    """Read when first asked: the list is large."""
    import genai_prices  # noqa: PLC0415

    return genai_prices
