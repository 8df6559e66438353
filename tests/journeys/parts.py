"""Pieces of the way that many journeys go."""

from __future__ import annotations

import re

from tests.online import Citizen, Colleague

IDEA = "En klub for lydbøger om torsdagen"


async def gives(citizen: Citizen, text: str = IDEA) -> None:
    """The three questions, and no more."""
    await citizen.says("ide")
    await citizen.says(text)
    await citizen.says("Dem, der ikke ser så godt")
    await citizen.presses("Her i samtalen")
    assert "Din kode er " in citizen.heard
    await citizen.presses("Nej")


async def answers_all(anna: Colleague, partners: str = "Ældre Sagen", reason: str = "") -> None:
    """What a yes asks, up to its summary."""
    await anna.presses("Godkend")
    await anna.says("Lydbogsklub")
    await anna.says(partners)
    if reason:
        await anna.says(reason)
    await anna.says("Alle i byen, der hører bøger")
    await anna.presses("Kulturel aktivitet")
    await anna.presses("Vi gør det sammen")
    await anna.presses("Borgerne er med")
    await anna.presses("Borgerne bliver hørt")
    assert "Det her vil borgeren læse" in anna.heard


async def approves(anna: Colleague) -> None:
    """A yes."""
    await answers_all(anna)
    await anna.presses("Ja")
    assert "Indtil da kan du fortryde" in anna.heard


async def declines(anna: Colleague, reason: str = "Vi har ikke plads") -> None:
    """A no with a reason."""
    await anna.presses("Sig nej for nu")
    await anna.says(reason)
    await anna.presses("Spring over")
    await anna.presses("Ja")


def code_in(text: str) -> str:
    """The code that stands in a text."""
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", text)
    assert found is not None, text
    return found.group()
