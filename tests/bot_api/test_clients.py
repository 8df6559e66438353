"""The stand-in, tried with the clients of both libraries."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError

from tests.bot_api import Limits, StandIn
from tests.bot_api.libraries import Library, aiogram_bot

PICTURE = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


async def test_it_says_who_the_bot_is(api: StandIn, library: Library) -> None:
    me = await library.bot.get_me()
    assert (me.username, me.is_bot) == (api.username, True)
    assert str(me.id) == api.token.partition(":")[0]


async def test_a_message_with_buttons_is_written_rewritten_and_deleted(
    api: StandIn, library: Library
) -> None:
    anna = api.person("Anna")
    anna.writes("/start")
    sent = await library.bot.send_message(
        anna.id, "Ja tak?", reply_markup=library.keys("Ja", "Nej")
    )
    assert await anna.hears() == "Ja tak?"
    assert anna.buttons == ["Ja", "Nej"]
    edited = await library.bot.edit_message_text(
        "Tak!", chat_id=anna.id, message_id=sent.message_id
    )
    assert edited.edit_date is not None
    assert (anna.heard, anna.buttons) == ("Tak!\nTak!", [])
    await library.bot.edit_message_reply_markup(
        chat_id=anna.id, message_id=sent.message_id, reply_markup=library.keys("Mere")
    )
    assert anna.buttons == ["Mere"]
    assert await library.bot.delete_message(anna.id, sent.message_id)
    assert [message["text"] for message in anna.screen] == ["/start"]


async def test_a_press_comes_as_an_update_and_is_answered_once(
    api: StandIn, library: Library
) -> None:
    anna = api.person("Anna")
    anna.writes("/start ide_midtby")
    await library.bot.send_message(anna.id, "Ja tak?", reply_markup=library.keys("Ja"))
    press = anna.taps("Ja")
    first, second = await library.bot.get_updates()
    assert first.message.text == "/start ide_midtby"
    assert first.message.entities[0].length == len("/start")
    assert second.callback_query.data == "1:Ja"
    assert second.callback_query.message.text == "Ja tak?"
    number = second.callback_query.id
    await library.bot.answer_callback_query(number, text="Anna tog den først", show_alert=True)
    assert press.answer == {"text": "Anna tog den først", "alert": True}
    with library.refuses("bad", "query is too old"):
        await library.bot.answer_callback_query(number)


async def test_updates_are_confirmed_by_the_next_offset(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    for text in ("en", "to", "tre"):
        anna.writes(text)
    updates = await library.bot.get_updates(limit=2, timeout=0)
    assert [update.message.text for update in updates] == ["en", "to"]
    api.clock.passes(seconds=5)
    again = await library.bot.get_updates(timeout=0)
    assert [update.message.text for update in again] == ["en", "to", "tre"]
    rest = await library.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    assert [update.message.text for update in rest] == ["tre"]
    assert [update.end for update in api.updates] == ["taken", "taken", ""]


async def test_files_go_both_ways(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    anna.posts_photo(PICTURE, "Min idé")
    (update,) = await library.bot.get_updates()
    assert update.message.caption == "Min idé"
    assert await library.fetch(update.message.photo[-1].file_id) == PICTURE
    sent = await library.bot.send_photo(anna.id, library.file(PICTURE, "a.jpg"), caption="Her")
    assert await library.fetch(sent.photo[-1].file_id) == PICTURE
    again = await library.bot.send_photo(anna.id, sent.photo[-1].file_id)
    assert "photo" in anna.screen[-1]
    assert again.message_id == sent.message_id + 1
    document = await library.bot.send_document(anna.id, library.file(b"tekst", "a.txt"))
    assert await library.fetch(document.document.file_id) == b"tekst"
    voice = await library.bot.send_voice(anna.id, library.file(b"lyd", "a.ogg"))
    assert await library.fetch(voice.voice.file_id) == b"lyd"
    with library.refuses("bad", "wrong file_id"):
        await library.fetch("nothing")


async def test_a_topic_is_opened_pinned_in_closed_and_reopened(
    api: StandIn, library: Library
) -> None:
    group = api.group("Sammen-teamet", forum=True)
    made = await library.bot.create_forum_topic(group.id, "Sag 1: Skak")
    place = {"chat_id": group.id, "message_thread_id": made.message_thread_id}
    card = await library.bot.send_message(text="Kortet", **place)
    await library.bot.pin_chat_message(group.id, card.message_id)
    await library.bot.edit_forum_topic(**place, name="Sag 1: Skak for alle")
    await library.bot.close_forum_topic(**place)
    topic = group.topic("Skak for alle")
    assert (topic.closed, topic.pinned and topic.pinned["text"]) == (True, "Kortet")
    with library.refuses("bad", "TOPIC_NOT_MODIFIED"):
        await library.bot.close_forum_topic(**place)
    await library.bot.reopen_forum_topic(**place)
    assert not topic.closed
    await library.bot.unpin_chat_message(group.id, message_id=card.message_id)
    assert topic.pinned is None
    kinds = [update.content.keys() - {"message_id", "date", "chat"} for update in api.updates]
    assert all("from" in kind for kind in kinds)
    with library.refuses("bad", "message thread not found"):
        await library.bot.send_message(group.id, "?", message_thread_id=9999)


async def test_commands_and_descriptions_are_kept_for_each_language(
    api: StandIn, library: Library
) -> None:
    await library.bot.set_my_commands([library.command("ide", "Giv en idé")])
    await library.bot.set_my_commands([library.command("ide", "Give an idea")], language_code="en")
    await library.bot.set_my_description("En dør til biblioteket")
    await library.bot.set_my_short_description("Sammen")
    (danish,) = await library.bot.get_my_commands()
    (english,) = await library.bot.get_my_commands(language_code="en")
    assert (danish.description, english.description) == ("Giv en idé", "Give an idea")
    assert (await library.bot.get_my_description()).description == "En dør til biblioteket"
    assert (await library.bot.get_my_short_description()).short_description == "Sammen"


async def test_chats_and_their_members_can_be_looked_up(api: StandIn, library: Library) -> None:
    anna = api.person("Anna Aa")
    group = api.group("Sammen-teamet", forum=True)
    group.add(anna, "administrator")
    chat = await library.bot.get_chat(group.id)
    assert (chat.title, chat.is_forum) == ("Sammen-teamet", True)
    own = await library.bot.get_chat_member(group.id, (await library.bot.get_me()).id)
    assert (own.status, own.can_manage_topics) == ("administrator", True)
    await library.bot.send_chat_action(group.id, "typing")


async def test_who_blocked_the_bot_hears_nothing_until_they_write_again(
    api: StandIn, library: Library
) -> None:
    anna, ole = api.person("Anna"), api.person("Ole")
    with library.refuses("forbidden", "can't initiate conversation"):
        await library.bot.send_message(ole.id, "Hej")
    anna.writes("/start")
    anna.blocks()
    with library.refuses("forbidden", "blocked by the user"):
        await library.bot.send_message(anna.id, "Hej")
    anna.writes("/start")
    await library.bot.send_message(anna.id, "Hej igen")
    kinds = [update.kind for update in api.updates]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]
    with library.refuses("bad", "chat not found"):
        await library.bot.send_message(17, "Hej")


async def test_too_many_messages_are_told_how_long_to_wait(api: StandIn, library: Library) -> None:
    api.pace = Limits(overall=2, chat=1, burst=5, group=3)
    anna = api.person("Anna")
    anna.writes("/start")
    await library.bot.send_message(anna.id, "en")
    await library.bot.send_message(anna.id, "to")
    with library.refuses("wait") as waits:
        await library.bot.send_message(anna.id, "tre")
    assert _seconds(waits.error) == 1


def _seconds(error: Any) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def test_a_group_that_moved_says_where_to(api: StandIn, library: Library) -> None:
    group = api.group("Teamet", supergroup=False)
    group.add(api.person("Anna"))
    old = group.id
    await library.bot.send_message(old, "Hej")
    new = group.becomes_supergroup(forum=True)
    with library.refuses("moved") as moved:
        await library.bot.send_message(old, "Hej")
    told = moved.error
    assert getattr(told, "new_chat_id", getattr(told, "migrate_to_chat_id", None)) == new
    leaving, arriving = await library.bot.get_updates()
    assert leaving.message.migrate_to_chat_id == new
    assert arriving.message.migrate_from_chat_id == old


async def test_faults_look_as_they_do_from_the_real_one(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    anna.writes("/start")
    api.trouble("sendMessage", status=502)
    with library.refuses("page"):
        await library.bot.send_message(anna.id, "en")
    for when, heard in (("before", "/start"), ("after", "to")):
        api.trouble("sendMessage", drop=when)
        with library.refuses("network"):
            await library.bot.send_message(anna.id, "to")
        assert anna.screen[-1]["text"] == heard
    api.trouble("sendMessage", retry_after=7, chat=anna.id)
    with library.refuses("wait") as waits:
        await library.bot.send_message(anna.id, "tre")
    assert _seconds(waits.error) == 7
    api.trouble("editMessageText", status=400, says="Bad Request: message can't be edited")
    with library.refuses("bad", "can't be edited"):
        await library.bot.edit_message_text("x", chat_id=anna.id, message_id=1)
    assert [call.troubled for call in api.called("sendMessage")] == [True] * 4


async def test_a_client_that_does_not_wait_does_not_know_what_was_done(api: StandIn) -> None:
    anna = api.person("Anna")
    anna.writes("/start")
    api.trouble("*", hold=30)
    async with aiogram_bot(api, timeout=0.2) as bot:
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(anna.id, "Hej")
        assert anna.heard == "Hej"
        api.trouble("sendMessage", times=math.inf, drop="before", chat=anna.id)
        for _ in range(2):
            with pytest.raises(TelegramNetworkError):
                await bot.send_message(anna.id, "Er du der?")
        await bot.send_message(api.group("Teamet").id, "Hej")
    assert anna.heard == "Hej"


async def test_a_wrong_token_is_refused(api: StandIn, library: Library) -> None:
    api.world.token = "1:" + "x" * 35
    with library.refuses("token"):
        await library.bot.get_me()
