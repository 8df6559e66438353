"""Addresses: what a stranger writes in a header changes nothing; what our proxy writes counts."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network import client_address, comes_straight, neighbourhood, networks

PROXY = networks("127.0.0.1, 10.0.0.0/8, fd00::/8")
CLIENT = "203.0.113.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        (CLIENT, [], CLIENT),
        (CLIENT, ["198.51.100.1"], CLIENT),  # a stranger's own words
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", [CLIENT], CLIENT),
        ("127.0.0.1", [f"198.51.100.1, {CLIENT}"], CLIENT),  # the first was there before
        ("127.0.0.1", ["198.51.100.1", CLIENT], CLIENT),  # two headers
        ("127.0.0.1", [f"{CLIENT}, 10.1.2.3"], CLIENT),  # two proxies of ours
        ("127.0.0.1", [f"{CLIENT}:51234"], CLIENT),
        ("127.0.0.1", [f'"{CLIENT}"'], CLIENT),
        ("fd00::1", ["[2001:db8::7]:443"], "2001:db8::7"),
        ("fd00::1%eth0", ["2001:db8::7"], "2001:db8::7"),
        ("::ffff:127.0.0.1", [f"::ffff:{CLIENT}"], CLIENT),
        ("127.0.0.1", ["unknown"], "127.0.0.1"),
        ("127.0.0.1", [f"{CLIENT}, unknown, 10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", ["10.9.9.9, 10.1.2.3"], "10.9.9.9"),  # nobody but ours
        ("127.0.0.1", [""], "127.0.0.1"),
        ("", [CLIENT], CLIENT),
        (None, [CLIENT], CLIENT),
    ],
)
def test_the_client_is_the_last_one_not_ours(
    peer: str | None, forwarded: list[str], client: str
) -> None:
    assert client_address(peer, forwarded, PROXY) == ip_address(client)


def test_without_proxies_no_header_is_read() -> None:
    assert client_address("127.0.0.1", [CLIENT], ()) == IPv4Address("127.0.0.1")


def test_a_household_is_one_neighbour() -> None:
    assert neighbourhood(ip_address("2001:db8::1")) == neighbourhood(ip_address("2001:db8::ffff"))
    assert neighbourhood(ip_address("2001:db8::1")) != neighbourhood(ip_address("2001:db8:0:1::1"))
    assert neighbourhood(ip_address(CLIENT)) == CLIENT


@pytest.mark.parametrize("setting", ["proxy", "10.0.0.0/40", "10.0.0.1;10.0.0.2"])
def test_a_wrong_setting_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="does not appear"):
        networks(setting)


@given(st.lists(st.text(max_size=60)))
def test_whatever_a_stranger_writes_only_their_own_address_counts(forwarded: list[str]) -> None:
    assert client_address(CLIENT, forwarded, PROXY) == ip_address(CLIENT)


@given(st.lists(st.text(max_size=60)))
def test_whatever_stands_before_our_proxys_word_is_not_read(forwarded: list[str]) -> None:
    assert client_address("127.0.0.1", [*forwarded, CLIENT], PROXY) == ip_address(CLIENT)


@pytest.mark.parametrize(
    ("peer", "headers", "straight"),
    [
        ("127.0.0.1", (), True),
        ("::ffff:10.1.2.3", (), True),
        (None, (), True),
        ("127.0.0.1", ("X-Forwarded-For",), False),
        ("127.0.0.1", ("Forwarded",), False),
        (CLIENT, (), False),
        (CLIENT, ("X-Forwarded-For",), False),
    ],
)
def test_who_comes_straight_from_a_network_of_ours(
    peer: str | None, headers: tuple[str, ...], straight: bool
) -> None:
    assert comes_straight(peer, headers, PROXY) is straight
