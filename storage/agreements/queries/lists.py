"""Agreements in lists, and how many there are of each level. Staff see all, a partner its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, null, select
from sqlalchemy.orm import aliased

from storage.agreements.levels import AgreementLevel
from storage.agreements.queries.speaking import PARTNER_NOW, speaks_for
from storage.agreements.rules import (
    HIDDEN,
    RUNNING,
    TALKING,
    UNREAD,
    AgreementAct,
    AgreementState,
    VoiceKind,
)
from storage.agreements.tables import Agreement, Voice
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.partners.tables import Partner
from storage.people.queries import Colleague

MOST = 200


@dataclass(frozen=True)
class Listed:
    """An agreement in a list."""

    number: int
    partner: str
    level: AgreementLevel
    state: AgreementState
    ends_on: date | None
    evaluate_on: date | None
    unread: bool
    assigned: int | None
    created_at: datetime
    promised_on: date | None
    late_since: date | None


def _listed(*, theirs: bool = False) -> Select[*tuple[object, ...]]:
    """`theirs`: as the partner knows it, without what was sent and not heard of yet."""
    on_its_way = and_(Case.state == AgreementState.ASKED, Case.shown_state.not_in(TALKING))
    as_heard = case((on_its_way, AgreementState.DRAFTING.value), else_=Case.state)
    unread = Case.shown_state.in_(UNREAD)
    ends_on: ColumnElement[date] = case((unread, null()), else_=Agreement.ends_on)
    return (
        select(
            Case.number,
            Partner.name,
            Agreement.level,
            as_heard if theirs else Case.state,
            ends_on if theirs else Agreement.ends_on,
            Agreement.evaluate_on,
            Case.unread,
            Case.assigned,
            Case.created_at,
            Case.promised_on,
            Case.late_since,
        )
        .join(Agreement, Agreement.number == Case.number)
        .join(Partner, Partner.number == PARTNER_NOW)
    )


def _rows(found: object) -> Iterator[Listed]:
    for row in found:  # type: ignore[attr-defined]
        number, name, level, state, *rest = row
        yield Listed(number, name, AgreementLevel(level), AgreementState(state), *rest)


async def all_of_them(tx: Transaction, by: Colleague) -> Sequence[Listed]:
    """Every agreement: those that run first, what runs out soonest on top; then the rest."""
    running = Case.state.in_(RUNNING)
    found = await tx.session.execute(
        _listed()
        .order_by(Case.closed_at.is_not(None), ~running, Agreement.ends_on, Case.changed_at.desc())
        .limit(MOST)
    )
    return list(_rows(found))


async def waiting(tx: Transaction, by: Colleague) -> Sequence[Listed]:
    """Agreements with something new from the partner, or that staff must write."""
    found = await tx.session.execute(
        _listed()
        .where(
            Case.closed_at.is_(None),
            Case.unread.is_(True)
            | Case.state.in_(
                [AgreementState.WANTED, AgreementState.DRAFTING, AgreementState.LAWYER]
            ),
        )
        .order_by(Case.changed_at)
        .limit(MOST)
    )
    return list(_rows(found))


async def waiting_count(tx: Transaction) -> int:
    """How many have something new from the partner, or are wanted and not begun."""
    wanted = select(func.count()).select_from(Agreement).join(Case, Case.number == Agreement.number)
    waits = Case.unread.is_(True) | (Case.state == AgreementState.WANTED)
    return await tx.session.scalar(wanted.where(Case.closed_at.is_(None), waits)) or 0


async def running_out(tx: Transaction, before: date) -> Sequence[Listed]:
    """What ends before a day, soonest first."""
    found = await tx.session.execute(
        _listed()
        .where(Case.state.in_(RUNNING), Agreement.ends_on < before)
        .order_by(Agreement.ends_on)
        .limit(MOST)
    )
    return list(_rows(found))


async def agreements_of(tx: Transaction, person_id: int) -> Sequence[Listed]:
    """What somebody's associations have agreed with the library, newest first."""
    found = await tx.session.execute(
        _listed(theirs=True)
        .where(PARTNER_NOW.in_(speaks_for(person_id)), Case.shown_state != HIDDEN)
        .order_by(Case.closed_at.is_not(None), Case.number.desc())
        .limit(MOST)
    )
    return list(_rows(found))


async def done_together(tx: Transaction, partners: Sequence[int]) -> Mapping[int, list[str]]:
    """What partners do together with the library: the released titles of ideas about which an
    agreement is in force. Words of an agreement itself are for its two sides.
    """
    idea = aliased(Case)
    found = await tx.connection.execute(
        select(PARTNER_NOW.label("partner"), idea.shown_title)
        .select_from(Agreement)
        .join(Case, Case.number == Agreement.number)
        .join(idea, idea.number == Agreement.about)
        .where(
            PARTNER_NOW.in_(partners),
            Case.state.in_(RUNNING),
            idea.title.is_not(None),
            idea.shown_title.is_not(None),
        )
        .order_by(Agreement.agreed_at)
    )
    titles: dict[int, list[str]] = {}
    for row in found:
        titles.setdefault(row.partner, []).append(row.shown_title)
    return titles


@dataclass(frozen=True)
class Counted:
    """How many agreements of each level: open, in force, and ended; and how looking back went."""

    made: Mapping[AgreementLevel, int] = field(default_factory=Counter)
    running: Mapping[AgreementLevel, int] = field(default_factory=Counter)
    ended: Mapping[AgreementLevel, int] = field(default_factory=Counter)
    looked_back: Mapping[AgreementLevel, int] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.made.values())


async def counted(tx: Transaction, start: datetime, end: datetime) -> Counted:
    """Count the agreements that were begun in a period, by level, as they are now. What a partner
    wants has no level before staff begin it.
    """
    begun = (
        select(Event.id)
        .where(
            Event.case_number == Case.number,
            Event.act.in_([AgreementAct.PROPOSE, AgreementAct.TAKE_UP]),
        )
        .exists()
    )
    looked = (
        select(Voice.id)
        .where(Voice.number == Agreement.number, Voice.kind == VoiceKind.EVALUATION)
        .exists()
    )
    rows = await tx.connection.execute(
        select(Agreement.level, Case.state, looked.label("looked"), func.count().label("n"))
        .join(Case, Case.number == Agreement.number)
        .where(Case.created_at >= start, Case.created_at < end, begun)
        .group_by(Agreement.level, Case.state, "looked")
    )
    made, running, ended, back = (Counter[AgreementLevel]() for _ in range(4))
    for row in rows:
        level = AgreementLevel(row.level)
        made[level] += row.n
        running[level] += row.n if row.state in RUNNING else 0
        ended[level] += row.n if row.state == AgreementState.ENDED else 0
        back[level] += row.n if row.looked else 0
    return Counted(made, running, ended, back)
