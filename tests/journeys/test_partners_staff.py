"""What a coordinator does for partners, in a chat with the bot and in the group, as at the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.partners.actions.learning import learn
from storage.people.rules import Role
from tests.bot_api import Group, Person, Topic
from tests.bot_api.screen import buttons_of
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.journeys.test_partners import registers
from tests.staff_group import Staffed, a_staffed, connect, question_in


@pytest.fixture(params=WAYS)
async def telegram(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Staffed]:
    way = "polling" if database_url.startswith("sqlite") else "webhook"
    async with a_staffed(database_url, way) as town:
        yield town


async def colleague(telegram: Telegram, name: str, role: Role = Role.COORDINATOR) -> Person:
    await telegram.library.joins(name, role)
    person = telegram.person(name)
    await connect(telegram.library.database, name, person, telegram.library.clock)
    return person


async def says(person: Person, *words: str) -> None:
    for each in words:
        await person.says(each)


async def presses(person: Person, *labels: str) -> None:
    for each in labels:
        await person.presses(each)


async def test_a_partner_is_written_down_and_comes_to_answer_for_itself(telegram: Telegram) -> None:
    anna, bo = await colleague(telegram, "Anna Aa"), await telegram.library.citizen()
    await says(anna, "/partnere")
    await presses(anna, "Skriv en partner ned", "Forening")
    await says(anna, "Skakklubben", "De spiller skak")
    await presses(anna, "Kun biblioteket", "Ja")
    await says(anna, "Ole Olsen")
    await presses(anna, *["Spring over"] * 3, "Nej")
    assert "Skrevet ned som nummer 1" in anna.heard
    assert "Skakklubben" in await bo.opens("/partnere")
    await anna.presses("Lav et link til dem")
    link = anna.heard.partition("/partner/link/")[2].split()[0]
    await bo.opens(f"/partner/link/{link}")
    await bo.sends_form(f"/partner/link/{link}", name="Ole Olsen", mail="", fifteen="1")
    await says(anna, "/partnerkontakt 1")
    assert "Ole Olsen (svarer selv her)" in anna.heard
    await presses(anna, "Ole Olsen (1)", "Er ikke kontakt mere", "Ja")
    await says(anna, "/partnerret 1 does")
    assert "Nu står der: De spiller skak" in anna.heard
    await says(anna, "De spiller og lærer fra sig")
    assert "Partneren hører det kl." in anna.heard
    await telegram.passes(minutes=2)
    assert "Vi har rettet noget ved nummer 1: Laver." in await bo.hears()
    await presses(anna, "Fortryd")
    assert "Det kan ikke fortrydes mere." in anna.heard


async def test_a_number_a_host_and_a_contact_person_each_hear_what_is_right(
    telegram: Telegram,
) -> None:
    eva = await telegram.library.citizen()
    await registers(eva)
    ida = await colleague(telegram, "Ida Ii", Role.HOST)
    await ida.says("/partner ny")
    assert "En koordinator kan skrive en partner ned" in ida.heard
    await ida.says("/partner 1")
    assert ida.buttons == ["Skriv en note", "Se, hvad der er sket"]
    await eva.says("/partnerkontakt 1")
    assert "kun for os, der arbejder her" in eva.heard
    anna = await colleague(telegram, "Anna Aa")
    await anna.says("/partnerkontakt 7")
    assert "Der er ingen partner med nummer 7." in anna.heard


async def test_what_was_learnt_of_one_partner_is_forgotten(telegram: Telegram) -> None:
    eva = await telegram.library.citizen()
    await registers(eva)
    async with telegram.library.database.transaction() as tx:
        await learn(tx, 1, ["Strik"], True, telegram.library.clock.now)
    anna = await colleague(telegram, "Anna Aa")
    await anna.says("/laert")
    await presses(anna, "Glem det om Garnlauget", "Ja")
    assert "Det, vi har lært om Garnlauget, nummer 1, er glemt." in anna.heard
    await anna.says("/laert")
    assert "Der er ikke lært noget endnu" in anna.heard


async def press(town: Staffed, who: Person, where: Group | Topic, *labels: str) -> str:
    heard = ""
    for label in labels:
        heard = await town.after(who.presses(label, where), where)
    return heard


async def reply(town: Staffed, who: Person, where: Group | Topic, *words: str) -> str:
    heard = ""
    for each in words:
        asked = question_in(where)
        heard = await town.after(who.says(each, where, reply_to=asked), where)
    return heard


async def test_in_the_group_the_card_follows(town: Staffed) -> None:
    eva = await town.library.citizen()
    await registers(eva)
    topic = await town.group.has_topic("Partner 1")
    await town.shown(topic, "Kontakt: Kirsten Kold")
    assert topic.pinned is not None
    labels = [button["text"] for button in buttons_of(topic.pinned)]
    assert {"Ret noget", "Kontakter", "Skriv en note"} <= set(labels)
    anna, bo = await town.connected("Anna Aa"), await town.connected("Bo Bø")
    await press(town, anna, topic, "Kontakter", "Skriv en kontakt ned")
    await reply(town, anna, topic, "Ida Is", "kasserer")
    heard = await press(town, anna, topic, "Spring over", "Spring over")
    assert heard.startswith("Anna: Ida Is er skrevet ned som kontakt for nummer 1.")
    await town.shown(topic, "Kontakt: Ida Is, kasserer")
    await press(town, bo, topic, "Kontakter", "Ida Is", "Er ikke kontakt mere")
    await press(town, bo, topic, "Ja")
    await town.api.until(lambda: "Ida Is" not in str((topic.pinned or {}).get("text")))
    assert "Den kontakt er der ikke mere." in await press(town, anna, topic, "Ida Is")
    await press(town, anna, topic, "Ret noget", "Laver")
    heard = await reply(town, anna, topic, "Vi hækler")
    assert "Partneren hører det kl." in heard
    await town.shown(topic, "Laver: Vi hækler")
    await press(town, anna, topic, "Fortryd")
    await town.shown(topic, "Laver: Vi strikker")
    await town.library.passes(minutes=2)
    assert await eva.hears() == ""


async def test_in_general_a_partner_is_written_down_and_gets_its_topic(town: Staffed) -> None:
    anna, general = await town.connected("Anna Aa"), town.group
    await town.after(anna.says("/partner ny Byskolen", general), general)
    await press(town, anna, general, "Skole eller uddannelse")
    await reply(town, anna, general, "De lærer")
    heard = await press(town, anna, general, "Kun biblioteket", "Nej", "Spring over", "Nej")
    assert heard.startswith("Anna: Skrevet ned som nummer 1.")
    topic = await town.group.has_topic("Partner 1: Byskolen")
    await town.shown(topic, "Hvem: Skole eller uddannelse", "Hvor langt: er med")
    ida = await town.connected("Ida Ii", Role.HOST)
    heard = await press(town, ida, topic, "Kontakter")
    assert heard == "Ida: Det har du ikke adgang til. Spørg en kollega, som har."
