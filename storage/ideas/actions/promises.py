"""What happens to a promise with time: staff are warned before its day, and told when it was
broken.

Works on a due row that the caller has locked, and strikes it off. Two processes never say the same
twice: the case is locked, and its audit shows what was said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record
from storage.cases.actions.promises import plan_watch, watch_passing
from storage.cases.rules import UNDO_LASTS, CaseAct, Watch, local_day
from storage.cases.tables import Case
from storage.cases.working_days import is_working_day, morning, next_working_day
from storage.database import Transaction
from storage.ideas.actions.step import clock_step
from storage.ideas.promising import days_more
from storage.ideas.rules import Act
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Role
from storage.talk import actions as talk
from storage.talk.tables import Due


@dataclass(frozen=True)
class Reminder:
    """What staff are told of a promise: `late` is whether its day has passed already.

    `to` is in the order of the persons' numbers, in which their talks are locked.
    """

    number: int
    late: bool
    day: date
    to: Sequence[Colleague]


async def keep_watch(tx: Transaction, due: Due, now: datetime, days: int) -> Reminder | None:
    """Do what is due about a promise; returns what staff are to be told, if anything."""
    await talk.done(tx, due)
    case = await cases.locked(tx, due.case_number or 0)
    if case is None:
        return None
    step, promised = Watch(due.payload["step"]), date.fromisoformat(due.payload["promised_on"])
    if step is Watch.LATE:
        return await _owed(tx, case, promised, now)
    if case.promised_on != promised:
        await _look_again(tx, case, step, promised, now)
        return None
    if step is Watch.OVER:
        await _pass(tx, case, promised, now, days)
        return None
    return await _warn(tx, case, promised, now)


async def _look_again(
    tx: Transaction, case: Case, step: Watch, promised: date, now: datetime
) -> None:
    """Plan another look: the act that stopped the promise can still be taken back."""
    last = await cases.last_move(tx, case.number)
    if last.by_name is not None and now < last.at + UNDO_LASTS:
        await plan_watch(tx, case.number, step, promised, last.at + UNDO_LASTS)


async def _warn(tx: Transaction, case: Case, promised: date, now: datetime) -> Reminder | None:
    """Warn staff that the day is near; once, even if the promise was stopped and made again."""
    entry = Entry(CaseAct.WARN, case.state, public={"promised_on": promised.isoformat()})
    if await _was_warned(tx, case.number, entry):
        return None
    await watch_passing(tx, case.number, promised)
    if local_day(now) > promised:
        return None
    await record(tx, case, entry, now)
    there = await _at_work(tx, now)
    holder = [each for each in there if each.person_id == case.assigned]
    return Reminder(case.number, late=False, day=promised, to=_in_order(holder or there))


async def _was_warned(tx: Transaction, number: int, entry: Entry) -> bool:
    events = await cases.history(tx, number)
    return any(event.act == entry.act and event.public == entry.public for event in events)


async def _pass(tx: Transaction, case: Case, promised: date, now: datetime, days: int) -> None:
    """The day has passed: give the citizen a new one, and tell them."""
    today = local_day(now)
    step = await clock_step(tx, case.number, Act.LATE, days=days_more(days))
    if step is None or today <= promised:
        return
    step.facts["was"] = promised.isoformat()
    await step.write(now, case={"late_since": case.late_since or promised})
    at = now if is_working_day(today) else morning(next_working_day(today))
    await plan_watch(tx, case.number, Watch.LATE, promised, at)


async def _owed(tx: Transaction, case: Case, promised: date, now: datetime) -> Reminder | None:
    """Tell staff of a broken promise on a working day, if it is still broken."""
    if case.late_since is None or case.promised_on is None:
        return None
    there = await _at_work(tx, now)
    to = [each for each in there if each.person_id == case.assigned or each.may(Role.COORDINATOR)]
    return Reminder(case.number, late=True, day=promised, to=_in_order(to))


async def _at_work(tx: Transaction, now: datetime) -> Sequence[Colleague]:
    return [each for each in await colleagues(tx) if not each.away(local_day(now))]


def _in_order(to: Sequence[Colleague]) -> Sequence[Colleague]:
    return sorted(to, key=lambda each: each.person_id)
