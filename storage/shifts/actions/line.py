"""What becomes of a place that is free again: it is offered to who waits for it, one after the
other; when nobody does, others are asked to step in (cover.py says for how long).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction
from storage.shifts.actions.cover import promise, seek, waits
from storage.shifts.actions.planning import of_place, plan, tell
from storage.shifts.actions.step import locked
from storage.shifts.asking import can_be_asked, offer_until
from storage.shifts.queries import Held, Helper
from storage.shifts.queries.fitting import fits
from storage.shifts.rules import LIFECYCLE, Act, News, PlaceState, ShiftState, Step


@dataclass(frozen=True)
class Freed:
    """Who was offered a free place, and who is asked to step in: numbers of volunteers."""

    offered: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()


async def freed(
    tx: Transaction,
    shift_id: int,
    now: datetime,
    *,
    lost: int = 0,
    again: bool = False,
    search: bool = True,
) -> Freed:
    """Find somebody for whatever place is free at a shift: who waits first, else who can step in.

    Call it whenever somebody left, declined or was dropped; and without a `search`, which is for
    places that somebody had, when a shift takes more people. lost: so many were expected and said
    no, so that others are sought though there are enough; not where staff took somebody off, who
    know whether they need another one. again: it was a no to stepping in. Does nothing where
    nothing is free, and is safe to call once too often.
    """
    held = await locked(tx, shift_id)
    if held.shift.state != ShiftState.OPEN or held.shift.begins_at <= now:
        return Freed()
    if lost:
        promise(held, lost)
    offered = await _offer_all(tx, held, now)
    return Freed(offered, await seek(tx, held, now, again=again) if search else ())


async def _offer_all(tx: Transaction, held: Held, now: datetime) -> tuple[int, ...]:
    """Offer every free place to the next who waits and can; whoever cannot now keeps their turn."""
    offered: list[int] = []
    if not can_be_asked(now, held.shift.begins_at):
        return ()
    for helper in waits(held, PlaceState.WAITING):
        if held.left <= 0:
            break
        number = helper.place.volunteer
        if number is not None and await fits(tx, number, held):
            await _offer(tx, held, helper, now)
            offered.append(number)
    return tuple(offered)


async def _offer(tx: Transaction, held: Held, helper: Helper, now: datetime) -> None:
    until = offer_until(now, held.shift.begins_at)
    helper.place.state = LIFECYCLE.after(helper.state, Act.OFFER)
    helper.place.until = until
    stamp = until.isoformat()
    await plan(tx, of_place(held.shift, helper.place, Step.LAPSE, until, until=stamp))
    await tell(tx, held.shift, helper.place, News.OFFERED, now, until=stamp)
