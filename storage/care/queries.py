"""Reads of live talks. Writes nothing. That staff ask is what a `Colleague` proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, select

from storage.care.rules import Reason
from storage.care.tables import LiveTalk
from storage.cases.rules import CaseKind, possible
from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Language
from storage.people.tables import Person, Staff

_MOST = 50


@dataclass(frozen=True)
class Talking:
    """A talk as staff see it. `holder` is who took it, while they are staff."""

    number: int
    kind: CaseKind
    reason: Reason
    person_id: int
    age: AgeBand
    language: Language
    began_at: datetime
    spoken_at: datetime
    waiting_since: datetime | None
    late: bool
    holder: int | None
    holder_name: str | None
    in_group: bool
    ended_at: datetime | None
    ended_by: str | None
    closed: bool

    @property
    def open(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None


def _talks() -> Select[*tuple[Any, ...]]:
    return (
        select(LiveTalk, Case.kind, Case.closed_at, Person.age, Person.language, Staff.name)
        .join(Case, Case.number == LiveTalk.case_number)
        .join(Person, Person.id == LiveTalk.person_id)
        .outerjoin(Staff, and_(Staff.person_id == LiveTalk.taken_by, Staff.removed_at.is_(None)))
        .execution_options(populate_existing=True)
    )


def _talking(row: Any) -> Talking:
    talk, kind, closed_at, age, language, name = row
    return Talking(
        talk.case_number,
        CaseKind(kind),
        Reason(talk.reason),
        talk.person_id,
        AgeBand(age),
        Language(language),
        talk.began_at,
        talk.spoken_at,
        talk.waiting_since,
        talk.late,
        talk.taken_by if name else None,
        name,
        talk.in_group,
        talk.ended_at,
        talk.ended_by,
        closed_at is not None,
    )


async def talk_on(tx: Transaction, number: int) -> Talking | None:
    """The newest talk on a case, open or ended; None when there never was one."""
    if not possible(number):
        return None
    newest_first = (LiveTalk.ended_at.is_not(None), LiveTalk.id.desc())
    found = await tx.session.execute(
        _talks().where(LiveTalk.case_number == number).order_by(*newest_first).limit(1)
    )
    row = found.one_or_none()
    return _talking(row) if row else None


async def talk_of(tx: Transaction, person_id: int) -> Talking | None:
    """Somebody's open talk."""
    found = await tx.session.execute(
        _talks().where(LiveTalk.person_id == person_id, LiveTalk.ended_at.is_(None))
    )
    row = found.one_or_none()
    return _talking(row) if row else None


async def open_talks(tx: Transaction, by: Colleague) -> Sequence[Talking]:
    """All that go on: alarms first, then who waits longest, then those that were answered."""
    found = await tx.session.execute(
        _talks()
        .where(LiveTalk.ended_at.is_(None))
        .order_by(
            LiveTalk.waiting_since.is_(None),
            LiveTalk.reason == Reason.ASKED,
            LiveTalk.waiting_since,
            LiveTalk.id,
        )
        .limit(_MOST)
    )
    return [_talking(row) for row in found]


async def rang_lately(tx: Transaction, person_id: int, now: datetime, within: timedelta) -> bool:
    """Whether this person had begun a talk a moment ago."""
    found = await tx.session.scalar(
        select(func.count()).where(
            LiveTalk.person_id == person_id, LiveTalk.began_at > now - within
        )
    )
    return bool(found)


async def is_talk_of(tx: Transaction, person_id: int, number: int) -> bool:
    """Whether a number is a talk of this person's own, not one of their ideas."""
    if not possible(number):
        return False
    found = await tx.session.scalar(
        select(Case.number).where(
            Case.number == number, Case.author == person_id, Case.kind == CaseKind.TALK
        )
    )
    return found is not None


async def only_open_case(tx: Transaction, person_id: int) -> int | None:
    """The one open case that somebody gave or opened, not counting mere talks; None when they have
    none, or several.
    """
    rows = await tx.session.scalars(
        select(Case.number)
        .outerjoin(Reader, and_(Reader.case_number == Case.number, Reader.person_id == person_id))
        .where(
            Case.kind != CaseKind.TALK,
            Case.closed_at.is_(None),
            (Case.author == person_id) | Reader.person_id.is_not(None),
        )
        .limit(2)
    )
    found = rows.all()
    return found[0] if len(found) == 1 else None
