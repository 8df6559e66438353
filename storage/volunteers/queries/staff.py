"""Volunteers as staff see them: who waits, who has a skill, and what the digest tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from storage.cases.folding import fold
from storage.cases.rules import CaseKind, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.statement import Statement
from storage.volunteers.queries.roles import closing
from storage.volunteers.rules import NEW, OPEN, State
from storage.volunteers.tables import (
    ChildCheck,
    Volunteer,
    VolunteerPlace,
    VolunteerRole,
)

_MOST = 200
_HELPS = Statement(
    select(Case.number).where(
        Case.author == bindparam("person"),
        Case.kind == CaseKind.VOLUNTEER,
        Case.closed_at.is_(None),
    )
)
"""Asked whenever the menu is shown, so it avoids the ORM."""


@dataclass(frozen=True)
class Brief:
    """A volunteer in a list. `role`: their roles, or the one that they want."""

    number: int
    name: str
    state: State
    role: str
    wish: str
    created_at: datetime
    promised_on: date | None
    late_since: date | None
    unread: bool
    check: str | None
    trial_until: date | None


@dataclass(frozen=True)
class Beside:
    """The part of the morning digest about volunteering: who waits for an answer, and which trials
    ended without a lesson.
    """

    waiting: int
    trials: Sequence[str]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.waiting or self.trials)


async def is_volunteer(tx: Transaction, number: int) -> bool:
    """Whether a number is a volunteer's."""
    if not possible(number):
        return False
    found = await tx.session.scalar(
        select(Case.number).where(Case.number == number, Case.kind == CaseKind.VOLUNTEER)
    )
    return found is not None


async def helps(tx: Transaction, person_id: int) -> bool:
    """Whether somebody is a volunteer, or is becoming one."""
    return await _HELPS.alone(tx, person=person_id) is not None


async def listed(
    tx: Transaction, by: Colleague, states: Collection[State] = OPEN
) -> Sequence[Brief]:
    """The volunteers in some states, the longest waiting first. `by` proves that staff ask."""
    rows = await tx.session.execute(
        _briefs().where(Case.state.in_(states)).order_by(Case.created_at, Case.number).limit(_MOST)
    )
    return await _with_roles(tx, rows.all())


async def skilled(tx: Transaction, by: Colleague, words: str) -> Sequence[Brief]:
    """The volunteers who said that they can do, or would like, something like this (S53)."""
    wanted = fold(words)
    if not wanted:
        return []
    rows = await tx.session.execute(_briefs().where(Case.state.in_(OPEN)).order_by(Case.number))
    found = [row for row in rows if wanted in fold(f"{row.skills or ''} {row.wish}")]
    return await _with_roles(tx, found[:_MOST])


def _briefs() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.number,
            Volunteer.name,
            Case.state,
            Volunteer.wish,
            Volunteer.skills,
            Case.created_at,
            Case.promised_on,
            Case.late_since,
            Case.unread,
            ChildCheck.status,
            Volunteer.trial_until,
            VolunteerRole.title,
        )
        .join(Volunteer, Volunteer.number == Case.number)
        .outerjoin(ChildCheck, ChildCheck.volunteer == Case.number)
        .outerjoin(VolunteerRole, VolunteerRole.id == Volunteer.wanted)
    )


async def _with_roles(tx: Transaction, rows: Sequence[Any]) -> Sequence[Brief]:
    held = await tx.session.execute(
        select(VolunteerPlace.volunteer, VolunteerRole.title)
        .join(VolunteerRole, VolunteerRole.id == VolunteerPlace.role)
        .where(
            VolunteerPlace.volunteer.in_([row.number for row in rows]),
            VolunteerPlace.ended_at.is_(None),
        )
        .order_by(VolunteerPlace.id)
    )
    titles: dict[int, list[str]] = {}
    for number, title in held:
        titles.setdefault(number, []).append(title)
    return [
        Brief(
            row.number,
            row.name,
            State(row.state),
            ", ".join(titles.get(row.number, [])) or row.title or "",
            row.wish,
            row.created_at,
            row.promised_on,
            row.late_since,
            row.unread,
            row.status,
            row.trial_until,
        )
        for row in rows
    ]


async def beside(tx: Transaction, today: date) -> Beside:
    """What the digest tells of volunteering, beside the ideas."""
    waiting = await tx.session.scalar(
        select(func.count())
        .select_from(Case)
        .where(
            Case.kind == CaseKind.VOLUNTEER,
            Case.state.in_(NEW),
            or_(Case.promised_on.is_not(None), Case.unread),
        )
    )
    return Beside(waiting or 0, await closing(tx, today))
