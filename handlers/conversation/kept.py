"""What was said, as plain data for storage, and back again. Uses no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.conversation.texts import Texts
from handlers.conversation.values import (
    Attachment,
    Edited,
    Opened,
    Press,
    Said,
    Text,
    Unreadable,
)
from storage.people.rules import Language


def as_data(said: Said) -> dict[str, Any]:
    """What was said, without the content of a file."""
    match said:
        case Text(text, line):
            return {"text": text} if line is None else {"text": text, "line": line}
        case Press(line, value):
            return {"line": line, "value": value}
        case Edited(of, text):
            return {"of": of, "text": text}
        case Unreadable(key):
            return {"unreadable": key}
        case Opened():  # the secret of a link is never stored
            return {"opened": True}
        case Attachment():
            return {
                "file": said.kind,
                "type": said.media_type,
                "remote": said.remote,
                "text": said.caption,
            }


def from_data(data: Mapping[str, Any]) -> Said | None:
    """What was said, from data; None for a file or a link, which are not stored and must be sent
    again.
    """
    match data:
        case {"file": kind, "type": media_type, "remote": str(remote), "text": caption}:
            return Attachment(kind, media_type, b"", caption, remote)
        case {"file": _} | {"unreadable": _} | {"opened": _}:
            return None
        case {"line": line, "value": value}:
            return Press(line, value)
        case {"of": of, "text": text}:
            return Edited(of, text)
        case _:
            return Text(data["text"], data.get("line"))


def in_words(
    said: Said, choices: Sequence[Mapping[str, Any]], texts: Texts, language: Language
) -> str:
    """What was said, as its own line shows it, as far as that is known without the database.

    `choices` are the buttons under the open question.
    """
    match said:
        case Text(text) | Edited(_, text):
            return text
        case Press(_, value):
            labels = {button["value"]: str(button["label"]) for button in choices}
            labels |= {f"~{n}": str(button["label"]) for n, button in enumerate(choices)}
            return labels.get(value) or texts.render("common.pressed", language)
        case Opened():
            return texts.render("common.pressed", language)
        case Unreadable():
            return texts.render("common.sent_other", language)
        case Attachment(kind):
            sent = texts.render(f"common.sent_{kind}", language)
            return f"{sent}\n{said.caption}".strip()
