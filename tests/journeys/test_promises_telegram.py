"""Promises and care in Telegram: in private chats, and in the staff's group."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.bot_api import Person
from tests.bot_api.screen import buttons_of
from tests.journeys.parts import gives
from tests.journeys.telegram import at_telegram, gives_by_telephone
from tests.online import Library
from tests.staff_group import a_staffed, connect, said_in


async def until(library: Library, moment: datetime) -> None:
    await library.passes(seconds=(moment - library.clock.now).total_seconds())


def pictures(person: Person) -> list[dict[str, object]]:
    return [message for message in person.screen if "photo" in message]


async def test_in_private_chats(database_url: str) -> None:
    async with at_telegram(database_url, "webhook") as telegram:
        library = telegram.library
        eva, anna = telegram.person("Eva"), telegram.person("Anna Aa")
        await library.joins("Anna Aa")
        await connect(library.database, "Anna Aa", anna, library.clock)
        await anna.starts()
        await gives_by_telephone(eva)
        await until(library, datetime(2026, 5, 15, 6, tzinfo=UTC))
        await anna.hears("Nummer 1 skal have et svar senest tirsdag den 19. maj")
        await until(library, datetime(2026, 5, 20, 6, tzinfo=UTC))
        await eva.hears("Du hører fra os senest torsdag den 28. maj")
        await anna.hears("Sådan ser det ud her til morgen", "1 sag er over tiden")
        await anna.says("/rapport")
        await anna.hears("Idéer i alt: 1", "Venter over tiden: 1")
        assert len(pictures(anna)) == 1
        await anna.presses("2025")
        await anna.hears("Idéer i alt: 0")
        await anna.says("/paapause 1")
        await anna.says("Du har truet os")
        await anna.says("om 14 dage")
        await anna.presses("Ja")
        await anna.presses("Ja")
        await eva.says("I er fjolser")
        await eva.hears("når ikke frem", "Grunden er: Du har truet os", "ring 112")
        await anna.says("/vaek")
        await anna.says("i dag")
        await anna.presses("Ja")
        await anna.says("om 7 dage")
        await anna.presses("Ja")
        await anna.presses("Ingen bestemt")
        await anna.presses("Ja")
        await anna.hears("God tur!")


async def test_in_the_group_it_is_said_once(database_url: str) -> None:
    async with a_staffed(database_url) as town:
        library = town.library
        anna_at_desk, anna = await town.both("Anna Aa")
        await anna.starts()
        await gives(await library.citizen())
        await until(library, datetime(2026, 5, 15, 6, tzinfo=UTC))
        general = town.group
        topic = await general.has_topic("1 ·")
        await town.api.until(lambda: "senest tirsdag den 19. maj" in topic.heard)
        await town.api.until(lambda: len(said_in(general)) == 1)
        (digest,) = said_in(general)
        assert "1 sag venter på svar" in digest["text"]
        assert [button["text"] for button in buttons_of(digest)][-1] == "Se alle, der venter"
        assert "her til morgen" in await anna_at_desk.hears()
        assert "her til morgen" not in anna.private.heard
        await town.after(anna.presses("Se alle, der venter", general), general)
        assert "Nummer 1" in said_in(general)[-1]["text"]
        await until(library, datetime(2026, 5, 20, 6, tzinfo=UTC))
        await town.api.until(lambda: "Vi nåede ikke at svare tirsdag den 19. maj" in topic.heard)
        await anna.says("/rapport", general)
        await town.api.until(lambda: len(said_in(general, "photo")) == 1)
        (report,) = said_in(general, "photo")
        assert "Idéer i alt: 1" in report["caption"]
