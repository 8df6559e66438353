"""The only writers of live talks. Every act locks the case first, then the talk.

An act that raises has changed nothing. The handlers tell both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage.care import queries
from storage.care.queries import Talking
from storage.care.rules import (
    PESTER,
    SILENT_LASTS,
    Ended,
    HasIt,
    NoTalk,
    Reason,
    TalkState,
)
from storage.care.tables import LiveTalk
from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, open_case, record
from storage.cases.rules import CaseAct, CaseKind, Source, first_name, new_code
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.tables import Staff
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass(frozen=True)
class Spoken:
    """What became of a citizen's words. `rings`: all of the staff are to be told."""

    number: int
    kind: CaseKind
    began: bool
    rings: bool
    holder: int | None


async def speak(
    tx: Transaction,
    person_id: int,
    case_number: int | None,
    now: datetime,
    answer_by: datetime,
    *,
    reason: Reason = Reason.ASKED,
) -> Spoken:
    """A citizen says something to the staff: in their open talk, else one begins, on their case or
    on a case of its own. `answer_by`: when they are told honestly that nobody has answered.
    """
    had = await queries.talk_of(tx, person_id)
    rings = await _rings(tx, person_id, had, reason, now)
    number = had.number if had else case_number
    if had is None and number is not None and not await cases.may_read(tx, person_id, number):
        number = None
    case = await _case(tx, person_id, number, now)
    live = await _open_talk(tx, case.number, person_id) if had else None
    began = live is None
    if live is None:
        live = LiveTalk(
            case_number=case.number,
            person_id=person_id,
            reason=reason,
            began_at=now,
            spoken_at=now,
        )
        tx.session.add(live)
    if reason.urgent:
        live.reason = reason
    if live.waiting_since is None:
        live.waiting_since, live.late = now, False
        await _plan_honesty(tx, case.number, now, answer_by)
    live.spoken_at = now
    case.unread = True
    act = CaseAct.ALARM if reason.urgent else CaseAct.SPEAK
    await record(tx, case, Entry(act, case.state, by=person_id), now)
    holder = await _holder(tx, live)
    return Spoken(case.number, CaseKind(case.kind), began, rings, holder)


async def _rings(
    tx: Transaction, person_id: int, had: Talking | None, reason: Reason, now: datetime
) -> bool:
    """Whether telephones ring: for a talk that begins, and for an alarm, but not for every line."""
    if not reason.urgent:
        return had is None and not await queries.rang_lately(tx, person_id, now, PESTER)
    return had is None or had.reason is not reason or had.spoken_at <= now - PESTER


async def _case(tx: Transaction, person_id: int, number: int | None, now: datetime) -> Case:
    """The case that is talked about, locked; a new one of its own kind when there is none."""
    found = await cases.locked(tx, number) if number is not None else None
    if found is not None:
        return found
    made = Case(
        kind=CaseKind.TALK,
        state=TalkState.OPEN,
        shown_state=TalkState.OPEN,
        author=person_id,
        source=Source.WEB,
        code=new_code(),
        created_at=now,
        unread=True,
        version=1,
        changed_at=now,
    )
    await open_case(tx, made, Entry(CaseAct.BEGIN, None, by=person_id), now)
    locked = await cases.locked(tx, made.number)
    if locked is None:
        raise NoTalk
    return locked


async def _plan_honesty(tx: Transaction, number: int, now: datetime, at: datetime) -> None:
    payload = {"since": now.isoformat()}
    await talk.plan(tx, DueKind.UNANSWERED, at, payload, case_number=number)


async def _open_talk(tx: Transaction, number: int, person_id: int | None = None) -> LiveTalk | None:
    wanted = select(LiveTalk).where(LiveTalk.case_number == number, LiveTalk.ended_at.is_(None))
    if person_id is not None:
        wanted = wanted.where(LiveTalk.person_id == person_id)
    return await tx.session.scalar(
        wanted.order_by(LiveTalk.id)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def _holder(tx: Transaction, live: LiveTalk) -> int | None:
    """Who has the talk; None where they read it in the group anyway, or work here no more."""
    if live.taken_by is None or live.in_group:
        return None
    return await tx.session.scalar(
        select(Staff.person_id).where(Staff.person_id == live.taken_by, Staff.removed_at.is_(None))
    )


async def _on(tx: Transaction, number: int) -> tuple[Case, LiveTalk]:
    """A case and the talk that is open on it, both locked. Raises NoTalk."""
    case = await cases.locked(tx, number)
    live = await _open_talk(tx, number) if case else None
    if case is None or live is None:
        raise NoTalk
    return case, live


async def take(
    tx: Transaction,
    by: Colleague,
    number: int,
    now: datetime,
    *,
    in_group: bool = False,
    over: bool = False,
) -> LiveTalk:
    """Take a talk; every role may. `over`: also from a colleague who has it.

    Raises NoTalk, and HasIt when a colleague was faster.
    """
    case, live = await _on(tx, number)
    if live.taken_by == by.person_id:
        return live
    await _check_free(tx, live, by, over=over)
    await _take(tx, case, live, by, now, in_group=in_group)
    return live


async def _check_free(tx: Transaction, live: LiveTalk, by: Colleague, *, over: bool) -> None:
    if live.taken_by is None or live.taken_by == by.person_id or over:
        return
    name = await tx.session.scalar(
        select(Staff.name).where(Staff.person_id == live.taken_by, Staff.removed_at.is_(None))
    )
    if name is not None:
        raise HasIt(first_name(name))


async def _take(
    tx: Transaction, case: Case, live: LiveTalk, by: Colleague, now: datetime, *, in_group: bool
) -> None:
    live.taken_by, live.taken_at, live.in_group = by.person_id, now, in_group
    if case.kind == CaseKind.TALK:
        case.assigned = by.person_id
    await record(tx, case, _by(by, CaseAct.TAKE_TALK, case), now)


async def answer(
    tx: Transaction, by: Colleague, number: int, now: datetime, *, in_group: bool = False
) -> LiveTalk:
    """Answer the citizen; a talk that nobody has is taken with it. Raises NoTalk, HasIt."""
    case, live = await _on(tx, number)
    await _check_free(tx, live, by, over=False)
    if live.taken_by != by.person_id:
        await _take(tx, case, live, by, now, in_group=in_group)
    live.waiting_since, live.late, live.spoken_at = None, False, now
    case.unread = False
    await record(tx, case, _by(by, CaseAct.TELL, case), now)
    return live


async def end(tx: Transaction, by: Colleague, number: int, now: datetime) -> LiveTalk:
    """A colleague ends a talk, whoever has it. Raises NoTalk."""
    case, live = await _on(tx, number)
    await _end(tx, case, live, _by(by, CaseAct.END_TALK, case), Ended.STAFF, now)
    return live


async def end_own(
    tx: Transaction, person_id: int, now: datetime, *, for_good: bool = False
) -> Spoken | None:
    """A citizen ends their talk; None when they have none. An alarm that nobody has taken stays
    open for the staff, unless it must end `for_good`.
    """
    had = await queries.talk_of(tx, person_id)
    if had is None:
        return None
    case, live = await _on(tx, had.number)
    entry = Entry(CaseAct.LEAVE_TALK, case.state, by=person_id)
    holder = await _holder(tx, live)
    if had.reason.urgent and live.taken_by is None and not for_good:
        await record(tx, case, entry, now)
    else:
        await _end(tx, case, live, entry, Ended.CITIZEN, now)
    return Spoken(case.number, CaseKind(case.kind), False, False, holder)


async def _end(
    tx: Transaction, case: Case, live: LiveTalk, entry: Entry, by: Ended, now: datetime
) -> None:
    live.ended_at, live.ended_by, live.waiting_since = now, by, None
    if case.kind == CaseKind.TALK:
        case.state = case.shown_state = TalkState.ENDED
        case.closed_at = now
        case.unread = False
    await record(tx, case, entry, now)


async def misread(tx: Transaction, person_id: int, now: datetime) -> int | None:
    """The citizen says that the robot misunderstood them. It is written down; the talk stays open,
    because staff decide that. Returns the number of the case, if there is one.
    """
    had = await queries.talk_of(tx, person_id)
    if had is None or not had.reason.urgent:
        return None
    case, _ = await _on(tx, had.number)
    await record(tx, case, Entry(CaseAct.MISREAD, case.state, by=person_id), now)
    return case.number


async def admit_late(tx: Transaction, number: int, since: datetime, now: datetime) -> bool:
    """A working day has passed without an answer to what was said then. False if it was answered,
    or the talk has ended.
    """
    try:
        case, live = await _on(tx, number)
    except NoTalk:
        return False
    if live.waiting_since != since:
        return False
    live.late = True
    await record(tx, case, Entry(CaseAct.UNANSWERED, case.state), now)
    return True


async def end_silent(tx: Transaction, now: datetime) -> int:
    """End talks in which nobody has said anything for a month; how many."""
    rows = await tx.session.scalars(
        select(LiveTalk.case_number)
        .where(LiveTalk.ended_at.is_(None), LiveTalk.spoken_at <= now - SILENT_LASTS)
        .order_by(LiveTalk.case_number)
    )
    numbers = rows.all()
    for number in numbers:
        case, live = await _on(tx, number)
        await _end(tx, case, live, Entry(CaseAct.END_TALK, case.state), Ended.CLOCK, now)
    return len(numbers)


async def hand_over(tx: Transaction, stays: int, goes: int, now: datetime) -> None:
    """Two people become one: of two open talks an alarm goes on, else that of the one who stays."""
    kept, other = await queries.talk_of(tx, stays), await queries.talk_of(tx, goes)
    if kept is not None and other is not None:
        alarm = other.reason.urgent and not kept.reason.urgent
        await end_own(tx, stays if alarm else goes, now, for_good=True)
    await tx.flush()
    await tx.connection.execute(
        update(LiveTalk).where(LiveTalk.person_id == goes).values(person_id=stays)
    )


def _by(by: Colleague, act: CaseAct, case: Case) -> Entry:
    return Entry(act, case.state, by=by.person_id, by_name=first_name(by.name))
