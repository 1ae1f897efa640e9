"""Budgets: an amount, its currency, and what it is for."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import get_currency_name, get_territory_currencies

from agents.intent.draft import AmountDraft, BudgetPer
from agents.intent.scan import Scan
from tools.places.spelling import fold

_CODES = (
    "EUR USD GBP JPY CHF AUD CAD NZD SEK NOK DKK ISK CZK HUF PLN RON TRY MAD EGP ZAR AED SAR INR THB SGD HKD CNY KRW "
    "TWD MYR IDR PHP VND MXN ARS BRL CLP COP PEN ILS KES"
).split()
_SYMBOLS = {
    "€": "EUR", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "s$": "SGD",
    "sg$": "SGD", "hk$": "HKD", "mx$": "MXN", "ar$": "ARS", "r$": "BRL", "$": "USD", "£": "GBP", "¥": "JPY", "円": "JPY",
    "₹": "INR", "₩": "KRW", "฿": "THB", "₺": "TRY", "₪": "ILS", "kc": "CZK", "zl": "PLN", "ft": "HUF",
}  # fmt: skip
_SLANG = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "dollar": "USD", "dollars": "USD", "bucks": "USD", "usd": "USD",
    "dolares": "USD", "quid": "GBP", "pound": "GBP", "pounds": "GBP", "libras": "GBP", "livres": "GBP", "pfund": "GBP",
    "yen": "JPY", "yenes": "JPY", "yens": "JPY", "francs": "CHF", "franken": "CHF", "rupees": "INR", "baht": "THB",
    "won": "KRW", "rand": "ZAR", "lira": "TRY", "liras": "TRY", "forint": "HUF", "koruna": "CZK", "crowns": "CZK",
    "zloty": "PLN", "sing dollars": "SGD", "aussie dollars": "AUD", "pesos": "MXN", "dirhams": "MAD", "dirham": "AED",
    "kronor": "SEK", "reais": "BRL", "yuan": "CNY", "rmb": "CNY",
}  # fmt: skip


@cache
def _units() -> dict[str, str]:
    """Folded words, codes and symbols to ISO 4217 codes; names are babel's in four languages."""
    units: dict[str, str] = {code.lower(): code for code in _CODES if code not in {"ALL", "TRY", "PEN", "TOP"}}
    for code in _CODES:
        for locale in ("en", "es", "fr", "de"):
            for count in (1, 2):
                units.setdefault(fold(get_currency_name(code, count=count, locale=locale)), code)
    return units | _SLANG | _SYMBOLS


_NUMBER = r"-?\d{1,3}(?:[.,' ’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|-?\d+(?:[.,]\d+)?"
_TIMES = r"(?:\s*(?P<times>k|thousand|grand|mille|mil|tausend)\b)?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted(_units(), key=len, reverse=True)
    unit = "|".join(re.escape(name) + (r"(?![a-z])" if name[-1].isalpha() else "") for name in names)
    after = rf"(?<![\w.,])(?P<low>{_NUMBER})?(?(low)\s*(?:-|to|a|bis|or)\s*)(?P<n>{_NUMBER}){_TIMES}[\s-]*(?:of\s+|de\s+|in\s+)?(?P<unit>{unit})"
    plain = rf"(?<![\w.,])(?P<n>{_NUMBER}){_TIMES}[\s-]*(?:de\s+)?(?P<unit>{unit})"
    marks = sorted((name for name in names if len(name) < 4 and name not in _ALSO_WORDS), key=len, reverse=True)
    mark = "|".join(re.escape(name) for name in marks)
    before = rf"(?<![a-z])(?P<unit>{mark})\s*(?P<low>{_NUMBER})(?:k)?\s*(?:-|to|bis|and)\s*(?:{mark})?\s*(?P<n>{_NUMBER}){_TIMES}(?![\w:])"
    single = rf"(?<![a-z])(?P<unit>{mark})\s*(?P<n>{_NUMBER}){_TIMES}"
    word = (
        r"(?:budget|presupuesto|spend|spending|gastar|depenser|ausgeben|max(?:imum)?|at most|up to|under|no more than)"
    )
    link = r"(?:\s+(?:is|of|about|around|roughly|up to|max|de|von|est|es|ist|to|at|total|not more than|ca|unter))*"
    bare = rf"\b{word}{link}\s*:?\s*(?P<n>{_NUMBER}){_TIMES}(?!\s*(?:days?|nights?|weeks?|people|hours?|tage|dias|jours|%|[ap]m|:))(?!\d)"
    return tuple(re.compile(p) for p in (after, plain, before, single, bare))


_ALSO_WORDS = frozenset({"mad", "won", "try", "all", "kc", "ft", "zl"})
_PER_DAY = r"(?:und|and|y|et)\s+(?:day|tag|dia|jour)\b|(?:per|a|each|/|every|pro|am|al|por|par|the)\s*(?:day|tag|dia|jour)\b|\bdaily\b|\btaglich\b"
_PER_PERSON = (
    r"\beach\b|(?:per|a|/|pro|por|par)\s*(?:person|head|pax|persona|personne|adult|kopf|cabeza)\b|\bp\.?p\b\.?|"
    r"\bcada uno\b|\bchacune?\b|\bapiece\b"
)
_AFTER = re.compile(
    rf"^[\s,]*(?:in total|total|max|all in|or so)?[\s,]*(?:(?P<day>{_PER_DAY})|(?P<person>{_PER_PERSON}))"
)
_WITHOUT_FLIGHTS = re.compile(
    r"^[\s,(]*(?:without|excluding|excl\.?|not including|not counting|plus|ohne|sin(?: contar)?|hors|sans|before)\s+(?:the |los |les |die )?(?:flights?|airfare|vuelos?|vols?|flugen?|fluge|flug)\b"
)
_NIGHT = re.compile(r"^[\s,]*(?:per|a|/|pro|por|par|la)\s*(?:night|nacht|noche|nuit)\b")
_NOTHING = re.compile(r"\b(?:no|zero|without (?:any|a)|kein(?:en)?|sin|sans) (?:budget|money|presupuesto)(?! limit)\b")
_FREE_HAND = re.compile(r"\b(?:no budget limit|unlimited budget|budget is not (?:an issue|important))\b")


def read_budgets(scan: Scan) -> tuple[AmountDraft, ...]:
    """Every amount of money in the message, as said; what it means is decided when settling."""
    found: list[tuple[int, AmountDraft]] = []
    scan.take_all(_FREE_HAND)
    for pattern in _patterns():
        while match := scan.find(pattern):
            draft, end = _amount(match, scan)
            scan.blank(match.start(), end)
            if draft is not None:
                found.append((match.start(), draft))
    return tuple(draft for _, draft in sorted(found, key=lambda item: item[0]))


def _amount(match: re.Match[str], scan: Scan) -> tuple[AmountDraft | None, int]:
    groups = match.groupdict()
    amount = _number(groups["n"]) * (1000 if groups["times"] else 1)
    unit = groups.get("unit")
    per, end = _per(scan.rest, match.end())
    if without := _WITHOUT_FLIGHTS.match(scan.rest[end:]):
        end += without.end()
    if _NIGHT.match(scan.rest[match.end() :]) or amount >= 10**9:
        return None, match.end()
    return AmountDraft(amount=amount, currency=_units()[unit] if unit else None, per=per), end


def _per(rest: str, end: int) -> tuple[BudgetPer, int]:
    day = person = False
    while (match := _AFTER.match(rest[end:])) and match.end():
        day, person = day or bool(match["day"]), person or bool(match["person"])
        end += match.end()
    per: BudgetPer = "person_day" if day and person else "day" if day else "person" if person else "trip"
    return per, end


def _number(written: str) -> Decimal:
    """`1.500`, `1,500`, `1 500` are thousands: a group of exactly three digits at the end."""
    compact = re.sub(r"[ '’]", "", written)
    compact = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", compact)
    try:
        return Decimal(compact.replace(",", "."))
    except InvalidOperation:
        return Decimal(0)


def currency_of_country(code: str) -> str | None:
    """ISO 4217 of a country's money today; None where babel knows none."""
    try:
        current = get_territory_currencies(code)
    except UnknownLocaleError:
        return None
    return str(current[0]) if current else None


def usual_currency(language: str) -> str:
    """What a bare number most likely means to a writer of this language."""
    return "USD" if Locale(language).language == "en" else "EUR"
