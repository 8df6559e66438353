"""The watch over a promise: due rows before and after the day by which an answer was promised.

A row names its day; when another day was promised meanwhile, or none, it is struck off without
effect. Must not know what people are told, nor who is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from storage.cases.rules import WARNED_BEFORE, Watch
from storage.cases.working_days import morning, working_days_before
from storage.database import Transaction
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.talk.tables import Due


async def watch(tx: Transaction, number: int, promised_on: date, now: datetime) -> None:
    """Watch a promise that was just made: staff are warned before its day.

    When the day is too near for a warning, only its passing is watched.
    """
    step, at = _first_look(promised_on, now)
    await plan_watch(tx, number, step, promised_on, at)


def watched(promised_on: date, now: datetime) -> Due:
    """As `watch`, for a case that has no number yet: the row that must be written with it."""
    step, at = _first_look(promised_on, now)
    return Due(kind=DueKind.PROMISE, at=at, payload=_payload(step, promised_on))


def _first_look(promised_on: date, now: datetime) -> tuple[Watch, datetime]:
    at = morning(working_days_before(promised_on, WARNED_BEFORE))
    return (Watch.WARN, at) if at > now else (Watch.OVER, _morning_after(promised_on))


async def watch_passing(tx: Transaction, number: int, promised_on: date) -> None:
    """Look again on the morning after the promised day."""
    await plan_watch(tx, number, Watch.OVER, promised_on, _morning_after(promised_on))


async def plan_watch(
    tx: Transaction, number: int, step: Watch, promised_on: date, at: datetime
) -> None:
    """One row of the watch."""
    payload = _payload(step, promised_on)
    await talk.plan(tx, DueKind.PROMISE, at, payload, case_number=number)


def _morning_after(promised_on: date) -> datetime:
    return morning(promised_on + timedelta(days=1))


def _payload(step: Watch, promised_on: date) -> dict[str, str]:
    return {"step": step, "promised_on": promised_on.isoformat()}
