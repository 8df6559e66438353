"""What stands on the two papers: whose, how much, and in a size that one page holds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from bot.documents import hours_pdf, proof_pdf
from bot.documents.given import ROLES, GivenPen
from storage.people.rules import Language
from storage.shifts.queries import Given, Hours
from tests.harness import LIBRARY, TEXTS

FIRST, LAST = datetime(2026, 2, 3, 15, tzinfo=UTC), datetime(2026, 11, 3, 17, tzinfo=UTC)
TODAY = date(2026, 11, 29)
PAGES = re.compile(rb"/Type ?/Page\b(?!s)")


def given(roles: int = 1, last: datetime = LAST) -> Hours:
    return Hours(
        tuple(
            Given(f"Rolle {n}", "Du hjælper.\nOg mere", 14, 1710, FIRST, last) for n in range(roles)
        )
    )


def pen(language: Language = Language.DA) -> GivenPen:
    return GivenPen(TEXTS, language, LIBRARY)


def test_a_certificate_says_who_what_and_how_much() -> None:
    data = pen().proof("Eva Lind", given(), TODAY)
    assert data["said"] == (
        "som har givet en hånd med som frivillig på Bøgeby Bibliotek "
        "fra februar 2026 til november 2026."
    )
    assert data["figures"] == [
        ["14", "vagter"],
        ["28 timer og 30 minutter", "givet til fællesskabet"],
    ]
    assert data["roles"] == [["Rolle 0", "14 vagter, 28 timer og 30 minutter"]]
    assert data["signs"][0] == ["29. november 2026", "Dato"]


def test_one_month_is_said_once_and_roles_have_room() -> None:
    data = pen(Language.EN).proof("Eva", given(5, FIRST), TODAY)
    assert "in February 2026" in data["said"]
    assert len(data["roles"]) == ROLES
    assert data["more"] == "and 2 more roles"


def test_a_role_says_what_was_done() -> None:
    data = pen().hours("Eva", given(), (), TODAY)
    assert data["parts"][0]["rows"] == [["Rolle 0\nDu hjælper.", "14", "28 timer og 30 minutter"]]


@pytest.mark.parametrize("name", ["Eva", "Eva Margrethe " * 4, "#let x = 1 \\ *$_"])
async def test_both_papers_are_set_whatever_somebody_is_called(name: str) -> None:
    proof = await proof_pdf(pen().proof(name, given(6), TODAY))
    assert PAGES.findall(proof) == [b"/Type/Page"], "one to hang up"
    assert (await hours_pdf(pen().hours(name, given(6), (), TODAY))).startswith(b"%PDF")
