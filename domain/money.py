"""Money as integers with a currency, so that sums are exact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

# ISO 4217 minor-unit exponents that are not 2 (source: ISO 4217 list one, 2024-06-25).
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


def minor_exponent(currency: str) -> int:
    """Digits after the decimal point in `currency`."""
    return _EXPONENTS.get(currency, 2)


class Money(BaseModel):
    """An exact amount: `minor` counts the currency's smallest unit (cents, yen)."""

    model_config = ConfigDict(frozen=True)

    minor: int
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code")

    @classmethod
    def of(cls, major: Decimal | int | str, currency: str) -> Self:
        """From major units ("12.50"), rounded half-even to the smallest unit."""
        scaled = Decimal(major).scaleb(minor_exponent(currency))
        return cls(minor=int(scaled.to_integral_value(ROUND_HALF_EVEN)), currency=currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(minor=0, currency=currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Self:
        """Sum of amounts that must all be in `currency`; ValueError otherwise."""
        result = cls.zero(currency)
        for amount in amounts:
            result = result + amount
        return result

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-minor_exponent(self.currency))

    def __add__(self, other: Money) -> Self:
        self._same(other)
        return type(self)(minor=self.minor + other.minor, currency=self.currency)

    def __sub__(self, other: Money) -> Self:
        self._same(other)
        return type(self)(minor=self.minor - other.minor, currency=self.currency)

    def __mul__(self, count: int) -> Self:
        return type(self)(minor=self.minor * count, currency=self.currency)

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot combine {self.currency} with {other.currency}")

    def __str__(self) -> str:
        return f"{self.major} {self.currency}"
