"""Klook: tickets and tours in Asia and the Pacific.

The search page takes `query`; it knows no date. With an affiliate the page is wrapped in the partner redirect,
`aid` being the id and `k_site` the page (https://affiliate.klook.com/custom_tag_guide, as known in 2026-11, not
checked live). The redirect's `aff_label1` takes only labels made beforehand in the partner's account, so no click
of ours can be told and Klook's conversions come unattributed.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address

_REDIRECT = "https://affiliate.klook.com/redirect"

# Where Klook sells in numbers worth a link (as known in 2026-11).
COUNTRIES = frozenset(
    {"AU", "CN", "HK", "ID", "IN", "JP", "KH", "KR", "LA", "LK", "MO", "MY", "NP", "NZ", "PH", "SG", "TH", "TW", "VN"}
)


def url(visit: Visit, affiliate: str | None) -> str:
    page = address("https://www.klook.com/search/", {"query": visit.search})
    return address(_REDIRECT, {"aid": affiliate, "k_site": page}) if affiliate else page


KLOOK = Provider("klook", "Klook", "ticket", url, affiliate="aid")
