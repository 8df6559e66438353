"""A coordinator and the contact persons of a partner: one more, one put right, one taken away."""

from __future__ import annotations

from storage.cases.queries import history
from storage.people.rules import Role
from tests.handlers.partners.parts import garn, known, with_another
from tests.harness import House, Talker
from tests.storage.privacy.full import found_in, stored


async def lists(anna: Talker, number: int) -> str:
    return await anna.says(f"/partnerkontakt {number}")


async def test_one_more_is_written_down(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partner {number}")
    await anna.presses("Kontakter")
    await anna.presses("Skriv en kontakt ned")
    for words in ("Ida Is", "kasserer", "ikke en mail", "ida@garn.example", "spring over"):
        await anna.says(words)
    assert "Ida Is er skrevet ned som kontakt" in anna.heard
    await lists(anna, number)
    assert "Ida Is, kasserer, ida@garn.example" in anna.heard
    await anna.says(f"/partnerlink {number}")
    assert "/partner/link/" in anna.heard
    await house.passes(minutes=3)
    assert await ole.hears() == "", "who comes and goes is no news, as at the desk"


async def test_the_right_one_of_two_is_put_right(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await with_another(house, number, anna)
    await lists(anna, number)
    await anna.presses("Ida Is")
    await anna.presses("Telefon")
    assert "Hvilken telefon skal der stå? Nu står der: ingenting" in anna.question
    await anna.says("vrøvl")
    assert "Det ligner ikke et telefonnummer" in anna.heard
    await anna.says("20 20 20 20")
    assert "Partneren får at vide, at en kontakt er rettet" in anna.heard
    (first, ida) = (await known(house, number)).contacts
    assert (first.phone, ida.phone) == (None, "20 20 20 20")
    await anna.says(f"/partnerfortryd {number}")
    assert "Det kan ikke fortrydes mere." in anna.heard
    assert (await known(house, number)).contacts[1].phone == "20 20 20 20"
    await house.passes(minutes=3)
    heard = await ole.hears()
    assert f"Vi har rettet noget ved nummer {number}: Kontakt." in heard
    assert "20 20" not in heard
    async with house.database.reading() as tx:
        assert "20 20" not in str([(e.public, e.previous) for e in await history(tx, number)])


async def test_a_field_is_emptied_and_what_stands_is_left(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await with_another(house, number, anna)
    (_, ida) = (await known(house, number)).contacts
    for words, said in (("formand", "rettet"), ("formand", "Det stod der allerede")):
        await anna.says(f"/partnerkontakt {number} {ida.id}")
        await anna.presses("Rolle")
        await anna.says(words)
        assert said in anna.heard
    await anna.says(f"/partnerkontakt {number} {ida.id}")
    await anna.presses("Rolle")
    await anna.presses("Der skal ikke stå noget")
    assert (await known(house, number)).contacts[1].role is None
    await anna.says(f"/partnerkontakt {number} {ida.id}")
    await anna.presses("Navn")
    assert "Der skal ikke stå noget" not in anna.choices, "a contact has a name"


async def test_one_is_taken_away_after_a_yes(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await with_another(house, number, anna)
    for answer, said in (("Nej", "er stadig kontakt"), ("Ja", "er ikke kontakt for nummer")):
        await lists(anna, number)
        await anna.presses("Ole Olsen")
        await anna.presses("Er ikke kontakt mere")
        assert "Det kan ikke fortrydes." in anna.question
        await anna.presses(answer)
        assert f"Ole Olsen {said}" in anna.heard
    assert [each.name for each in (await known(house, number)).contacts] == ["Ida Is"]
    await ole.says(f"/partner {number}")
    assert "kan jeg ikke finde" in ole.heard
    await anna.presses("Ole Olsen")
    assert "Den kontakt er der ikke mere." in anna.heard


async def test_the_last_one_leaves_with_the_whole_partner(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await lists(anna, number)
    await anna.presses("Ole Olsen")
    await anna.presses("Den eneste kontakt: tag hele partneren ud")
    assert "Så bliver det slettet om et halvt år" in anna.question
    await anna.presses("Ja")
    assert f"Nummer {number} er taget ud af listen." in anna.heard


async def test_two_take_one_each_away_at_once_and_one_stays(house: House) -> None:
    ole, anna, bo = (
        await house.citizen("ole"),
        await house.colleague("Anna Aa"),
        await house.colleague("Bo Bø"),
    )
    number = await garn(house, ole)
    await with_another(house, number, anna)
    for who, name in ((anna, "Ole Olsen"), (bo, "Ida Is")):
        await lists(who, number)
        await who.presses(name)
        await who.presses("Er ikke kontakt mere")
    await anna.presses("Ja")
    await bo.presses("Ja")
    assert "Det er den eneste kontakt." in bo.heard
    assert [each.name for each in (await known(house, number)).contacts] == ["Ida Is"]


async def test_who_was_taken_away_meanwhile_is_not_put_right(house: House) -> None:
    ole, anna, bo = (
        await house.citizen("ole"),
        await house.colleague("Anna Aa"),
        await house.colleague("Bo Bø"),
    )
    number = await garn(house, ole)
    await with_another(house, number, anna)
    for who, what in ((anna, "Er ikke kontakt mere"), (bo, "Mail")):
        await lists(who, number)
        await who.presses("Ida Is")
        await who.presses(what)
    await anna.presses("Ja")
    await bo.says("ida@garn.example")
    assert "Den kontakt er der ikke mere." in bo.heard
    assert "Ole Olsen" in bo.heard


async def test_two_of_one_name_are_told_apart(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await with_another(house, number, anna, "Ole Olsen")
    await lists(anna, number)
    assert "Ole Olsen (svarer selv her)\nOle Olsen\n" in anna.heard
    await anna.presses("Ole Olsen (2)")
    await anna.presses("Er ikke kontakt mere")
    await anna.presses("Ja")
    assert [each.person_id for each in (await known(house, number)).contacts] == [ole.person_id]


async def test_somebody_of_another_partner_is_none_of_this(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number, other = await garn(house, ole), await garn(house, ole, "Skakklubben")
    (theirs,) = (await known(house, other)).contacts
    for words in (str(theirs.id), "99", "vrøvl", "-1"):
        await anna.says(f"/partnerkontakt {number} {words}")
        assert "Den kontakt er der ikke mere." in anna.heard, words


async def test_what_is_known_of_me_is_asked_of_a_colleague_about_others(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partnermig {number}")
    assert f"Kontakter for nummer {number}:\nOle Olsen" in anna.heard
    await ole.says(f"/partnermig {number}")
    assert "om dig selv" in ole.question
    await ole.says(f"/partnerkontakt {number}")
    assert "kun for os, der arbejder her" in ole.heard
    vera = await house.colleague("Vera Vært", Role.HOST)
    await lists(vera, number)
    assert "Det har du ikke adgang til" in vera.heard


async def test_who_was_taken_away_meanwhile_is_not_thanked(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await with_another(house, number, anna)
    await ole.says(f"/partnermig {number}")
    await ole.presses("Min mail")
    (first, _) = (await known(house, number)).contacts
    await anna.says(f"/partnerkontakt {number} {first.id}")
    await anna.presses("Er ikke kontakt mere")
    await anna.presses("Ja")
    await ole.says("ole@garn.example")
    assert "Den kan jeg ikke finde blandt dine." in ole.heard


async def test_nothing_of_it_is_left_when_the_partner_is_forgotten(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await anna.says(f"/partnerkontakt {number} ny")
    for words in ("Ida Isgaard", "kasserer", "ida@garn.example", "20 20 20 20"):
        await anna.says(words)
    (_, ida) = (await known(house, number)).contacts
    await anna.says(f"/partnerkontakt {number} {ida.id}")
    await anna.presses("Telefon")
    await anna.says("30 30 30 30")
    await anna.says(f"/partnerret {number} does")
    await anna.says("Hækling om natten")
    await anna.says("/sager")
    await ole.says("/glem_mig")
    await ole.says("ja")
    await house.passes(minutes=11)
    everything = await stored(house.database)
    for word in ("Isgaard", "ida@garn", "20 20", "30 30", "Hækling om"):
        assert found_in(everything, word) == set(), word
