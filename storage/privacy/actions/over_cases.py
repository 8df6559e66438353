"""Sweeps that end data of cases: their talk, their people, and what belongs to them.

Each ends a part in one transaction, and returns how much. rules.py says when a period is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, and_, cast, delete, exists, literal, or_, select

from storage.agreements.actions import forget_agreements
from storage.agreements.rules import FORGOTTEN
from storage.cases import queries as cases
from storage.cases.rules import CaseKind
from storage.cases.tables import Case, Reader
from storage.database import Transaction
from storage.introductions.actions import forget_old
from storage.introductions.tables import Introduction
from storage.partners.actions import forget_contact_links, forget_contacts
from storage.partners.tables import Contact, Partner
from storage.privacy.actions.cases import forget_case
from storage.privacy.actions.quotes import blank_lines, blank_quotes, words_of
from storage.privacy.actions.warn import is_over
from storage.privacy.queries.holds import is_held
from storage.privacy.rules import (
    AGREEMENT,
    INTRODUCTION,
    MOST,
    PARTNER,
    TALK,
    VOLUNTEER,
)
from storage.privacy.tables import Keeping
from storage.shifts.actions import forget_places, forget_shifts
from storage.shifts.tables import ShiftPlace
from storage.talk.rules import PRIVATE
from storage.talk.tables import Line, Talk


async def lines(tx: Transaction, now: datetime) -> int:
    """Delete lines of cases closed long ago, and old lines of no case where the person has no case
    either.
    """
    old = TALK.over(now)
    lives = or_(Case.closed_at.is_(None), Case.closed_at > old, is_held(Case.number))
    of_case = exists().where(
        or_(
            Case.number == Line.case_number,
            Talk.place == literal("case:") + cast(Case.number, String),
        ),
        lives,
    )
    reads = exists().where(Reader.case_number == Case.number, Reader.person_id == Talk.person_id)
    of_person = exists().where(
        Talk.place == PRIVATE, or_(Case.author == Talk.person_id, reads), lives
    )
    still = and_(Talk.id == Line.talk_id, or_(of_case, and_(Line.case_number.is_(None), of_person)))
    gone = await tx.connection.execute(
        delete(Line).where(Line.at <= old, ~exists(select(Talk.id).where(still)))
    )
    return gone.rowcount


async def ideas(tx: Transaction, now: datetime) -> int:
    """Part ideas from their people, some at a time."""
    found = await tx.session.scalars(
        select(Case.number)
        .outerjoin(Keeping, Keeping.case_number == Case.number)
        .where(is_over(now))
        .order_by(Case.number)
        .limit(MOST)
    )
    return await _parted(tx, found.all(), now)


async def _parted(tx: Transaction, numbers: Sequence[int], now: datetime) -> int:
    """Part cases from their people; returns how many."""
    for number in numbers:
        case = await cases.locked(tx, number)
        if case is None:
            continue
        author = case.author or 0
        quoted = await words_of(tx, case, author, own=True)
        await forget_case(tx, case, now, readers=True)
        await blank_quotes(tx, quoted, author, now)
    return len(numbers)


async def volunteers(tx: Transaction, now: datetime) -> int:
    """Part volunteers who stopped long ago, some at a time. That somebody had a role stays."""
    old = and_(Case.kind == CaseKind.VOLUNTEER, Case.closed_at <= VOLUNTEER.over(now))
    found = await tx.session.scalars(
        select(Case.number)
        .where(old, Case.author.is_not(None), ~is_held(Case.number))
        .order_by(Case.number)
        .limit(MOST)
    )
    return await _parted(tx, found.all(), now)


async def places(tx: Transaction, now: datetime) -> int:
    """Delete old places of volunteers who did not come to a shift, and what was said about that."""
    return await forget_places(tx, VOLUNTEER.over(now), is_held(ShiftPlace.volunteer))


async def shifts(tx: Transaction, now: datetime) -> int:
    """Delete old shifts at which nobody is named any more, some at a time."""
    return await forget_shifts(tx, VOLUNTEER.named["shifts"].before(now), MOST)


async def introductions(tx: Transaction, now: datetime) -> int:
    """Delete introductions that have rested long, with what was shown in them; some at a time."""
    kept = is_held(Introduction.case_number)
    count, shown = await forget_old(tx, INTRODUCTION.over(now), kept, MOST)
    await blank_lines(tx, shown, now)
    return count


async def partners(tx: Transaction, now: datetime) -> int:
    """Part partners that were refused or left long ago, some at a time."""
    found = await tx.session.scalars(
        select(Case.number)
        .join(Partner, Partner.number == Case.number)
        .where(
            Case.kind == CaseKind.PARTNER,
            Case.closed_at <= PARTNER.over(now),
            Partner.name != "",
            ~is_held(Case.number),
        )
        .order_by(Case.number)
        .limit(MOST)
    )
    return await _parted(tx, found.all(), now)


async def agreements(tx: Transaction, now: datetime) -> int:
    """Forget agreements that ended, or were never made, long ago; some at a time."""
    found = await tx.session.scalars(
        select(Case.number)
        .where(
            Case.kind == CaseKind.AGREEMENT,
            Case.closed_at <= AGREEMENT.over(now),
            Case.shown_state != FORGOTTEN,
            ~is_held(Case.number),
        )
        .order_by(Case.number)
        .limit(MOST)
        .with_for_update()
    )
    numbers = found.all()
    await forget_agreements(tx, numbers)
    return len(numbers)


async def contacts(tx: Transaction, now: datetime) -> int:
    """Delete contact persons who left long ago, and links that work no more."""
    await forget_contact_links(tx, now)
    old = Contact.ended_at <= PARTNER.over(now)
    return await forget_contacts(tx, old & ~is_held(Contact.partner))
