"""Registering a partner: by its own word, or by a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.cases.actions.audit import Entry, open_case
from storage.cases.rules import (
    WARNED_BEFORE,
    CaseKind,
    NotValid,
    Problem,
    Source,
    first_name,
    local_day,
    new_code,
)
from storage.cases.tables import Case
from storage.cases.working_days import morning, promised_date, working_days_before
from storage.database import Transaction
from storage.partners.actions.checks import NewPartner, kept, kept_contact
from storage.partners.actions.clock import plan_check
from storage.partners.actions.step import plan
from storage.partners.rules import EDITABLE, REGISTER, Errand, PartnerKind, PartnerState
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, NotAllowed, Role
from storage.people.tables import Person


async def register(
    tx: Transaction,
    person_id: int | None,
    new: NewPartner,
    now: datetime,
    days: int,
    *,
    by: Colleague | None = None,
) -> Case:
    """Register a partner as a numbered case that waits for an answer, promised in `days` working
    days.

    person_id: the person who registers it, and becomes its first contact person. Registered `by` a
    coordinator it is active at once. Raises NotValid (field "age" for children), NotAllowed.
    """
    values = {field: kept(field, getattr(new, field), new.kind) for field in EDITABLE}
    people = [kept_contact(contact) for contact in new.contacts]
    if by is None:
        await _check_person(tx, person_id, people)
    elif not by.may(Role.COORDINATOR):
        raise NotAllowed
    case = _case(person_id, by, new.source, now, days)
    entry = Entry(
        REGISTER,
        None,
        by=by.person_id if by else person_id,
        by_name=first_name(by.name) if by else None,
        previous={},
    )
    await open_case(tx, case, entry, now)
    kind = PartnerKind(new.kind)
    tx.session.add(Partner(number=case.number, kind=kind, checked_at=now, changed_at=now, **values))
    await tx.session.flush()
    for place, contact in enumerate(people):
        who = person_id if place == 0 else None
        tx.session.add(Contact(partner=case.number, person_id=who, since=now, **contact))
    await tx.session.flush()
    await (_watch(tx, case, now) if by is None else plan_check(tx, case.number, now))
    return case


async def _check_person(
    tx: Transaction, person_id: int | None, people: Sequence[dict[str, str | None]]
) -> None:
    age = await tx.session.scalar(select(Person.age).where(Person.id == person_id))
    if age is None:
        raise NotAllowed
    if age != AgeBand.FROM_15:
        raise NotValid("age", Problem.CHILD)
    if not people:
        raise NotValid("contact", Problem.MISSING)


def _case(
    person_id: int | None, by: Colleague | None, source: Source, now: datetime, days: int
) -> Case:
    state = PartnerState.ACTIVE if by else PartnerState.WAITING
    promise = None if by else promised_date(now, days)
    return Case(
        kind=CaseKind.PARTNER,
        state=state,
        shown_state=state,
        author=person_id,
        assigned=by.person_id if by else None,
        source=Source.COUNTER if by else source,
        code=new_code(),
        created_at=now,
        promised_on=promise,
        shown_promise=promise,
        unread=by is None,
        version=1,
        changed_at=now,
    )


async def _watch(tx: Transaction, case: Case, now: datetime) -> None:
    """Plan the warning of staff before the promised day, and the look at it when it has passed."""
    promised = case.promised_on or local_day(now)
    at = morning(working_days_before(promised, WARNED_BEFORE))
    day = promised.isoformat()
    await plan(tx, Errand.WARN, max(at, now), number=case.number, promised_on=day)
