"""The contact persons of a partner: inviting another one, handing over, changing details, and
leaving.

A link works once; only its hash is kept. Whoever opens it must say yes with a name of their own.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from storage.cases.actions.audit import amend
from storage.cases.rules import NoSuchCase, NotValid, Problem, new_code
from storage.cases.tables import Case, Event, Reader
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.partners import queries
from storage.partners.actions.checks import NewContact, kept_contact
from storage.partners.actions.step import Step, begin, locked
from storage.partners.rules import LINK_LASTS, LastContact, LinkStale, PartnerAct
from storage.partners.tables import Contact, ContactLink
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, NotAllowed, hashed
from storage.people.tables import Person


async def make_link(
    tx: Transaction, actor: Colleague | int, number: int, now: datetime, *, pass_on: bool = False
) -> str:
    """The secret of a link that lets one more contact person in, or with `pass_on` one who replaces
    the one who made it. Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await begin(tx, actor, number, PartnerAct.WELCOME)
    goes = await queries.contact_of(tx, actor, number) if isinstance(actor, int) else None
    secret = secrets.token_urlsafe(24)
    tx.session.add(
        ContactLink(
            token=hashed(secret),
            partner=step.case.number,
            replaces=goes.id if goes and pass_on else None,
            expires_at=now + LINK_LASTS,
        )
    )
    await tx.session.flush()
    return secret


async def follow_link(
    tx: Transaction, person_id: int, secret: str, contact: NewContact, now: datetime
) -> int:
    """Make somebody who opened a link a contact person; returns the partner's number.

    Raises LinkStale, NotValid (field "age" for children).
    """
    values = kept_contact(contact)
    age = await tx.session.scalar(select(Person.age).where(Person.id == person_id))
    if age != AgeBand.FROM_15:
        raise NotValid("age", Problem.CHILD)
    link = await _used_up(tx, secret, now)
    if not await queries.is_contact(tx, person_id, link.partner):
        tx.session.add(Contact(partner=link.partner, person_id=person_id, since=now, **values))
        await tx.session.flush()
    try:
        step = await begin(tx, person_id, link.partner, PartnerAct.WELCOME)
    except IllegalMove:
        raise LinkStale from None
    if link.replaces is not None:
        await _end(tx, step.case, Contact.id == link.replaces, now)
    await step.write(now)
    return link.partner


async def _used_up(tx: Transaction, secret: str, now: datetime) -> ContactLink:
    """Lock the partner of a link, and use the link up. Raises LinkStale."""
    found = await queries.link(tx, secret, now)
    if found is None:
        raise LinkStale
    await locked(tx, found.partner)
    link = await tx.session.get(
        ContactLink, found.token, with_for_update=True, populate_existing=True
    )
    if link is None:
        raise LinkStale
    await tx.session.delete(link)
    await tx.session.flush()
    return link


async def _begin(
    tx: Transaction, actor: Colleague | int, contact_id: int, act: PartnerAct
) -> tuple[Step, Contact]:
    """Begin an act on a contact person: oneself, or anybody for staff. Raises NotAllowed,
    IllegalMove, and NoSuchCase where they have left.
    """
    found = await tx.session.get(Contact, contact_id)
    if found is None or (isinstance(actor, int) and found.person_id != actor):
        raise NotAllowed
    step = await begin(tx, actor, found.partner, act)
    await tx.session.refresh(found)  # it may have waited for somebody who took them away
    if found.ended_at is not None:
        raise NoSuchCase
    return step, found


async def change_contact(
    tx: Transaction, actor: Colleague | int, contact_id: int, contact: NewContact, now: datetime
) -> Event | None:
    """Change a contact person: oneself, or anybody for staff; None if nothing differs. It cannot be
    undone: the audit says that it was done, but not what was there before.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    values = kept_contact(contact)
    step, found = await _begin(tx, actor, contact_id, PartnerAct.EDIT)
    if not amend(found, values):
        return None
    return await step.write(now, facts={"fields": ["contact"]}, fields=("contact",))


async def write_down(
    tx: Transaction, by: Colleague, number: int, contact: NewContact, now: datetime
) -> None:
    """Add a contact person, as a coordinator. Raises NotAllowed, NoSuchCase, NotValid."""
    values = kept_contact(contact)
    step = await begin(tx, by, number, PartnerAct.WELCOME)
    tx.session.add(Contact(partner=number, since=now, **values))
    await step.write(now, fields=("contact",))


async def part(tx: Transaction, actor: Colleague | int, contact_id: int, now: datetime) -> None:
    """End a contact person, at their own word or a coordinator's; the last one can only leave with
    the whole partner. Raises NotAllowed, NoSuchCase, IllegalMove, LastContact.
    """
    step, found = await _begin(tx, actor, contact_id, PartnerAct.PART)
    others = [each for each in await queries.contacts_of(tx, found.partner) if each is not found]
    if not others:
        raise LastContact
    await _end(tx, step.case, Contact.id == contact_id, now)
    await step.write(now, fields=("contact",))


async def _end(tx: Transaction, case: Case, which: ColumnElement[bool], now: datetime) -> None:
    """End contact persons: they no longer speak for the partner, and the code that they know opens
    nothing.
    """
    await tx.session.flush()
    gone = await tx.session.scalars(
        update(Contact).where(which).values(ended_at=now).returning(Contact.person_id)
    )
    people = [person for person in gone if person is not None]
    await tx.connection.execute(delete(Reader).where(Reader.case_number == case.number))
    case.code = new_code()
    if case.author in people:
        case.author = await queries.next_author(tx, case.number)


async def hand_over(tx: Transaction, stays: int, goes: int) -> None:
    """Merge the contact persons of two people who become one: each partner has them once."""
    known = select(Contact.partner).where(Contact.person_id == stays, Contact.ended_at.is_(None))
    for changed in (
        delete(Contact).where(Contact.person_id == goes, Contact.partner.in_(known)),
        update(Contact).where(Contact.person_id == goes).values(person_id=stays),
    ):
        await tx.connection.execute(changed)


async def goes_on_without(tx: Transaction, case: Case, person_id: int) -> bool:
    """Whether a partner stays when the person who registered it is erased: it does where others
    speak for it, and is theirs from then on. The person's own name and numbers are deleted.
    """
    others = [
        each.person_id
        for each in await queries.contacts_of(tx, case.number)
        if each.person_id is not None and each.person_id != person_id
    ]
    if others:
        case.author = min(others)
        await tx.session.flush()
    return bool(others)


async def forget_contacts(tx: Transaction, which: ColumnElement[bool]) -> int:
    """Delete contact persons, and the links that would have replaced them; returns how many
    persons.
    """
    gone = select(Contact.id).where(which)
    await tx.connection.execute(delete(ContactLink).where(ContactLink.replaces.in_(gone)))
    ended = await tx.connection.execute(delete(Contact).where(which))
    return ended.rowcount


async def forget_contact_links(tx: Transaction, now: datetime) -> int:
    """Delete the links that have expired; returns how many."""
    gone = await tx.connection.execute(delete(ContactLink).where(ContactLink.expires_at <= now))
    return gone.rowcount
