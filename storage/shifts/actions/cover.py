"""The search for somebody to step in: three are asked at a time, and the first yes gets the place.

Being asked reserves nothing. When somebody says no to a place that they had promised to take, the
search begins at once. While the shift has too few people it goes on: when the three have declined
or let their time pass, the next are asked, in the end also those who were asked lately, and staff
are told when nobody is left. While the shift has enough people without them, only three who were
not asked lately are asked, once: nobody else was promised the place, and people who are asked often
stop answering. When as many come as were promised, those who have not answered are told that the
place is taken.
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
    """The helpers of a shift who are in this state, in their order."""
    return [each for each in held.helpers if each.state is state]


def lacking(held: Held) -> int:
    """How many more must come to be as many as were promised, and as many as it needs."""
    row = held.shift
    return max(0, min(max(row.minimum, row.promised), row.maximum) - len(held.coming))


def wanted(held: Held) -> int:
    """How many more must be found; whoever was offered a place counts as found."""
    return max(0, min(lacking(held) - len(waits(held, PlaceState.OFFERED)), held.left))


def promise(held: Held, lost: int) -> None:
    """So many fewer are expected now: seek others until there are as many again."""
    held.shift.promised = max(held.shift.promised, len(held.coming) + lost)


async def seek(
    tx: Transaction, held: Held, now: datetime, *, again: bool = False
) -> tuple[int, ...]:
    """Ask the next few to step in, on a locked shift; returns their numbers. `again`: some were
    asked and none of them said yes.

    Nobody is asked while others still think about it, at night, or once the shift has begun; and
    nobody is asked again for a shift that has enough people.
    """
    if held.shift.state != ShiftState.OPEN or held.shift.begins_at <= now:
        return ()
    let_pass(held, now)
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


def let_pass(held: Held, now: datetime) -> None:
    """Ask those no longer who have let their time pass."""
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
    """If as many come as were promised, tell those who have not answered that it is taken."""
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
