"""One case as the desk sees it: all of it, and what this colleague may do with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.rules import UNDO_LASTS, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.queries.parts import Company, FileHead, company, files, holder, wanting
from storage.ideas.rules import Act, State, life_of
from storage.ideas.tables import Idea
from storage.mail.queries import told_by_mail
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.people.tables import Person, Staff


@dataclass(frozen=True)
class StaffCase:
    """A case, what was given, and the acts that the asking colleague may do, in the table's order.

    `company` are those who suggested the same, its own citizen among them.
    """

    case: Case
    idea: Idea
    assigned_name: str | None
    acts: tuple[Act, ...]
    company: Company
    files: tuple[FileHead, ...]
    wanting: int
    """How many others said "me too"."""

    mailed: bool
    """Whether its citizen is told by mail."""
    silenced_until: datetime | None
    """Until when its citizen's words reach nobody."""
    may_silence: bool
    """Whether the one who asks may decide that."""


@dataclass(frozen=True)
class PendingUndo:
    """An act that the one who asks can still take back."""

    event_id: int
    act: str
    until: datetime


async def case_for_staff(tx: Transaction, by: Colleague, number: int) -> StaffCase | None:
    """The whole case, in three statements; None when there is none."""
    return await _case(tx, number, by.role, by.person_id)


async def case_for_group(tx: Transaction, number: int) -> StaffCase | None:
    """The same case for all of the staff together. It shows what a coordinator may do; roles are
    checked when somebody acts.
    """
    return await _case(tx, number, Role.COORDINATOR, None)


async def _case(
    tx: Transaction, number: int, role: Role, person_id: int | None
) -> StaffCase | None:
    if not possible(number):
        return None
    found = (
        await tx.session.execute(
            select(
                Case,
                Idea,
                Staff.name,
                wanting(),
                told_by_mail(Case.author),
                Person.silenced_until,
            )
            .join(Idea, Idea.number == Case.number)
            .outerjoin(Person, Person.id == Case.author)
            .outerjoin(Staff, holder())
            .where(Case.number == number)
        )
    ).one_or_none()
    if found is None:
        return None
    case, idea, name, wanted, mailed, silenced_until = found
    acts = _acts(case, role, person_id, has_holder=name is not None)
    others = await company(tx, number)
    return StaffCase(
        case,
        idea,
        name,
        acts,
        others,
        await files(tx, number),
        wanted,
        mailed,
        silenced_until,
        role.may(Role.COORDINATOR) and case.author is not None,
    )


def _acts(case: Case, role: Role, person_id: int | None, *, has_holder: bool) -> tuple[Act, ...]:
    mine = case.assigned == person_id
    taken = has_holder and not (mine and case.state == State.RECEIVED)
    return tuple(
        move.act
        for move in life_of(case.kind).legal(State(case.state))
        if isinstance(move.by, Role)
        and role.may(move.by)
        and not (taken and move.act is Act.TAKE)
        and not (case.title is None and move.act is Act.HIDE)
    )


async def pending_undo(
    tx: Transaction, by: Colleague, number: int, now: datetime
) -> PendingUndo | None:
    """The act on an existing case that a colleague can take back now, if there is one."""
    event = await cases.last_move(tx, number)
    if not cases.may_undo(event, by, now):
        return None
    return PendingUndo(event.id, event.act, event.at + UNDO_LASTS)
