"""A coordinator puts right what stands of a partner, and acts for it: what both sides hear."""

from __future__ import annotations

import pytest

from storage.partners.queries import names
from storage.people.rules import Role
from tests.handlers.partners.parts import garn, known
from tests.harness import House


async def test_a_coordinator_sees_what_stands_there_and_the_partner_hears_of_it(
    house: House,
) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partner {number}")
    await anna.presses("Ret noget")
    await anna.presses("Det laver vi sammen")
    assert "det laver vi sammen: Hvad skal der stå? Nu står der: ingenting" in anna.question
    await anna.says("Strikkecafé hver onsdag")
    assert "Partneren hører det kl. 11.02. Indtil da kan du fortryde." in anna.heard
    await anna.presses("Fortryd")
    await house.passes(minutes=3)
    assert await ole.hears() == ""
    await anna.says(f"/partnerret {number} together")
    await anna.says("Strikkecafé hver onsdag")
    await house.passes(minutes=3)
    assert "Vi har rettet noget ved nummer 1: Det laver vi sammen" in await ole.hears()
    await anna.says(f"/partnerret {number} together")
    assert "Nu står der: Strikkecafé hver onsdag" in anna.question
    await anna.presses("Der skal ikke stå noget")
    assert (await known(house, number)).partner.together is None


@pytest.mark.parametrize(
    ("field", "said", "stands"),
    [
        ("name", "Strikkeklubben", "Strikkeklubben"),
        ("kind", "Netværk", "network"),
        ("does", "Vi hækler", "Vi hækler"),
        ("gives", "Garn", "Garn"),
        ("branches", "Havnen", ["havnen"]),
        ("languages", "tysk", ["de"]),
        ("openness", "Ingen lige nu", "nobody"),
        ("listed", "ja", True),
    ],
)
async def test_the_same_fields_as_at_the_desk(
    house: House, field: str, said: str, stands: object
) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partnerret {number} {field}")
    assert "Nu står der: " in anna.question
    await anna.says(said)
    assert f"Nummer {number} er rettet." in anna.heard
    assert getattr((await known(house, number)).partner, field) == stands
    await anna.says(f"/partnerret {number} {field}")
    await anna.says(said)
    assert "Det stod der allerede." in anna.heard


async def test_a_dash_empties_nothing_that_must_say_something(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    for who, field in ((anna, "does"), (anna, "name"), (ole, "does"), (ole, "gives")):
        await who.says(f"/partnerret {number} {field}")
        await who.says("-")
    kept = (await known(house, number)).partner
    assert (kept.name, kept.does, kept.gives) == ("-", "-", None)


async def test_nobody_becomes_a_single_citizen_or_stops_being_one(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partnerret {number} kind")
    assert "En borger" not in anna.choices
    for words in ("/partner ny Viggo", "En borger", "Kan strikke", "Kun", *["spring over"] * 2):
        await anna.says(words)
    await anna.says("nej")
    await anna.says(f"/partnerret {number + 1}")
    assert not {"Hvem", "På den offentlige liste"} & set(anna.choices)


async def test_a_partner_itself_says_no_more_than_its_own(house: House) -> None:
    ole, _ = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    for field in ("together", "kind"):
        await ole.says(f"/partnerret {number} {field}")
        assert "Hvad skal være anderledes?" in ole.question
    await ole.says(f"/partnerret {number} does")
    assert "Hvad laver I nu?" in ole.question
    await ole.says("Vi hækler")
    assert "Tak, nu er det rettet." in ole.heard


async def test_a_written_down_partner_hears_nothing_and_it_is_said(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    for words in ("/partner ny Byskolen", "Skole", "Vi lærer", "Kun", "nej", "spring over", "nej"):
        await anna.says(words)
    for command, answer in (("/partnerret 1 does", "Undervisning"), ("/partnerpause 1", "/spring")):
        await anna.says(command)
        await anna.says(answer)
        assert "Ingen kontakt får det at vide her. Du kan fortryde" in anna.heard
    await anna.says("/partnermed 1")
    assert "Nummer 1 er med igen. Ingen kontakt" in anna.heard


async def test_what_is_done_for_a_partner_is_told_to_a_colleague_as_one(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partnerpause {number}")
    await anna.says("den 1. juni")
    await anna.says("ja")
    assert f"Nummer {number} holder pause til" in anna.heard
    assert "Indtil da kan du fortryde" in anna.heard
    await anna.says(f"/partnerud {number}")
    await anna.says("ja")
    assert f"Nummer {number} er taget ud af listen. Partneren hører det" in anna.heard
    await anna.presses("Fortryd")
    async with house.database.reading() as tx:
        assert number in await names(tx)


@pytest.mark.parametrize(
    "command",
    ["partnerret", "partnerkontakt", "partnermig", "partnerpause", "partnerud", "partnerlink"],
)
async def test_who_may_not_is_told_so_before_anything_is_asked(house: House, command: str) -> None:
    ole, vera = await house.citizen("ole"), await house.colleague("Vera Vært", Role.HOST)
    number = await garn(house, ole)
    await vera.says(f"/{command} {number}")
    assert vera.heard == "Det har du ikke adgang til. Spørg en kollega, som har."
    await vera.says(f"/partner {number}")
    assert vera.choices == [], "what is beside the card is quiet, and she decides nothing"
    anna = await house.colleague("Anna Aa")
    await anna.says(f"/{command} 99")
    assert "Der er ingen partner med nummer 99." in anna.heard
    await anna.says(f"/{command}")
    assert "Hvilken partner?" in anna.heard


async def test_one_that_has_left_is_left_alone(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partnerret {number} does")
    await ole.says(f"/partnerud {number}")
    await ole.says("ja")
    await anna.says("Vi hækler")
    assert "står som: gået ud" in anna.heard
    for command in ("partnerret", "partnerkontakt", "partnerpause"):
        await anna.says(f"/{command} {number}")
        await anna.says("/spring")
        assert "Vi hækler" not in anna.heard
    await anna.says(f"/partner {number}")
    await anna.says(f"/partnerkontakt {number} ny")
    assert "Det kan ikke gøres lige nu" in anna.heard
