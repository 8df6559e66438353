"""A human at any step: the citizen writes, a colleague answers, either ends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.staffed import staffed
from storage.people.rules import Language, Role
from tests.harness import LIBRARY, House, Talker

OPEN = replace(LIBRARY, staffed=staffed("ma-fr 10-17"))


@pytest.fixture
def house(house: House) -> House:
    """A library that has said when somebody is there; the clock stands at 11 on a Monday."""
    house.opens(OPEN)
    return house


async def asks(house: House, name: str = "eva", *, grown: bool = True) -> Talker:
    """Somebody who wants a human, and has said how old they are."""
    eva = await house.citizen(name)
    await eva.says("personale")
    assert eva.question == "Vi spørger kun for at passe godt på børn. Er du fyldt 15?"
    await eva.presses("Ja" if grown else "Nej")
    assert "Hvad vil du tale med os om?" in eva.question
    return eva


async def talks(house: House) -> tuple[Talker, Talker]:
    """A citizen and Anna, who has taken the talk and answered."""
    anna = await house.colleague("Anna Aa", Role.HOST)
    eva = await asks(house)
    await eva.says("Kan jeg låne et lokale?")
    assert "En borger vil tale med en af os. Det er nummer 1." in await anna.hears()
    await anna.presses("Tag samtalen")
    assert "Borgeren: Kan jeg låne et lokale?" in anna.heard
    await anna.presses("Skriv til borgeren")
    await anna.says("Ja, hvornår passer det?")
    assert "Sendt til borgeren, nummer 1." in anna.heard
    return eva, anna


async def test_words_go_to_a_human_and_back(house: House) -> None:
    eva, anna = await talks(house)
    assert await eva.hears() == "Ja, hvornår passer det?"
    said = eva.answered[-1]
    assert (said.who, said.name, said.case_number) == ("staff", "Anna", 1)
    await eva.says("tak")  # a word that is a command elsewhere
    assert eva.answered == []
    assert "Borgeren skriver:\ntak" in await anna.hears()


async def test_what_is_written_to_nobody_is_offered_to_whoever_one_talks_with(
    house: House,
) -> None:
    eva, anna = await talks(house)
    await eva.hears()
    await anna.says("På tirsdage er der plads i det store lokale")
    assert anna.heard == (
        "Det, du skrev, er ikke sendt. Skal borgeren have det? Det når frem med det samme."
    )
    assert await eva.hears() == ""
    await anna.presses("Send det til nummer 1")
    assert "Sendt til borgeren, nummer 1." in anna.heard
    assert await eva.hears() == "På tirsdage er der plads i det store lokale"
    await anna.says("/afslut 1")
    await anna.says("På tirsdage er der plads i det store lokale")
    assert "Send det til nummer 1" not in anna.choices


async def test_when_somebody_answers_is_told_honestly(house: House) -> None:
    eva = await asks(house)
    await eva.says("Er der nogen?")
    assert "En af os svarer dig her om lidt." in eva.heard
    await house.passes(hours=9)
    ole = await asks(house, "ole")
    await ole.says("Er der nogen?")
    assert "en af os er her igen tirsdag den 5. maj kl. 10.00" in ole.heard
    house.opens(LIBRARY)
    ida = await asks(house, "ida")
    await ida.says("Er der nogen?")
    assert "En af os svarer dig her, så snart vi kan." in ida.heard


async def test_after_a_working_day_it_is_said_that_nobody_answered(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    eva = await asks(house)
    await eva.says("Er der nogen?")
    await house.passes(hours=23)
    assert await eva.hears() == ""
    await house.passes(hours=1)
    told = await eva.hears()
    assert "Vi har ikke svaret dig endnu" in told
    assert "12 34 56 78" in told
    assert "en hel arbejdsdag" in await anna.hears()
    await house.passes(hours=48)
    assert await eva.hears() == ""


async def test_who_was_answered_hears_nothing_of_the_kind(house: House) -> None:
    eva, _ = await talks(house)
    await eva.hears()
    await house.passes(hours=48)
    assert await eva.hears() == ""


async def test_what_was_open_is_kept_and_offered_again(house: House) -> None:
    eva = await house.citizen()
    await eva.says("ide")
    await eva.says("En klub for lydbøger")
    await eva.says("personale")
    assert "Jeg gemmer din kladde" in eva.heard
    await eva.presses("Ja")
    await eva.says("Må den være om aftenen?")
    await eva.presses("Afslut samtalen")
    assert "Samtalen er slut." in eva.heard
    assert "Du har en kladde fra sidst" in eva.question
    await eva.presses("Ja")
    assert "Hvem får glæde af det?" in eva.question


async def test_staff_end_it_and_the_draft_is_offered(house: House) -> None:
    anna = await house.colleague("Anna Aa", Role.HOST)
    eva = await house.citizen()
    await eva.says("ide")
    await eva.says("En klub for lydbøger")
    await eva.says("personale")
    await eva.presses("Spring over")
    await eva.says("Må den være om aftenen?")
    await anna.says("/sig 1 Ja, det må den")
    await anna.presses("Afslut samtalen")
    assert "Borgeren kan se det" in anna.heard
    assert "Anna har afsluttet samtalen" in await eva.hears()
    await eva.presses("Skriv videre på det, du var i gang med")
    await eva.presses("Ja")
    assert "Hvem får glæde af det?" in eva.question
    await anna.says("/sig 1 Er du der?")
    assert "Der er ingen samtale i gang på nummer 1" in anna.heard


@pytest.mark.parametrize("words", ["afslut samtalen", "/afslut", "slut", "Afslut"])
async def test_a_word_ends_it_and_the_other_side_hears(house: House, words: str) -> None:
    eva, anna = await talks(house)
    await eva.says(words)
    assert "Samtalen er slut" in eva.heard
    assert "Borgeren har afsluttet samtalen" in await anna.hears()


async def test_menu_leads_out_of_it(house: House) -> None:
    eva, anna = await talks(house)
    await eva.says("menu")
    assert "Samtalen er slut" in eva.heard
    assert "Vælg her" in eva.question
    assert "Borgeren har afsluttet samtalen" in await anna.hears()


async def test_what_only_tells_something_leaves_the_talk_as_it_is(house: House) -> None:
    eva, anna = await talks(house)
    await eva.says("/mine")
    assert "Du taler med os nu" in eva.question
    await eva.says("personale")
    assert "Du taler allerede med os" in eva.heard
    await anna.hears()
    await eva.says("Hvad med fredag?")
    assert "Hvad med fredag?" in await anna.hears()


async def test_it_is_about_the_case_that_there_is(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    eva = await house.citizen()
    await eva.says("ide")
    await eva.says("En klub for lydbøger")
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    await eva.presses("Nej")
    await eva.says("personale")
    await eva.presses("Ja")
    await eva.says("Hvornår hører jeg noget?")
    assert "Det er nummer 1." in await anna.hears()
    await anna.says("/hist 1")
    assert "borgeren skrev i samtalen" in anna.heard
    assert "Hvornår hører jeg noget?" in anna.heard


async def test_a_colleague_who_is_not_faster_is_told_who_was(house: House) -> None:
    eva, anna = await talks(house)
    bo = await house.colleague("Bo Bø", Role.HOST)
    await bo.says("/sig 1 Hej fra Bo")
    assert "Anna har samtalen, nummer 1. Det, du skrev, er ikke sendt." in bo.heard
    await bo.says("/tagsamtale 1")
    await bo.presses("Overtag samtalen")
    assert "Du har samtalen" in bo.heard
    assert "Bo har overtaget samtalen" in await anna.hears()
    await bo.says("/sig 1 Hej fra Bo")
    assert "Hej fra Bo" in await eva.hears()


async def test_talks_stand_first_in_the_inbox(house: House) -> None:
    _, anna = await talks(house)
    ole = await asks(house, "ole")
    await ole.says("Jeg vil også tale")
    await anna.says("sager")
    assert anna.heard.index("Samtale, nummer 2") < anna.heard.index("Samtale, nummer 1")
    assert "Hos: Anna Aa" in anna.heard
    await anna.says("/samtale 2")
    assert "Borgeren: Jeg vil også tale" in anna.heard


async def test_a_child_is_told_what_not_to_write_and_sends_no_picture(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    eva = await asks(house, grown=False)
    await eva.says("Må jeg få hjælp? Ring på 12345678 eller skriv til eva@hjemme.dk")
    assert "Skriv ikke dit navn" in eva.heard
    await anna.says("/samtale 1")
    assert "12345678" not in anna.heard
    assert "eva@" not in anna.heard
    assert "Under 15" in anna.heard
    await eva.sends()
    assert "fyldt 15" in eva.heard


async def test_a_picture_reaches_the_case(house: House) -> None:
    eva, anna = await talks(house)
    await eva.sends()
    assert eva.answered == []
    assert "Du sendte et billede" in await anna.hears()


async def test_english_is_complete(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    eva = await house.citizen(language=Language.EN)
    await eva.says("staff")
    await eva.presses("Yes")
    await eva.says("May I borrow a room?")
    assert "One of us answers you here in a moment" in eva.heard
    await anna.says("/sig 1 Yes")
    await eva.says("thank you")
    await anna.says("/afslut 1")
    assert "Anna has ended the talk" in await eva.hears()


async def test_a_stranger_to_a_case_does_not_get_into_it(house: House) -> None:
    eva = await asks(house)
    await eva.says("Hej")
    ole = await house.citizen("ole")
    await ole.says("/personale 1")
    await ole.presses("Ja")
    await ole.says("Hej også")
    anna = await house.colleague("Anna Aa")
    await anna.says("/samtale 2")
    assert "Hej også" in anna.heard
    await ole.says("/sig 1 falsk")
    assert "kun for os, der arbejder her" in ole.heard
