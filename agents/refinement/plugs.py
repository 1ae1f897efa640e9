"""Sockets and voltages at home, to know whether an adapter is needed.

Source: IEC World Plugs list, read 2026-11. A country that is not here is not known.
"""

from __future__ import annotations

from collections.abc import Iterable

_COUNTRIES = {
    ("A", "B", 120): "US CA MX CO EC VE CR GT HN SV NI PA DO PR",
    ("A", "B", 100): "JP",
    ("A", "B", 110): "TW",
    ("A", "B", 220): "PH",
    ("C", "F", 230): "DE AT NL ES PT SE NO FI HU RO BG HR SI EE LV LT LU IS RS UA TR GR KZ ID",
    ("C", "F", 220): "KR RU",
    ("C", "E", 230): "FR BE PL CZ SK",
    ("C", "E", 220): "MA",
    ("C", "F", "L", 230): "IT CL",
    ("C", "J", 230): "CH LI",
    ("E", "K", 230): "DK",
    ("C", "H", 230): "IL",
    ("G", 230): "GB IE MT CY SG HK AE QA KW MY KE",
    ("G", 220): "SA",
    ("I", 230): "AU NZ",
    ("C", "I", 220): "AR UY",
    ("A", "I", 220): "CN",
    ("C", "D", "M", 230): "IN",
    ("C", "M", "N", 230): "ZA",
    ("C", "N", 127): "BR",
    ("A", "B", "C", 220): "PE TH VN",
    ("C", "F", 219): "",
    ("C", "F", 221): "EG",
}
_HOME = {code: (facts[:-1], int(facts[-1])) for facts, codes in _COUNTRIES.items() for code in codes.split()}

# Plugs that fit each other's sockets.
_FAMILIES = {"B": "A", "E": "C", "F": "C", "K": "C", "L": "C", "N": "C", "J": "C", "O": "C"}


def home_plugs(country: str) -> tuple[str, ...] | None:
    """IEC letters in use in a country; None where we do not know."""
    found = _HOME.get(country)
    return tuple(map(str, found[0])) if found else None


def home_voltage(country: str) -> int | None:
    found = _HOME.get(country)
    return found[1] if found else None


def fits(home: Iterable[str], there: Iterable[str]) -> bool:
    """Whether what is plugged in at home finds a socket there without an adapter."""
    return _families(home) <= _families(there)


def _families(plugs: Iterable[str]) -> set[str]:
    return {_FAMILIES.get(plug, plug) for plug in plugs}
