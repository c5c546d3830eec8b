"""Whose address a request comes from."""

import ipaddress
from typing import Final

from starlette.requests import HTTPConnection

_IPV6_HOUSEHOLD: Final = 64


def address_of(connection: HTTPConnection) -> str:
    """Return the address a request comes from; of one through a trusted proxy, the address that it names."""
    return "" if connection.client is None else connection.client.host


def household(address: str) -> str:
    """Return the part of an address that one person cannot change at will: of IPv6 the first half."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, _IPV6_HOUSEHOLD), strict=False))
