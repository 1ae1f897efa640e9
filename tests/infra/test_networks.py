from __future__ import annotations

from ipaddress import ip_network

import pytest

from infra.networks import connection_of, within


@pytest.mark.parametrize(
    ("address", "network", "expected"),
    [
        ("203.0.113.7", "203.0.113.0/24", True),
        ("203.0.114.7", "203.0.113.0/24", False),
        ("::ffff:203.0.113.7", "203.0.113.0/24", True),
        ("2001:db8::1", "2001:db8::/32", True),
        ("2001:db8::1", "0.0.0.0/0", False),
        ("testclient", "0.0.0.0/0", False),
        ("", "::/0", False),
    ],
)
def test_an_address_is_within_a_network_or_not(address, network, expected):
    assert within(address, [ip_network(network)]) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_all_addresses_of_one_connection_are_counted_as_one(address, expected):
    assert connection_of(address) == expected
