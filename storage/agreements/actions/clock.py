"""What happens to agreements with time: the partner is told what was begun or sent two minutes ago,
both are asked before it runs out, every year where it never does, and on the day of looking back;
and it ends on its day.

A row says what it was about; when that has changed, it is struck off without effect.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.agreements import queries
from storage.agreements.actions.agreeing import ask_in_a_year, end, still_holds
from storage.agreements.actions.wanting import admit_late, let_go
from storage.agreements.queries import Whole
from storage.agreements.rules import (
    HIDDEN,
    RUNNING,
    TALKING,
    AgreementState,
    Watch,
)
from storage.cases import queries as cases
from storage.cases.actions.audit import touch
from storage.database import Transaction
from storage.talk import actions as talk
from storage.talk.tables import Due


@dataclass(frozen=True)
class Coming:
    """Something to tell about an agreement: which kind of news, and the agreement."""

    watch: Watch
    whole: Whole


async def come_due(tx: Transaction, due: Due, now: datetime, days: int) -> Coming | None:
    """Do what is due about an agreement; returns what is to be told, if anything. `days`: the
    working days within which the library answers.
    """
    await talk.done(tx, due)
    number, step = due.case_number or 0, Watch(due.payload["step"])
    if await cases.locked(tx, number) is None:
        return None
    whole = await queries.for_group(tx, number)
    if whole is None or not await _is_still_so(tx, whole, step, due):
        return None
    if step is Watch.LATE:
        await admit_late(tx, number, date.fromisoformat(due.payload["day"]), now, days)
    if step is Watch.LEFT:
        await let_go(tx, number, now)
    if step in {Watch.INVITE, Watch.SENT, Watch.CHANGED}:
        step = _heard(whole, step)
        touch(whole.case, now)
    if step is Watch.OVER:
        await end(tx, number, now)
    if step is Watch.STILL:
        await ask_in_a_year(tx, whole, now)
        if whole.state is AgreementState.REVISING:  # they are at it already
            return None
    await tx.session.flush()
    return Coming(step, whole)


def _heard(whole: Whole, step: Watch) -> Watch:
    """Let the partner see it; what they never saw before is new to them, not changed."""
    first = whole.case.shown_state not in TALKING
    whole.case.shown_state = whole.case.state
    return Watch.SENT if step is Watch.CHANGED and first else step


HOLDING = frozenset({AgreementState.IN_FORCE, AgreementState.REVISING})
"""What runs out unless somebody does something."""

STATES = {
    Watch.LEFT: frozenset({AgreementState.WANTED}),
    Watch.TAKEN_UP: frozenset({AgreementState.EXPECTING, AgreementState.DRAFTING}),
}
"""What is said as long as it stands there."""


def _of_this_yes(whole: Whole, due: Due) -> bool:
    """Whether the row was planned for the yes that holds now, not for an earlier one."""
    agreed = whole.agreement.agreed_at
    return agreed is not None and agreed == datetime.fromisoformat(due.payload["agreed"])


async def _is_still_so(tx: Transaction, whole: Whole, step: Watch, due: Due) -> bool:
    state, about = whole.state, due.payload
    if step is Watch.INVITE:
        return state is AgreementState.EXPECTING and whole.case.shown_state == HIDDEN
    if step in STATES:
        return state in STATES[step]
    if step in {Watch.WARN, Watch.LATE}:
        promised = whole.case.promised_on
        waits = state is AgreementState.WANTED
        return waits and promised == date.fromisoformat(about["day"])
    if step in {Watch.SENT, Watch.CHANGED}:
        return state in TALKING and whole.agreement.version == about["version"]
    if step is Watch.STATUS:
        day = whole.dates_that_hold.evaluate_on
        same = day is not None and day.isoformat() == about["day"]
        return state in RUNNING and same and _of_this_yes(whole, due)
    if step in {Watch.SOON, Watch.STILL} and not (state in HOLDING and _of_this_yes(whole, due)):
        return False
    if step is Watch.STILL:
        return whole.dates_that_hold.ends_on is None
    return await still_holds(tx, whole.number, about["day"]) is not None
