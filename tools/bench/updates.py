"""Updates as Telegram writes them: a text, a command, a press of a button."""

from __future__ import annotations

import time
from itertools import count
from typing import Any

Json = dict[str, Any]

_number = count(900_000_001)


def person(user_id: int) -> Json:
    """Somebody on Telegram."""
    name = {"first_name": "Eva", "last_name": "Holm", "username": f"eva{user_id}"}
    return {"id": user_id, "is_bot": False, **name, "language_code": "da"}


def chat(user_id: int) -> Json:
    """Somebody's private chat with the bot."""
    name = {"first_name": "Eva", "last_name": "Holm", "username": f"eva{user_id}"}
    return {"id": user_id, **name, "type": "private"}


def text(user_id: int, message_id: int, words: str) -> Json:
    """Somebody writes something; a command is marked as one."""
    message: Json = {
        "message_id": message_id,
        "from": person(user_id),
        "chat": chat(user_id),
        "date": int(time.time()),
        "text": words,
    }
    if words.startswith("/"):
        length = len(words.split(" ", 1)[0])
        message["entities"] = [{"offset": 0, "length": length, "type": "bot_command"}]
    return {"update_id": next(_number), "message": message}


def press(user_id: int, data: str, under: Json) -> Json:
    """Somebody presses a button under a message of the bot."""
    number = next(_number)
    pressed = {
        "id": str(user_id << 32 | number & 0xFFFFFFFF),
        "from": person(user_id),
        "message": under,
        "chat_instance": str(-user_id * 7919),
        "data": data,
    }
    return {"update_id": number, "callback_query": pressed}
