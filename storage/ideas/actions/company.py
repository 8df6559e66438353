"""Ideas that say the same: merged, separated again, and wanted by others.

A merged idea keeps its own case, words, code and promise, for the day on which the two are
separated.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, select, update

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record, touch
from storage.cases.rules import NoSuchCase, NotValid, Problem, local_day, possible
from storage.cases.tables import Case, Event
from storage.cases.working_days import promised_date
from storage.database import Conflict, Transaction
from storage.ideas.actions.step import Step, citizen_step, clock_step, show_at_once, staff_step
from storage.ideas.queries.released import joinable, one_released
from storage.ideas.rules import JOINED, Act, State
from storage.ideas.tables import Support
from storage.people.queries import Colleague


class NotReleased(Exception):
    """The idea is not, or no longer, one that others may join or want; nothing was done."""


class OwnIdea(Exception):
    """Whoever gave an idea wants it anyway; nothing was done."""


async def merge(tx: Transaction, by: Colleague, number: int, into: int, now: datetime) -> Event:
    """Merge an idea into another that is open; its people are told the other's news from now on.

    No circle can arise: a merged idea is closed, and only an open one is merged into. Raises
    NotAllowed, NoSuchCase, TooLate, NotValid.
    """
    if number == into:
        raise NotValid("into", Problem.ITSELF)
    other = (await _both(tx, number, into))[1]
    step = await staff_step(tx, by, number, Act.MERGE)
    if other is None or other.kind != step.case.kind:
        raise NotValid("into", Problem.UNKNOWN)
    if other.closed_at is not None:
        raise NotValid("into", Problem.CLOSED)
    step.facts["into"] = into
    touch(other, now)
    return await step.write(now, case={"merged_into": into})


async def join(tx: Transaction, person_id: int, number: int, into: int, now: datetime) -> None:
    """A citizen's new idea goes on in a released one that says the same, because they say so.

    Raises NotReleased, NotAllowed, TooLate.
    """
    other = (await _both(tx, number, into))[1]
    if other is None or number == into or not await joinable(tx, person_id, [into]):
        raise NotReleased
    step = await citizen_step(tx, person_id, number, Act.JOIN)
    step.facts["into"] = into
    event = await step.write(now, case={"merged_into": into})
    await show_at_once(step, event, now)
    entry = Entry(JOINED, other.state, by=person_id, public={"number": number})
    await record(tx, other, entry, now)
    await take_back(tx, person_id, into)


async def separate(tx: Transaction, by: Colleague, number: int, now: datetime, days: int) -> Event:
    """Make a merged idea a case of its own again, with its old promise; its people are told.

    Raises NotAllowed, NoSuchCase, TooLate.
    """
    if not possible(number):
        raise NoSuchCase
    into = await tx.session.scalar(select(Case.merged_into).where(Case.number == number))
    one, other = await _both(tx, number, into or number)
    if one is None:
        raise NoSuchCase
    step = await staff_step(tx, by, number, Act.SEPARATE)
    if one.merged_into != into:
        raise Conflict
    if other is not None:
        touch(other, now)
    return await _go_alone(step, now, days)


async def let_go(tx: Transaction, number: int, now: datetime, days: int) -> None:
    """An idea is gone: those merged into it become cases of their own again."""
    joined = select(Case.number).where(Case.merged_into == number).order_by(Case.number)
    for each in (await tx.session.scalars(joined)).all():
        step = await clock_step(tx, each, Act.SEPARATE)
        if step is not None:
            step.case.unread = True
            await _go_alone(step, now, days)


async def _go_alone(step: Step, now: datetime, days: int) -> Event:
    promise = await _promise_before(step.tx, step.case.number)
    if promise is None or promise < local_day(now):
        promise = promised_date(now, days)
    step.facts["promised_on"] = promise.isoformat()
    return await step.write(now, case={"promised_on": promise})


async def _promise_before(tx: Transaction, number: int) -> date | None:
    """The day that was promised when the idea was merged."""
    merged = await tx.session.scalar(
        select(Event)
        .where(
            Event.case_number == number,
            Event.to_state == State.MERGED,
            Event.act.in_([Act.MERGE, Act.JOIN]),
            Event.undone_at.is_(None),
        )
        .order_by(Event.id.desc())
        .limit(1)
    )
    before = ((merged.previous if merged else None) or {}).get("cases", {}).get("promised_on")
    return date.fromisoformat(before["day"]) if before else None


async def _both(tx: Transaction, number: int, into: int) -> tuple[Case | None, Case | None]:
    """Two cases, locked, the lower number first."""
    locked = {each: await cases.locked(tx, each) for each in sorted({number, into})}
    return locked[number], locked[into]


async def want(tx: Transaction, person_id: int, number: int, now: datetime) -> bool:
    """Note that somebody wants a released idea too, once for each person. Returns whether that is
    new. Raises NotReleased, OwnIdea.
    """
    idea = await one_released(tx, person_id, number)
    if idea is None:
        raise NotReleased
    if idea.mine:
        raise OwnIdea
    added = await tx.connection.execute(
        tx.insert(Support)
        .values(case_number=number, person_id=person_id, since=now)
        .on_conflict_do_nothing()
        .returning(Support.person_id)
    )
    return added.one_or_none() is not None


async def take_back(tx: Transaction, person_id: int, number: int) -> bool:
    """Somebody does not want an idea any more; returns whether they did before."""
    gone = await tx.connection.execute(
        delete(Support).where(Support.case_number == number, Support.person_id == person_id)
    )
    return gone.rowcount > 0


async def hand_over_wishes(tx: Transaction, stays: int, goes: int) -> None:
    """Two people become one, who wants each idea once."""
    known = select(Support.case_number).where(Support.person_id == stays)
    for changed in (
        delete(Support).where(Support.person_id == goes, Support.case_number.in_(known)),
        update(Support).where(Support.person_id == goes).values(person_id=stays),
    ):
        await tx.connection.execute(changed)
