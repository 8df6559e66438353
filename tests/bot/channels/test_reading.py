"""What updates say. They are written as Telegram writes them, and read by two libraries."""

from __future__ import annotations

from typing import Any

import pytest
import telegram

from bot.channels.reading import (
    Heard,
    Hidden,
    Joined,
    Left,
    Me,
    Moved,
    Read,
    Returned,
    Ticked,
    read,
)
from bot.channels.updates import Update
from handlers.conversation.values import Attachment, Edited, Press, Text, Unreadable
from storage.people.rules import Language

ME = Me(900, "sammen_bot")
EVA = {"id": 41, "is_bot": False, "first_name": "Eva", "language_code": "da"}
PRIVATE = {"id": 41, "type": "private", "first_name": "Eva"}
GROUP = {"id": -1009, "type": "supergroup", "title": "Holdet", "is_forum": True}
BOT = {"id": 900, "is_bot": True, "first_name": "Sammen", "username": "sammen_bot"}


def update(kind: str, content: dict[str, Any]) -> Read:
    data = {"update_id": 1, kind: content}
    assert telegram.Update.de_json(data, None) is not None
    return read(Update.model_validate(data), ME)


def message(chat: Any = PRIVATE, kind: Any = "message", **content: Any) -> Read:
    return update(kind, {"message_id": 5, "date": 1, "from": EVA, "chat": chat, **content})


def heard(found: Read) -> Heard:
    assert isinstance(found, Heard)
    return found


def test_words_keep_only_the_number_of_who_said_them() -> None:
    found = message(text="Hej")
    assert found == Heard(41, 41, None, "41:5", Text("Hej"), Language.DA)


SAID = {"message_id": 5, "date": 1, "chat": PRIVATE, "text": "Hej"}


@pytest.mark.parametrize(
    ("code", "language"),
    [("da", Language.DA), ("nb", Language.DA), ("en-GB", Language.EN), ("uk", Language.EN)],
)
def test_the_telephone_tells_the_language(code: str, language: Language) -> None:
    found = update("message", {**SAID, "from": {**EVA, "language_code": code}})
    assert heard(found).language is language


def test_stop_has_its_meaning_from_telegram() -> None:
    assert heard(message(text="/stop")).said == Text("/farvel")
    assert heard(message(text="stop")).said == Text("stop")


def test_the_largest_photo_that_may_be_kept_is_named() -> None:
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": 1, "height": 1, "file_size": size}
        for name, size in (("small", 10), ("large", 4_000_000), ("huge", 9_000_000))
    ]
    said = heard(message(photo=sizes, caption="Her")).said
    assert said == Attachment("photo", "", b"", "Her", remote="large")


def test_a_voice_too_large_is_refused_with_a_reason() -> None:
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3, "file_size": 9_000_000}
    assert heard(message(voice=voice)).said == Unreadable("file_refused.too_large")


def test_a_place_cannot_be_read_and_a_joining_is_nobodys_message() -> None:
    assert heard(message(location={"latitude": 1.0, "longitude": 2.0})).said == Unreadable()
    assert message(GROUP, new_chat_members=[EVA]) is None


def test_words_changed_afterwards_name_what_they_were() -> None:
    found = heard(message(kind="edited_message", edit_date=9, text="Skak"))
    assert found.said == Edited("41:5", "Skak")
    assert found.id == "41:5-9"


def press(data: str, keyboard: list[list[dict[str, str]]], **more: Any) -> Read:
    shown = {"message_id": 7, "date": 1, "chat": PRIVATE, "from": BOT, "text": "?", **more}
    shown["reply_markup"] = {"inline_keyboard": keyboard}
    query = {"id": "88", "from": EVA, "chat_instance": "1", "data": data, "message": shown}
    return update("callback_query", query)


def test_a_press_names_its_line() -> None:
    found = heard(press("12:yes", [[{"text": "Ja", "callback_data": "12:yes"}]]))
    assert (found.said, found.press, found.id) == (Press(12, "yes"), "88", "press:88")


def test_a_press_from_a_stranger_to_our_form_is_an_old_button() -> None:
    assert heard(press("x", [])).said == Press(0, "")
    assert heard(press("99999999999:yes", [])).said == Press(0, "yes")


def test_boxes_are_ticked_on_the_telephone_and_said_together() -> None:
    boxes = [[{"text": f"☐ {day}", "callback_data": f"3:{day}"} for day in ("man", "tir", "ons")]]
    ticked = press("3:tir", boxes)
    assert isinstance(ticked, Ticked)
    once = ticked.keyboard.model_dump(exclude_none=True)["inline_keyboard"]
    assert [key["text"] for key in once[0]] == ["☐ man", "☑ tir", "☐ ons"]
    again = press("3:ons", once)
    assert isinstance(again, Ticked)
    both = again.keyboard.model_dump(exclude_none=True)["inline_keyboard"]
    assert heard(press("3:picked", both)).said == Press(3, "tir,ons")
    cleared = press("3:tir", both)
    assert isinstance(cleared, Ticked)
    left = cleared.keyboard.model_dump(exclude_none=True)["inline_keyboard"]
    assert heard(press("3:picked", left)).said == Press(3, "ons")


ROOT = {"message_id": 70, "date": 1, "chat": GROUP, "from": BOT, "is_topic_message": True}
ROOT |= {"message_thread_id": 70, "forum_topic_created": {"name": "12", "icon_color": 1}}
IN_TOPIC: dict[str, Any] = {"message_thread_id": 70, "is_topic_message": True}


def asked(data: str) -> dict[str, Any]:
    """Something that the bot wrote in the topic, with a button under it."""
    keys = {"inline_keyboard": [[{"text": "Stop her", "callback_data": data}]]}
    said = {"message_id": 75, "date": 1, "chat": GROUP, "from": BOT, **IN_TOPIC, "text": "?"}
    return {**said, "reply_markup": keys}


@pytest.mark.parametrize(
    ("content", "to_us"),
    [
        ({"text": "Hvad synes I?"}, False),
        ({"text": "/tag"}, True),
        ({"text": "/tag@sammen_bot"}, True),
        ({"text": "/tag@other_bot"}, False),
        ({"text": "Hvad synes I?", "reply_to_message": ROOT}, False),
        ({"text": "En god idé", "reply_to_message": asked("0:/tag 12")}, False),
        ({"text": "På fredag", "reply_to_message": asked("9@4:/annuller")}, True),
        ({"text": "På fredag", "reply_to_message": {**asked("9@4:x"), "from": EVA}}, False),
    ],
)
def test_in_the_group_only_an_explicit_act_is_to_us(content: dict[str, Any], to_us: bool) -> None:
    found = heard(message(GROUP, **IN_TOPIC, **content))
    assert (found.to_us, found.thread, found.private) == (to_us, 70, False)


def test_a_reply_in_the_group_names_the_question_and_whose_it_is() -> None:
    found = heard(message(GROUP, **IN_TOPIC, text="På fredag", reply_to_message=asked("9@4:/x")))
    assert (found.said, found.talk) == (Text("På fredag", line=9), 4)
    keyboard = [[{"text": "Ja", "callback_data": "9@4:yes"}]]
    pressed = heard(press("9@4:yes", keyboard, chat=GROUP, **IN_TOPIC))
    assert (pressed.said, pressed.talk, pressed.thread) == (Press(9, "yes"), 4, 70)


def test_in_private_a_reply_answers_what_is_open() -> None:
    replied = {**asked("9:yes"), "chat": PRIVATE}
    assert heard(message(text="På fredag", reply_to_message=replied)).said == Text("På fredag")


def test_what_is_a_persons_own_matter_means_less_in_the_group() -> None:
    def said(text: str) -> object:
        return heard(message(GROUP, text=text)).said

    assert said("/stop") == Text("/stop")
    assert said("/farvel@sammen_bot") == Text("/annuller")
    assert said("/start ide_midtby") == Text("/menu")


def test_who_writes_in_the_name_of_the_group_is_asked_who_it_is() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    hidden = {"from": anonymous, "sender_chat": GROUP, **IN_TOPIC}
    assert message(GROUP, **hidden, text="/tag") == Hidden(-1009, 70)
    assert message(GROUP, **hidden, text="Hvad synes I?") is None


def test_a_group_made_larger_says_where_it_went() -> None:
    small = {"id": -9, "type": "group", "title": "x"}
    assert message(small, migrate_to_chat_id=-1009) == Moved(-9, -1009)


def test_one_who_blocks_us_has_left() -> None:
    member = {"user": BOT, "status": "member"}
    blocked = {"user": BOT, "status": "kicked", "until_date": 0}
    changed = {"chat": PRIVATE, "from": EVA, "date": 1, "old_chat_member": member}
    assert update("my_chat_member", {**changed, "new_chat_member": blocked}) == Left(41)
    assert update("my_chat_member", {**changed, "new_chat_member": member}) == Returned(41)


def test_a_group_that_lets_us_in_has_its_number_told() -> None:
    left, member = ({"user": BOT, "status": status} for status in ("left", "member"))
    changed = {"chat": GROUP, "from": EVA, "date": 1}
    joined = {**changed, "old_chat_member": left, "new_chat_member": member}
    assert update("my_chat_member", joined) == Joined(-1009)
    gone = {**changed, "old_chat_member": member, "new_chat_member": left}
    assert update("my_chat_member", gone) is None
