"""Clauses that change the request itself, so that the trip is planned again: origin, dates, party, diet, a city."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.edit_reading.context import Context
from agents.intent.additions import JOINS, SHIFT, counts_people, replaces_city
from agents.intent.draft import RequestDraft
from agents.intent.offline import read
from agents.intent.scan import Scan
from tools.places.gazetteer import CityMatch, find_city, mentions

_ADDS_CITY = re.compile(
    r"\b(?:add|adding|include|squeeze in|fit in|also (?:go to|visit|see)|stop (?:in|at|off in)|extend (?:it |the trip )?(?:to|with)|plus|as well|too|anade\w*|agrega\w*|incluye\w*|tambien|ajoute\w*|aussi|fug\w*|hinzu|auch|noch)\b"
)
_WHOLE_DAYS = re.compile(
    r"\b(?:swap|switch|exchange|reverse|flip|put|move|do|cambia\w*|intercambia\w*|echange\w*|inverse\w*|tausch\w*|vertausch\w*)\s+(?:the )?(?:days?|dias?|jours?|tage?n?)\s+\w+\s+(?:and|with|for|before|after|to|y|con|por|et|avec|und|mit|gegen|vor|nach|&)\s+(?:the )?(?:(?:day|dia|jour|tag)\s+)?\w+"
)


def adds_city(scan: Scan, context: Context) -> bool:
    """Another city beside those of the trip, or in place of one."""
    if not (_ADDS_CITY.search(scan.rest) or replaces_city(scan.rest, context.city_ids)):
        return False
    found = [find_city(stay.name) for stay in read(scan.text, context.today).destinations]
    sure = {
        m.match.city_id
        for m in mentions(scan.text)
        if isinstance(m.match, CityMatch) and (m.match.exact or m.typed[0].isupper())
    }
    return any(isinstance(city, CityMatch) and city.city_id in sure - set(context.city_ids) for city in found)


def changes_request(scan: Scan, context: Context) -> bool:
    """Whether the clause says something of the request that no edit of ours can say."""
    draft = read(scan.text, context.today, scan.language)
    if draft.origin or draft.diets or draft.step_free or draft.avoid_modes or draft.rooms:
        return True
    if draft.arrive_min is not None or draft.leave_min is not None or draft.level:
        return True
    if SHIFT.search(scan.rest) or JOINS.search(scan.rest) or counts_people(draft, scan.rest):
        return True
    return _another_time(draft, context)


def _another_time(draft: RequestDraft, context: Context) -> bool:
    """Dates outside the trip as it stands, in words that say nothing else."""
    if draft.wishes or draft.must_see:
        return False
    if draft.start_on is not None:
        return draft.start_on not in context.request.dates
    return draft.earliest_on is not None


def swaps_whole_days(scan: Scan) -> bool:
    return bool(_WHOLE_DAYS.search(scan.rest))
