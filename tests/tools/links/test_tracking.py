from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.links.test_formats import flight, outing, stay
from tools.links.chooser import PROVIDERS, RIDE_PROVIDERS
from tools.links.tracking import click_of, tracked

CLICK = UUID("6f1c2f0e-6b52-4d0b-9d84-8a3f1b0c2d11")
PARAMETERS = {
    "booking": "label",
    "agoda": "tag",
    "expedia": "mdpdtl",
    "hotels_com": "mdpdtl",
    "getyourguide": "cmp",
    "viator": "campaign",
    "skyscanner": "utm_term",
    "rentalcars": "adcamp",
}


def links(affiliate: str | None) -> dict[str, str]:
    made = {provider.name: provider.url(stay(), affiliate) for provider in PROVIDERS}
    return made | {provider.name: provider.url(flight(), affiliate) for provider in RIDE_PROVIDERS}


def test_a_site_gets_our_click_in_its_own_parameter_and_nothing_else_changes():
    for name, url in links("OURS").items():
        sent = tracked(name, url, CLICK)
        if name not in PARAMETERS:
            assert sent == url
            continue
        before, after = parse_qs(urlsplit(url).query), parse_qs(urlsplit(sent).query)
        assert after.pop(PARAMETERS[name]) == [CLICK.hex]
        assert after == before
        assert urlsplit(sent)[:3] == urlsplit(url)[:3]


def test_without_an_affiliate_id_nobody_is_told_of_the_click():
    assert all(tracked(name, url, CLICK) == url for name, url in links(None).items())


def test_a_second_click_replaces_the_first():
    url = tracked("booking", links("OURS")["booking"], CLICK)
    other = uuid4()
    assert parse_qs(urlsplit(tracked("booking", url, other)).query)["label"] == [other.hex]


@given(st.uuids())
def test_what_a_site_gives_back_is_the_click(click):
    sent = tracked("viator", next(p for p in PROVIDERS if p.name == "viator").url(outing(), "OURS"), click)
    assert click_of(parse_qs(urlsplit(sent).query)["campaign"][0]) == click


@pytest.mark.parametrize("text", ["", "summer-sale", "not a click", "6f1c", "\x00" * 32])
def test_what_is_no_click_of_ours_is_none(text):
    assert click_of(text) is None
