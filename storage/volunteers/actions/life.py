"""How a volunteer comes, stays and goes. Every act checks who acts and what is missing.

An act that raises has changed nothing. The handlers tell both sides.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.actions.audit import strike_out
from storage.cases.rules import (
    UNDO_LASTS,
    NotValid,
    Problem,
    local_day,
    optional,
    required,
)
from storage.cases.tables import Event
from storage.cases.working_days import morning
from storage.database import Transaction
from storage.ideas.rules import CannotUndo
from storage.people.queries import Colleague
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.volunteers import queries
from storage.volunteers.actions.step import Step, locked, own_step, staff_step
from storage.volunteers.rules import (
    AGREED_LASTS,
    BY_ITSELF,
    WORDS_LONGEST,
    Act,
    DueStep,
    NotOpen,
    NotYet,
    RoleState,
    StepKey,
)
from storage.volunteers.tables import VolunteerPlace

PAUSE_LONGEST = timedelta(days=365)


async def talked(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """The first talk was held. Raises NotAllowed, NoSuchCase, IllegalMove."""
    step = await staff_step(tx, by, number, Act.TALK)
    return await step.write(now)


async def give_role(
    tx: Transaction, by: Colleague, number: int, role_id: int, now: datetime
) -> Event:
    """Give a volunteer a role. Giving it twice is no error.

    A role with children can be given before the certificate is in order; `may_work` checks that.
    Raises NotAllowed, NoSuchCase, IllegalMove, NotOpen.
    """
    step = await staff_step(tx, by, number, Act.PLACE)
    role = await queries.role(tx, role_id)
    if role is None or role.state != RoleState.OPEN:
        raise NotOpen
    had = await _place(tx, number, role_id)
    if had is None:
        tx.session.add(VolunteerPlace(volunteer=number, role=role_id, since=now, steps={}))
    else:
        had.ended_at = None
    return await step.write(now)


async def take_role(
    tx: Transaction, by: Colleague, number: int, role_id: int, now: datetime
) -> Event:
    """Take a role from a volunteer. Raises NotAllowed, NoSuchCase, IllegalMove."""
    step = await staff_step(tx, by, number, Act.LEAVE_ROLE)
    had = await _place(tx, number, role_id)
    if had is not None:
        had.ended_at = now
    return await step.write(now)


async def tick_step(
    tx: Transaction, by: Colleague, number: int, role_id: int, key: str, now: datetime
) -> Event:
    """Tick or untick a step of the list for new volunteers. Steps that follow from something else
    (BY_ITSELF) cannot be ticked. Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    step = await staff_step(tx, by, number, Act.TICK)
    had = await _place(tx, number, role_id)
    if had is None or had.ended_at is not None or key not in set(StepKey) - BY_ITSELF:
        raise NotValid("step", Problem.UNKNOWN)
    rest = {name: day for name, day in had.steps.items() if name != key}
    done = {} if key in had.steps else {key: local_day(now).isoformat()}
    had.steps = {**rest, **done}
    return await step.write(now)


async def _place(tx: Transaction, number: int, role_id: int) -> VolunteerPlace | None:
    return await tx.session.scalar(
        select(VolunteerPlace).where(
            VolunteerPlace.volunteer == number, VolunteerPlace.role == role_id
        )
    )


async def try_out(tx: Transaction, by: Colleague, number: int, weeks: int, now: datetime) -> Event:
    """A trial period of some weeks begins. Raises NotAllowed, NoSuchCase, IllegalMove, NotYet."""
    step = await staff_step(tx, by, number, Act.TRY)
    _check(step, now)
    until = local_day(now) + timedelta(weeks=weeks)
    step.facts |= {"until": until.isoformat(), "roles": _titles(step)}
    event = await step.write(now, trial_until=until)
    await _plan(tx, number, DueStep.TRIAL_OVER, until)
    return event


async def activate(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """They become an active volunteer. Raises NotAllowed, NoSuchCase, IllegalMove, NotYet."""
    step = await staff_step(tx, by, number, Act.ACTIVATE)
    _check(step, now)
    step.facts["roles"] = _titles(step)
    return await step.write(now, trial_until=None)


def _check(step: Step, now: datetime) -> None:
    missing = queries.lacks(step.standing, step.act, local_day(now))
    if missing:
        raise NotYet(missing)


def _titles(step: Step) -> list[str]:
    return [each.role.title for each in step.standing.places]


async def turn_down(
    tx: Transaction, by: Colleague, number: int, words: str, now: datetime
) -> Event:
    """The library says no, kindly and with a reason.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    reason = required("reason", words, WORDS_LONGEST)
    step = await staff_step(tx, by, number, Act.TURN_DOWN)
    step.facts["reason"] = reason
    return await step.write(now)


async def rest(tx: Transaction, step: Step, until: date | None, now: datetime) -> Event:
    """They take a break, until a day or until somebody ends it. Raises NotValid."""
    today = local_day(now)
    if until is not None and not today < until <= today + PAUSE_LONGEST:
        raise NotValid("until", Problem.PAST if until <= today else Problem.TOO_FAR)
    if until is not None:
        step.facts["until"] = until.isoformat()
        await _plan(tx, step.number, DueStep.BACK, until)
    return await step.write(now, paused_until=until)


async def come_back(step: Step, now: datetime) -> Event:
    """The break is over."""
    return await step.write(now, paused_until=None)


async def end(step: Step, words: str | None, now: datetime) -> Event:
    """They stop, because either side wants it; their roles end too. Raises NotValid."""
    reason = optional("reason", words, WORDS_LONGEST)
    if reason:
        step.facts["reason"] = reason
    return await step.write(now, paused_until=None, trial_until=None)


async def step_of(
    tx: Transaction, by: Colleague | None, person_id: int, number: int, act: Act
) -> Step:
    """Begin an act that either side may do: for the colleague where one acts, else for the
    volunteer.
    """
    if by is not None:
        return await staff_step(tx, by, number, act)
    return await own_step(tx, person_id, number, act)


async def undo(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """Take back one's own newest act before the volunteer is told of it.

    Raises NoSuchCase, CannotUndo.
    """
    standing = await locked(tx, number)
    event = await cases.last_move(tx, number)
    fresh = event.by == by.person_id and event.told and event.at + UNDO_LASTS > now
    if not fresh or event.released_at is not None:
        raise CannotUndo
    await strike_out(tx, standing.case, standing.person, event, by, now)
    return event


async def _plan(tx: Transaction, number: int, step: DueStep, day: date) -> None:
    payload = {"step": step, "day": day.isoformat()}
    await talk.plan(tx, DueKind.VOLUNTEER, morning(day), payload, case_number=number)


async def plan_year(tx: Transaction, number: int, now: datetime) -> None:
    """Plan the next round of expectations, a year from now."""
    await _plan(tx, number, DueStep.YEAR, local_day(now) + AGREED_LASTS)


async def write(
    tx: Transaction, by: Colleague | None, person_id: int, number: int, now: datetime
) -> Event:
    """One side writes to the other; the words are a line of the case, not of the audit.

    Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await step_of(tx, by, person_id, number, Act.WRITE)
    step.case.unread = by is None
    return await step.write(now)
