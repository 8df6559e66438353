"""Checks lengths and numbers by python-telegram-bot's constants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from telegram import constants

from tests.bot_api.fields import Fields
from tests.bot_api.methods.markup import units

TEXT, KEYS = constants.MessageLimit, constants.InlineKeyboardMarkupLimit
DATA, COMMAND = constants.InlineKeyboardButtonLimit, constants.BotCommandLimit
TOPIC, ABOUT = constants.ForumTopicLimit, constants.BotDescriptionLimit
FILE = constants.FileSizeLimit
LENGTHS: dict[tuple[str, str], tuple[int, int]] = {
    ("sendMessage", "text"): (TEXT.MIN_TEXT_LENGTH, TEXT.MAX_TEXT_LENGTH),
    ("editMessageText", "text"): (TEXT.MIN_TEXT_LENGTH, TEXT.MAX_TEXT_LENGTH),
    ("answerCallbackQuery", "text"): (
        0,
        constants.CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH,
    ),
    ("createForumTopic", "name"): (TOPIC.MIN_NAME_LENGTH, TOPIC.MAX_NAME_LENGTH),
    ("editForumTopic", "name"): (TOPIC.MIN_NAME_LENGTH, TOPIC.MAX_NAME_LENGTH),
    ("setMyDescription", "description"): (0, ABOUT.MAX_DESCRIPTION_LENGTH),
    ("setMyShortDescription", "short_description"): (0, ABOUT.MAX_SHORT_DESCRIPTION_LENGTH),
    ("setMyName", "name"): (0, constants.BotNameLimit.MAX_NAME_LENGTH),
    ("setWebhook", "secret_token"): (1, constants.WebhookLimit.MAX_SECRET_TOKEN_LENGTH),
}
START = re.compile(r"(?:https://t\.me/\w+|tg://resolve)\?.*\bstart=([^&]*)")
PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{1,{TEXT.DEEP_LINK_LENGTH}}}")


def of_request(method: str, fields: Fields) -> Iterator[str]:
    """What is too long, too many or empty."""
    for name in fields.raw:
        if bounds := _bounds(method, name):
            length = units(fields.text(name).strip())
            if not bounds[0] <= length <= bounds[1]:
                yield f"{name} has {length} signs and may have {bounds[0]} to {bounds[1]}"
    yield from _of_entities(fields.text("text"), fields.thing("entities") or [])
    if method == "setMyCommands":
        yield from _of_commands(fields.thing("commands") or [])
    for name, file in fields.files.items():
        photo = method == "sendPhoto"
        if len(file.content) > (FILE.PHOTOSIZE_UPLOAD if photo else FILE.FILESIZE_UPLOAD):
            yield f"{name} is too large"
    yield from _of_keyboard(fields.thing("reply_markup") or {})


def _bounds(method: str, name: str) -> tuple[int, int] | None:
    return (0, TEXT.CAPTION_LENGTH) if name == "caption" else LENGTHS.get((method, name))


def _of_entities(text: str, entities: list[dict[str, Any]]) -> Iterator[str]:
    if len(entities) > TEXT.MESSAGE_ENTITIES:
        yield f"{len(entities)} entities, and {TEXT.MESSAGE_ENTITIES.value} may be"
    signs = text.encode("utf-16-le")
    for entity in entities:
        begin = entity.get("offset", 0)
        end = begin + entity.get("length", 0)
        if end > units(text):
            yield f"an entity ends at {end}, after the text"
        elif not signs[2 * begin : 2 * end].decode("utf-16-le", "replace").strip():
            yield f"an entity at {begin} is about nothing"


def _of_commands(commands: list[dict[str, Any]]) -> Iterator[str]:
    if len(commands) > COMMAND.MAX_COMMAND_NUMBER:
        yield f"{len(commands)} commands are too many"
    for command in commands:
        word, told = str(command.get("command")), str(command.get("description"))
        if not re.fullmatch(rf"[a-z0-9_]{{1,{COMMAND.MAX_COMMAND}}}", word):
            yield f"{word!r} is no command"
        if not 1 <= units(told) <= COMMAND.MAX_DESCRIPTION:
            yield f"the description of {word!r} has {units(told)} signs"


def _of_keyboard(markup: dict[str, Any]) -> Iterator[str]:
    rows = markup.get("inline_keyboard", ())
    buttons = [button for row in rows for button in row]
    if len(buttons) > KEYS.TOTAL_BUTTON_NUMBER:
        yield f"{len(buttons)} buttons, and {KEYS.TOTAL_BUTTON_NUMBER.value} may be"
    if any(len(row) > KEYS.BUTTONS_PER_ROW for row in rows):
        yield f"more than {KEYS.BUTTONS_PER_ROW.value} buttons in a row"
    for button in buttons:
        yield from _of_button(button)


def _of_button(button: dict[str, Any]) -> Iterator[str]:
    label = str(button.get("text", ""))
    if not label.strip():
        yield "a button without words"
    if (data := button.get("callback_data")) is not None:
        length = len(str(data).encode())
        if not DATA.MIN_CALLBACK_DATA <= length <= DATA.MAX_CALLBACK_DATA:
            yield f"the data of the button {label!r} has {length} bytes, and 1 to 64 may be"
    if link := START.match(str(button.get("url", ""))):
        if not PAYLOAD.fullmatch(link[1]):
            yield f"the link of the button {label!r} starts with what Telegram does not pass on"
