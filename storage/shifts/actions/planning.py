"""The due rows of shifts: what each carries to find out whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.database import Transaction
from storage.shifts.queries import Held
from storage.shifts.rules import News, Step
from storage.shifts.tables import Shift, ShiftPlace
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.talk.tables import Due


@dataclass(frozen=True)
class Row:
    """Something for later. `number` is the volunteer whom it is about, if it is about one."""

    step: Step
    at: datetime
    payload: dict[str, Any]
    number: int | None = None


def of_shift(shift: Shift, step: Step, at: datetime, **more: Any) -> Row:
    """A row about a shift as it is now; it lapses when the shift begins at another time."""
    payload = {"step": step, "shift": shift.id, "begins": shift.begins_at.isoformat()}
    return Row(step, at, {**payload, **more})


def of_place(shift: Shift, place: ShiftPlace, step: Step, at: datetime, **more: Any) -> Row:
    """A row about somebody's place at a shift."""
    row = of_shift(shift, step, at, place=place.id, **more)
    return Row(step, at, row.payload, place.volunteer)


async def plan(tx: Transaction, row: Row) -> None:
    """Write down something for later."""
    await tx.flush()
    await talk.plan(tx, DueKind.SHIFT, row.at, row.payload, case_number=row.number)


async def plan_new(tx: Transaction, rows: Iterable[Row]) -> None:
    """Plan what is not planned already, so that nobody who left and came back is told anything
    twice. The caller holds the shift.
    """
    wanted = list(rows)
    await tx.flush()
    numbers = {row.number for row in wanted if row.number is not None}
    there = await tx.connection.execute(
        select(Due.payload).where(
            Due.kind == DueKind.SHIFT,
            Due.at.in_({row.at for row in wanted}),
            Due.case_number.in_(numbers) if numbers else Due.case_number.is_(None),
        )
    )
    known = [payload for (payload,) in there]
    for row in wanted:
        if row.payload not in known:
            await plan(tx, row)


async def tell_dropped(
    tx: Transaction, held: Sequence[Held], number: int | None, now: datetime
) -> None:
    """Let the next tick tell somebody, at once, of all shifts at which they lost their place.
    Without a number for somebody who was erased.
    """
    if held:
        ids = [each.shift.id for each in held]
        row = of_shift(held[0].shift, Step.TELL, now, what=News.DROPPED, shifts=ids)
        await plan(tx, Row(row.step, now, row.payload, number))


async def tell(
    tx: Transaction,
    shift: Shift,
    place: ShiftPlace | None,
    what: News,
    now: datetime,
    **more: Any,
) -> None:
    """Let the next tick tell what has happened by itself."""
    if place is None:
        await plan(tx, of_shift(shift, Step.TELL, now, what=what, **more))
    else:
        await plan(tx, of_place(shift, place, Step.TELL, now, what=what, **more))
