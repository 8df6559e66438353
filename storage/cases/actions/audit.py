"""How a case changes: values amended so that they can be put back, one line of audit for each act.

Must not know the states of any kind of case.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.base import Base
from storage.cases.rules import CaseAct, first_name
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.together import Together

Previous = dict[str, dict[str, Any]]
"""By table and column, what stood there before."""


@dataclass(frozen=True)
class Entry:
    """One line of the audit before it is written."""

    act: str
    from_state: str | None
    by: int | None = None
    by_name: str | None = None
    public: dict[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    previous: Previous | None = None
    told: bool = False


def amend(row: Base, changes: dict[str, Any]) -> Previous:
    """Change a row and return its old values, in a form that JSON can hold."""
    before: dict[str, Any] = {}
    for name, value in changes.items():
        old = getattr(row, name)
        if old != value:
            before[name] = _plain(old)
            setattr(row, name, value)
    return {row.__tablename__: before} if before else {}


def _put_back(row: Base, previous: Previous) -> None:
    """Give a row the values that `amend` found there."""
    for name, value in previous.get(row.__tablename__, {}).items():
        setattr(row, name, _lively(value))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _lively(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    if "time" in value:
        return datetime.fromisoformat(value["time"])
    return date.fromisoformat(value["day"])


_OPENING = Together(Case, (Event, "case_number"))


async def open_case(tx: Transaction, case: Case, entry: Entry, now: datetime) -> None:
    """Give a new case its number, and its audit the first line."""
    await _OPENING.add(tx, case, line_of(case, entry, now))


async def record(tx: Transaction, case: Case, entry: Entry, now: datetime) -> Event:
    """Write one line of audit about a locked case and move its version."""
    event = line_of(case, entry, now)
    tx.session.add(event)
    touch(case, now)
    await tx.session.flush()
    return event


async def strike_out(
    tx: Transaction, case: Case, row: Base, event: Event, by: Colleague, now: datetime
) -> None:
    """Take an act back: a locked case and its row stand as before, and the audit says who did."""
    before = case.state
    for each in (case, row):
        _put_back(each, event.previous or {})
    event.undone_at = now
    name, act = first_name(by.name), {"act": event.act}
    await record(tx, case, Entry(CaseAct.UNDO, before, by.person_id, name, act), now)


def line_of(case: Case, entry: Entry, now: datetime) -> Event:
    """An entry as a row of the audit, not yet written."""
    return Event(
        case_number=case.number,
        at=now,
        by=entry.by,
        by_name=entry.by_name,
        act=entry.act,
        from_state=entry.from_state,
        to_state=case.state,
        public=entry.public,
        fields=list(entry.fields),
        previous=entry.previous,
        told=entry.told,
    )


def touch(case: Case, now: datetime) -> None:
    """Let open pages see that a case has changed."""
    case.version += 1
    case.changed_at = now
