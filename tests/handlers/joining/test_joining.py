"""The page and Telegram become one talk, in words: asked at one end, then at the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.people.actions import tell_age
from storage.people.rules import AgeBand, Language
from storage.talk.tables import DeadLetter, Draft, Line, Talk
from tests.handlers.joining.parts import link_from, opens, phone, secret_in
from tests.harness import House, Talker
from tests.journeys.parts import IDEA

HALF_AN_HOUR = timedelta(minutes=30)


async def test_a_link_from_the_page(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("hej")
    secret = await link_from(house, eva)
    await telephone.says(f"/start forbind_{secret}")
    assert "Vil du forbinde denne chat med din samtale på bibliotekets side?" in telephone.heard
    assert "Er det dig?" not in await eva.hears()
    await telephone.presses("Ja, forbind dem")
    assert "Nu spørger jeg på bibliotekets side" in telephone.heard
    number = telephone.heard.partition("tal er ")[2][:2]
    assert f"En chat i Telegram vil være med i din samtale. Den har fået tallet {number}" in (
        await eva.hears()
    )
    await eva.presses("Ja, det er mig")
    assert "Nu hører siden og Telegram sammen" in eva.heard
    assert "Nu hører siden og Telegram sammen" in await telephone.gets()
    assert await telephone.owner() == eva.person_id


async def test_a_link_from_telegram(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("hej")
    await telephone.says("/web")
    await opens(eva, secret_in(telephone.heard), sure=True)
    assert "Nu spørger jeg i Telegram, om det er dig" in eva.heard
    assert "En anden skærm vil være med i din samtale" in await telephone.gets()
    await telephone.presses("Ja, det er mig")
    assert "Nu hører siden og Telegram sammen" in telephone.heard
    assert "Nu hører siden og Telegram sammen" in await eva.hears()
    assert await telephone.owner() == eva.person_id


async def test_begun_on_the_phone_and_finished_on_the_page(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("hej")
    await telephone.says("ide")
    await telephone.says(IDEA)
    await telephone.says("/web")
    assert "Hvem får glæde af" in telephone.question
    await opens(eva, secret_in(telephone.heard), sure=True)
    await telephone.gets()
    await telephone.presses("Ja, det er mig")
    assert "Hvem får glæde af" in telephone.question
    assert "Hvem får glæde af" in await eva.hears()
    await eva.says("Dem, der ikke ser så godt")
    await eva.presses("Her i samtalen")
    assert "nummer 1" in eva.heard
    await eva.presses("Nej")
    await telephone.says("mine")
    assert IDEA in telephone.heard


async def test_begun_on_the_page_and_finished_on_the_phone(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("ide")
    await eva.says(IDEA)
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    await telephone.presses("Ja, forbind dem")
    await eva.presses("Ja, det er mig")
    assert "Hvem får glæde af" in eva.question
    assert "Hvem får glæde af" in await telephone.gets()
    await telephone.says("Dem, der ikke ser så godt")
    await telephone.presses("Her i samtalen")
    assert "nummer 1" in telephone.heard
    await eva.says("mine")
    assert IDEA in eva.heard


async def test_a_question_that_is_open_stays_open(house: House) -> None:
    """One question at a time: what was open is put again when the link is answered."""
    eva, telephone = await house.citizen(), phone(house)
    await telephone.says("ide")
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    assert "forbinde denne chat" in telephone.question
    await telephone.presses("Nej, ikke nu")
    assert "Der er ikke forbundet noget" in telephone.heard
    assert "idé" in telephone.question
    await telephone.says(IDEA)
    assert "Hvem får glæde af" in telephone.question


async def test_both_in_the_middle_of_something(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("ide")
    await eva.says("En bænk i skyggen")
    await telephone.says("ide")
    await telephone.says("Noget helt andet om min bog")
    await telephone.says("/web")
    await opens(eva, secret_in(telephone.heard), sure=True)
    assert "Hvem får glæde af" in eva.question
    await telephone.gets()
    await telephone.presses("Ja, det er mig")
    assert "Hvem får glæde af" in telephone.question
    async with house.database.reading() as tx:
        assert [d.flow for d in await tx.session.scalars(select(Draft))] == ["idea"]


async def test_a_button_from_before_is_answered_politely(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("hej")
    for words in ("ide", IDEA, "Dem, der ikke ser så godt"):
        await telephone.says(words)
    before = telephone.answered[-1]
    await telephone.says("/web")
    await opens(eva, secret_in(telephone.heard), sure=True)
    await telephone.gets()
    await telephone.presses("Ja, det er mig")
    await telephone.presses_value(before.buttons[0]["value"], before.seq)
    assert "Den knap hører til noget, vi er færdige med" in telephone.heard
    await telephone.presses("Her i samtalen")
    assert "nummer 1" in telephone.heard


@pytest.mark.parametrize("end", ["the page", "the chat"])
async def test_a_no_at_either_end_is_heard_at_both(house: House, end: str) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("hej")
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    if end == "the chat":
        await telephone.presses("Nej, ikke nu")
        assert "sagt nej i den anden ende" in await eva.hears()
    else:
        await telephone.presses("Ja, forbind dem")
        await eva.presses("Nej, det er ikke mig")
        assert "sagt nej i den anden ende" in await telephone.gets()
    await eva.says("/forbind ja 47")
    assert "brugt eller for gammelt" in eva.heard
    assert await telephone.owner() != eva.person_id


async def test_no_secret_of_a_link_is_kept(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    secret = await link_from(house, eva)
    await telephone.says(f"/start forbind_{secret}")
    await telephone.says(f"/start forbind_{secret}")
    async with house.database.reading() as tx:
        for column in (Line.text, Line.buttons, Talk.tail, Talk.answers, DeadLetter.said):
            kept = (await tx.session.scalars(select(column))).all()
            assert not any(secret[-8:] in str(each) for each in kept)
        own = (await tx.session.scalars(select(Line.text).where(Line.who == "you"))).all()
    assert own == ["Du åbnede et link."] * 2


async def test_a_link_is_too_old_after_half_an_hour(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    secret = await link_from(house, eva)
    house.now += HALF_AN_HOUR
    await telephone.says(f"/start forbind_{secret}")
    assert "brugt eller for gammelt" in telephone.heard


async def test_a_number_of_somebody_elses_link_is_no_answer(house: House) -> None:
    eva, ole, telephone = await house.citizen(), await house.citizen("ole"), phone(house)
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    await telephone.presses("Ja, forbind dem")
    number = telephone.heard.partition("tal er ")[2][:2]
    await ole.says(f"/forbind ja {number}")
    assert "brugt eller for gammelt" in ole.heard
    for words in ("/forbind ja", "/forbind ja 0", "/forbind ja x", "/forbind 47"):
        await eva.says(words)
        assert "brugt eller for gammelt" in eva.heard


async def test_two_ends_that_are_one_already(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await joined(house, eva, telephone)
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    assert "hører allerede sammen" in telephone.heard


async def joined(house: House, eva: Talker, telephone: Talker) -> None:
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    await telephone.presses("Ja, forbind dem")
    await eva.presses("Ja, det er mig")


async def test_a_child_is_told_where_to_go_on(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house)
    await telephone.says("hej")
    async with house.database.transaction() as tx:
        await tell_age(tx, await telephone.owner(), AgeBand.UNDER_15)
    await telephone.says("/web")
    assert "fyldt 16" in telephone.heard
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    assert "fyldt 16" in telephone.heard


async def test_a_colleagues_telegram(house: House) -> None:
    anna, telephone = await house.colleague("Anna Aa"), phone(house)
    await telephone.says("sager")
    assert "ikke adgang" in telephone.heard
    await telephone.says(f"/start forbind_{await link_from(house, anna)}")
    assert "forbinde denne chat med dit skrivebord på Bøgeby Bibliotek" in telephone.heard
    await telephone.presses("Ja, forbind dem")
    assert "vil høre til dit skrivebord" in await anna.hears()
    await anna.presses("Ja, det er mig")
    assert "til dit skrivebord" in await telephone.gets()
    await telephone.says("sager")
    assert "ikke adgang" not in telephone.heard
    await telephone.says("/web")
    assert "https://sammen.example/desk" in telephone.heard


async def test_on_a_page_the_words_lead_to_telegram(house: House) -> None:
    eva, anna = await house.citizen(), await house.colleague("Anna Aa")
    await eva.says("telegram")
    assert "https://sammen.example/forbind" in eva.heard
    await anna.says("/forbind")
    assert "https://sammen.example/desk/mig" in anna.heard


async def test_each_end_hears_its_own_language(house: House) -> None:
    eva, telephone = await house.citizen(), phone(house, language=Language.EN)
    await telephone.says(f"/start forbind_{await link_from(house, eva)}")
    assert "Do you want to connect this chat" in telephone.heard
    await telephone.presses("Yes, connect them")
    assert "Er det dig?" in await eva.hears()
    await eva.presses("Ja, det er mig")
    await telephone.says("hej")
    assert "Vælg her" in telephone.heard


async def test_a_message_that_comes_twice_joins_once(house: House) -> None:
    """The yes is sent again, by who did not get its answer: the stored one comes."""
    eva, telephone = await house.citizen(), phone(house)
    await eva.says("hej")
    await telephone.says("/web")
    await opens(eva, secret_in(telephone.heard), sure=True)
    await telephone.gets()
    asked = next(line for line in reversed(await telephone.lines()) if line.buttons)
    house.names = iter([7, 7])  # type: ignore[assignment]
    first = await telephone.presses_value(asked.buttons[0]["value"], asked.seq)
    again = await telephone.presses_value(asked.buttons[0]["value"], asked.seq)
    assert "Nu hører siden og Telegram sammen" in first
    assert first == again
