"""Makes things fit: a card into one message, a topic's name into its length. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from bot.channels.drawing import Drawn, MessagePen
from bot.channels.pieces import units
from storage.talk.actions import Words
from storage.talk.tables import Line

LONGEST_NAME = 128
"""UTF-16 units of a topic's name."""

SHORTER = (1500, 700, 300, 120)
"""How many characters of each fact stay on a card that is too long for one message, tried in turn.
The whole text is on the page, and in the answer to `/sag`.
"""


def one_message(pen: MessagePen, words: Words) -> Drawn:
    """A card as one message, its facts cut short where they must be."""
    drawn = pen.draw([line_of(words)])
    for most in SHORTER:
        if len(drawn) == 1:
            break
        drawn = pen.draw([line_of(replace(words, card=_shorter(words.card or {}, most)))])
    return replace(drawn[0], keys=drawn[-1].keys)


def _shorter(card: dict[str, Any], most: int) -> dict[str, Any]:
    return {**card, "rows": [[label, _cut(fact, most)] for label, fact in card["rows"]]}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def short(name: str, most: int = LONGEST_NAME) -> str:
    """A topic's name, cut to the longest that Telegram takes."""
    name = " ".join(name.split())
    if units(name) <= most:
        return name
    while units(name) >= most:
        name = name[:-1]
    return f"{name.rstrip()}…"


def digest(shown: object) -> str:
    """A digest that differs between two drawings, and does not reveal what they say."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]


def line_of(words: Words) -> Line:
    """Words as a line that belongs to no talk, so that a pen can draw them."""
    return Line(
        seq=0, text=words.text, name=words.name, buttons=words.buttons, ask=None, card=words.card
    )
