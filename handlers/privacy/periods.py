"""The retention periods for citizens, and the library's record of processing (GDPR art. 30).

Both are made from the declaration by which the tick works. Must not contain a number of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handlers.conversation.pen import Pen
from handlers.conversation.sections import Section
from storage.base import Base
from storage.privacy.rules import PERIODS, Lasts, Period


@dataclass(frozen=True)
class Entry:
    """One line of the record: purpose, basis, data, period. `inside`: whether Sammen itself ends
    it.
    """

    name: str
    title: str
    purpose: str
    basis: str
    fields: tuple[str, ...]
    lasts: str
    inside: bool


def told_periods(pen: Pen, without: Collection[str]) -> list[Section]:
    """What a citizen is told about how long things are kept."""
    return [
        Section(
            period.name,
            pen(f"law_periods.{period.name}_title"),
            (how_long(period, pen),),
        )
        for period in PERIODS
        if period.told and period.name not in without
    ]


def how_long(period: Period, pen: Pen) -> str:
    """A period in words."""
    named = dict(period.named) | ({"lasts": period.lasts} if period.lasts else {})
    values = {name: in_words(lasts, pen) for name, lasts in named.items()}
    return pen(f"law_periods.{period.name}_text", **values)


def in_words(lasts: Lasts, pen: Pen) -> str:
    """A length of time: "12 måneder"."""
    return pen(f"lasts.{lasts.unit}", n=lasts.n)


def records(pen: Pen) -> Sequence[Entry]:
    """The whole record, from the periods and the marks on the columns."""
    fields = _fields()
    return [
        Entry(
            name=period.name,
            title=pen(f"law_periods.{period.name}_title"),
            purpose=pen(f"law_records.{period.name}_purpose"),
            basis=pen(f"law_records.basis_{period.basis}"),
            fields=tuple(
                dict.fromkeys(pen(f"held.{label}") for label in fields.get(period.name, ()))
            ),
            lasts=how_long(period, pen),
            inside=period.inside,
        )
        for period in PERIODS
    ]


def _fields() -> dict[str, list[str]]:
    """The labels of the marked columns, by period."""
    found: dict[str, list[str]] = {}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if mark := column.info.get("personal"):
                found.setdefault(mark.period, []).append(mark.label)
    return found
