"""What happens to volunteers with time: news can no longer be taken back, a promised day passes, a
trial ends, promises are a year old, a certificate must be fetched anew, a break ends.

Works on a due row that the caller has locked, and strikes it off. The handlers tell people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from storage.cases.rules import NoSuchCase, local_day
from storage.cases.tables import Event
from storage.cases.working_days import promised_date
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.talk import actions as talk
from storage.talk.tables import Due
from storage.volunteers.actions.expecting import begin_round
from storage.volunteers.actions.signup import plan_late
from storage.volunteers.actions.step import clock_step, locked
from storage.volunteers.queries import Standing
from storage.volunteers.rules import AGREED_LASTS, Act, DueStep, Round


@dataclass(frozen=True)
class Happened:
    """What became due and still holds, and for which volunteer; the event, when it is to be told.
    `day` is the day that it is about.
    """

    step: DueStep
    standing: Standing
    event: Event | None = None
    day: date | None = None


async def happen(tx: Transaction, due: Due, now: datetime, days: int) -> Happened | None:
    """Do what is due for a volunteer; None when it does not apply any more.

    days: the working days within which the library answers.
    """
    number, payload = due.case_number or 0, dict(due.payload)
    event_id, step = due.event_id, DueStep(due.payload["step"])
    await talk.done(tx, due)
    try:
        if step is DueStep.TELL:
            return await _tell(tx, number, event_id or 0, now)
        if step is DueStep.LATE:
            day = date.fromisoformat(payload["promised_on"])
            return await _late(tx, number, day, now, days)
        return await _day(tx, number, step, date.fromisoformat(payload["day"]), now)
    except (NoSuchCase, IllegalMove):
        return None


async def _tell(tx: Transaction, number: int, event_id: int, now: datetime) -> Happened | None:
    standing = await locked(tx, number)
    event = await tx.session.scalar(
        select(Event).where(Event.id == event_id).execution_options(populate_existing=True)
    )
    if event is None or event.undone_at is not None or event.released_at is not None:
        return None
    event.released_at = now
    standing.case.shown_state = event.to_state
    standing.case.shown_promise = standing.case.promised_on
    return Happened(DueStep.TELL, standing, event)


async def _late(
    tx: Transaction, number: int, day: date, now: datetime, days: int
) -> Happened | None:
    """The promised day has passed without an answer: promise another, half as far away."""
    step = await clock_step(tx, number, Act.LATE)
    if step.case.promised_on != day:
        return None
    step.case.promised_on = step.case.shown_promise = promised_date(now, max(1, days // 2))
    step.case.late_since = step.case.late_since or day
    await step.write(now)
    await plan_late(tx, step.case)
    return Happened(DueStep.LATE, step.standing, day=step.case.promised_on)


async def _day(
    tx: Transaction, number: int, due: DueStep, day: date, now: datetime
) -> Happened | None:
    standing = await locked(tx, number)
    if due is DueStep.RENEW:
        check = standing.check
        return Happened(due, standing, day=day) if check and check.renew_on == day else None
    if due is DueStep.BACK:
        paused = standing.person.paused_until == day
        return Happened(due, standing, day=day) if paused else None
    if due is DueStep.TRIAL_OVER and standing.person.trial_until != day:
        return None
    if due is DueStep.YEAR and _agreed_lately(standing, now):
        return None
    step = await clock_step(tx, number, Act.ROUND)
    await begin_round(tx, step, Round.TRIAL if due is DueStep.TRIAL_OVER else Round.YEAR, now)
    return Happened(due, standing, day=day)


def _agreed_lately(standing: Standing, now: datetime) -> bool:
    """Whether the promises were gone through again within the year, or are being now."""
    found = standing.expected
    if found is None or found.agreed_at is None:
        return True
    return local_day(found.agreed_at) + AGREED_LASTS > local_day(now)
