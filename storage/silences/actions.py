"""The only writer of silences. Each is written in the audit of its case and in that of the desk.

An act that raises has changed nothing. Locks in the usual order: the case, then its person.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, select, update

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import (
    UNDO_LASTS,
    CaseAct,
    NoSuchCase,
    NotValid,
    Problem,
    first_name,
    local_day,
    required,
)
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people import actions as people
from storage.people.queries import Colleague, colleague
from storage.people.rules import NotAllowed, Role, StaffAct
from storage.people.tables import Person
from storage.silences import queries
from storage.silences.rules import (
    REASON_LONGEST,
    SILENT_LONGEST,
    AlreadySilenced,
    NotSilenced,
    end_of,
)
from storage.silences.tables import Silence
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.talk.tables import Due


async def silence(
    tx: Transaction, by: Colleague, number: int, reason: str, until: date, now: datetime
) -> Silence:
    """Silence the citizen of a case until the end of a day: nothing they say reaches anybody.

    They are told after two minutes, or in answer to what they say before that. Raises NotAllowed,
    NoSuchCase, NotValid, AlreadySilenced.
    """
    words = required("reason", reason, REASON_LONGEST)
    _check_day(until, local_day(now))
    case, person = await _citizen(tx, by, number)
    running = await queries.silence_of(tx, person.id, now)
    if running is not None:
        raise AlreadySilenced(running.until)
    made = Silence(
        person_id=person.id,
        case_number=number,
        reason=words,
        since=now,
        until=until,
        by=by.person_id,
        by_name=first_name(by.name),
    )
    tx.session.add(made)
    await people.silence(tx, person.id, end_of(until))
    await _audit(tx, by, case, CaseAct.SILENCE, now, until=until)
    await talk.plan(tx, DueKind.SILENCED, now + UNDO_LASTS, {"silence": made.id})
    return made


async def unsilence(tx: Transaction, by: Colleague, number: int, now: datetime) -> Silence:
    """Lift the silence of a case's citizen early.

    Raises NotAllowed, NoSuchCase, NotSilenced.
    """
    case, person = await _citizen(tx, by, number)
    running = await _end(tx, by, person.id, now)
    await _audit(tx, by, case, CaseAct.UNSILENCE, now)
    return running


async def unsilence_parted(tx: Transaction, by: Colleague, id: int, now: datetime) -> Silence:
    """Lift a silence whose case is parted from its citizen; only the silence still names them.

    Raises NotAllowed, NotSilenced.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    found = await tx.session.get(Silence, id)
    if found is None or found.case_number is not None:
        raise NotSilenced
    running = await _end(tx, by, found.person_id, now)
    await people.record(tx, StaffAct.UNSILENCED, now, by=by, what=f"p{id}")
    return running


async def _end(tx: Transaction, by: Colleague, person_id: int, now: datetime) -> Silence:
    running = await queries.silence_of(tx, person_id, now)
    if running is None:
        raise NotSilenced
    ended = {"ended_at": now, "ended_by": first_name(by.name)}
    await tx.connection.execute(  # two people who became one may have had one each
        update(Silence)
        .where(Silence.person_id == person_id, Silence.ended_at.is_(None))
        .values(ended)
    )
    await people.silence(tx, person_id, None)
    return running


async def to_be_told(tx: Transaction, due: Due, now: datetime) -> Silence | None:
    """The silence that its person must still be told of; None when it was lifted, or they know
    already.
    """
    await talk.done(tx, due)
    found = await tx.session.get(Silence, due.payload["silence"])
    if found is None or found.ended_at is not None or found.told_at is not None:
        return None
    found.told_at = now
    return found


async def told(tx: Transaction, known: Silence, now: datetime) -> None:
    """Write down that the person was told, in answer to what they said."""
    known.told_at = known.told_at or now
    await tx.session.flush()


async def part(tx: Transaction, number: int, now: datetime) -> None:
    """A case is parted from its citizen: its ended silences are deleted. A running one loses its
    case and lasts until its day; else people could end it by having themselves erased.
    """
    of_case = Silence.case_number == number
    runs = Silence.ended_at.is_(None) & (Silence.until >= local_day(now))
    await forget(tx, of_case & ~runs)
    await tx.connection.execute(update(Silence).where(of_case).values(case_number=None))


async def forget(tx: Transaction, which: ColumnElement[bool]) -> None:
    """Delete silences, running ones too: their people can speak again."""
    gone = await tx.connection.execute(delete(Silence).where(which).returning(Silence.person_id))
    still = select(Silence.id).where(Silence.person_id == Person.id, Silence.ended_at.is_(None))
    await tx.connection.execute(
        update(Person)
        .where(Person.id.in_(set(gone.scalars())), ~still.exists())
        .values(silenced_until=None)
    )


def _check_day(until: date, today: date) -> None:
    if until <= today:
        raise NotValid("until", Problem.PAST)
    if until > today + SILENT_LONGEST:
        raise NotValid("until", Problem.TOO_FAR)


async def _citizen(tx: Transaction, by: Colleague, number: int) -> tuple[Case, Person]:
    """A case and its citizen, both locked. Raises for a colleague, who cannot be silenced."""
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    case = await cases.locked(tx, number)
    if case is None:
        raise NoSuchCase
    person = await tx.session.scalar(
        select(Person)
        .where(Person.id == case.author)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if person is None or await colleague(tx, person.id) is not None:
        raise NotValid("person", Problem.UNKNOWN)
    return case, person


async def _audit(
    tx: Transaction,
    by: Colleague,
    case: Case,
    act: CaseAct,
    now: datetime,
    *,
    until: date | None = None,
) -> None:
    facts = {"until": until.isoformat()} if until else {}
    name = first_name(by.name)
    await record(tx, case, Entry(act, case.state, by.person_id, name, facts), now)
    of_the_desk = StaffAct.SILENCED if act is CaseAct.SILENCE else StaffAct.UNSILENCED
    await people.record(tx, of_the_desk, now, by=by, what=str(case.number))
