"""What needs care, said anywhere: help is shown, somebody is told, and no flow is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage.ideas.tables import Idea
from storage.people.rules import Language, Role
from storage.talk.tables import Draft, Line, Talk
from tests.harness import LIBRARY, House, Talker

HARD = "jeg orker ikke livet mere"
ILL = "jeg har kræft og vil gerne møde andre"


@pytest.fixture
def house(house: House) -> House:
    """A library that has named Bo, who is told at once."""
    house.opens(replace(LIBRARY, alerted="Bo Bø"))
    return house


async def kept_words(house: House) -> str:
    """Everything that is kept of what anybody said."""
    async with house.database.reading() as tx:
        found = [*(await tx.session.scalars(select(Line.text))).all()]
        for column in (Talk.answers, Draft.answers):
            found += map(str, (await tx.session.scalars(select(column))).all())
        found += (await tx.session.scalars(select(Talk.tail))).all()
        found += (await tx.session.scalars(select(Idea.text))).all()
    return "\n".join(found)


async def in_the_idea(house: House, words: str, step: int = 0) -> Talker:
    """Somebody who writes this where the idea asks its first or second question."""
    eva = await house.citizen()
    await eva.says("ide")
    if step:
        await eva.says("En klub for lydbøger")
    await eva.says(words)
    return eva


@pytest.mark.parametrize("step", [0, 1])
async def test_distress_in_the_middle_of_an_idea(house: House, step: int) -> None:
    bo, anna = await house.colleague("Bo Bø", Role.HOST), await house.colleague("Anna Aa")
    eva = await in_the_idea(house, HARD, step)
    for words in ("Det lyder svært", "Ring 112", "11 22 33 44", "11 22 33", "Jeg har sagt til"):
        assert words in eva.heard
    alert = await bo.hears()
    assert "Haster: En borger har skrevet noget, der lyder svært. Se nummer 1 nu." in alert
    assert HARD not in alert
    assert await anna.hears() == ""
    await eva.presses("Gå videre")
    assert eva.question == (
        "Hvem får glæde af det? Tænk også på andre end dig selv."
        if step
        else "Dejligt! Fortæl om din idé, dit behov eller dit ønske. Et par linjer er nok."
    )
    await bo.says("/samtale 1")
    assert f"Borgeren: {HARD}" in bo.heard


async def test_the_named_one_writes_though_the_citizen_only_went_on(house: House) -> None:
    bo = await house.colleague("Bo Bø", Role.HOST)
    eva = await in_the_idea(house, HARD)
    await eva.presses("Gå videre")
    await bo.says("/sig 1 Hej, jeg hedder Bo. Vil du tale med mig?")
    assert "jeg hedder Bo" in await eva.hears()
    await eva.says("personale")
    await eva.presses("Ja")
    await eva.says("Ja tak")
    assert "Ja tak" in await bo.hears()


async def test_a_human_is_one_press_away(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    eva = await in_the_idea(house, HARD, 1)
    await eva.presses("Ja, tal med en af jer")
    assert "Jeg gemmer din kladde" in eva.heard
    await eva.presses("Spring over")
    await eva.says("Jeg har brug for at tale")
    await bo.says("/samtale 1")
    assert HARD in bo.heard
    assert "Jeg har brug for at tale" in bo.heard


async def test_a_false_alarm_is_put_right_with_one_press(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    eva = await in_the_idea(house, "Et rollespil hvor jeg slår jer alle ihjel")
    assert "lyder som en trussel" in eva.heard
    await eva.presses("Du misforstod mig")
    assert eva.question.startswith("Hvem får glæde af det?")
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    assert "nummer 2" in eva.heard
    assert "Borgeren siger, at robotten misforstod det" in await bo.hears()


async def test_distress_is_no_idea_when_nothing_was_asked(house: House) -> None:
    await house.colleague("Bo Bø")
    eva = await house.citizen()
    await eva.says("Jeg vil bare dø, jeg kan ikke mere")
    assert "som en idé" not in eva.heard
    assert "Ring 112" in eva.heard
    await eva.presses("Gå videre")
    assert eva.question == "Vælg her, eller skriv med dine egne ord."
    async with house.database.reading() as tx:
        assert (await tx.session.scalars(select(Idea))).all() == []


async def test_what_is_sensitive_is_not_kept_until_they_say_so(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    eva = await in_the_idea(house, ILL)
    assert "noget følsomt" in eva.heard
    assert "12 34 56 78" in eva.heard
    assert await bo.hears() == ""
    await eva.presses("Nej, lad det være")
    assert "kræft" not in await kept_words(house)
    assert eva.question.startswith("Dejligt! Fortæl om din idé")
    await eva.says(ILL)
    await eva.presses("Ja, tag det med")
    await eva.says("Andre i samme båd")
    await eva.presses("Her i samtalen")
    async with house.database.reading() as tx:
        assert (await tx.session.scalars(select(Idea.text))).all() == [ILL]


async def test_what_is_sensitive_may_be_an_idea_of_their_own_accord(house: House) -> None:
    eva = await house.citizen()
    await eva.says(ILL)
    await eva.says("ja")
    assert eva.question.startswith("Jeg er ikke helt sikker på, hvad du mener.")
    await eva.presses("Send det til en af jer")
    assert "nummer 1" in eva.heard


async def test_something_else_said_meanwhile_counts_as_it_is(house: House) -> None:
    eva = await in_the_idea(house, ILL)
    await eva.says("En klub for alle, der vil mødes")
    assert eva.question.startswith("Hvem får glæde af det?")
    assert "kræft" not in await kept_words(house)


async def test_stop_still_stops(house: House) -> None:
    eva = await in_the_idea(house, ILL, 1)
    await eva.says("stop")
    assert "Jeg gemmer din kladde" in eva.heard
    assert "kræft" not in await kept_words(house)


async def test_in_a_live_talk_too(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    eva = await house.citizen()
    await eva.says("personale")
    await eva.presses("Ja")
    await eva.says("Hej")
    await bo.says("/tagsamtale 1")
    await eva.says("min far slår mig")
    assert "det er ikke din skyld" in eva.heard
    assert "11 22 33 44" in eva.heard
    assert "om vold" in await bo.hears()
    await eva.says("han gjorde det igen i går")
    assert "han gjorde det igen i går" in await bo.hears()
    await eva.says("jeg har angst")
    assert "noget følsomt" in eva.heard
    assert "angst" not in await bo.hears()
    await eva.presses("Ja, tag det med")
    assert "jeg har angst" in await bo.hears()


async def test_words_for_a_case_are_held_back_too(house: House) -> None:
    eva = await house.citizen()
    await eva.says("ide")
    for words in ("En klub for lydbøger", "Alle"):
        await eva.says(words)
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.says("/tilfoej 1 min søn har autisme")
    assert "noget følsomt" in eva.heard
    assert "autisme" not in "".join(line.text for line in await eva.lines())
    await eva.presses("Ja, tag det med")
    assert "det er føjet til nummer 1" in eva.heard


async def test_nobody_named_means_the_administrators(house: House) -> None:
    house.opens(replace(LIBRARY, alerted="Ukendt"))
    chief, anna = await house.colleague("Chefen", Role.ADMINISTRATOR), await house.colleague("Anna")
    await in_the_idea(house, "jeg slår jer ihjel")
    assert "lyder som en trussel" in await chief.hears()
    assert await anna.hears() == ""


async def test_numbers_that_nobody_confirmed_are_not_shown(house: House) -> None:
    house.opens(replace(LIBRARY, confirmed="11 22 33 44 / 99"))
    eva = await in_the_idea(house, HARD)
    assert "Ring 112" in eva.heard
    assert "Du kan tale med nogen på" not in eva.heard


async def test_who_is_twelve_is_a_child_from_then_on(house: House) -> None:
    eva = await in_the_idea(house, "Jeg er 12 år og vil have en legoklub")
    assert "selv om du ikke er fyldt 15" in eva.heard
    await eva.says("Alle børn. Ring til mig på 12 34 56 78")
    assert "Jeg har fjernet et nummer" in eva.heard
    assert "Ring til mig" not in eva.choices
    assert "12 34 56 78" not in await kept_words(house)
    await eva.says("jeg vil ikke leve mere")
    assert "11 22 33" in eva.heard
    assert "11 22 33 44" not in eva.heard


async def test_in_english(house: House) -> None:
    await house.colleague("Bo Bø")
    eva = await house.citizen(language=Language.EN)
    await eva.says("idea")
    await eva.says("I don't want to live anymore")
    assert "That sounds hard" in eva.heard
    assert "Call 112" in eva.heard
    await eva.presses("You got me wrong")
    assert "taken" not in eva.question


async def test_a_crime_club_is_just_an_idea(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    eva = await in_the_idea(house, "En læsekreds om en krimi hvor morderen slår sig selv ihjel")
    assert eva.question.startswith("Hvem får glæde af det?")
    assert await bo.hears() == ""


async def test_what_colleagues_write_is_theirs(house: House) -> None:
    bo = await house.colleague("Bo Bø")
    await bo.says("/noter Eva sagde: min søn har autisme, lav en klub")
    assert "følsomt" not in bo.heard


async def test_help_is_said_in_the_language_that_it_was_asked_for_in(house: House) -> None:
    eva = await house.citizen()
    await eva.says("ide")
    await eva.says("I want to die")
    assert "call 112" in eva.heard.lower()
    assert "Jeg har sagt" not in eva.heard
    await eva.presses("You got me wrong")
    assert "Who" in eva.question
