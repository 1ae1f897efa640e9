"""GetYourGuide: tickets and tours for a sight on a day.

Parameters are those of the site's own search page (as known in 2026-11, not checked live): q, date_from and
date_to as ISO dates; `partner_id` is the affiliate id and `cmp` the campaign that its reports name.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address


def url(visit: Visit, affiliate: str | None) -> str:
    on = visit.start_on.isoformat()
    parameters = {"q": visit.search, "date_from": on, "date_to": on, "partner_id": affiliate}
    return address("https://www.getyourguide.com/s/", parameters)


GETYOURGUIDE = Provider("getyourguide", "GetYourGuide", "ticket", url, affiliate="partner_id", click="cmp")
