"""Pinned messages, and the service messages about what a bot did."""

from __future__ import annotations

from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.methods.registry import chat_of, message_of, method, needs_right
from tests.bot_api.refusals import bad
from tests.bot_api.world import Chat, Message, World


@method("pinChatMessage")
def pin(world: World, fields: Fields) -> bool:
    chat = chat_of(world, fields)
    message = message_of(chat, fields, "pin")
    needs_right(chat, "can_pin_messages", "manage pinned messages in the chat")
    number = message["message_id"]
    if number not in chat.pinned:
        chat.pinned.append(number)
        topic = {k: message[k] for k in ("message_thread_id", "is_topic_message") if k in message}
        announce(world, chat, pinned_message=dict(message), **topic)
    return True


@method("unpinChatMessage")
def unpin(world: World, fields: Fields) -> bool:
    chat = chat_of(world, fields)
    needs_right(chat, "can_pin_messages", "manage pinned messages in the chat")
    number = fields.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    world.bell.ring()
    return True


def announce(world: World, chat: Chat, **content: Any) -> Message:
    """A service message about the bot's own act. The bot is told of it too (Client.cpp, 17418)."""
    message = world.new_message(chat, world.bot, **content)
    world.updates.put("message", message, chat.id)
    return message
