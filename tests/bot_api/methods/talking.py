"""Messages: written, rewritten, deleted; and answers to presses."""

from __future__ import annotations

from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.methods.markup import (
    MOST_CAPTION,
    entities_of,
    keyboard_of,
    set_keyboard,
    text_of,
)
from tests.bot_api.methods.registry import chat_of, message_of, method
from tests.bot_api.refusals import NOT_MODIFIED, TOO_OLD, Refused, bad
from tests.bot_api.updates import DAY
from tests.bot_api.world import Chat, Message, World


@method("sendMessage")
def send_message(world: World, fields: Fields) -> Message:
    chat = chat_of(world, fields)
    text = text_of(fields)
    if not text:
        raise bad("message text is empty")
    return send(world, chat, fields, {"text": text, **entities_of(fields, text)})


def send(world: World, chat: Chat, fields: Fields, content: dict[str, Any]) -> Message:
    """Send a message of the bot: in its place, as a reply if it is one, with its keyboard."""
    place = {**_topic(chat, fields), **_reply(chat, fields)}
    keyboard = keyboard_of(fields)
    message = world.new_message(chat, world.bot, **place, **content)
    set_keyboard(message, keyboard)
    return world.said_by_bot(chat, message)


def _topic(chat: Chat, fields: Fields) -> dict[str, Any]:
    number = fields.number("message_thread_id")
    if number is None:
        return {}
    if number not in chat.topics:
        raise bad("message thread not found")
    if chat.topics[number].closed and "can_manage_topics" not in chat.rights:
        raise bad("TOPIC_CLOSED")
    return {"message_thread_id": number, "is_topic_message": True}


def _reply(chat: Chat, fields: Fields) -> dict[str, Any]:
    wanted = fields.thing("reply_parameters") or {}
    number = wanted.get("message_id") or fields.number("reply_to_message_id")
    if number is None:
        return {}
    if number in chat.messages:
        about = {k: v for k, v in chat.messages[number].items() if k != "reply_to_message"}
        return {"reply_to_message": about}
    if wanted.get("allow_sending_without_reply") or fields.flag("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


@method("editMessageText")
def edit_text(world: World, fields: Fields) -> Message:
    chat, message = _own(world, fields)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    text = text_of(fields)
    if not text:
        raise bad("message text is empty")
    return _rewrite(world, chat, message, fields, "text", text)


@method("editMessageCaption")
def edit_caption(world: World, fields: Fields) -> Message:
    chat, message = _own(world, fields)
    if "text" in message:
        raise bad("there is no caption in the message to edit")
    text = text_of(fields, "caption", MOST_CAPTION)
    return _rewrite(world, chat, message, fields, "caption", text)


@method("editMessageReplyMarkup")
def edit_keyboard(world: World, fields: Fields) -> Message:
    chat, message = _own(world, fields)
    keyboard = keyboard_of(fields)
    if keyboard == message.get("reply_markup"):
        raise Refused(400, NOT_MODIFIED)
    set_keyboard(message, keyboard)
    message["edit_date"] = int(world.clock.now())
    chat.redrawn += 1
    world.bell.ring()
    return message


def _own(world: World, fields: Fields) -> tuple[Chat, Message]:
    chat = chat_of(world, fields)
    message = message_of(chat, fields, "edit")
    if message["from"]["id"] != world.bot["id"] or not _can_be_edited(message):
        raise bad("message can't be edited")
    return chat, message


def _can_be_edited(message: Message) -> bool:
    return any(kind in message for kind in ("text", "photo", "voice", "document"))


def _rewrite(
    world: World, chat: Chat, message: Message, fields: Fields, name: str, text: str
) -> Message:
    entities = "caption_entities" if name == "caption" else "entities"
    new = {name: text, **entities_of(fields, text, entities)}
    keyboard = keyboard_of(fields)
    old = {key: message.get(key) for key in (name, entities, "reply_markup")}
    if old == {entities: None, **new, "reply_markup": keyboard}:
        raise Refused(400, NOT_MODIFIED)
    message.pop(entities, None)
    message.update(new, edit_date=int(world.clock.now()))
    set_keyboard(message, keyboard)
    return world.said_by_bot(chat, message)


@method("deleteMessage")
def delete_message(world: World, fields: Fields) -> bool:
    chat = chat_of(world, fields)
    message = message_of(chat, fields, "delete")
    own = message["from"]["id"] == world.bot["id"]
    if not own and chat.type != "private" and "can_delete_messages" not in chat.rights:
        raise bad("message can't be deleted")
    if message["date"] < world.clock.now() - 2 * DAY and chat.type == "private":
        raise bad("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    world.bell.ring()
    return True


@method("deleteMessages")
def delete_messages(world: World, fields: Fields) -> bool:
    """Delete the messages that can be deleted. Missing and too old ones are skipped."""
    chat = chat_of(world, fields)
    for number in fields.thing("message_ids") or []:
        message = chat.messages.get(number)
        if message is None or message["date"] < world.clock.now() - 2 * DAY:
            continue
        own = message["from"]["id"] == world.bot["id"]
        if own or chat.type == "private" or "can_delete_messages" in chat.rights:
            del chat.messages[number]
    world.bell.ring()
    return True


@method("answerCallbackQuery")
def answer_press(world: World, fields: Fields) -> bool:
    press = world.presses.get(fields.text("callback_query_id"))
    if press is None or press.answer is not None or press.expires < world.clock.now():
        raise Refused(400, TOO_OLD)
    press.answer = {"text": fields.text("text"), "alert": fields.flag("show_alert")}
    world.bell.ring()
    return True
