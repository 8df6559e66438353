"""Links that need no sign-in, because whoever has one is who it was given to. Signed, so that none
can be made up; nothing secret is stored.

A link names a volunteer by the number of their case and by the edition that their links have; when
the edition is raised, all older ones are dead. Must not look that up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from itsdangerous import BadSignature, Signer

Paper = Literal["timer", "bevis"]


@dataclass(frozen=True)
class Calendar:
    """Whose shifts a link shows: all of them, or one."""

    number: int
    edition: int
    shift: int | None = None


@dataclass(frozen=True)
class Printed:
    """Whose hours a link shows, and until which day."""

    number: int
    edition: int
    until: date


class OwnLinks:
    """Makes and reads the links to what is a volunteer's own."""

    def __init__(self, key: str, url: str) -> None:
        self._calendar = Signer(key, salt="shift-calendar")
        self._papers = {
            "timer": Signer(key, salt="shift-hours"),
            "bevis": Signer(key, salt="shift-proof"),
        }
        self._url = url

    def calendar(self, number: int, edition: int) -> str:
        """Where a calendar program reads somebody's shifts, again and again."""
        return f"{self._url}/kalender/{_sign(self._calendar, number, edition)}"

    def shift(self, number: int, edition: int, shift: int) -> str:
        """Where one shift is fetched for a calendar."""
        return f"{self._url}/kalender/{_sign(self._calendar, number, edition, shift)}"

    def paper(
        self, paper: Paper, number: int, edition: int, until: date, name: str | None = None
    ) -> str:
        """Where somebody's hours or certificate are fetched until a day; the name to stand on it
        is kept nowhere but in the link.
        """
        token = _sign(self._papers[paper], number, edition, until.toordinal())
        query = f"?{urlencode({'navn': name})}" if name else ""
        return f"{self._url}/frivillig/papir/{paper}/{token}{query}"

    def calendar_of(self, token: str) -> Calendar | None:
        """What a link to a calendar names; None for one that is not ours."""
        named = _read(self._calendar, token)
        return Calendar(*named) if len(named) in (2, 3) else None

    def paper_of(self, paper: Paper, token: str) -> Printed | None:
        """What a link to a paper names; None for one that is not ours."""
        named = _read(self._papers[paper], token)
        if len(named) != 3:
            return None
        return Printed(named[0], named[1], date.fromordinal(named[2]))


def _sign(signer: Signer, *numbers: int) -> str:
    return signer.sign(".".join(map(str, numbers))).decode()


def _read(signer: Signer, token: str) -> list[int]:
    """The numbers that a token names; none where it was not signed by us."""
    try:
        return [int(each) for each in signer.unsign(token).decode().split(".")]
    except BadSignature:
        return []
