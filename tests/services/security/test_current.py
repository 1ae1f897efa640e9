from __future__ import annotations

from ipaddress import ip_network

import pytest

from services.security.current import Lists
from services.security.schemas import Area, ListKind

OFFICE, HOME = ip_network("203.0.113.0/24"), ip_network("198.51.100.0/24")
LISTS = Lists(
    {
        ("*", ListKind.BLOCK, Area.ALL): (ip_network("203.0.113.66/32"),),
        ("acme", ListKind.ALLOW, Area.ALL): (OFFICE, HOME),
        ("acme", ListKind.ALLOW, Area.ADMIN): (OFFICE,),
    }
)


@pytest.mark.parametrize(
    ("address", "admin", "expected"),
    [
        ("203.0.113.5", False, True),
        ("203.0.113.5", True, True),
        ("198.51.100.5", False, True),
        ("198.51.100.5", True, False),
        ("192.0.2.1", False, False),
        ("203.0.113.66", False, False),
        ("no address", False, False),
    ],
)
def test_an_address_must_be_on_each_list_of_allowed_networks_and_on_none_of_blocked_ones(address, admin, expected):
    assert LISTS.admits(address, admin=admin) is expected


def test_without_lists_everybody_comes_in():
    assert Lists().admits("anything", admin=True)
