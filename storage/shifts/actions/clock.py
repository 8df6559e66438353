"""What happens to shifts with time: reminders, silence, offers and questions that run out, too few
people.

Works on a due row that the caller has locked, and strikes it off. Each row finds out whether it
still holds and is still of use: what was overtaken while no process ran is dropped. The handlers
tell people.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.database import Transaction
from storage.shifts.actions.cover import lapse, let_pass, seek
from storage.shifts.actions.line import freed
from storage.shifts.actions.planning import of_place, of_shift, plan
from storage.shifts.actions.step import all_locked, locked
from storage.shifts.actions.swapping import let_swap_pass
from storage.shifts.asking import asked_until, can_be_asked, offer_until, silent_at, useful_until
from storage.shifts.queries import Held, Helper
from storage.shifts.queries.swaps import Swap
from storage.shifts.rules import COMING, News, NoSuchShift, PlaceState, ShiftState, Step
from storage.talk import actions as talk
from storage.talk.tables import Due

LATE = timedelta(minutes=5)
"""An offer that is told later than this after it was made begins anew: no time to think was had."""

SHORT_AGAIN = 24
"""The last time that staff hear of a shift with too few people, in hours before it."""


@dataclass(frozen=True)
class Happened:
    """What became due and still holds: at which shift, for whom, and what it is about. dropped: the
    shifts at which somebody lost their place, of which `held` is the first.
    """

    step: Step
    held: Held
    helper: Helper | None = None
    news: News | None = None
    swap: Swap | None = None
    dropped: tuple[Held, ...] = ()


Payload = dict[str, Any]
_Do = Callable[[Transaction, Payload, datetime], Awaitable[Happened | None]]


async def happen(tx: Transaction, due: Due, now: datetime) -> Happened | None:
    """Do what is due for a shift; None when it does not apply any more, or nobody is told."""
    late = now - due.at > LATE
    payload = {**due.payload, "number": due.case_number or 0, "late": late}
    await talk.done(tx, due)
    try:
        return await _DOING[Step(payload["step"])](tx, payload, now)
    except NoSuchShift:
        return None


async def _coming(tx: Transaction, payload: Payload, now: datetime) -> Held | None:
    """The shift of a row, locked, if it still takes place and has not begun."""
    held = await locked(tx, payload["shift"])
    on = held.shift.state == ShiftState.OPEN and held.shift.begins_at > now
    return held if on else None


async def _as_planned(tx: Transaction, payload: Payload, now: datetime) -> Held | None:
    """As `_coming`, if it still begins at the row's hour: a new hour has rows of its own."""
    held = await _coming(tx, payload, now)
    if held is None or held.shift.begins_at != datetime.fromisoformat(payload["begins"]):
        return None
    return held


def _helper(held: Held, payload: Payload) -> Helper | None:
    """Whose place a row is about; None when they were erased. Found by the place, because two
    volunteers may have become one since, under another number.
    """
    found = next((each for each in held.helpers if each.place.id == payload["place"]), None)
    return found if found is not None and found.place.volunteer is not None else None


async def _remind(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """Remind of a place; ask, where they have not said yet that they come."""
    step, held = Step(payload["step"]), await _as_planned(tx, payload, now)
    if held is None or now >= useful_until(held.shift.begins_at, step):
        return None
    helper = _helper(held, payload)
    if helper is None or helper.state not in COMING:
        return None
    if step is Step.DAYS and helper.state is PlaceState.TAKEN:
        at = silent_at(now, held.shift.begins_at)
        asked = now.isoformat()
        await plan(tx, of_place(held.shift, helper.place, Step.SILENT, at, asked=asked))
    return Happened(step, held, helper)


async def _silent(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """Somebody was asked whether they can still come, and has said nothing since."""
    held = await _as_planned(tx, payload, now)
    helper = _helper(held, payload) if held is not None else None
    if held is None or helper is None or helper.state is not PlaceState.TAKEN:
        return None
    if helper.place.since > datetime.fromisoformat(payload["asked"]):
        return None
    return Happened(Step.SILENT, held, helper)


async def _still_full(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """Somebody waits and the shift is full: tell them in time before it. They stay in the line, and
    a place that becomes free is offered to them all the same.
    """
    held = await _as_planned(tx, payload, now)
    helper = _helper(held, payload) if held is not None else None
    if held is None or helper is None or helper.state is not PlaceState.WAITING:
        return None
    if not can_be_asked(now, held.shift.begins_at):
        return None
    return Happened(Step.STILL_FULL, held, helper)


async def _lapse(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """An offer has run out: offer the place to the next in the line."""
    held = await locked(tx, payload["shift"])
    helper = _helper(held, payload)
    if helper is None or helper.state is not PlaceState.OFFERED:
        return None
    if helper.place.until is not None and helper.place.until > now:
        return None
    lapse(helper)
    await tx.flush()
    await freed(tx, held.shift.id, now)
    if held.shift.begins_at <= now:
        return None
    return Happened(Step.TELL, held, helper, News.LAPSED)


def _the_same(helper: Helper, payload: Payload, state: PlaceState) -> bool:
    """Whether it is still the offer or the question that the row is about."""
    until = helper.place.until
    return helper.state is state and until == datetime.fromisoformat(payload["until"])


async def _short(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """A shift soon begins with too few people. Of two warnings that come late, one is told."""
    held = await _as_planned(tx, payload, now)
    if held is None or not held.missing:
        return None
    again = held.shift.begins_at - timedelta(hours=SHORT_AGAIN)
    if payload["hours"] > SHORT_AGAIN and now >= again:
        return None
    return Happened(Step.SHORT, held)


async def _cover(tx: Transaction, payload: Payload, now: datetime) -> None:
    """Questions have run out: ask the next, if the shift still has too few people."""
    held = await locked(tx, payload["shift"])
    let_pass(held, now)
    await tx.flush()
    await seek(tx, held, now, again=True)


async def _tell(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """Tell what has happened by itself, if it still holds."""
    if payload["what"] == News.DROPPED:
        return await _dropped(tx, payload, now)
    held, news = await _coming(tx, payload, now), News(payload["what"])
    if held is None:
        return None
    if news is News.NOBODY:
        return Happened(Step.TELL, held, news=news) if held.missing else None
    helper = _helper(held, payload)
    if helper is None:
        return None
    if news is News.FOUND:
        left = helper.state is PlaceState.LAPSED
        return Happened(Step.TELL, held, helper, news) if left else None
    state = PlaceState.OFFERED if news is News.OFFERED else PlaceState.ASKED
    if not _the_same(helper, payload, state):
        return None
    if payload["late"]:
        await _anew(tx, held, helper, now)
    return Happened(Step.TELL, held, helper, news)


async def _dropped(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    """Somebody lost their place at some shifts. Where they were erased (`number` 0), only that."""
    number = payload["number"]
    found = tuple(
        held
        for held in await all_locked(tx, payload["shifts"])
        if held.shift.state == ShiftState.OPEN
        and held.shift.begins_at > now
        and (not number or _is_dropped(held, number))
    )
    if not found:
        return None
    return Happened(Step.TELL, found[0], found[0].of(number), News.DROPPED, dropped=found)


def _is_dropped(held: Held, number: int) -> bool:
    helper = held.of(number)
    return helper is not None and helper.state is PlaceState.DROPPED


async def _anew(tx: Transaction, held: Held, helper: Helper, now: datetime) -> None:
    """Begin the time to think anew for an offer or a question that is told late."""
    offered = helper.state is PlaceState.OFFERED
    until = (offer_until if offered else asked_until)(now, held.shift.begins_at)
    helper.place.until = until
    if offered:
        stamp = until.isoformat()
        await plan(tx, of_place(held.shift, helper.place, Step.LAPSE, until, until=stamp))
    else:
        await plan(tx, of_shift(held.shift, Step.COVER, until))


async def _swap(tx: Transaction, payload: Payload, now: datetime) -> Happened | None:
    found = await let_swap_pass(tx, payload["swap"], now)
    return Happened(Step.SWAP, found.held, found.giver, swap=found) if found else None


_DOING: dict[Step, _Do] = {
    Step.WEEK: _remind,
    Step.DAYS: _remind,
    Step.HOURS: _remind,
    Step.SILENT: _silent,
    Step.STILL_FULL: _still_full,
    Step.LAPSE: _lapse,
    Step.SHORT: _short,
    Step.COVER: _cover,
    Step.SWAP: _swap,
    Step.TELL: _tell,
}
