from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.budgets.limits import AGENCY, PLATFORM, LimitBook
from tools.llm.purse import Limits

ANN = "user:ann"
_amounts = st.none() | st.decimals(0, 1000, places=2)


def book(base: Decimal | None, **given: Decimal | None) -> LimitBook:
    """Of the agency "a": `agency_all` is its limit of every user, `platform_ann` the platform's of one."""
    keys = {"all": "", "ann": ANN}
    rows = {
        ("a", "user", keys[name.split("_")[1]], name.split("_")[0]): usd
        for name, usd in given.items()
        if usd is not None
    }
    return LimitBook(Limits(run_usd=None, user_month_usd=base), rows)


@given(_amounts, _amounts, _amounts, _amounts, _amounts)
def test_an_agency_never_has_more_than_is_granted(base, platform_all, platform_ann, agency_all, agency_ann):
    found = book(
        base, platform_all=platform_all, platform_ann=platform_ann, agency_all=agency_all, agency_ann=agency_ann
    )
    for key in ("", ANN, "user:bob"):
        granted, holds = found.granted("a", "user", key), found.of("a", "user", key)
        assert granted is None or (holds is not None and holds <= granted)
        own = found.own("a", "user", key)
        assert own is None or (holds is not None and holds <= own)


def test_a_users_own_limit_stands_in_place_of_everybodys():
    found = book(None, agency_all=Decimal(5), agency_ann=Decimal(8))
    assert (found.of("a", "user", ANN), found.of("a", "user", "user:bob")) == (Decimal(8), Decimal(5))


def test_the_platforms_grant_stands_in_place_of_the_operators_setting_and_only_there():
    found = book(Decimal(1), platform_all=Decimal(20))
    assert (found.of("a", "user"), found.of("b", "user")) == (Decimal(20), Decimal(1))
    assert (AGENCY, PLATFORM) == ("agency", "platform")
