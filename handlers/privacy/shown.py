"""Everything about somebody, as a page shows it and as a file that machines read.

Knows no HTML; what there is to show is storage's to say.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.conversation.texts import Texts
from storage.people.rules import Language
from storage.privacy.holdings import Holding
from storage.privacy.queries import Held

Pair = tuple[str, str]


@dataclass(frozen=True)
class Block:
    """One table of the page: its title, a remark where something is left out, its entries."""

    name: str
    title: str
    remark: str | None
    entries: Sequence[Sequence[Pair]]
    flat: bool
    """Whether the entries are one list, read on and on, as a talk is."""


def as_page(found: Sequence[Held], texts: Texts, language: Language) -> list[Block]:
    """What is shown to be read: without what only machines read."""
    return [
        Block(
            name=each.holding.name,
            title=texts.render(f"held.{each.holding.name}_title", language),
            remark=_remark(each.holding, texts, language),
            entries=[entry for row in each.rows if (entry := _entry(each, row, texts, language))],
            flat=bool(each.holding.heading),
        )
        for each in found
    ]


def _remark(holding: Holding, texts: Texts, language: Language) -> str | None:
    return texts.render(f"held.{holding.name}_withheld", language) if holding.withheld else None


def _entry(held: Held, row: Mapping[str, Any], texts: Texts, language: Language) -> list[Pair]:
    holding = held.holding
    shown: list[Pair] = []
    for name in holding.shown:
        words = _words(name, row[name], texts, language)
        if words and name not in {*holding.unread, *holding.heading}:
            mark = holding.rows.columns[name].info.get("personal")
            label = mark.label if mark else name
            shown.append((texts.render(f"held.{label}", language), words))
    if not holding.heading:
        return shown
    heading = filter(None, (_words(n, row[n], texts, language) for n in holding.heading))
    return [(" · ".join(heading), "\n".join(words for _, words in shown))]


def _words(name: str, value: Any, texts: Texts, language: Language) -> str:
    """A value as a person reads it; "" for nothing."""
    if value is None or value in ("", {}, []):
        return ""
    if isinstance(value, bool):
        return texts.render("held.yes" if value else "held.no", language)
    if isinstance(value, date):
        return texts.render("held.moment", language, {"at": value})
    if isinstance(value, str):
        for key in (f"held.{name}_{value}", f"{_TABLES.get(name, name)}.{value}"):
            if texts.has(key):
                return texts.render(key, language)
        return value
    if isinstance(value, dict | list):
        return " · ".join(_texts_in(value))
    return str(value)


_TABLES = {"shown_state": "status", "act": "did", "section": "clause"}


def _texts_in(value: Any) -> Iterator[str]:
    """The words inside what is kept as data: of an answer only its words, not its machine value."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "given" and isinstance(each, dict):
                yield from (str(answer[1]) for answer in each.values() if answer[1])
            elif name not in {"args", "path"}:
                yield from _texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, str) and value:
        yield value


def as_data(found: Sequence[Held]) -> dict[str, list[dict[str, Any]]]:
    """All of it, by table and column; a file's content in base64."""
    return {
        each.holding.name: [
            {name: _plain(value) for name, value in row.items()} for row in each.rows
        ]
        for each in found
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
