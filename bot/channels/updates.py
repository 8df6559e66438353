"""An update as it comes over the wire: read as far as it can be, and whose turn it takes.

Telegram grows faster than any library that reads it. What is new in a message must not keep its
words from us, and an update that nobody understands must not stop those behind it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from aiogram.types import Update
from pydantic import ValidationError

log = logging.getLogger(__name__)

PLAIN = frozenset(
    {
        *("message_id", "message_thread_id", "is_topic_message", "date", "edit_date"),
        *("from", "chat", "text", "caption", "reply_markup"),
    }
)
"""What is left of a message that cannot be read whole: who says what, and where."""


def understood(body: Any) -> Update | None:
    """The update; None when not even its plain parts can be read."""
    for readable in (body, _plainly(body)):
        try:
            return Update.model_validate(readable)
        except ValidationError:
            continue
    log.error("an update cannot be read and is passed over")
    return None


def speaker(update: Update) -> int:
    """Whose turn an update takes: the one who speaks, for messages and presses alike."""
    said = update.message or update.edited_message or update.callback_query or update.my_chat_member
    return said.from_user.id if said is not None and said.from_user is not None else 0


def _plainly(body: Any) -> Any:
    if not isinstance(body, Mapping):
        return body
    return {
        kind: _plain_event(said) if isinstance(said, Mapping) else said
        for kind, said in body.items()
    }


def _plain_event(said: Mapping[str, Any]) -> dict[str, Any]:
    """A message's plain parts; of a press the same for the message under which it was made."""
    if "message_id" in said:
        return {part: said[part] for part in PLAIN & said.keys()}
    return {
        part: _plain_event(value) if part == "message" and isinstance(value, Mapping) else value
        for part, value in said.items()
    }
