"""What staff decide about volunteering, without the pages of the desk: a role and its five answers,
its trial and lesson, the model. In a private chat, in the group, and in the talk at the desk.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.people.rules import Role
from tests.bot_api import Person
from tests.journeys.telegram import WAYS, Telegram, at_telegram
from tests.journeys.test_group import answers, presses
from tests.journeys.test_telegram_desk import colleague
from tests.online import Colleague, Library
from tests.staff_group import a_staffed

LACKS = (
    *("Ja", "ja", "Ja, også hjemmefra", "ja", "Nej, kun MED ved det"),
    *("i går", "ja"),
    "De ansatte tager ingen billeder",
    "Spørg din kontakt",
    "Anna Aa",
)
"""What a photographer lacks: five answers, the day of MED, why a supplement, insurance, contact."""


@pytest.fixture(params=WAYS)
async def telegram(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[Telegram]:
    async with at_telegram(database_url, request.param) as telegram:
        yield telegram


async def opens_a_role(anna: Person | Colleague) -> None:
    await anna.says("/nyrolle")
    await anna.presses("Fotograf")
    await anna.presses("Svar på det, der mangler")
    for words in LACKS:
        await anna.says(words)
    assert "De fem spørgsmål: Ja til 4 af fem" in anna.heard
    await anna.presses("Åbn rollen")
    assert "Fotograf er åben nu." in anna.heard


async def tries_it(anna: Person | Colleague) -> None:
    await anna.presses("Begynd et forsøg")
    for words in ("Får vi bedre billeder?", "om en uge", "ja"):
        await anna.says(words)
    assert "I vil lære: «Får vi bedre billeder?»" in anna.heard


async def has_learnt(anna: Person | Colleague) -> None:
    await anna.says("/forsoeg")
    await anna.presses("Slut: Fotograf")
    for words in ("Billederne", "Lyset", "To fotografer er nok"):
        await anna.says(words)
    await anna.presses("Fortsæt")
    assert "Det lærte I: «To fotografer er nok»" in anna.heard


async def publishes(anna: Person | Colleague) -> None:
    await anna.says("/retmodel")
    await anna.presses("Den danske")
    await anna.presses("Tak")
    await anna.says("Vi siger tak med kage.")
    await anna.presses("Udgiv modellen")
    if isinstance(anna, Person):  # a telephone gets so long a text in pieces
        await anna.hears("Skal udgave 1 ud nu?")
    assert "# Tak\nVi siger tak med kage." in anna.heard
    await anna.presses("Ja")
    assert "Udgave 1 er ude nu." in anna.heard


async def test_in_a_private_chat(telegram: Telegram) -> None:
    anna, eva = await colleague(telegram, "Anna Aa"), await telegram.library.citizen()
    assert "Lige nu er ingen roller åbne." in await eva.opens("/frivillig")
    await opens_a_role(anna)
    await tries_it(anna)
    assert "Du tager billeder" in await eva.opens("/frivillig")
    await telegram.passes(days=9)
    await anna.hears("Forsøg, der mangler en lære: Fotograf.")
    await has_learnt(anna)
    await anna.says("/overblik")
    assert "Forsøg, der mangler" not in anna.heard
    await publishes(anna)
    assert "Vi siger tak med kage." in await eva.opens("/frivilligmodel")
    ida = await colleague(telegram, "Ida Ii", Role.HOST)
    for words in ("/nyrolle", "/lukrolle 1", "/nytforsoeg 1", "/retmodel", "/udgivmodel"):
        await ida.says(words)
        assert "Det har du ikke adgang til" in ida.heard, words
    await anna.says("/lukrolle 1")
    await anna.presses("Ja")
    assert "Lige nu er ingen roller åbne." in await eva.opens("/frivillig")


@pytest.mark.parametrize("way", WAYS)
async def test_in_a_volunteers_topic_of_the_group(database_url: str, way: str) -> None:
    async with a_staffed(database_url, way) as town:
        eva, anna = await town.library.citizen(), await town.connected("Anna Aa")
        await eva.says("/frivillig jeg vil gerne tage billeder")
        for words in ("ja", "om aftenen", "ja", "Eva"):
            await eva.says(words)
        await eva.presses("Send mit ønske")
        topic = await town.group.has_topic("1 ·")
        await town.shown(topic, "Lige nu: Vil gerne være med")
        heard = await presses(town, anna, topic, "Giv en rolle")
        assert "Ingen rolle er åben endnu." in heard
        await presses(town, anna, topic, "Roller", "Ny rolle", "Fotograf")
        await presses(town, anna, topic, "Svar på det, der mangler")
        heard = await answers(town, anna, topic, *LACKS)
        assert "De fem spørgsmål: Ja til 4 af fem" in heard
        heard = await presses(town, anna, topic, "Åbn rollen", "Begynd et forsøg")
        await answers(town, anna, topic, "Får vi bedre billeder?", "om en uge")
        heard = await presses(town, anna, topic, "Ja", "Slut forsøget")
        await answers(town, anna, topic, "Billederne", "Lyset", "To er nok")
        heard = await presses(town, anna, topic, "Fortsæt")
        assert "Det lærte I: «To er nok»" in heard
        await town.after(anna.says("/retmodel", topic), topic)
        await presses(town, anna, topic, "Den danske", "Tak")
        heard = await answers(town, anna, topic, "Vi siger tak med kage.")
        assert "Kladden er gemt." in heard
        await presses(town, anna, topic, "Udgiv modellen")
        await topic.hears("Skal udgave 1 ud nu?")
        heard = await presses(town, anna, topic, "Ja")
        assert "Udgave 1 er ude nu." in heard
        assert "Vi siger tak med kage." in await eva.opens("/frivilligmodel")
        await presses(town, anna, topic, "Giv en rolle", "Fotograf")
        await town.shown(topic, "Rolle: Fotograf")


async def test_in_the_talk_at_the_desk(library: Library) -> None:
    anna, eva = await library.joins("Anna Aa"), await library.citizen()
    await eva.says("/frivillig jeg vil gerne tage billeder")
    for words in ("ja", "om aftenen", "ja", "Eva"):
        await eva.says(words)
    await eva.presses("Send mit ønske")
    await anna.opens("/desk/frivillig/1")
    await opens_a_role(anna)
    await tries_it(anna)
    await has_learnt(anna)
    await publishes(anna)
    assert "Du tager billeder" in await eva.opens("/frivillig")
    assert "To fotografer er nok" in await anna.opens("/desk/roller")
