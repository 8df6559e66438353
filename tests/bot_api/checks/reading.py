"""Checks that python-telegram-bot and aiogram can read everything and lose nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import aiogram.types
import telegram
from pydantic import BaseModel, ValidationError

from tests.bot_api.fields import Fields

os.environ.setdefault("PTB_TIMEDELTA", "true")
"""Let python-telegram-bot give durations as its next version will, instead of warning."""

Kind = type[telegram.TelegramObject]
MARKUPS: dict[str, Kind] = {
    "inline_keyboard": telegram.InlineKeyboardMarkup,
    "keyboard": telegram.ReplyKeyboardMarkup,
    "remove_keyboard": telegram.ReplyKeyboardRemove,
    "force_reply": telegram.ForceReply,
}
NEWER = {"can_send_welcome_messages"}
"""Fields newer than Bot API 10.0, which python-telegram-bot supports, that aiogram asks for."""
FIELDS: dict[str, Kind] = {
    "commands": telegram.BotCommand,
    "entities": telegram.MessageEntity,
    "caption_entities": telegram.MessageEntity,
    "reply_parameters": telegram.ReplyParameters,
    "link_preview_options": telegram.LinkPreviewOptions,
    "scope": telegram.BotCommandScope,
}
RESULTS: dict[str, Kind] = {
    "getMe": telegram.User,
    "getChat": telegram.ChatFullInfo,
    "getChatMember": telegram.ChatMember,
    "getChatAdministrators": telegram.ChatMember,
    "getFile": telegram.File,
    "getWebhookInfo": telegram.WebhookInfo,
    "getMyCommands": telegram.BotCommand,
    "createForumTopic": telegram.ForumTopic,
}


def of_request(fields: Fields) -> Iterator[str]:
    """What python-telegram-bot cannot read of a request, or reads otherwise."""
    markup = fields.thing("reply_markup") or {}
    for key, kind in MARKUPS.items():
        if key in markup:
            yield from _read(markup, kind, "reply_markup")
            break
    for name, kind in FIELDS.items():
        for thing in _each(fields.thing(name)):
            yield from _read(thing, kind, name)


def of_result(method: str, result: Any) -> Iterator[str]:
    """The same for an answer."""
    kind = RESULTS.get(method)
    if kind is None and method.startswith(("send", "edit")):
        kind = telegram.Message
    if kind is not None:
        for thing in _each(result):
            yield from _read(thing, kind, "the answer")


def of_update(body: dict[str, Any]) -> Iterator[str]:
    """What one of the two libraries cannot read of an update."""
    yield from _read(body, telegram.Update, "python-telegram-bot")
    try:
        update = aiogram.types.Update.model_validate(body)
    except ValidationError as error:
        yield f"aiogram: {error.errors()[0]}"
        return
    yield from (f"aiogram does not know {name}" for name in _extras(update))
    again = update.model_dump(mode="json", by_alias=True, exclude_none=True)
    yield from _lost(body, again, "aiogram")


def _each(things: Any) -> list[dict[str, Any]]:
    many = things if isinstance(things, list) else [things]
    return [thing for thing in many if isinstance(thing, dict)]


def _read(thing: dict[str, Any], kind: Kind, where: str) -> Iterator[str]:
    try:
        read = kind.de_json(thing, None)
        if isinstance(read, telegram.Message):
            read.parse_entities()
            read.parse_caption_entities()
    except (TypeError, ValueError, KeyError, AttributeError, telegram.error.TelegramError) as error:
        yield f"{where} cannot be read as {kind.__name__}: {error}"
        return
    yield from (f"{where}: {kind.__name__} does not know {name}" for name in _strangers(read))
    yield from _lost(thing, read.to_dict(), where)


def _strangers(thing: Any) -> Iterator[str]:
    if isinstance(thing, telegram.TelegramObject):
        yield from thing.api_kwargs.keys() - NEWER
        for part in type(thing).__mro__:
            for name in getattr(part, "__slots__", ()):
                if not name.startswith("_") and name != "api_kwargs":
                    yield from _strangers(getattr(thing, name))
    elif isinstance(thing, Sequence) and not isinstance(thing, str):
        for value in thing:
            yield from _strangers(value)


def _extras(thing: Any) -> Iterator[str]:
    if isinstance(thing, BaseModel):
        yield from thing.model_extra or ()
        for name in thing.model_fields_set:
            yield from _extras(getattr(thing, name))
    elif isinstance(thing, list):
        for value in thing:
            yield from _extras(value)


def _lost(given: Any, read: Any, where: str) -> Iterator[str]:
    if isinstance(given, dict) and isinstance(read, dict):
        for key, value in given.items():
            if key in read or value not in ({}, [], False, None):
                yield from _lost(value, read.get(key), f"{where}.{key}")
    elif isinstance(given, list) and isinstance(read, list | tuple) and len(given) == len(read):
        for number, pair in enumerate(zip(given, read, strict=True)):
            yield from _lost(*pair, f"{where}[{number}]")
    elif given != read:
        yield f"{where} is {given!r} and was read as {read!r}"
