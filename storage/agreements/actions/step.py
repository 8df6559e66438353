"""One step in the life of an agreement: who may take it, what it changes, the audit.

Every act goes through here. The case is locked first, so that acts at the same moment come one
after the other. Must not tell anybody anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from storage.agreements import queries
from storage.agreements.queries import Whole
from storage.agreements.rules import (
    HIDDEN,
    OPEN,
    AgreementAct,
    AgreementState,
    NoSuchAgreement,
    Party,
    life_of,
    may,
)
from storage.agreements.tables import Clause, Consent
from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import CaseKind, first_name
from storage.cases.tables import Case, Event
from storage.database import Transaction
from storage.people.queries import Colleague, colleague
from storage.people.rules import NotAllowed


@dataclass(frozen=True)
class Actor:
    """Who acts, and for which side. `name` is what the other side reads; `by` is a colleague."""

    person_id: int
    party: Party
    name: str
    by: Colleague | None = None

    @property
    def noted_by(self) -> str | None:
        """The colleague who writes it down for the partner."""
        return first_name(self.by.name) if self.by and self.party is Party.PARTNER else None


def of_staff(by: Colleague) -> Actor:
    """A colleague, for the library."""
    return Actor(by.person_id, Party.LIBRARY, first_name(by.name), by)


async def of_partner(tx: Transaction, person_id: int, number: int) -> Actor:
    """A contact person, for the partner. Raises NoSuchAgreement."""
    found = await queries.for_partner(tx, person_id, number)
    if found is None:
        raise NoSuchAgreement
    there = await queries.contacts_of(tx, found.partner.number)
    name = next(contact.name for contact in there if contact.person_id == person_id)
    return Actor(person_id, Party.PARTNER, name)


async def actor(tx: Transaction, person_id: int, number: int) -> Actor:
    """Who somebody is to an agreement: a colleague, or a contact person. Raises NoSuchAgreement."""
    staff = await colleague(tx, person_id)
    return of_staff(staff) if staff else await of_partner(tx, person_id, number)


@dataclass
class Step:
    """An act that is legal now, on an agreement that is locked."""

    tx: Transaction
    who: Actor | None
    act: AgreementAct
    whole: Whole
    facts: dict[str, Any] = field(default_factory=dict)

    async def write(self, now: datetime, *, fields: tuple[str, ...] = ()) -> Event:
        """Move the state as the table says, and write the audit."""
        case = self.whole.case
        before = AgreementState(case.state)
        after = life_of(self.whole.agreement.level).after(before, self.act)
        case.state = after
        if after is not before and after not in OPEN:
            case.closed_at = now
        self._be_seen()
        return await record(self.tx, case, self._entry(before, fields), now)

    def _be_seen(self) -> None:
        """Mark what a partner does as unread by staff; what staff do, they have read."""
        case = self.whole.case
        case.unread = self.who is None or self.who.by is None
        if case.shown_state != HIDDEN and not queries.on_its_way(case):
            case.shown_state = case.state

    def _entry(self, before: AgreementState, fields: tuple[str, ...]) -> Entry:
        who = self.who
        return Entry(
            act=self.act,
            from_state=before,
            by=who.person_id if who else None,
            by_name=first_name(who.by.name) if who and who.by else None,
            public=self.facts,
            fields=fields,
        )

    async def changed(self) -> None:
        """Make another version: every yes is taken away, except to the version that holds
        meanwhile.
        """
        agreement = self.whole.agreement
        agreement.version += 1
        gone = delete(Consent).where(Consent.number == agreement.number)
        await self.tx.connection.execute(gone.where(Consent.mark != (agreement.agreed_mark or "")))

    async def unsettled(self) -> None:
        """Every clause must be found right anew."""
        number = self.whole.number
        await self.tx.connection.execute(
            update(Clause).where(Clause.number == number).values(ok_library=False, ok_partner=False)
        )


async def begin(tx: Transaction, who: Actor | None, number: int, act: AgreementAct) -> Step:
    """Begin an act: lock, read, and ask the table. `who` None is time, or both sides together.

    Raises NoSuchAgreement, NotAllowed, IllegalMove.
    """
    case = await cases.locked(tx, number)
    if case is None or case.kind != CaseKind.AGREEMENT:
        raise NoSuchAgreement
    whole = await queries.for_group(tx, number)
    if whole is None:
        raise NoSuchAgreement
    move = life_of(whole.agreement.level).move(_as_known(who, case), act)
    if who is not None and not may(move.by, _speaks_as(who), who.by.role if who.by else None):
        raise NotAllowed
    return Step(tx, who, act, whole)


def _as_known(who: Actor | None, case: Case) -> AgreementState:
    """The state as the actor knows it: nobody says yes to a draft that was not sent to them."""
    theirs = who is not None and who.by is None
    if theirs and queries.on_its_way(case):
        return AgreementState.DRAFTING
    return AgreementState(case.state)


def _speaks_as(who: Actor) -> Party:
    """A colleague who writes down what the partner said acts as a colleague."""
    return Party.LIBRARY if who.by else who.party
