"""A coordinator writes a partner down for somebody: asked about others, doubles first."""

from __future__ import annotations

import re

import pytest

from storage.partners.queries import names
from storage.partners.rules import Openness, PartnerKind, PartnerState
from storage.people.rules import Language, Role
from tests.handlers.partners.parts import garn, known
from tests.harness import House, Talker


async def answers(anna: Talker, *words: str) -> None:
    for each in words:
        await anna.says(each)


async def test_all_that_the_desk_asks_for_is_asked_for_others(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await anna.says("/partnere")
    assert "https://sammen.example/desk/partnere/ind" in anna.heard
    heard = [await anna.presses("Skriv en partner ned")]
    for words in (
        *("Forening", "Garnlauget", "Vi strikker", "Alle", "ja"),
        *("Viggo Varm", "formand", "viggo@garn.example", "20 20 20 20", "ja"),
        *("Garn", "Nye folk", "Unge", "Havnen", "engelsk"),
    ):
        heard.append(await anna.says(words))  # noqa: PERF401 - one after the other
    assert not re.findall(r"\b(?:I|jer|jeres|dig)\b", "\n".join(heard))
    assert "Skrevet ned som nummer 1" in anna.heard
    assert "Sig til dem, at de står her" in anna.heard
    found = await known(house, 1)
    assert (found.kind, found.state) == (PartnerKind.ASSOCIATION, PartnerState.ACTIVE)
    assert found.partner.openness == Openness.ANYONE
    assert found.partner.listed
    assert (found.partner.branches, found.partner.languages) == (["havnen"], ["en"])
    (viggo,) = found.contacts
    assert (viggo.name, viggo.role, viggo.mail) == ("Viggo Varm", "formand", "viggo@garn.example")
    assert viggo.person_id is None


async def test_nobody_need_be_the_contact(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await answers(anna, "/partner ny Byskolen", "Skole", "Vi lærer", "Kun", "nej", "spring over")
    assert "Vil du skrive mere ned" in anna.question
    await anna.says("nej")
    assert (await known(house, 1)).contacts == []


async def test_a_single_citizen_is_their_own_contact_and_on_no_list(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await answers(anna, "/partner ny", "En borger", "Viggo Varm", "Kan strikke", "Kun biblioteket")
    assert "mail" in anna.question
    await answers(anna, "spring over", "20202020", "nej")
    found = await known(house, 1)
    assert [(c.name, c.role, c.phone) for c in found.contacts] == [("Viggo Varm", None, "20202020")]
    assert not found.partner.listed


async def test_one_with_nearly_the_same_name_is_asked_about_first(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa")
    number = await garn(house, ole)
    await answers(anna, "/partner ny Garnlavet", "Forening")
    assert "Er det en af dem?" in anna.question
    await anna.presses(f"Garnlauget ({number})")
    assert f"Partner nummer {number}" in anna.heard
    await answers(anna, "/partner ny Garnlavet", "Forening")
    await anna.presses("Nej, det er en anden")
    await answers(anna, "Vi væver", "Kun biblioteket", "nej", "spring over", "nej")
    assert "Skrevet ned som nummer 2" in anna.heard
    assert "hedder næsten det samme" not in anna.heard, "it was asked about"


async def test_two_write_the_same_down_at_once_and_the_second_is_told(house: House) -> None:
    both = [await house.colleague(name) for name in ("Anna Aa", "Bo Bø")]
    for each in both:
        await answers(each, "/partner ny Biavlerne", "Forening", "Bier", "Kun", "ja", "spring over")
    for each in both:
        await each.says("nej")
    anna, bo = both
    assert "næsten det samme" not in anna.heard
    assert "Nummer 2 hedder næsten det samme som Biavlerne, nummer 1." in bo.heard
    await bo.presses("Læg ind i nummer 1")
    await bo.presses("Ja")
    async with house.database.reading() as tx:
        assert list(await names(tx)) == [1]


async def test_what_was_begun_waits_and_nothing_is_kept_before_the_end(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    await answers(anna, "/partner ny", "Forening", "Garnlauget", "Vi strikker", "annuller")
    async with house.database.reading() as tx:
        assert await names(tx) == {}
    await anna.says("/partner ny")
    assert "kladde" in anna.question
    await anna.says("ja")
    assert "Hvem må spørge dem" in anna.question


@pytest.mark.parametrize("words", ["/partner ny", "/partner ny Garnlauget", "/start partner"])
async def test_a_host_hears_who_can(house: House, words: str) -> None:
    vera = await house.colleague("Vera Vært", Role.HOST)
    await vera.says(words)
    assert "En koordinator kan skrive en partner ned" in vera.heard
    assert "https://sammen.example/?start=partner" in vera.heard
    await vera.says("/partnere")
    assert "Skriv en partner ned" not in vera.choices


async def test_a_citizen_becomes_one_as_ever(house: House) -> None:
    eva = await house.citizen("eva")
    await eva.says("/partner ny")
    assert "Hvem er I?" in eva.question


async def test_in_english(house: House) -> None:
    anna = await house.colleague("Anna Aa")
    eva = await house.citizen("eva", Language.EN)
    await garn(house, eva, "Knitting Club")
    await answers(anna, "/sprog en", "/partner new Knitting Clubs", "Association")
    assert "Is it one of them?" in anna.question
    await anna.presses("No, it is another one")
    assert "What do they do" in anna.question


async def test_staff_find_a_partner_by_a_word(house: House) -> None:
    ole, anna = await house.citizen("ole"), await house.colleague("Anna Aa", Role.HOST)
    number = await garn(house, ole)
    await anna.says("/partnere garn")
    assert f"Garnlauget, nummer {number}: er med" in anna.heard
    await anna.presses("Se det hele")
    assert "Kontakt: Ole Olsen" in anna.heard
    await anna.says("/partnere cykel")
    assert "Der er ingen partner med «cykel»." in anna.heard
