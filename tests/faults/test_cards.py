"""Cards in the staff's group when Telegram or a process fails: never lost, at most one doubled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.app import now as real_time
from bot.cards import Cards
from bot.channels import TEXTS as CHANNEL_TEXTS
from bot.channels.bot_api import BotApi
from bot.channels.group import StaffGroup
from handlers.conversation.texts import HANDLERS, Texts
from storage.cases.actions.topics import CLAIM_LASTS
from storage.database import Database
from storage.ideas.rules import Act
from storage.talk.pace import UNLIMITED, Pacing
from tests.bot_api import Group, Limits, StandIn, stand_in
from tests.harness import LIBRARY
from tests.journeys.parts import gives
from tests.online import Clock
from tests.staff_group import a_staffed, card_of, said_in
from tests.storage.cast import NOW, Cast, an_idea, cast, play

WORDS = Texts.load(HANDLERS, CHANNEL_TEXTS)


@dataclass
class Board:
    """The staff's group, and the cards that are drawn into it."""

    database: Database
    staff: Cast
    api: StandIn
    group: Group
    setting: int
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    clients: list[BotApi] = field(default_factory=list)

    def drawer(
        self, pacing: Pacing = UNLIMITED, clock: Any = None, database: Database | None = None
    ) -> Cards:
        """One process that draws."""
        database = database or self.database
        client = BotApi(self.api.token, self.api.url)
        self.clients.append(client)
        clock = clock or self.clock
        group = StaffGroup(database, self.setting, clock)
        return Cards(database, client, group, LIBRARY, WORDS, clock, pacing)

    async def idea(self, text: str = "En klub for lydbøger", now: datetime = NOW) -> int:
        """A new case."""
        return (await an_idea(self.database, self.staff.eva, text, now)).number

    async def does(self, number: int, act: Act, now: datetime = NOW) -> None:
        """Something is done about a case, wherever."""
        async with self.database.transaction() as tx:
            await play(tx, self.staff, number, act, now)

    def sent(self, method: str) -> int:
        """How often something was done successfully."""
        return sum(call.status == 200 for call in self.api.called(method))


@asynccontextmanager
async def a_board(database: Database, **how: Any) -> AsyncIterator[Board]:
    staff = await cast(database)
    async with stand_in(**how) as api:
        group = api.group("Personalet", forum=True)
        board = Board(database, staff, api, group, group.id)
        try:
            yield board
        finally:
            for client in board.clients:
                await client.close()


@pytest.fixture
async def board(database: Database) -> AsyncIterator[Board]:
    async with a_board(database) as board:
        yield board


async def test_a_card_that_was_deleted_is_sent_again(board: Board) -> None:
    cards = board.drawer()
    await board.idea()
    await cards.draw_due()
    topic = board.group.topic("1 ·")
    assert topic.pinned is not None
    del topic.chat.messages[topic.pinned["message_id"]]
    await board.does(1, Act.TAKE)
    await cards.draw_due()
    assert "Hos: Anna Aa" in card_of(topic)
    assert len(board.group.topics) == 1


async def test_a_topic_that_was_deleted_is_opened_again(board: Board) -> None:
    cards = board.drawer()
    await board.idea()
    await cards.draw_due()
    topic = board.group.topic("1 ·")
    del topic.chat.topics[topic.id]
    for number, message in list(topic.chat.messages.items()):
        if message.get("message_thread_id") == topic.id:
            del topic.chat.messages[number]
    await board.does(1, Act.TAKE)
    await cards.draw_due()
    assert "Hos: Anna Aa" in card_of(board.group.topic("1 ·"))


async def test_a_topic_that_was_deleted_with_its_case_closed_stays_away(board: Board) -> None:
    cards = board.drawer()
    await board.idea()
    await cards.draw_due()
    topic = board.group.topic("1 ·")
    del topic.chat.topics[topic.id]
    topic.chat.messages.clear()
    await board.does(1, Act.DECLINE)
    await cards.draw_due()
    assert not board.group.topics
    await board.does(1, Act.REOPEN)
    await cards.draw_due()
    assert not board.group.topic("1 ·").closed


async def test_what_changes_nothing_in_sight_sends_nothing(board: Board) -> None:
    cards = board.drawer()
    await board.idea()
    await cards.draw_due()
    calls = len(board.api.calls)
    await board.does(1, Act.NOTE)
    assert await cards.draw_due() == 1
    assert len(board.api.calls) == calls


async def test_a_card_that_is_so_already_is_well(board: Board) -> None:
    cards = board.drawer()
    await board.idea()
    await cards.draw_due()
    await board.does(1, Act.TAKE)
    board.api.trouble("editMessageText", drop="after")
    assert await cards.draw_due() == 0
    assert await cards.draw_due() == 1
    assert "Hos: Anna Aa" in card_of(board.group.topic("1 ·"))


async def test_too_many_requests_are_waited_for(board: Board) -> None:
    cards = board.drawer()
    await board.idea()
    board.api.trouble("sendMessage", retry_after=40)
    assert await cards.draw_due() == 0
    calls = len(board.api.calls)
    board.clock.now += timedelta(seconds=39)
    turning = asyncio.create_task(cards.draw_due())
    await asyncio.sleep(0.2)
    assert len(board.api.calls) == calls
    board.clock.now += timedelta(seconds=1)
    assert await turning == 1
    assert len(board.group.topics) == 1
    assert "Hvor langt: Ny" in card_of(board.group.topic("1 ·"))


@pytest.mark.parametrize("what", [{"status": 502}, {"drop": "before"}, {"status": 503}])
async def test_while_telegram_is_away_cards_wait(board: Board, what: dict[str, Any]) -> None:
    cards = board.drawer()
    await board.idea()
    board.api.trouble("*", times=3, **what)
    for _ in range(3):
        assert await cards.draw_due() == 0
    assert await cards.draw_due() == 1
    assert len(board.group.topics) == 1


async def test_one_card_that_telegram_refuses_keeps_no_other_away(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    cards = board.drawer()
    await board.idea(now=NOW - timedelta(seconds=1))
    await board.idea("Et bord til skak")
    board.api.trouble("sendMessage", status=400, says="Bad Request: something new")
    await cards.draw_due()
    assert "Et bord til skak" in card_of(board.group.topic("2 ·"))
    assert "the card of case 1 waits" in caplog.text
    assert await cards.draw_due() == 0
    board.clock.now += timedelta(minutes=1)
    assert await cards.draw_due() == 1
    assert "lydbøger" in card_of(board.group.topic("1 ·"))


async def test_a_group_without_topics_is_told_of_once(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.group.chat.about["is_forum"] = False
    cards = board.drawer()
    await board.idea()
    for _ in range(3):
        assert await cards.draw_due() == 0
    assert caplog.text.count("turn Topics on") == 1
    board.group.chat.about["is_forum"] = True
    assert await cards.draw_due() == 1


@pytest.mark.parametrize(
    ("takes", "told"),
    [({"can_manage_topics"}, "may not manage topics"), ({"all"}, "is no administrator")],
)
async def test_rights_that_are_missing_are_told_of_once(
    board: Board, caplog: pytest.LogCaptureFixture, takes: set[str], told: str
) -> None:
    rights = set(board.group.rights)
    board.group.rights.difference_update(rights if "all" in takes else takes)
    cards = board.drawer()
    await board.idea()
    for _ in range(2):
        assert await cards.draw_due() == 0
    assert caplog.text.count(told) == 1
    board.group.rights.update(rights)
    assert await cards.draw_due() == 1


async def test_a_card_that_may_not_be_pinned_is_a_card(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.group.rights.discard("can_pin_messages")
    cards = board.drawer()
    await board.idea()
    assert await cards.draw_due() == 1
    assert caplog.text.count("may not pin messages") == 1
    board.group.rights.add("can_pin_messages")
    await board.does(1, Act.TAKE)
    await cards.draw_due()
    assert "Hos: Anna Aa" in card_of(board.group.topic("1 ·"))


async def test_a_bot_that_was_thrown_out_is_told_of(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.group.removes_bot(board.api.person("Anna"))
    cards = board.drawer()
    await board.idea()
    assert await cards.draw_due() == 0
    assert "add the bot to the group" in caplog.text


async def test_a_group_that_became_larger_is_followed(database: Database) -> None:
    async with a_board(database) as board:
        small = board.api.group("Personalet", supergroup=False)
        small.add(board.api.person("Anna"))
        board.setting = small.id
        board.group = small
        cards = board.drawer()
        await board.idea()
        assert await cards.draw_due() == 0
        small.becomes_supergroup(forum=True)
        assert await cards.draw_due() >= 1
        assert "Hvor langt: Ny" in card_of(small.topic("1 ·"))
        another = board.drawer()
        await board.does(1, Act.TAKE)
        await another.draw_due()
        assert "Hos: Anna Aa" in card_of(small.topic("1 ·"))


KILLED = [
    ("createForumTopic", "before"),
    ("createForumTopic", "after"),
    ("sendMessage", "before"),
    ("sendMessage", "after"),
    ("pinChatMessage", "after"),
]


@pytest.mark.parametrize(("call", "moment"), KILLED)
async def test_killed_while_a_topic_is_opened(board: Board, call: str, moment: str) -> None:
    await board.idea()
    await killed_at(board, call, moment)
    board.clock.now += CLAIM_LASTS
    await board.drawer().draw_due()
    newest = board.group.topics[-1]
    assert "Hvor langt: Ny" in card_of(newest)
    doubled = moment == "after"
    assert len(board.group.topics) <= 1 + (doubled and call == "createForumTopic")
    assert len(said_in(newest)) <= 1 + (doubled and call == "sendMessage")


@pytest.mark.parametrize("call", ["editMessageText", "editForumTopic", "closeForumTopic"])
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_killed_while_a_topic_is_changed(board: Board, call: str, moment: str) -> None:
    await board.idea()
    await board.drawer().draw_due()
    for act in (Act.RENAME, Act.DECLINE):
        await board.does(1, act)
    await killed_at(board, call, moment)
    board.clock.now += CLAIM_LASTS
    await board.drawer().draw_due()
    (topic,) = board.group.topics
    assert topic.name == "1 · Lyd for alle"
    assert topic.closed
    assert "Grund: Der er ikke plads" in card_of(topic)
    assert len(said_in(topic)) == 1


async def killed_at(board: Board, call: str, moment: str) -> None:
    """Let a process draw, and kill it in the middle of a call."""
    board.api.trouble(call, **({"delay": 30} if moment == "before" else {"hold": 30}))
    drawing = asyncio.create_task(board.drawer().draw_due())
    while not (board.api.called(call) if moment == "before" else board.sent(call)):  # noqa: ASYNC110 - no bell rings before
        await asyncio.sleep(0.01)
    drawing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await drawing


async def test_two_processes_share_the_work(board: Board, second: Database) -> None:
    numbers = [await board.idea(f"Idé nummer {n} for alle") for n in range(8)]
    drawers = [board.drawer(), board.drawer(database=second)]
    for cards in drawers:
        cards.start()
    try:
        for act in (Act.TAKE, Act.SEARCH, Act.APPROVE):
            for number in numbers:
                await board.does(number, act)
                for cards in drawers:
                    cards.nudge()

        def all_shown() -> bool:
            topics = board.group.topics
            return len(topics) == 8 and all("Godkendt" in card_of(topic) for topic in topics)

        await board.api.until(all_shown, 30)
    finally:
        for cards in drawers:
            await cards.stop()
    assert board.sent("createForumTopic") == 8
    assert all(len(said_in(topic)) == 1 for topic in board.group.topics)


@pytest.mark.thorough
async def test_cards_and_answers_together_keep_the_pace(database_url: str) -> None:
    async with a_staffed(database_url, times=60) as town:
        anna = await town.connected("Anna Aa")
        eva = await town.library.citizen()
        for number in range(1, 7):
            await gives(eva, f"Idé nummer {number} for alle")
        for number in range(1, 7):
            anna.writes(f"/tag {number}", await town.group.has_topic(f"{number} ·"))
        for number in range(1, 7):
            topic = town.group.topic(f"{number} ·")
            await topic.hears(f"Anna: Nummer {number}: taget.", patience=30)
            await town.shown(topic, "Hos: Anna Aa")
        assert not [call for call in town.api.calls if call.status == 429]


@pytest.mark.thorough
async def test_a_burst_of_changes_keeps_the_pace(database: Database) -> None:
    async with a_board(database, speed=60, pace=Limits()) as board:
        numbers = [await board.idea(f"Idé nummer {n} for alle") for n in range(6)]
        cards = board.drawer(Pacing().faster(60), real_time)
        cards.start()
        try:
            for act in (Act.TAKE, Act.ASK, Act.SEARCH, Act.RENAME, Act.APPROVE):
                for number in numbers:
                    await board.does(number, Act.NOTE)
                    await board.does(number, act)
                    cards.nudge()

            def all_shown() -> bool:
                topics = board.group.topics
                return len(topics) == 6 and all("Godkendt" in card_of(t) for t in topics)

            await board.api.until(all_shown, 60)
        finally:
            await cards.stop()
        assert not [call for call in board.api.calls if call.status == 429]
        assert board.sent("createForumTopic") == 6
        assert board.sent("editMessageText") < 36
