"""Finds the client of a request behind proxies. Pure functions, no sockets.

Forwarding headers are believed only from the networks in TRUSTED_PROXIES. From anybody else they
could say anything, so the address of the connection counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Networks: TypeAlias = Sequence[IPv4Network | IPv6Network]

THIS_MACHINE = IPv4Address("127.0.0.1")
THROUGH_A_PROXY = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
"""Headers that show a proxy: a proxy adds at least one of them."""

HOME = 64
"""Bits of the IPv6 prefix that a household or school is given: all addresses in it count as one."""


def networks(setting: str) -> Networks:
    """The networks of a setting such as "10.0.0.0/8, ::1". Raises ValueError for anything else."""
    pieces = (piece.strip() for piece in setting.split(","))
    return tuple(ip_network(piece, strict=False) for piece in pieces if piece)


def client_address(peer: str | None, forwarded_for: Iterable[str], trusted: Networks) -> Address:
    """The address of the client: the last address in the chain that is not one of our proxies.

    `peer` is the other end of the connection (None or "" for a Unix socket, which is this machine).
    `forwarded_for` holds the values of all X-Forwarded-For headers, in order.
    """
    nearest = _address(peer or "") or THIS_MACHINE
    hops = [hop for header in forwarded_for for hop in header.split(",")]
    while hops and _is_trusted(nearest, trusted):
        before = _address(hops.pop())
        if before is None:
            break
        nearest = before
    return nearest


def comes_straight(peer: str | None, headers: Container[str], allowed: Networks) -> bool:
    """Whether a request comes from these networks directly: a proxy may carry anybody's."""
    nearest = _address(peer or "") or THIS_MACHINE
    proxied = any(name in headers for name in THROUGH_A_PROXY)
    return _is_trusted(nearest, allowed) and not proxied


def neighbourhood(address: Address) -> str:
    """The key under which the requests of an address are counted: itself, or the /64 of an IPv6
    one.
    """
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, HOME), strict=False))


def _is_trusted(address: Address, trusted: Networks) -> bool:
    return any(address in network for network in trusted)


def _address(written: str) -> Address | None:
    """An address as proxies write it: with a port, in brackets, with a zone. None when it is not
    one. An IPv4 address that is mapped into IPv6 is returned as IPv4.
    """
    bare = written.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
