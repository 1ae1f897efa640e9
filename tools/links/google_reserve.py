"""Google reservations: the restaurant on Google, whose page has the button that reserves a table.

"Reserve with Google" shows its button on Search and Maps (https://developers.google.com/actions-center, as known in
2026-11, not checked live). Links straight into it need Google's own id of the merchant and are not documented, so
this one asks Search for the restaurant by name. There is no affiliate programme, so an id is ignored.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address

# Where the button is offered for tables (as known in 2026-11); OpenTable is preferred where it serves.
COUNTRIES = frozenset(
    {"AR", "AT", "BE", "BR", "CH", "CL", "CO", "CZ", "DK", "FI", "FR", "GR", "HK", "HU", "ID", "IN", "MY", "NO"}
    | {"NZ", "PE", "PH", "PL", "PT", "SE", "TR", "TW", "VN", "ZA"}
)


def url(visit: Visit, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    parameters = {"q": f"Reserve a table at {visit.search}", "hl": visit.language}
    return address("https://www.google.com/search", parameters)


GOOGLE_RESERVE = Provider("google_reserve", "Table via Google", "table", url)
