"""Everything about a person, as a page shows it and as a file for machines.

Knows no HTML; storage decides what is shown.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.conversation.pen import Pen
from storage.privacy.holdings import Holding
from storage.privacy.queries import Held

Pair = tuple[str, str]


@dataclass(frozen=True)
class Block:
    """One table of the page: its title, its entries, and a remark where something is left out."""

    name: str
    title: str
    remark: str | None
    entries: Sequence[Sequence[Pair]]
    flat: bool
    """Whether the entries read as one list, like a talk."""


def as_page(found: Sequence[Held], pen: Pen) -> list[Block]:
    """What is shown for reading, without the columns for machines."""
    return [
        Block(
            name=each.holding.name,
            title=pen(f"held.{each.holding.name}_title"),
            remark=_remark(each.holding, pen),
            entries=[entry for row in each.rows if (entry := _entry(each, row, pen))],
            flat=bool(each.holding.heading),
        )
        for each in found
    ]


def _remark(holding: Holding, pen: Pen) -> str | None:
    return pen(f"held.{holding.name}_withheld") if holding.withheld else None


def _entry(held: Held, row: Mapping[str, Any], pen: Pen) -> list[Pair]:
    holding = held.holding
    shown: list[Pair] = []
    for name in holding.shown:
        words = _words(name, row[name], pen)
        if words and name not in {*holding.unread, *holding.heading}:
            mark = holding.rows.columns[name].info.get("personal")
            label = mark.label if mark else name
            shown.append((pen(f"held.{label}"), words))
    if not holding.heading:
        return shown
    heading = filter(None, (_words(n, row[n], pen) for n in holding.heading))
    return [(" · ".join(heading), "\n".join(words for _, words in shown))]


def _words(name: str, value: Any, pen: Pen) -> str:
    """A value as a person reads it; "" for None."""
    if value is None or value in ("", {}, []):
        return ""
    if isinstance(value, bool):
        return pen("held.yes" if value else "held.no")
    if isinstance(value, date):
        return pen("held.moment", at=value)
    if isinstance(value, str):
        for key in (f"held.{name}_{value}", f"{_TABLES.get(name, name)}.{value}"):
            if pen.texts.has(key):
                return pen(key)
        return value
    if isinstance(value, dict | list):
        return " · ".join(_texts_in(value))
    return str(value)


_TABLES = {"shown_state": "status", "act": "did", "section": "clause"}


def _texts_in(value: Any) -> Iterator[str]:
    """The strings inside data; of an answer only its words, not its machine value."""
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
    """Everything, by table and column; the content of a file in base64."""
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
