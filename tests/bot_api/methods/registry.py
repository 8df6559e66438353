"""Finds a method, and the chat that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.refusals import Refused, bad
from tests.bot_api.world import Chat, Message, World

Method = Callable[[World, Fields], Any]
METHODS: dict[str, tuple[str, Method]] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a function for a method. Like the server, it ignores capitals."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = (name, function)
        return function

    return register


def chat_of(world: World, fields: Fields) -> Chat:
    """The chat that a request is about. Refused where the bot cannot reach it."""
    if "chat_id" not in fields:
        raise bad("chat_id is empty")
    number = fields.text("chat_id")
    chat = world.chats.get(int(number)) if number.lstrip("-").isdecimal() else None
    if chat is None:
        raise bad("chat not found")
    if chat.moved_to:
        says = "group chat was upgraded to a supergroup chat"
        raise bad(says, migrate_to_chat_id=chat.moved_to)
    if chat.refuses:
        raise Refused(403, f"Forbidden: {chat.refuses}")
    return chat


def message_of(chat: Chat, fields: Fields, purpose: str) -> Message:
    """The message of the chat that a request is about: to edit, to delete, to pin."""
    number = fields.number("message_id")
    if number is None:
        raise bad("message identifier is not specified")
    if number not in chat.messages:
        raise bad(f"message to {purpose} not found")
    return chat.messages[number]


def needs_right(chat: Chat, right: str, purpose: str) -> None:
    """Refuse when the bot lacks a right that it needs in a group."""
    if chat.type != "private" and right not in chat.rights:
        raise bad(f"not enough rights to {purpose}")
