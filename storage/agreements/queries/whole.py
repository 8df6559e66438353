"""One agreement with all that belongs to it, as one side may see it.

Staff read all; a partner's contact persons read theirs, from when they have heard of it. What one
may not read is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storage.agreements.levels import SECTIONS, AgreementLevel, Section
from storage.agreements.queries.speaking import PARTNER_NOW, REACHED, contacts_of, speaks_for
from storage.agreements.rules import (
    HIDDEN,
    TALKING,
    UNREAD,
    AgreementAct,
    AgreementState,
    Dates,
    Party,
    VoiceKind,
    dates_from,
    life_of,
    mark_of,
    may,
)
from storage.agreements.tables import Agreement, Clause, Consent, Voice
from storage.cases.rules import possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague
from storage.people.rules import Role


@dataclass(frozen=True)
class Whole:
    """An agreement with all that belongs to it, as one side may see it."""

    case: Case
    agreement: Agreement
    partner: Partner
    contact: Contact | None
    clauses: Mapping[str, Clause]
    voices: Sequence[Voice]
    yeses: Sequence[Consent]
    acts: tuple[AgreementAct, ...] = ()
    party: Party = Party.LIBRARY
    reachable: bool = True
    """Whether somebody of the partner can be asked here; else staff write down what they say."""

    @property
    def number(self) -> int:
        """Its number."""
        return self.case.number

    @property
    def state(self) -> AgreementState:
        """Where it stands, as far as this side has heard."""
        return _stands(self.case, self.party)

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
    def consents(self) -> Mapping[str, Consent]:
        """The yes of each side to what is written now."""
        return {yes.party: yes for yes in self.yeses if yes.mark == self.mark}

    @property
    def held(self) -> Mapping[str, Consent]:
        """The yes of each side to what holds, while something new may be talked about."""
        return {y.party: y for y in self.yeses if y.mark == self.agreement.agreed_mark}

    @property
    def dates_that_hold(self) -> Dates:
        """Its days, as both said yes to them while others are talked about."""
        agreed = self.agreement.agreed
        revised = agreed is not None and self.case.state == AgreementState.REVISING
        return dates_from(agreed["dates"]) if agreed is not None and revised else self.dates

    @property
    def reads_draft(self) -> bool:
        """Whether this side may read what is written: the partner not before it was sent."""
        return self.party is Party.LIBRARY or self.case.shown_state not in UNREAD

    @property
    def unheard(self) -> bool:
        """Whether the partner does not know yet how it stands: that can still be taken back."""
        return self.case.shown_state == HIDDEN or on_its_way(self.case)

    def told(self, kind: VoiceKind, party: Party | None = None) -> list[Voice]:
        """What one side, or both, told by itself."""
        return [v for v in self.voices if v.kind == kind and party in {None, v.party}]


def on_its_way(case: Case) -> bool:
    """Whether a draft was sent that the partner has not heard of: it can still be taken back."""
    return case.state == AgreementState.ASKED and case.shown_state not in TALKING


def _stands(case: Case, party: Party) -> AgreementState:
    sent = party is Party.PARTNER and on_its_way(case)
    return AgreementState.DRAFTING if sent else AgreementState(case.state)


def dates_of(agreement: Agreement) -> Dates:
    """The days of an agreement."""
    return Dates(agreement.starts_on, agreement.ends_on, agreement.evaluate_on)


async def for_staff(tx: Transaction, by: Colleague, number: int) -> Whole | None:
    """An agreement as a colleague may see it; None when there is none of that number."""
    return await _whole(tx, number, Party.LIBRARY, by.role)


async def for_group(tx: Transaction, number: int) -> Whole | None:
    """An agreement as the staff's group in Telegram shows it, whoever of them presses."""
    return await _whole(tx, number, Party.LIBRARY, Role.COORDINATOR)


async def for_partner(tx: Transaction, person_id: int, number: int) -> Whole | None:
    """An agreement as a contact person of the partner may see it; None where it is not theirs."""
    if not possible(number) or not await _is_theirs(tx, person_id, number):
        return None
    return await _whole(tx, number, Party.PARTNER, None)


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


async def _whole(tx: Transaction, number: int, party: Party, role: Role | None) -> Whole | None:
    if not possible(number):
        return None
    found = await tx.session.execute(
        select(Case, Agreement, Partner, Contact, REACHED.label("reached"))
        .join(Agreement, Agreement.number == Case.number)
        .join(Partner, Partner.number == PARTNER_NOW)
        .outerjoin(Contact, Contact.id == Agreement.contact)
        .where(Case.number == number)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    if row is None:
        return None
    case, agreement, partner, contact, reached = row
    clauses = await tx.session.scalars(select(Clause).where(Clause.number == number))
    voices = await tx.session.scalars(
        select(Voice).where(Voice.number == number).order_by(Voice.id)
    )
    yeses = await tx.session.scalars(select(Consent).where(Consent.number == number))
    return Whole(
        case,
        agreement,
        partner,
        contact,
        {clause.section: clause for clause in clauses},
        voices.all(),
        yeses.all(),
        _acts(case, agreement, party, role),
        party,
        bool(reached),
    )


def _acts(
    case: Case, agreement: Agreement, party: Party, role: Role | None
) -> tuple[AgreementAct, ...]:
    state = _stands(case, party)
    legal = [m.act for m in life_of(agreement.level).legal(state) if may(m.by, party, role)]
    return tuple(dict.fromkeys(legal))


async def listeners(tx: Transaction, whole: Whole) -> list[int]:
    """Who of the partner hears of an agreement here: its contact person, or else all of them."""
    there = [c for c in await contacts_of(tx, whole.partner.number) if c.person_id is not None]
    named = [c for c in there if c.id == whole.agreement.contact]
    return sorted({c.person_id for c in named or there if c.person_id is not None})


async def words_by(tx: Transaction, person_id: int, number: int) -> list[str | None]:
    """What somebody told and wrote in an agreement, and the name they said yes with."""
    found: list[str | None] = []
    for column, table in ((Voice.text, Voice), (Clause.text, Clause), (Consent.name, Consent)):
        rows = await tx.session.scalars(
            select(column).where(table.number == number, table.by == person_id)
        )
        found += rows
    return found
