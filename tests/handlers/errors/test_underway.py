"""What is on its way, in a chat: how much, how long, what is tried again; nobody's words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people.rules import Role
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.pace import Pacing
from storage.talk.rules import DueKind
from tests.harness import House, Talker
from tests.storage.talk.post import TELEGRAM, Chat, a_chat, sends


@pytest.fixture
async def hans(house: House) -> Talker:
    return await house.colleague("Hans Holm", Role.HOST)


async def news(house: House, count: int) -> list[Chat]:
    """Something is told to so many at once."""
    chats = [await a_chat(house.database, str(100 + number)) for number in range(count)]
    async with house.database.transaction() as tx:
        for chat in chats:
            await actions.tell(tx, chat.person_id, Words("Vi ses i dag"), house.now)
    return chats


async def test_when_all_is_sent(house: House, hans: Talker) -> None:
    await hans.says("/paavej")
    assert hans.heard == "Alt er sendt. Der er ikke noget på vej."
    await hans.says("/underway")
    assert hans.choices == ["Se igen"]


async def test_how_far_a_wave_is(house: House, hans: Talker) -> None:
    await news(house, 5)
    house.now += timedelta(seconds=90)
    await sends(house.database, house.now, Pacing(), most=2)
    await hans.says("/paavej")
    assert hans.heard == (
        "Så langt er vi:\n"
        "Telegram\n"
        "På vej: 3 beskeder\n"
        "Sendt i denne omgang: 2 af 5\n"
        "Den ældste har ventet: 90 sekunder\n"
        "Alt er sendt: Omkring kl. 11.01, hvis der ikke kommer mere"
    )


async def test_what_waits_is_paused_or_planned(house: House, hans: Talker) -> None:
    house.now += timedelta(hours=12)
    await news(house, 2)
    async with house.database.transaction() as tx:
        await actions.pause(tx, TELEGRAM, house.now + timedelta(minutes=10))
        await actions.plan(tx, DueKind.SHIFT, house.now, {})
    await hans.says("/paavej")
    assert hans.heard == (
        "Der er 1 ting, jeg skal gøre først. Den kan give en besked mere.\n"
        "Så langt er vi:\n"
        "Telegram\n"
        "Holder pause: Til kl. 23.10. Så går det videre af sig selv.\n"
        "Venter til senere: 2 beskeder, de første tirsdag den 5. maj kl. 08.00"
    )


async def test_what_failed_says_why_and_when_it_is_tried(house: House, hans: Talker) -> None:
    await news(house, 1)
    async with house.database.transaction() as tx:
        (parcel,) = await actions.claim(tx, TELEGRAM, house.now, Pacing(), 1)
        again_at = house.now + timedelta(minutes=20)
        await actions.tried(tx, parcel, "Telegram was busy.", house.now, again_at)
    await hans.says("/paavej")
    assert hans.heard == (
        "Så langt er vi:\n"
        "Telegram\n"
        "Prøver igen: 1 besked\n"
        f"Telegram, en borgers, samtale {parcel.talk_id}. Telegram was busy. "
        "Næste gang er kl. 11.20. Prøvet 1 gang."
    )


async def test_what_was_given_up_is_told_and_where_it_is(house: House, hans: Talker) -> None:
    await news(house, 1)
    async with house.database.transaction() as tx:
        (parcel,) = await actions.claim(tx, TELEGRAM, house.now, Pacing(), 1)
        await actions.tried(tx, parcel, "The chat is gone.", house.now)
    await hans.says("/paavej")
    assert hans.heard == "1 besked kom ikke frem. En koordinator kan se den med /fejl."


async def test_citizens_are_told_nothing_of_it(house: House) -> None:
    eva = await house.citizen()
    await news(house, 1)
    await eva.says("/paavej")
    assert "på vej" not in eva.heard.lower()
