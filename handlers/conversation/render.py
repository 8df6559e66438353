"""Renders messages of text keys into the words that are sent and kept. Nothing else does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handlers.conversation.texts import Texts
from handlers.conversation.values import Button, Card, Message, Row
from storage.people.rules import Language
from storage.talk.actions import Words
from storage.talk.rules import Who


def words(texts: Texts, language: Language, message: Message, name: str | None = None) -> Words:
    """A message in a person's language. With a name, a member of staff says it."""
    language = message.language or language
    return Words(
        text=texts.render(message.key, language, message.values),
        who=Who.STAFF if name else Who.LIBRARY,
        name=name,
        buttons=buttons(texts, language, message.buttons),
        ask=dict(message.ask) if message.ask is not None else None,
        card=card(texts, language, message.card) if message.card else None,
        case_number=message.case,
    )


def card(texts: Texts, language: Language, card: Card) -> dict[str, Any]:
    """A card as data that a channel can draw."""
    drawn: dict[str, Any] = {
        "title": card.title,
        "rows": rows(texts, language, card.rows),
        "buttons": buttons(texts, language, card.buttons),
        "link": card.link,
    }
    if card.charts:
        drawn["charts"] = [
            {"title": chart.title, "bars": [[bar.label, bar.n] for bar in chart.bars]}
            for chart in card.charts
        ]
    if card.week is not None:
        drawn["week"] = card.week.as_data()
    return drawn


def rows(texts: Texts, language: Language, facts: Iterable[Row]) -> list[list[str]]:
    """Facts as pairs of a name and a value."""
    return [[texts.render(row.key, language), _fact(texts, language, row)] for row in facts]


def buttons(texts: Texts, language: Language, given: Iterable[Button]) -> list[dict[str, Any]]:
    """Buttons as data: a label, and the value of a press."""
    return [_button(texts, language, button) for button in given]


def _button(texts: Texts, language: Language, button: Button) -> dict[str, Any]:
    label = button.label
    if label is None:
        label = texts.render(button.key or "", language, button.values)
    drawn: dict[str, Any] = {"value": button.value, "label": label}
    return {**drawn, "quiet": True} if button.quiet else drawn


def _fact(texts: Texts, language: Language, row: Row) -> str:
    if row.text is not None:
        return row.text
    return texts.render(row.text_key or "", language, row.values)
