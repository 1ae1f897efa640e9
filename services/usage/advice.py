"""Where money could be saved, each with the arithmetic that says so; figures of the last 30 days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from services.usage.pricing import cheap_model, repriced
from services.usage.schemas import Recommendation

DAYS = 30
_WORTH_USD, _WORTH_SHARE = Decimal("0.01"), Decimal("0.10")
_MEMORY = Decimal("0.30")  # of the calls: what the kept answers of a busy service reach


def advice(
    models: Sequence[Any], services: Sequence[Any], used: Iterable[str], paid: Sequence[str]
) -> tuple[Recommendation, ...]:
    """`models` and `services` are sums by name, `used` the providers that were called, `paid` those with a key.

    The greatest saving first, those that these books cannot put a figure to last.
    """
    found = [*_cheaper(models, paid), *_caching(services), *_unused(set(used), paid)]
    return tuple(sorted(found, key=lambda one: one.saving_usd_month or Decimal(0), reverse=True))


def _cheaper(models: Sequence[Any], paid: Sequence[str]) -> Iterator[Recommendation]:
    for row in models:
        if not row.name or row.cost_usd <= 0 or row.unknown:
            continue
        choices = [(model, repriced(row, model)) for one in paid if (model := cheap_model(one)) and model != row.name]
        priced = [(line.there_usd, model, line) for model, line in choices if line.there_usd is not None]
        if not priced:
            continue
        there, model, line = min(priced, key=lambda choice: choice[0])
        saving = row.cost_usd - there
        if saving >= _WORTH_USD and saving >= row.cost_usd * _WORTH_SHARE:
            yield Recommendation(
                kind="cheaper_model",
                title=f"{row.name} → {model} for work that it does as well",
                arithmetic=(
                    f"{line.calls:,} calls in {DAYS} days, {line.tokens_in:,} tokens read and {line.tokens_out:,}"
                    f" written: ${row.cost_usd:.4f} on {row.name}, ${there:.4f} on {model}, ${saving:.4f} less."
                    " Whether it does the work as well is for the evaluation to say."
                ),
                saving_usd_month=round(saving, 9),
            )


def _caching(services: Sequence[Any]) -> Iterator[Recommendation]:
    for row in services:
        share = Decimal(int(row.cached)) / int(row.calls) if row.calls else Decimal(1)
        if row.cost_usd <= 0 or not row.asked or share >= _MEMORY:
            continue
        each = row.cost_usd / int(row.asked)
        fewer = min(int(row.asked), int((_MEMORY - share) * int(row.calls)))
        if each * fewer >= _WORTH_USD:
            yield Recommendation(
                kind="caching",
                title=f"Keep answers of {row.name} for longer",
                arithmetic=(
                    f"{int(row.cached):,} of {int(row.calls):,} calls in {DAYS} days ({share:.0%}) were answered from"
                    f" memory; each of the others cost ${each:.6f}. At {_MEMORY:.0%}, {fewer:,} fewer would be asked:"
                    f" {fewer:,} × ${each:.6f} = ${each * fewer:.4f}."
                ),
                saving_usd_month=round(each * fewer, 9),
            )


def _unused(used: set[str], paid: Sequence[str]) -> Iterator[Recommendation]:
    for provider in sorted(set(paid) - used):
        yield Recommendation(
            kind="unused_provider",
            title=f"{provider} has a key and was never asked",
            arithmetic=f"0 calls in {DAYS} days; whatever its subscription costs is not in these books.",
            saving_usd_month=None,
        )
