"""People and their screens, in private chats and in groups."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.bot_api import StandIn
from tests.bot_api.libraries import Library
from tests.bot_api.listening import ADDRESS, listening


async def set_up(library: Library) -> None:
    await library.bot.set_webhook(f"{ADDRESS}/telegram")


def says(chat: int, text: str, *labels: str, **more: Any) -> dict[str, Any]:
    rows = [[{"text": label, "callback_data": label}] for label in labels]
    keys = {"reply_markup": {"inline_keyboard": rows}} if labels else {}
    return {"method": "sendMessage", "chat_id": chat, "text": text, **keys, **more}


async def test_a_talk_reads_like_the_chat(api: StandIn, library: Library) -> None:
    async with listening(api) as ear:
        await set_up(library)
        anna = api.person("Anna")
        ear.will_answer(says(anna.id, "Vil du?", "Ja", "Nej"), says(anna.id, "Godt", "Hvem"))
        assert await anna.starts("ide") == "Vil du?"
        assert anna.buttons == ["Ja", "Nej"]
        pressing = asyncio.create_task(anna.presses("Ja"))
        await ear.hears(2)
        await library.bot.answer_callback_query(ear.got[1]["callback_query"]["id"])
        assert await pressing == "Godt"
        assert (anna.toast, anna.buttons, len(anna.screen)) == ("", ["Hvem"], 3)
        assert not api.unanswered
        with pytest.raises(AssertionError, match="no button says 'Måske'; there are "):
            anna.taps("Måske")


async def test_a_press_that_says_something_or_redraws_is_enough(
    api: StandIn, library: Library
) -> None:
    async with listening(api) as ear:
        await set_up(library)
        anna = api.person("Anna")
        ear.will_answer(says(anna.id, "Vælg", "Kaffe", "Færdig"))
        await anna.starts()
        number = anna.newest["message_id"]
        for count, (label, words) in enumerate([("Kaffe", ""), ("Færdig", "Det er sket")], 2):
            pressing = asyncio.create_task(anna.presses(label))
            await ear.hears(count)
            await library.bot.answer_callback_query(
                ear.got[-1]["callback_query"]["id"], text=words or None
            )
            if not words:
                await library.bot.edit_message_reply_markup(
                    chat_id=anna.id, message_id=number, reply_markup=library.keys("Te", "Færdig")
                )
            assert await pressing == ""
            assert anna.toast == words
        assert anna.buttons == ["Te", "Færdig"]


async def test_waiting_for_words_takes_as_many_messages_as_it_needs(
    api: StandIn, library: Library
) -> None:
    anna = api.person("Anna")
    anna.writes("/start")
    hearing = asyncio.create_task(anna.hears("to", "tre"))
    for text in ("en", "to", "tre"):
        await library.bot.send_message(anna.id, text)
    assert await hearing == "en\nto\ntre"
    with pytest.raises(AssertionError, match="heard 'en"):
        await anna.hears("fire", patience=0.01)


async def test_an_edit_is_another_update_and_a_deletion_none(
    api: StandIn, library: Library
) -> None:
    anna = api.person("Anna")
    mine = anna.writes("Skak")
    theirs = await library.bot.send_message(anna.id, "Tak", reply_markup=library.keys("Ja"))
    anna.rewrites(mine, "Skak for alle")
    first, second = await library.bot.get_updates()
    assert (first.message.text, second.edited_message.text) == ("Skak", "Skak for alle")
    shown = anna.newest
    anna.deletes(shown)
    with library.refuses("bad", "message to edit not found"):
        await library.bot.edit_message_text("x", chat_id=anna.id, message_id=theirs.message_id)
    with library.refuses("bad", "message to delete not found"):
        await library.bot.delete_message(anna.id, theirs.message_id)
    with library.refuses("bad", "message can't be edited"):
        await library.bot.edit_message_text("x", chat_id=anna.id, message_id=mine["message_id"])
    anna.presses_data(shown, "1:Ja")
    (press,) = await library.bot.get_updates(offset=second.update_id + 1, timeout=0)
    assert press.callback_query.message.date in (0, press.callback_query.message.date)
    assert api.updates[-1].content["message"] == {
        "chat": shown["chat"],
        "message_id": shown["message_id"],
        "date": 0,
    }


async def test_what_is_not_changed_is_not_edited(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    anna.writes("/start")
    keys = library.keys("Ja")
    sent = await library.bot.send_message(anna.id, "Ja?", reply_markup=keys)
    where = {"chat_id": anna.id, "message_id": sent.message_id}
    with library.refuses("bad", "message is not modified"):
        await library.bot.edit_message_text("Ja?", reply_markup=keys, **where)
    with library.refuses("bad", "message is not modified"):
        await library.bot.edit_message_reply_markup(reply_markup=keys, **where)
    await library.bot.edit_message_text("Ja?", **where)
    assert anna.buttons == []


async def test_a_group_has_a_general_topic_and_others(api: StandIn, library: Library) -> None:
    anna, ole = api.person("Anna"), api.person("Ole")
    group = api.group("Sammen-teamet", forum=True)
    group.add(anna, "administrator")
    await library.bot.create_forum_topic(group.id, "Sag 1")
    topic = group.topic("Sag 1")
    await library.bot.send_message(group.id, "Kort", message_thread_id=topic.id)
    anna.writes("Jeg tager den", topic)
    anna.writes("Frokost?", group)
    answered = await library.bot.send_message(group.id, "Ja", message_thread_id=topic.id)
    assert (topic.heard, group.heard) == ("Ja", "")
    assert [message.get("text") for message in group.screen.messages] == ["Frokost?"]
    updates = [update.message for update in await library.bot.get_updates()]
    assert [update.text for update in updates] == [None, "Jeg tager den", "Frokost?"]
    assert updates[1].message_thread_id == topic.id
    assert updates[1].reply_to_message.forum_topic_created.name == "Sag 1"
    assert (updates[2].message_thread_id, updates[2].reply_to_message) == (None, None)
    anna.writes("Tak", topic, reply_to=topic.messages[-1])
    assert api.updates[-1].content["reply_to_message"]["message_id"] == answered.message_id
    made = group.opens("Fester", anna)
    await library.bot.send_message(group.id, "Hvornår?", message_thread_id=made.id)
    made.closes(anna)
    assert group.topic("Fester").closed
    made.reopens(anna)
    assert not made.closed
    assert await library.bot.close_forum_topic(group.id, made.id)
    assert ole.heard == ""


async def test_a_bot_without_the_right_may_not(api: StandIn, library: Library) -> None:
    anna = api.person("Anna")
    group = api.group("Sammen-teamet", forum=True)
    group.add(anna)
    sent = await library.bot.send_message(group.id, "Kort")
    mine = anna.writes("hej", group)
    group.rights.clear()
    with library.refuses("bad", "not enough rights to create a topic"):
        await library.bot.create_forum_topic(group.id, "Sag 1")
    with library.refuses("bad", "not enough rights to manage pinned messages"):
        await library.bot.pin_chat_message(group.id, sent.message_id)
    with library.refuses("bad", "message can't be deleted"):
        await library.bot.delete_message(group.id, mine["message_id"])
    with library.refuses("bad", "the chat is not a forum"):
        await library.bot.create_forum_topic(api.group("Andre").id, "Sag 1")
    group.removes_bot(anna)
    with library.refuses("forbidden", "bot was kicked from the supergroup chat"):
        await library.bot.send_message(group.id, "Hej")
    assert api.updates[-1].content["new_chat_member"]["status"] == "kicked"
