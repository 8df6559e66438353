"""Reads of agreements. Writes nothing.

Staff read all; a partner's contact persons read theirs, from when they have heard of it. What one
may not read is as if it were not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from storage.agreements.levels import SECTIONS, AgreementLevel, Section
from storage.agreements.rules import (
    HIDDEN,
    OPEN,
    RUNNING,
    UNREAD,
    AgreementAct,
    AgreementState,
    Dates,
    Party,
    VoiceKind,
    life_of,
    mark_of,
    may,
)
from storage.agreements.tables import Agreement, Clause, Consent, Voice
from storage.cases.rules import CaseKind, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.tables import Idea
from storage.partners.rules import PartnerState
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague

MOST = 200


_OF = aliased(Case)
PARTNER_NOW = (
    select(func.coalesce(_OF.merged_into, _OF.number))
    .where(_OF.number == Agreement.partner)
    .correlate(Agreement)
    .scalar_subquery()
)
"""Whom an agreement is with today: its partner, or the one that its partner has gone into."""


@dataclass(frozen=True)
class Whole:
    """An agreement with all that belongs to it, as one side may see it."""

    case: Case
    agreement: Agreement
    partner: Partner
    contact: Contact | None
    clauses: Mapping[str, Clause]
    voices: Sequence[Voice]
    consents: Mapping[str, Consent]
    acts: tuple[AgreementAct, ...] = ()
    party: Party = Party.LIBRARY

    @property
    def number(self) -> int:
        """Its number."""
        return self.case.number

    @property
    def state(self) -> AgreementState:
        """Where it stands."""
        return AgreementState(self.case.state)

    @property
    def level(self) -> AgreementLevel:
        """How formal it is."""
        return AgreementLevel(self.agreement.level)

    @property
    def dates(self) -> Dates:
        """Its days."""
        return dates_of(self.agreement)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What its level speaks about."""
        return SECTIONS[self.level]

    @property
    def words(self) -> dict[str, str]:
        """What is written, by section, in the order of the sections."""
        return {str(s): self.clauses[s].text for s in Section if s in self.clauses}

    @property
    def mark(self) -> str:
        """The digest of what is written now."""
        return mark_of(self.level, self.dates, self.agreement.signatory, self.words)

    @property
    def reads_draft(self) -> bool:
        """Whether this side may read what is written: the partner not before it was sent."""
        return self.party is Party.LIBRARY or self.case.shown_state not in UNREAD

    def told(self, kind: VoiceKind, party: Party | None = None) -> list[Voice]:
        """What one side, or both, told by itself."""
        return [v for v in self.voices if v.kind == kind and party in {None, v.party}]


def dates_of(agreement: Agreement) -> Dates:
    """The days of an agreement."""
    return Dates(agreement.starts_on, agreement.ends_on, agreement.evaluate_on)


async def for_staff(tx: Transaction, by: Colleague, number: int) -> Whole | None:
    """An agreement as a colleague may see it; None when there is none of that number."""
    return await _whole(tx, number, Party.LIBRARY, by)


async def for_group(tx: Transaction, number: int) -> Whole | None:
    """An agreement as the staff's group in Telegram shows it."""
    return await _whole(tx, number, Party.LIBRARY, None)


async def for_partner(tx: Transaction, person_id: int, number: int) -> Whole | None:
    """An agreement as a contact person of the partner may see it; None where it is not theirs."""
    if not possible(number) or not await _is_theirs(tx, person_id, number):
        return None
    return await _whole(tx, number, Party.PARTNER, None)


def speaks_for(person_id: int) -> Select[int]:
    """The partners that somebody is a contact person of."""
    return select(Contact.partner).where(Contact.person_id == person_id, Contact.ended_at.is_(None))


async def _is_theirs(tx: Transaction, person_id: int, number: int) -> bool:
    found = await tx.session.scalar(
        select(Agreement.number)
        .join(Case, Case.number == Agreement.number)
        .where(
            Agreement.number == number,
            PARTNER_NOW.in_(speaks_for(person_id)),
            Case.shown_state != HIDDEN,
        )
    )
    return found is not None


async def _whole(tx: Transaction, number: int, party: Party, by: Colleague | None) -> Whole | None:
    if not possible(number):
        return None
    found = await tx.session.execute(
        select(Case, Agreement, Partner, Contact)
        .join(Agreement, Agreement.number == Case.number)
        .join(Partner, Partner.number == PARTNER_NOW)
        .outerjoin(Contact, Contact.id == Agreement.contact)
        .where(Case.number == number)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    if row is None:
        return None
    case, agreement, partner, contact = row
    clauses = await tx.session.scalars(select(Clause).where(Clause.number == number))
    voices = await tx.session.scalars(
        select(Voice).where(Voice.number == number).order_by(Voice.id)
    )
    consents = await tx.session.scalars(select(Consent).where(Consent.number == number))
    return Whole(
        case,
        agreement,
        partner,
        contact,
        {clause.section: clause for clause in clauses},
        voices.all(),
        {consent.party: consent for consent in consents},
        _acts(case, agreement, party, by),
        party,
    )


def _acts(
    case: Case, agreement: Agreement, party: Party, by: Colleague | None
) -> tuple[AgreementAct, ...]:
    role = by.role if by else None
    state = AgreementState(case.state)
    legal = [m.act for m in life_of(agreement.level).legal(state) if may(m.by, party, role)]
    return tuple(dict.fromkeys(legal))


async def contacts_of(tx: Transaction, partner: int) -> Sequence[Contact]:
    """Who speaks for a partner, those who can be reached here first."""
    return (
        await tx.session.scalars(
            select(Contact)
            .where(Contact.partner == partner, Contact.ended_at.is_(None))
            .order_by(Contact.person_id.is_(None), Contact.id)
        )
    ).all()


async def listeners(tx: Transaction, whole: Whole) -> list[int]:
    """Who of the partner hears of an agreement here: its contact person, or else all of them."""
    there = [c for c in await contacts_of(tx, whole.partner.number) if c.person_id is not None]
    named = [c for c in there if c.id == whole.agreement.contact]
    return sorted({c.person_id for c in named or there if c.person_id is not None})


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


def _listed() -> Select[*tuple[object, ...]]:
    return (
        select(
            Case.number,
            Partner.name,
            Agreement.level,
            Case.state,
            Agreement.ends_on,
            Agreement.evaluate_on,
            Case.unread,
            Case.assigned,
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
    """What the partner has said or done that nobody has looked at, and what staff must write."""
    found = await tx.session.execute(
        _listed()
        .where(
            Case.closed_at.is_(None),
            Case.unread.is_(True)
            | Case.state.in_([AgreementState.DRAFTING, AgreementState.LAWYER]),
        )
        .order_by(Case.changed_at)
        .limit(MOST)
    )
    return list(_rows(found))


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
        _listed()
        .where(PARTNER_NOW.in_(speaks_for(person_id)), Case.shown_state != HIDDEN)
        .order_by(Case.closed_at.is_not(None), Case.number.desc())
        .limit(MOST)
    )
    return list(_rows(found))


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


async def words_by(tx: Transaction, person_id: int, number: int) -> list[str | None]:
    """What somebody told and wrote in an agreement, and the name they said yes with."""
    found: list[str | None] = []
    for column, table in ((Voice.text, Voice), (Clause.text, Clause), (Consent.name, Consent)):
        rows = await tx.session.scalars(
            select(column).where(table.number == number, table.by == person_id)
        )
        found += rows
    return found


async def counted(tx: Transaction, start: datetime, end: datetime) -> Counted:
    """Count the agreements that were begun in a period, by level, as they stand now."""
    looked = (
        select(Voice.id)
        .where(Voice.number == Agreement.number, Voice.kind == VoiceKind.EVALUATION)
        .exists()
    )
    rows = await tx.connection.execute(
        select(Agreement.level, Case.state, looked.label("looked"), func.count().label("n"))
        .join(Case, Case.number == Agreement.number)
        .where(Case.created_at >= start, Case.created_at < end)
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


async def active_partners(tx: Transaction, most: int = 300) -> Sequence[Partner]:
    """Whom an agreement can be made with, the newest first."""
    return (
        await tx.session.scalars(
            select(Partner)
            .join(Case, Case.number == Partner.number)
            .where(Case.state.in_([PartnerState.ACTIVE, PartnerState.PAUSED]))
            .order_by(Partner.number.desc())
            .limit(most)
        )
    ).all()


async def partner_of(tx: Transaction, number: int) -> Partner | None:
    """A partner that an agreement can be made with, by its number."""
    if not possible(number):
        return None
    return await tx.session.scalar(
        select(Partner)
        .join(Case, Case.number == Partner.number)
        .where(
            Partner.number == number,
            Case.state.in_([PartnerState.ACTIVE, PartnerState.PAUSED]),
        )
    )


async def kind_of(tx: Transaction, number: int) -> CaseKind | None:
    """What a number is; None when it is nothing."""
    if not possible(number):
        return None
    kind = await tx.session.scalar(select(Case.kind).where(Case.number == number))
    return CaseKind(kind) if kind else None


@dataclass(frozen=True)
class Known:
    """What staff have already said of an idea, for a draft: never what its citizen wrote."""

    title: str | None = None
    benefit: str | None = None
    partners: str | None = None


async def known(tx: Transaction, about: int) -> Known:
    """What an idea's case gives to a draft."""
    found = await tx.session.execute(
        select(Case.shown_title, Idea.wider_benefit, Idea.partners)
        .join(Idea, Idea.number == Case.number)
        .where(Case.number == about)
    )
    row = found.one_or_none()
    return Known(*row) if row else Known()


async def open_about(tx: Transaction, number: int) -> Sequence[int]:
    """Agreements that realise an idea, or are made with a partner, and go on."""
    return (
        await tx.session.scalars(
            select(Agreement.number)
            .join(Case, Case.number == Agreement.number)
            .where(
                (Agreement.about == number) | (Agreement.partner == number),
                and_(Case.closed_at.is_(None), Case.state.in_(OPEN)),
            )
            .order_by(Agreement.number)
        )
    ).all()
