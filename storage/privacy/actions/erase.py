"""Erases a person in one transaction, when they or an administrator ask for it.

What they said is deleted at once. Their person stays for a few minutes, so that they can read that
it is done; then a due row deletes the rest, unless they have spoken again. A case under a hold
stays until the hold is lifted; a silenced person stays known by their address until the silence
ends. Locks in the usual order: cases, the person, talks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import or_, select

from storage.agreements.queries import PARTNER_NOW
from storage.agreements.tables import Agreement
from storage.cases import queries as cases
from storage.cases.rules import CaseKind, Source
from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.partners.actions import goes_on_without
from storage.partners.tables import Contact
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, NotAllowed, Role
from storage.people.tables import Address, Person, Staff
from storage.privacy.actions.cases import forget_case
from storage.privacy.actions.own import forget_lines, forget_own, forget_part, remove
from storage.privacy.actions.quotes import blank_quotes, words_of
from storage.privacy.actions.topics import forget_topic
from storage.privacy.queries.holds import held_cases
from storage.privacy.rules import AGAIN, FAREWELL_LASTS, HELD_AGAIN, NotErasable
from storage.silences.queries import silence_of
from storage.silences.rules import end_of
from storage.talk import actions as talk
from storage.talk.rules import PRIVATE, DueKind, Sending
from storage.talk.tables import Due, Outgoing, Talk


@dataclass
class Erased:
    """The result: the cases that are gone, that stay as records without the person, and that are
    under a hold; the last day of a running silence; whether they are staff, whose work data stays.
    """

    gone: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    silenced: date | None = None
    staff: bool = False


async def erase(
    tx: Transaction,
    person_id: int,
    now: datetime,
    *,
    by: Colleague | None = None,
    speaking: int | None = None,
) -> Erased:
    """Erase what can be erased of a person.

    speaking: the version of their private talk, when they asked there; what follows in it is the
    farewell. by: the administrator who does it for them. Raises NotErasable, NotAllowed.
    """
    if by is not None and not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    erased = Erased()
    for number in await _numbers(tx, person_id):
        await _forget_one(tx, person_id, number, erased, now, by)
    person = await tx.session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None:
        raise NotErasable
    erased.staff = await tx.session.get(Staff, person_id) is not None
    person.age, person.notice_version, person.notice_at = AgeBand.UNKNOWN, 0, None
    await tx.session.flush()
    version = await forget_own(tx, person_id, erased.held, now, spoken=speaking is not None)
    running = await silence_of(tx, person_id, now)
    erased.silenced = running.until if running else None
    if erased.held or running or (speaking is not None and not erased.staff):
        left = {"person": person_id, "version": version, "held": erased.held}
        await talk.plan(tx, DueKind.FORGET, now + FAREWELL_LASTS, left)
    elif not erased.staff:
        await remove(tx, person_id)
    return erased


async def _numbers(tx: Transaction, person_id: int) -> list[int]:
    """Every case that they gave, opened or speak for, in the order in which cases are locked."""
    opened = select(Reader.case_number).where(Reader.person_id == person_id)
    speaks = select(Contact.partner).where(Contact.person_id == person_id)
    agreed = select(Agreement.number).where(PARTNER_NOW.in_(speaks))
    theirs = (opened, speaks, agreed)
    mine = or_(Case.author == person_id, *(Case.number.in_(numbers) for numbers in theirs))
    found = await tx.session.scalars(select(Case.number).where(mine).order_by(Case.number))
    return list(found)


async def _forget_one(
    tx: Transaction,
    person_id: int,
    number: int,
    erased: Erased,
    now: datetime,
    by: Colleague | None,
) -> None:
    case = await cases.locked(tx, number)
    if case is None:
        return
    if await held_cases(tx, number):
        erased.held.append(number)
        return
    own = await _is_theirs(tx, case, person_id) and not await _stays_others(tx, case, person_id)
    quoted = await words_of(tx, case, person_id, own=own)
    if own:
        stays = await forget_case(tx, case, now, by=by)
        (erased.records if stays else erased.gone).append(number)
    else:
        await forget_part(tx, person_id, number)
        if quoted.said:
            await forget_topic(tx, case, now)
    await blank_quotes(tx, quoted, person_id, now)


async def _is_theirs(tx: Transaction, case: Case, person_id: int) -> bool:
    """Whether the case is theirs. One told at the counter is theirs if nobody else opened it."""
    if case.author == person_id:
        return True
    if case.source != Source.COUNTER:
        return False
    known = await tx.session.scalar(
        select(Address.id).where(Address.person_id == case.author).limit(1)
    )
    readers = await tx.session.scalars(
        select(Reader.person_id).where(Reader.case_number == case.number)
    )
    return known is None and readers.all() == [person_id]


async def _stays_others(tx: Transaction, case: Case, person_id: int) -> bool:
    """Whether it is a partner that others speak for too."""
    return case.kind == CaseKind.PARTNER and await goes_on_without(tx, case, person_id)


async def finish(tx: Transaction, due: Due, now: datetime) -> bool:
    """Delete the rest of an erased person; the caller has locked the row. Returns whether all is
    gone.

    A held case waits for the end of its hold, a silenced person for the end of the silence.
    Somebody who has spoken since the farewell stays, as a new person.
    """
    person_id, still = due.payload["person"], []
    for number in due.payload["held"]:
        left = Erased()
        await _forget_one(tx, person_id, number, left, now, None)
        still += left.held
        if not left.held:
            await forget_lines(tx, person_id, number)
    if still:
        due.payload = {**due.payload, "held": still}
        await talk.postpone(tx, due.id, now + HELD_AGAIN)
        return False
    running = await silence_of(tx, person_id, now)
    if running is not None:
        due.payload = {**due.payload, "held": []}
        await talk.postpone(tx, due.id, end_of(running.until))
        return False
    person = await tx.session.get(Person, person_id, with_for_update=True)
    spoken = await _has_spoken(tx, person_id, due.payload["version"])
    if person is not None and not spoken and await tx.session.get(Staff, person_id) is None:
        if await _is_being_told(tx, person_id):
            await talk.postpone(tx, due.id, now + AGAIN)
            return False
        await remove(tx, person_id)
    await talk.strike_off(tx, due.id)
    return True


async def _has_spoken(tx: Transaction, person_id: int, version: int | None) -> bool:
    """Whether anything was said after the farewell. The talk is locked, so nothing can follow."""
    now_at = await tx.session.scalar(
        select(Talk.version)
        .where(Talk.person_id == person_id, Talk.place == PRIVATE)
        .with_for_update()
    )
    return now_at != version


async def _is_being_told(tx: Transaction, person_id: int) -> bool:
    waits = (
        select(Outgoing.id)
        .join(Talk, Talk.id == Outgoing.talk_id)
        .where(Talk.person_id == person_id, Outgoing.state == Sending.WAITING)
    )
    return await tx.session.scalar(waits.limit(1)) is not None
