"""Reads of cases. Writes nothing. Who may read is asked here or, where it says so, before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, or_, select

from storage.base import UtcDateTime
from storage.cases.rules import UNDO_LASTS, CaseKind, possible
from storage.cases.tables import Case, Event, Note, Reader, Template, Topic
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.tables import Person


@dataclass(frozen=True)
class Listener:
    """Somebody who hears the news of a case; `number` is the case through which they hear it."""

    person_id: int
    language: str
    number: int


_UNDRAWN = (
    select(Case.number)
    .outerjoin(Topic, Topic.case_number == Case.number)
    .where(
        Case.version != Case.drawn_version,
        or_(Case.closed_at.is_(None), Case.drawn_version != literal_column("0")),
        or_(
            Topic.claimed_until.is_(None),
            Topic.claimed_until <= bindparam("now", type_=UtcDateTime),
        ),
    )
    .order_by(Case.changed_at, Case.number)
    .limit(literal_column("1"))
)
"""Written as its index is, because only then the index is used."""

_UNDRAWN_LOCKED = _UNDRAWN.with_for_update(of=Case, skip_locked=True)


async def locked(tx: Transaction, number: int) -> Case | None:
    """A case as it is now, locked until the transaction ends."""
    if not possible(number):
        return None
    return await tx.session.scalar(
        select(Case)
        .where(Case.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def kind_of(tx: Transaction, number: int) -> CaseKind | None:
    """What a number is; None when it is nothing."""
    if not possible(number):
        return None
    kind = await tx.session.scalar(select(Case.kind).where(Case.number == number))
    return CaseKind(kind) if kind else None


async def may_read(tx: Transaction, person_id: int, number: int) -> bool:
    """Whether somebody is the author of a case, or opened it with its code."""
    if not possible(number):
        return False
    found = await tx.session.scalar(
        select(Case.number)
        .outerjoin(Reader, (Reader.case_number == Case.number) & (Reader.person_id == person_id))
        .where(
            Case.number == number,
            (Case.author == person_id) | Reader.person_id.is_not(None),
        )
    )
    return found is not None


async def history(tx: Transaction, number: int) -> Sequence[Event]:
    """The audit of a case, oldest first. The caller has checked who asks."""
    if not possible(number):
        return []
    return (
        await tx.session.scalars(
            select(Event).where(Event.case_number == number).order_by(Event.id)
        )
    ).all()


async def notes(tx: Transaction, number: int) -> Sequence[Note]:
    """What staff told one another about a case, oldest first. The caller has checked who asks."""
    if not possible(number):
        return []
    return (
        await tx.session.scalars(select(Note).where(Note.case_number == number).order_by(Note.id))
    ).all()


async def last_move(tx: Transaction, number: int) -> Event:
    """The newest line of the audit that changed where the case stands, and was not taken back."""
    return (
        await tx.session.scalars(
            select(Event)
            .where(
                Event.case_number == number,
                Event.previous.is_not(None),
                Event.undone_at.is_(None),
            )
            .order_by(Event.id.desc())
            .limit(1)
            .execution_options(populate_existing=True)
        )
    ).one()


def may_undo(event: Event, by: Colleague, now: datetime) -> bool:
    """Whether the newest move is one's own act, young, and nobody outside has heard of it."""
    return (
        event.from_state is not None
        and event.by == by.person_id
        and event.by_name is not None
        and event.released_at is None
        and now < event.at + UNDO_LASTS
    )


async def untold(tx: Transaction, number: int, upto: int | None = None) -> Sequence[Event]:
    """What the citizen has still to hear, oldest first: up to one line of the audit, or all."""
    wanted = (
        select(Event)
        .where(
            Event.case_number == number,
            Event.told,
            Event.released_at.is_(None),
            Event.undone_at.is_(None),
        )
        .order_by(Event.id)
        .execution_options(populate_existing=True)
    )
    if upto is not None:
        wanted = wanted.where(Event.id <= upto)
    return (await tx.session.scalars(wanted)).all()


async def audience(tx: Transaction, number: int) -> Sequence[Listener]:
    """Everybody who hears the news of a case: its author, its readers, and those of cases merged.

    Each person once, through their own case rather than through one further away; those of the
    case itself come first.
    """
    inside = select(Case.number, Case.author).where(Case.number == number).cte(recursive=True)
    further = select(Case.number, Case.author).join(inside, Case.merged_into == inside.c.number)
    inside = inside.union(further)
    heard = (
        select(inside.c.author.label("person_id"), inside.c.number)
        .union(
            select(Reader.person_id, Reader.case_number).join(
                inside, inside.c.number == Reader.case_number
            )
        )
        .subquery()
    )
    rows = await tx.connection.execute(
        select(heard.c.person_id, Person.language, heard.c.number)
        .join(Person, Person.id == heard.c.person_id)
        .order_by(heard.c.number != number, heard.c.number, heard.c.person_id)
    )
    found: dict[int, Listener] = {}
    for row in rows:
        found.setdefault(row.person_id, Listener(row.person_id, row.language, row.number))
    return list(found.values())


async def versions(tx: Transaction, numbers: Iterable[int]) -> dict[int, int]:
    """The version of each of these cases: what open pages wait for."""
    rows = await tx.connection.execute(
        select(Case.number, Case.version).where(Case.number.in_(list(numbers)))
    )
    return {row.number: row.version for row in rows}


async def templates(tx: Transaction, act: str | None = None) -> Sequence[Template]:
    """The library's own answers: all, or those for an act and those for any."""
    wanted = select(Template).order_by(Template.title, Template.id)
    if act is not None:
        wanted = wanted.where((Template.act == act) | Template.act.is_(None))
    return (await tx.session.scalars(wanted)).all()


async def template(tx: Transaction, template_id: int) -> Template | None:
    """One of the library's own answers."""
    return await tx.session.get(Template, template_id) if possible(template_id) else None


async def version_of(tx: Transaction, number: int) -> int:
    """The version of one case, 0 when there is none."""
    return await tx.session.scalar(select(Case.version).where(Case.number == number)) or 0


async def inbox_version(tx: Transaction) -> int:
    """A number that grows with every change of any case: what an open inbox waits for.

    The newest event would not do: two that commit in another order than they were numbered in
    would hide one from who looks in between.
    """
    return await tx.session.scalar(select(func.sum(Case.version))) or 0


async def topic_at(tx: Transaction, chat: str, thread: int) -> tuple[int, bool] | None:
    """The case whose topic stands there in the staff's group, and whether that is closed, or will
    be in a moment because the case is.
    """
    found = await tx.connection.execute(
        select(Topic.case_number, Topic.closed, Case.closed_at)
        .join(Case, Case.number == Topic.case_number)
        .where(Topic.chat == chat, Topic.thread == thread)
    )
    row = found.one_or_none()
    return None if row is None else (row.case_number, row.closed or row.closed_at is not None)


async def undrawn(tx: Transaction, now: datetime, *, lock: bool = False) -> int | None:
    """The case that has waited longest to be shown in the staff's group as it stands now.

    None when all is shown. Those that somebody draws, or that wait after a failure, do not count.
    """
    wanted = _UNDRAWN_LOCKED if lock else _UNDRAWN
    return (await tx.connection.execute(wanted, {"now": now})).scalar_one_or_none()
