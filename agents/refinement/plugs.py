"""Sockets and voltages at home, to know whether an adapter is needed.

Source: IEC plug letters as commonly listed in 2026-11, not read from the IEC itself. A country that
is not here is not known.
"""

from __future__ import annotations

from collections.abc import Iterable

_COUNTRIES = {
    ("A B", 120): "US CA MX CO EC VE CR GT HN SV NI PA DO PR",
    ("A B", 100): "JP",
    ("A B", 110): "TW",
    ("A B C", 220): "PH",
    ("C F", 230): "DE AT NL ES PT SE NO FI HU RO BG HR SI EE LV LT LU IS RS UA TR GR KZ ID",
    ("C F", 220): "KR RU EG",
    ("C E", 230): "FR BE PL CZ SK",
    ("C E", 220): "MA",
    ("C F L", 230): "IT",
    ("C L", 220): "CL",
    ("C J", 230): "CH LI",
    ("C E K", 230): "DK",
    ("C H", 230): "IL",
    ("G", 230): "GB IE MT CY SG HK AE QA KW MY KE SA",
    ("I", 230): "AU NZ",
    ("C I", 220): "AR",
    ("A C I", 220): "CN",
    ("C D M", 230): "IN",
    ("C M N", 230): "ZA",
    ("C N", 127): "BR",
    ("A C", 220): "PE VN",
    ("A B C O", 230): "TH",
}
_HOME = {code: facts for facts, codes in _COUNTRIES.items() for code in codes.split()}

# Which sockets take a plug; most other plugs fit their own socket only.
_SOCKETS = {"A": "AB", "C": "CEFHJKLNO", "E": "EF", "F": "EF", "K": "KEF"}
_LOW_V = 150  # 100 to 127 V on one side, 220 to 240 V on the other


def home_plugs(country: str) -> tuple[str, ...] | None:
    """IEC letters in use in a country (ISO 3166-1 alpha-2); None where we do not know."""
    found = _HOME.get(country)
    return tuple(found[0].split()) if found else None


def fits(home: Iterable[str], there: Iterable[str]) -> bool:
    """Whether every plug in use at home finds a socket there without an adapter."""
    sockets = set(there)
    return all(sockets & set(_SOCKETS.get(plug, plug)) for plug in home)


def other_voltage(country: str, volts: int) -> bool:
    """Whether `volts` is the other of the world's two voltage bands than the country's own."""
    found = _HOME.get(country)
    return found is not None and (found[1] < _LOW_V) != (volts < _LOW_V)
