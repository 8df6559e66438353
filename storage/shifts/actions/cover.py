"""The search for somebody who steps in: three at a time, the first yes gets the place.

Who is asked holds nothing. Every no to a place that was promised opens it at once. While the shift
has too few people it goes on: when the three have declined, or have let their time pass, the next
are asked, at last also who was asked lately, and staff hear when there is nobody left. While it has
enough without them it is one question to three who were not asked lately, and no more: the place
was promised to nobody else, and who is asked often stops answering. When as many come as were
promised, those who have not answered hear that it is taken.
"""

from __future__ import annotations

from datetime import datetime

from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.shifts.actions.planning import of_shift, plan, tell
from storage.shifts.actions.step import locked
from storage.shifts.asking import ASKED_AT_ONCE, asked_until, can_be_asked
from storage.shifts.queries import Held, Helper
from storage.shifts.queries.fitting import Candidate, asked_lately, candidates
from storage.shifts.rules import LIFECYCLE, Act, News, PlaceState, ShiftState, Step
from storage.shifts.tables import ShiftPlace
from storage.volunteers.queries import may_work


def waits(held: Held, state: PlaceState) -> list[Helper]:
    """Who stands in a state at a shift, in their order."""
    return [each for each in held.helpers if each.state is state]


def lacking(held: Held) -> int:
    """How many more must come until it is as many as were promised, and as it needs at least."""
    row = held.shift
    return max(0, min(max(row.minimum, row.promised), row.maximum) - len(held.coming))


def wanted(held: Held) -> int:
    """How many more must be found: who was offered a place counts as found."""
    return max(0, min(lacking(held) - len(waits(held, PlaceState.OFFERED)), held.left))


def promise(held: Held, lost: int) -> None:
    """So many who were expected are not any more: others are sought until it is as many again."""
    held.shift.promised = max(held.shift.promised, len(held.coming) + lost)


async def seek(
    tx: Transaction, held: Held, now: datetime, *, again: bool = False
) -> tuple[int, ...]:
    """Ask the next few whether they step in, on a locked shift; their numbers. `again`: some were
    asked and none of them said yes.

    Nobody is asked while others still think about it, by night, or once it has begun; and not again
    for a shift that has enough people.
    """
    if held.shift.state != ShiftState.OPEN or held.shift.begins_at <= now:
        return ()
    _let_pass(held, now)
    if not wanted(held) or waits(held, PlaceState.ASKED):
        return ()
    again_for_more = again and not held.missing
    can = can_be_asked(now, held.shift.begins_at) and not again_for_more
    chosen = await _choose(tx, held, now) if can else []
    if not chosen:
        held.shift.promised = 0
        if held.missing:
            await tell(tx, held.shift, None, News.NOBODY, now)
        return ()
    until = asked_until(now, held.shift.begins_at)
    for each in chosen:
        await _ask(tx, held, each, until, now)
    await plan(tx, of_shift(held.shift, Step.COVER, until))
    return tuple(each.number for each in chosen)


def _let_pass(held: Held, now: datetime) -> None:
    """Who was asked, and has let their time pass, is asked no more."""
    for helper in waits(held, PlaceState.ASKED):
        if helper.place.until is None or helper.place.until <= now:
            lapse(helper)


async def _choose(tx: Transaction, held: Held, now: datetime) -> list[Candidate]:
    day, chosen = held.days[-1], list[Candidate]()
    for each in await candidates(tx, held, now):
        if asked_lately(each, now) and (
            not held.missing or (chosen and not asked_lately(chosen[0], now))
        ):
            break
        if await may_work(tx, each.number, held.shift.role, day):
            chosen.append(each)
        if len(chosen) == ASKED_AT_ONCE:
            break
    return chosen


async def _ask(
    tx: Transaction, held: Held, each: Candidate, until: datetime, now: datetime
) -> None:
    place = ShiftPlace(
        shift=held.shift.id,
        volunteer=each.number,
        state=PlaceState.ASKED,
        since=now,
        until=until,
        asked_at=now,
    )
    tx.session.add(place)
    await tx.flush()
    await tell(tx, held.shift, place, News.ASKED, now, until=until.isoformat())


async def found(tx: Transaction, shift_id: int, now: datetime) -> None:
    """There may be as many as were promised: then who was asked and has not answered hears it."""
    held = await locked(tx, shift_id)
    if lacking(held):
        return
    held.shift.promised = 0
    for helper in waits(held, PlaceState.ASKED):
        lapse(helper)
        await tell(tx, held.shift, helper.place, News.FOUND, now)
    await tx.flush()


def lapse(helper: Helper) -> None:
    """An offer or a question has run out."""
    helper.place.state = LIFECYCLE.after(helper.state, Act.LAPSE)
    helper.place.until = None


async def search(tx: Transaction, by: Colleague, shift_id: int, now: datetime) -> tuple[int, ...]:
    """A coordinator lets people be asked to step in; the numbers of those who are asked now.

    Raises NotAllowed, NoSuchShift.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    return await seek(tx, await locked(tx, shift_id), now)
