"""Viator: tours and activities on a day.

Parameters are those of the site's own search page (as known in 2026-11, not checked live): text, startDate and
endDate as ISO dates; an affiliate is `pid` together with `mcid=42383` and `medium=link`, and `campaign` comes
back in the partner's reports.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address

_PROGRAMME = "42383"  # the partner programme's own campaign number, the same for every affiliate


def url(visit: Visit, affiliate: str | None) -> str:
    on = visit.start_on.isoformat()
    partner = {"pid": affiliate, "mcid": _PROGRAMME, "medium": "link"} if affiliate else {}
    parameters = {"text": visit.search, "startDate": on, "endDate": on, **partner}
    return address("https://www.viator.com/searchResults/all", parameters)


VIATOR = Provider("viator", "Viator", "ticket", url, affiliate="pid", click="campaign")
