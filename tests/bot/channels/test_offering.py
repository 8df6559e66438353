"""A colleague's telephone offers what their role may, for as long as they have it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.channels import TEXTS
from bot.channels.bot_api import BotApi
from bot.channels.offering import OWN, Offering, of_role
from bot.sending import NotSent
from handlers.conversation.texts import HANDLERS, Texts
from handlers.conversation.values import Text
from handlers.dialogue import COMMANDS
from storage.database import Database
from storage.people.actions import change_role, remove
from storage.people.rules import Language, Role
from tests.bot_api import Person, StandIn, stand_in
from tests.online import Clock
from tests.staff_group import connect
from tests.storage.cast import NOW, Cast, cast

WORDS = Texts.load(HANDLERS, TEXTS)


@dataclass
class Town:
    """The cast, Hans (a host) with a telephone, and Telegram as it knows the bot."""

    api: StandIn
    bot: BotApi
    database: Database
    who: Cast
    hans: Person

    def offering(self) -> Offering:
        """A process that has just begun."""
        return Offering(self.bot, self.database, WORDS, lambda: NOW)

    def offered(self, language: str = "") -> list[str]:
        """What the telephone of Hans offers; nothing of its own where it is what citizens have."""
        scope = json.dumps({"chat_id": self.hans.id, "type": "chat"}, sort_keys=True)
        found = self.api.world.settings.get(("commands", scope, language), ())
        return [each["command"] for each in found]


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    async with stand_in() as api:
        bot = BotApi(api.token, api.url)
        who = await cast(database)
        hans = api.person("Hans")
        await connect(database, who.hans.name, hans, Clock(NOW))
        yield Town(api, bot, database, who, hans)
        await bot.close()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", [danish for danish, _ in OWN])
def test_every_command_has_its_words(name: str, language: Language) -> None:
    assert len(WORDS.render(f"offered.{name}", language)) <= 256


@pytest.mark.parametrize("name", [name for both in OWN for name in both])
def test_every_command_is_one(name: str) -> None:
    assert COMMANDS.called(Text(f"/{name}")) is not None


def test_nobody_is_offered_what_they_may_not() -> None:
    host, coordinator, administrator = (
        {name for name, _ in of_role(role)}
        for role in (Role.HOST, Role.COORDINATOR, Role.ADMINISTRATOR)
    )
    assert host < coordinator < administrator
    assert {"sager", "tag", "mig"} <= host
    assert "godkend" in coordinator - host
    assert {"kolleger", "bibliotek", "klar", "hold"} <= administrator - coordinator


async def test_it_follows_the_role_and_ends_with_it(town: Town) -> None:
    process = town.offering()
    await process.look()
    assert "sager" in town.offered()
    assert "cases" in town.offered("en")
    assert "klar" not in town.offered()
    async with town.database.transaction() as tx:
        await change_role(tx, town.who.anna, town.who.hans.person_id, Role.ADMINISTRATOR, NOW)
    await process.look()
    assert "klar" in town.offered()
    async with town.database.transaction() as tx:
        await remove(tx, town.who.anna, town.who.hans.person_id, NOW)
    await process.look()
    assert town.offered() == town.offered("en") == []


async def test_what_was_told_is_told_again_only_after_a_start_or_other_words(town: Town) -> None:
    process = town.offering()
    await process.look()
    told = dict(town.api.world.settings)
    for again in (process, town.offering()):
        town.api.world.settings.clear()
        await again.look()
        assert bool(town.api.world.settings) is (again is not process)
    assert town.api.world.settings == told
    town.api.world.settings.clear()
    process.again()
    await process.look()
    assert town.api.world.settings == told


async def test_while_telegram_is_away_it_waits(town: Town) -> None:
    process = town.offering()
    town.api.trouble("setMyCommands", status=502)
    with pytest.raises(NotSent):
        await process.look()
    assert town.offered() == []
    await process.look()
    assert "sager" in town.offered()
