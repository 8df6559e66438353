"""Time passes over shifts: what became due and still held, in the order in which it was done."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from storage.shifts import actions
from storage.shifts.actions import Happened
from storage.shifts.rules import News, Step
from storage.talk import actions as talk
from storage.talk.queries import due_now
from storage.talk.rules import DueKind
from storage.talk.tables import Due
from tests.storage.shifts.town import Town

OTHERS = frozenset({Step.AFTER, Step.MISSED, Step.ATTENDANCE, Step.YEAR})
"""What is told after a shift, by others."""


async def one(town: Town, now: datetime) -> tuple[bool, Happened | None]:
    """Do one thing that is due: whether there was one, and what came of it."""
    async with town.database.transaction() as tx:
        due = await due_now(tx, now)
        if due is None:
            return False, None
        if due.kind != DueKind.SHIFT or due.payload["step"] in OTHERS:
            await talk.done(tx, due)
            return True, None
        return True, await actions.happen(tx, due, now)


async def passes(town: Town, now: datetime) -> list[Happened]:
    """All that is due by then, done."""
    found: list[Happened] = []
    while True:
        there, happened = await one(town, now)
        if not there:
            return found
        if happened is not None:
            found.append(happened)


def said(found: list[Happened]) -> list[str]:
    """What happened to whom, in short: "days Eva", "asked Bo", "short"."""
    return [_short(each) for each in found]


def _short(happened: Happened) -> str:
    what = happened.news if happened.step is Step.TELL else happened.step
    return f"{what} {happened.helper.name}" if happened.helper else str(what)


async def ticked(town: Town, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
    """What happens between two moments to a process that looks every half hour."""
    found, now = [], since
    while now <= until:
        found += [(each, now) for each in said(await passes(town, now))]
        now += timedelta(minutes=30)
    return found


async def planned(town: Town, step: Step) -> list[Due]:
    """The due rows of a kind."""
    async with town.database.reading() as tx:
        rows = await tx.session.scalars(
            select(Due).where(Due.kind == DueKind.SHIFT).order_by(Due.at, Due.id)
        )
        return [row for row in rows if row.payload["step"] == step]


__all__ = ["News", "one", "passes", "planned", "said", "ticked"]
