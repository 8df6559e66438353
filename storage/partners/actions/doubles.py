"""Merging a partner that was registered twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from storage.cases.rules import NotValid, Problem
from storage.cases.tables import Event
from storage.database import Transaction
from storage.partners.actions.learning import hand_over
from storage.partners.actions.step import begin, locked
from storage.partners.rules import CLOSED, LISTS, MAY_BE_EMPTY, PartnerAct
from storage.partners.tables import Contact, ContactLink, Partner
from storage.people.queries import Colleague


async def unite(tx: Transaction, by: Colleague, double: int, into: int, now: datetime) -> Event:
    """Merge a double into another partner: fields that are empty there are filled in, and the
    contact persons speak for that one from now on, and are told. It cannot be undone.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    if double == into:
        raise NotValid("into", Problem.ITSELF)
    for number in sorted((double, into)):  # locked in the order of the house
        await locked(tx, number)
    step = await begin(tx, by, double, PartnerAct.UNITE)
    case, kept = await locked(tx, into)
    if case.state in CLOSED:
        raise NotValid("into", Problem.CLOSED)
    filling = await begin(tx, by, into, PartnerAct.EDIT)
    missing = _missing(kept, step.partner)
    filled = await filling.write(now, partner=missing, facts={"double": double})
    await _move_contacts(tx, double, into)
    await hand_over(tx, double, into)
    event = await step.write(now, case={"merged_into": into}, facts={"into": into})
    filled.previous, event.previous = {}, {}  # nothing would bring the contact persons back
    await tx.session.flush()
    return event


def _missing(kept: Partner, double: Partner) -> dict[str, Any]:
    """The values that only the double has, and the lists of both together."""
    filled = {
        name: getattr(double, name)
        for name in MAY_BE_EMPTY
        if getattr(kept, name) is None and getattr(double, name) is not None
    }
    lists = {
        name: sorted({*getattr(kept, name), *getattr(double, name)})
        for name in LISTS
        if set(getattr(double, name)) - set(getattr(kept, name)) and getattr(kept, name)
    }
    return filled | lists


async def _move_contacts(tx: Transaction, double: int, into: int) -> None:
    known = select(Contact.person_id).where(
        Contact.partner == into, Contact.ended_at.is_(None), Contact.person_id.is_not(None)
    )
    there = Contact.partner == double
    await tx.session.flush()
    for change in (
        delete(ContactLink).where(ContactLink.partner == double),
        delete(Contact).where(there, Contact.person_id.in_(known)),
        update(Contact).where(there).values(partner=into),
    ):
        await tx.connection.execute(change)
