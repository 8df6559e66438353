"""Texts and keyboards: what the server accepts, and what it makes of them."""

from __future__ import annotations

import re
from typing import Any

from tests.bot_api.fields import Fields
from tests.bot_api.refusals import bad
from tests.bot_api.world import Message

MOST_TEXT, MOST_CAPTION, MOST_BUTTONS, MOST_DATA = 4096, 1024, 100, 64
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(@\w+)?")
ACTIONS = {
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}


def units(text: str) -> int:
    """The length of a text as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def text_of(fields: Fields, name: str = "text", most: int = MOST_TEXT) -> str:
    """A text that may be shown."""
    text = fields.text(name).strip()
    if units(text) > most:
        raise bad("message caption is too long" if name == "caption" else "message is too long")
    return text


def entities_of(fields: Fields, text: str, name: str = "entities") -> dict[str, Any]:
    """The entities of the request, and the commands that the server finds itself."""
    given = list(fields.thing(name) or ())
    for entity in given:
        if entity.get("offset", 0) + entity.get("length", 0) > units(text):
            raise bad("can't parse entities: entity is outside of the text")
    found = given or commands_in(text)
    return {name: found} if found else {}


def commands_in(text: str) -> list[dict[str, Any]]:
    """The entity of a command that a text begins with."""
    found = COMMAND.match(text)
    return [{"type": "bot_command", "offset": 0, "length": found.end()}] if found else []


def keyboard_of(fields: Fields) -> dict[str, Any] | None:
    """The inline keyboard of a message. Other kinds of markup do not belong to a message."""
    markup = fields.thing("reply_markup")
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        _check(button)
    return {"inline_keyboard": rows} if rows else None


def _check(button: dict[str, Any]) -> None:
    if not str(button.get("text", "")).strip():
        raise bad("can't parse inline keyboard button: text must be non-empty")
    if len(ACTIONS & button.keys()) != 1:
        raise bad("can't parse inline keyboard button: text buttons are unallowed in the keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MOST_DATA:
        raise bad("BUTTON_DATA_INVALID")


def set_keyboard(message: Message, keyboard: dict[str, Any] | None) -> None:
    """Give a message its keyboard, or none."""
    if keyboard:
        message["reply_markup"] = keyboard
    else:
        message.pop("reply_markup", None)
