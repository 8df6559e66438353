"""What is said of a promise, and in the morning: to whom, in which words, and when not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.people.rules import Language, Role
from storage.talk.queries import due_count
from tests.handlers.ideas.test_desk import TEXT, given
from tests.harness import MONDAY, House, Talker

WARNING = datetime(2026, 5, 15, 6, 0, tzinfo=UTC)
OVER = datetime(2026, 5, 20, 6, 0, tzinfo=UTC)


async def at(house: House, moment: datetime) -> None:
    await house.passes(seconds=(moment - house.now).total_seconds())


@pytest.fixture
async def eva(house: House) -> Talker:
    eva = await house.citizen()
    await given(house, eva)
    return eva


async def test_the_holder_is_warned_and_the_citizen_told_honestly(
    house: House, eva: Talker
) -> None:
    anna, ida = await house.colleague("Anna Aa"), await house.colleague("Ida Ii", Role.HOST)
    await ida.says("/tag 1")
    await house.passes(minutes=2)
    await eva.hears()
    await at(house, WARNING)
    assert "Nummer 1 skal have et svar senest tirsdag den 19. maj" in await ida.hears()
    assert await anna.hears() == ""
    await at(house, OVER)
    assert (
        "Vi lovede dig svar på din idé, nummer 1, «En klub for lydbøger om torsdagen», senest "
        "tirsdag den 19. maj. Det nåede vi ikke, og det er vi kede af. Den er ikke glemt: "
        "Du hører fra os senest torsdag den 28. maj."
    ) in await eva.hears()
    for colleague in (anna, ida):
        heard = await colleague.hears()
        assert "Vi nåede ikke at svare på nummer 1 senest tirsdag den 19. maj" in heard
        assert "en ny dag: torsdag den 28. maj" in heard
    await anna.says("/sager late")
    assert "Svar lovet: torsdag den 28. maj. Først lovede vi tirsdag den 19. maj" in anna.heard
    await anna.says("/hist 1")
    assert "mindet om, at der snart skal svares" in anna.heard
    assert "vi nåede ikke at svare i tide, og borgeren fik en ny dag" in anna.heard


async def test_it_is_told_in_the_citizens_language(house: House) -> None:
    ole = await house.citizen("ole", Language.EN)
    await ole.says("/ide A club for audio books")
    await ole.says("All")
    await ole.presses("Here in the conversation")
    await ole.presses("No")
    await at(house, OVER)
    heard = await ole.hears()
    assert "your idea, number 1, «A club for audio books», by Tuesday 19 May." in heard
    assert "you will hear from us by Thursday 28 May" in heard


async def test_what_is_said_while_a_question_waits_is_its_answer(house: House, eva: Talker) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/spoerg 1 Hvornår?")
    await house.passes(minutes=2)
    await eva.says("/tilfoej 1 Om torsdagen")
    assert "Tak for dit svar, det er føjet til nummer 1. Du hører fra os senest" in eva.heard
    await eva.says("/tilfoej 1 Eller fredag")
    assert "Tak, det er føjet til nummer 1." in eva.heard


async def planned(house: House) -> None:
    await house._schedule.plan_digest()


async def test_a_morning_tells_what_waits_with_buttons_to_the_oldest(
    house: House, eva: Talker
) -> None:
    anna = await house.colleague("Anna Aa")
    await planned(house)
    await planned(house)
    await house.passes(hours=21)
    assert await anna.hears() == (
        "Sådan ser det ud her til morgen:\n1 sag venter på svar\n1 ny sag siden sidst"
    )
    assert anna.choices == [f"1 · {TEXT}", "Se alle, der venter"]
    await anna.presses(f"1 · {TEXT}")
    assert "Her er nummer 1. Sammen med hvem?" in anna.heard
    await house.passes(days=1)
    assert await anna.hears() == "Sådan ser det ud her til morgen:\n1 sag venter på svar"


async def test_nobody_is_told_on_closed_days_nor_of_nothing(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await planned(house)
    await house.passes(days=2)  # nothing waits: no word
    await given(house, await house.citizen())
    await at(house, datetime(2026, 5, 8, 6, 0, tzinfo=UTC))
    assert "1 ny sag siden sidst" in await anna.hears()
    for day in (9, 10):  # Saturday, Sunday
        await at(house, datetime(2026, 5, day, 6, 0, tzinfo=UTC))
        assert await anna.hears() == ""
    await at(house, datetime(2026, 5, 13, 6, 0, tzinfo=UTC))
    assert "1 sag venter" in await anna.hears()
    await at(house, datetime(2026, 5, 14, 6, 0, tzinfo=UTC))  # Ascension Day
    assert await anna.hears() == ""


async def test_it_can_be_switched_off_and_who_is_away_is_left_alone(
    house: House, eva: Talker
) -> None:
    anna, bo = await house.colleague("Anna Aa"), await house.colleague("Bo Bø")
    await planned(house)
    await anna.says("/overblik fra")
    assert anna.heard == ("Så får du ikke overblikket om morgenen. Du kan altid skrive overblik.")
    await bo.says("/vaek")
    for words in ("i dag", "ja", "om 3 dage", "ja"):
        await bo.says(words)
    await bo.presses("Anna Aa")
    await bo.presses("Ja")
    await house.passes(hours=21)
    assert (await anna.hears(), await bo.hears()) == ("", "")
    await anna.says("overblik")
    assert "1 sag venter på svar" in anna.heard
    await anna.says("/overblik til")
    await house.passes(days=1)
    assert "1 sag venter på svar" in await anna.hears()


async def test_there_is_one_digest_however_often_it_is_planned(house: House) -> None:
    for _ in range(3):
        await planned(house)
    async with house.database.reading() as tx:
        assert await due_count(tx, MONDAY.replace(month=6)) == 1
