"""What becomes due about partners: news, promised days, the ends of pauses, and the yearly question
whether the entry still fits.

Works on a due row that the caller has locked, and strikes it off. Sends nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from storage.cases.actions.audit import Entry, record
from storage.cases.actions.news import News, release
from storage.cases.rules import CaseAct, NoSuchCase, local_day
from storage.cases.working_days import morning, promised_date
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.partners import queries
from storage.partners.actions.step import Step, begin, locked, plan
from storage.partners.rules import (
    ASKED_AFTER,
    ASKED_AGAIN,
    MOST_ASKED,
    WITH_US,
    Errand,
    PartnerAct,
    PartnerState,
)
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Role
from storage.talk import actions as talk
from storage.talk.tables import Due


@dataclass(frozen=True)
class Came:
    """What came of a due row: news for the contact persons; whether they are to be asked if the
    entry still fits; the colleagues to warn of a promise, and its day.
    """

    number: int
    news: Sequence[News] = ()
    asked: bool = False
    warned: Sequence[Colleague] = ()
    day: date | None = None


async def plan_check(tx: Transaction, number: int, now: datetime) -> None:
    """Plan the question in a year whether the entry still fits. Questions that were planned before
    notice this and ask nothing.
    """
    at = morning(local_day(now) + ASKED_AFTER)
    await plan(tx, Errand.CHECK, at, number=number, since=now.isoformat(), times=0)


async def run_errand(tx: Transaction, due: Due, now: datetime, days: int) -> Came:
    """Do what became due about a partner. `days`: how long the library takes for an answer."""
    errand, number = Errand(due.payload["errand"]), due.case_number or 0
    if errand is Errand.TELL:
        return Came(number, await release(tx, due, now, queries.audience))
    payload = dict(due.payload)
    await talk.done(tx, due)
    if errand is Errand.CHECK:
        return await _check(tx, number, payload, now)
    if errand is Errand.RESUME:
        await _end_pause(tx, number, payload["until"], now)
        return Came(number)
    promised = date.fromisoformat(payload["promised_on"])
    if errand is Errand.WARN:
        return await _warn(tx, number, promised, now)
    await _pass(tx, number, promised, now, days)
    return Came(number)


async def _check(tx: Transaction, number: int, payload: dict[str, Any], now: datetime) -> Came:
    """Ask, ask once more, then pause the partner and say so. Does nothing once it has answered."""
    try:
        case, partner = await locked(tx, number)
    except NoSuchCase:
        return Came(number)
    answered = partner.checked_at != datetime.fromisoformat(payload["since"])
    if answered or case.state not in WITH_US:
        return Came(number)
    if case.state == PartnerState.PAUSED:  # nobody is asked anything meanwhile
        await plan(tx, Errand.CHECK, now + ASKED_AGAIN, number=number, **_kept(payload))
        return Came(number)
    if payload["times"] < MOST_ASKED:
        again = {**_kept(payload), "times": payload["times"] + 1}
        await plan(tx, Errand.CHECK, now + ASKED_AGAIN, number=number, **again)
        return Came(number, asked=True)
    step = await _legal(tx, number, PartnerAct.REST)
    if step is not None:
        await step.write(now, partner={"paused_until": None})
    return Came(number)


def _kept(payload: dict[str, Any]) -> dict[str, Any]:
    """What a question is planned with, to plan it again for another day."""
    return {"since": payload["since"], "times": payload["times"]}


async def _legal(tx: Transaction, number: int, act: PartnerAct) -> Step | None:
    """Begin an act of the clock; None if it is not legal any more."""
    try:
        return await begin(tx, None, number, act)
    except (IllegalMove, NoSuchCase):
        return None


async def _end_pause(tx: Transaction, number: int, until: str, now: datetime) -> None:
    step = await _legal(tx, number, PartnerAct.RESUME)
    if step is None or step.partner.paused_until is None:
        return
    if step.partner.paused_until.isoformat() == until:
        await step.write(now, partner={"paused_until": None})


async def _warn(tx: Transaction, number: int, promised: date, now: datetime) -> Came:
    """Say whom to warn that the promised day is near: the colleagues who may decide."""
    try:
        case, _ = await locked(tx, number)
    except NoSuchCase:
        return Came(number)
    if case.state != PartnerState.WAITING or case.promised_on != promised:
        return Came(number)
    over = morning(promised + timedelta(days=1))
    await plan(tx, Errand.OVER, over, number=number, promised_on=promised.isoformat())
    entry = Entry(CaseAct.WARN, case.state, public={"promised_on": promised.isoformat()})
    await record(tx, case, entry, now)
    there = [each for each in await colleagues(tx) if not each.away(local_day(now))]
    to = [each for each in there if each.may(Role.COORDINATOR)]
    return Came(number, warned=sorted(to, key=lambda each: each.person_id), day=promised)


async def _pass(tx: Transaction, number: int, promised: date, now: datetime, days: int) -> None:
    """Give the partner a new day, and plan to say so, where the promised one has passed without an
    answer.
    """
    step = await _legal(tx, number, PartnerAct.LATE)
    if step is None or step.case.promised_on != promised or local_day(now) <= promised:
        return
    new = promised_date(now, max(1, days // 2))
    facts = {"was": promised.isoformat(), "promised_on": new.isoformat()}
    late = {"late_since": step.case.late_since or promised, "promised_on": new}
    await step.write(now, case=late, facts=facts)
    over = morning(new + timedelta(days=1))
    await plan(tx, Errand.OVER, over, number=number, promised_on=new.isoformat())
