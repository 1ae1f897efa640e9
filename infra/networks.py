"""Addresses and networks; an IPv4 address is the same one when it is written as IPv6."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network


def within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of the networks; what is no address is in none."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    if read.version == 6 and read.ipv4_mapped is not None:
        read = read.ipv4_mapped
    return any(read.version == network.version and read in network for network in networks)


@lru_cache(maxsize=10_000)
def connection_of(address: str) -> str:
    """Under what an address is counted: itself, of IPv6 its /64, for one connection has all of those (RFC 6177)."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return address
    return str(read.ipv4_mapped or IPv6Network((read, 64), strict=False))
