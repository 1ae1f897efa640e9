"""A model's draft held against the words that it was made from: a name that nobody wrote is no wish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from rapidfuzz import fuzz

from agents.intent.draft import RequestDraft
from tools.places import gazetteer
from tools.places.gazetteer import CityMatch
from tools.places.spelling import fold

_ALIKE = 75.0  # likeness, 0 to 100, from which a name is taken to be the traveller's, written another way
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def grounded(draft: RequestDraft, text: str) -> RequestDraft:
    """Without names that are not in the text, in whatever language of ours; a known code as its language."""
    places = ("unknown_places", "must_see", "must_avoid")
    kept = {name: tuple(one for one in getattr(draft, name) if _is_in(one, text)) for name in places}
    origin = draft.origin if draft.origin and _is_city_in(draft.origin, text) else None
    stays = tuple(stay for stay in draft.destinations if _is_city_in(stay.name, text))
    wishes = _wishes(draft.wishes, text)
    found = {"destinations": stays, "origin": origin, "wishes": wishes, "language": _language(draft.language)}
    return draft.model_copy(update=kept | found)


def _is_city_in(name: str, text: str) -> bool:
    """The name, or another name of the same city, stands in the text."""
    if _is_in(name, text):
        return True
    found = gazetteer.find_city(name)
    named = {mention.match.city_id for mention in gazetteer.mentions(text) if isinstance(mention.match, CityMatch)}
    return isinstance(found, CityMatch) and found.city_id in named


def _is_in(name: str, text: str) -> bool:
    """Scripts that are not ours are taken on trust: the certificate and the traveller see what comes of it."""
    key, words = fold(name).strip(), fold(text)
    if not key:
        return False
    if not _LATIN.search(text):
        return True
    return key in words or fuzz.partial_ratio(key, words) >= _ALIKE


def _wishes(wishes: Iterable[str], text: str) -> tuple[str, ...]:
    """Wishes are told in the traveller's own words; most of them must be there."""
    said = set(re.findall(r"\w+", fold(text)))
    kept = []
    for wish in wishes:
        words = re.findall(r"\w+", fold(wish))
        if words and (not said or sum(word in said for word in words) * 2 >= len(words) or fold(wish) in fold(text)):
            kept.append(wish[:200])
    return tuple(kept)


def _language(code: str) -> str:
    try:
        return Locale.parse(code.strip().lower().replace("_", "-").split("-")[0]).language
    except (ValueError, TypeError, UnknownLocaleError):
        return "en"
