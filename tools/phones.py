"""Chats as a telephone shows them, for the README's pictures: from the stand-in's messages to HTML.

The look is our own, and similar enough to be recognised. Must not talk to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

Message = dict[str, Any]

STYLE = """
* { box-sizing: border-box; margin: 0 }
body { background: #dfe7df; font: 15px/1.4 "DejaVu Sans", sans-serif; padding: 0 0 12px }
header { background: #45614f; color: #fff; padding: 12px 16px; font-weight: bold }
header small { display: block; font-weight: normal; opacity: .85 }
.pinned { background: #f4f7f4; border-left: 3px solid #45614f; padding: 8px 14px; font-size: 13px }
main { padding: 12px; display: flex; flex-direction: column; gap: 8px }
.says { max-width: 88%; padding: 8px 12px; border-radius: 14px; background: #fff; }
.says { white-space: pre-wrap; align-self: flex-start; box-shadow: 0 1px 1px #0002 }
.says.own { background: #e2f7d2; align-self: flex-end }
.who { display: block; font-size: 13px; color: #45614f }
.keys { align-self: flex-start; width: 88%; margin-top: -4px }
.keys div { display: flex; gap: 4px; margin-bottom: 4px }
.keys span { flex: 1; text-align: center; background: #5c7a66; color: #fff; font-size: 13px }
.keys span { border-radius: 8px; padding: 7px 4px }
"""


def chat(title: str, about: str, messages: Iterable[Message], me: int, pinned: str = "") -> str:
    """A page with a chat: its name, what is pinned, and its messages; those of `me` are on the
    right.
    """
    said = "".join(_said(message, me) for message in messages)
    pin = f'<p class="pinned">{escape(pinned)}</p>' if pinned else ""
    head = f"<header>{escape(title)}<small>{escape(about)}</small></header>"
    return f"<!doctype html><style>{STYLE}</style>{head}{pin}<main>{said}</main>"


def _said(message: Message, me: int) -> str:
    if "text" not in message:
        return ""
    own = message["from"]["id"] == me
    group = message["chat"]["type"] != "private"
    who = f'<b class="who">{escape(message["from"]["first_name"])}</b>' if group and not own else ""
    words = _with_bold(str(message["text"]), message.get("entities") or ())
    keys = (message.get("reply_markup") or {}).get("inline_keyboard") or ()
    bubble = f'<p class="says{" own" if own else ""}">{who}{words}</p>'
    return bubble + (f'<div class="keys">{_rows(keys)}</div>' if keys else "")


def _with_bold(text: str, entities: Sequence[Message]) -> str:
    raw, out, at = text.encode("utf-16-le"), "", 0

    def cut(start: int, end: int) -> str:
        return escape(raw[2 * start : 2 * end].decode("utf-16-le"))

    for entity in entities:
        if entity["type"] == "bold":
            start, end = entity["offset"], entity["offset"] + entity["length"]
            out += f"{cut(at, start)}<b>{cut(start, end)}</b>"
            at = end
    return out + cut(at, len(raw) // 2)


def _rows(keyboard: Sequence[Sequence[Message]]) -> str:
    rows = ([f"<span>{escape(str(key['text']))}</span>" for key in row] for row in keyboard)
    return "".join(f"<div>{''.join(row)}</div>" for row in rows)
