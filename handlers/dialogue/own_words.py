"""What somebody said, as the line that is kept of it; for a press, the label of its button."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import joining
from handlers.conversation.values import (
    Attachment,
    Context,
    Edited,
    Opened,
    Press,
    Said,
    Text,
    Unreadable,
)
from handlers.dialogue.listed import COMMANDS
from storage.talk import queries


async def own_words(context: Context, said: Said, asked: int) -> str:
    """The words of the person's own line; for a press, the label of the button."""
    if isinstance(said, Text | Edited):
        return said.text
    if isinstance(said, Opened):
        return context.pen(joining.words_for(said))
    if isinstance(said, Unreadable):
        return context.pen("common.sent_other")
    if isinstance(said, Attachment):
        sent = context.pen(f"common.sent_{said.kind}")
        return f"{sent}\n{said.caption}".strip()
    return await _label(context, said, asked)


def file_card(context: Context, said: Said) -> dict[str, Any] | None:
    """What a line shows of a file that was sent with it."""
    if context.file is None or not isinstance(said, Attachment):
        return None
    return {"file": context.file, "kind": said.kind}


async def shown_under(context: Context, line: int, asked: int) -> Sequence[Mapping[str, Any]]:
    """The buttons under a line. Those of the open question were read with the position, which saves
    a query on the hot path.
    """
    if line == asked:
        return context.choices
    return await queries.buttons_of(context.tx, context.talk_id, line) if line else ()


async def _label(context: Context, press: Press, asked: int) -> str:
    labels = {b["value"]: b["label"] for b in await shown_under(context, press.line, asked)}
    found = [labels[value] for value in (press.value, *press.value.split(",")) if value in labels]
    if press.value in labels:
        return str(found[0])
    if found:
        return ", ".join(found)
    called = COMMANDS.called(press)
    key = f"command.{called.command.name}" if called else ""
    if called and context.texts.has(key):
        return context.pen(key)
    return context.pen("common.pressed")
