"""The report in words: charts, names of periods, and the command."""

from __future__ import annotations

from datetime import date

from handlers.conversation.pen import Pen
from handlers.reports import name_of
from storage.people.rules import Language, Role
from storage.reports.rules import Period, year
from tests.handlers.ideas.test_desk import given
from tests.harness import TEXTS, House


async def test_the_command_shows_numbers_and_charts_but_nobodys_words(house: House) -> None:
    eva, ida = await house.citizen(), await house.colleague("Ida Ii", Role.HOST)
    await given(house, eva)
    await ida.says("rapport")
    assert "juni 2025 til maj 2026" in ida.heard
    assert "Idéer i alt: 1" in ida.heard
    assert "Besvaret til tiden: Ingen er besvaret endnu" in ida.heard
    card = ida.answered[0].card
    assert card is not None
    charts = {chart["title"]: chart["bars"] for chart in card["charts"]}
    assert list(charts) == [
        "Idéer hver måned",
        "Svar til tiden",
        "Hvor langt idéerne er",
        "Tema",
        "Sted",
        "Sammen med hvem?",
    ]
    assert charts["Idéer hver måned"][-1] == ["maj 2026", 1]
    assert charts["Sted"] == [["Midtbyen", 0], ["Havnen", 0], ["Ikke valgt", 1]]
    assert "lydbøger" not in str(card)
    await ida.presses("2025")
    assert "Idéer i alt: 0" in ida.heard
    for wrong in ("3 måneder", "2016", "2027", "99999"):
        await ida.says(f"/rapport {wrong}")
        assert "Skriv et år fra 2017 til 2026" in ida.heard


async def test_it_is_for_staff_only(house: House) -> None:
    eva = await house.citizen()
    await eva.says("/rapport")
    assert "kun for os, der arbejder her" in eva.heard


def test_periods_have_names() -> None:
    assert name_of(year(2026), Pen(TEXTS, Language.DA)) == "2026"
    one = Period(date(2026, 5, 1), date(2026, 5, 1))
    assert name_of(one, Pen(TEXTS, Language.DA)) == "maj 2026"
    two = Period(date(2026, 1, 1), date(2026, 5, 1))
    assert name_of(two, Pen(TEXTS, Language.EN)) == "January 2026 to May 2026"
