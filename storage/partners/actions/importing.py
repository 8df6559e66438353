"""Importing many partners from a file: all of them, or none, in one transaction of the caller.

Must not read a file, nor check what it says: that was done before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.database import Transaction
from storage.partners import queries
from storage.partners.actions.checks import NewContact, NewPartner
from storage.partners.actions.contacts import change_contact, write_down
from storage.partners.actions.own import edit
from storage.partners.actions.register import register
from storage.partners.rules import EDITABLE, LISTS
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague

Progress = Callable[[int], Awaitable[None]]


@dataclass(frozen=True)
class Entry:
    """One row of a file: a new partner, or new values for the one with this number. `columns` are
    those of the file: a field without a column stays as it is.
    """

    number: int | None
    new: NewPartner
    together: str | None = None
    columns: frozenset[str] = frozenset(EDITABLE)
    row: int = 0

    def said(self) -> dict[str, Any]:
        """What the file says of the partner itself, by field."""
        told: dict[str, Any] = {name: getattr(self.new, name) for name in EDITABLE}
        told |= {name: list(told[name]) for name in LISTS}
        told |= {"together": self.together, "kind": self.new.kind}
        return {name: value for name, value in told.items() if name in self.columns}


@dataclass(frozen=True)
class Kept:
    """How many partners were new, changed, and unchanged."""

    fresh: int
    changed: int
    same: int


Told = tuple[Contact | None, NewContact]
"""A contact person in a file: the one who is registered already, if any, and their new values."""

Differences = Mapping[int, tuple[str, ...]]
"""The fields in which a file differs from the register, by the numbers of partners."""


async def differences(tx: Transaction, entries: Sequence[Entry]) -> Differences:
    """What would change in the registered partners: fields, and "contact". Two statements."""
    numbers = [entry.number for entry in entries if entry.number is not None]
    there = await tx.session.scalars(select(Partner).where(Partner.number.in_(numbers)))
    by_number = {partner.number: partner for partner in there}
    speaking = Contact.partner.in_(numbers), Contact.ended_at.is_(None)
    contacts: dict[int, list[Contact]] = {}
    for contact in await tx.session.scalars(select(Contact).where(*speaking)):
        contacts.setdefault(contact.partner, []).append(contact)
    return {
        number: _differs(entry, by_number[number], contacts.get(number, ()))
        for entry in entries
        if (number := entry.number) is not None and number in by_number
    }


def _differs(entry: Entry, partner: Partner, contacts: Sequence[Contact]) -> tuple[str, ...]:
    fields = [name for name, value in entry.said().items() if getattr(partner, name) != value]
    told = [_more_of(each, contacts) for each in entry.new.contacts]
    return (*fields, *(("contact",) if any(told) else ()))


def _more_of(new: NewContact, contacts: Sequence[Contact]) -> Told | None:
    """A contact person who is new, or whose values differ in the file; None for others. A value
    that is missing in the file stays.
    """
    name = new.name.strip().casefold()
    known = next((each for each in contacts if each.name.casefold() == name), None)
    if known is None:
        return None, new
    was = NewContact(known.name, known.role, known.mail, known.phone)
    now = NewContact(was.name, new.role or was.role, new.mail or was.mail, new.phone or was.phone)
    return (known, now) if now != was else None


async def import_all(
    tx: Transaction,
    by: Colleague,
    entries: Sequence[Entry],
    now: datetime,
    days: int,
    progress: Progress,
) -> Kept:
    """Save all entries. `progress` is told how many are done.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid: then nothing may be committed.
    """
    fresh = changed = 0
    other = await differences(tx, entries)
    for count, entry in enumerate(entries, start=1):
        if entry.number is None:
            fresh += 1
            case = await register(tx, None, entry.new, now, days, by=by)
            if entry.together:
                await edit(tx, by, case.number, {"together": entry.together}, now)
        elif other.get(entry.number, ("gone",)):
            changed += 1
            await _change(tx, by, entry.number, entry, now)
        await progress(count)
    return Kept(fresh, changed, len(entries) - fresh - changed)


async def _change(tx: Transaction, by: Colleague, number: int, entry: Entry, now: datetime) -> None:
    await edit(tx, by, number, entry.said(), now)
    for contact in entry.new.contacts:
        told = _more_of(contact, await queries.contacts_of(tx, number))
        if told is None:
            continue
        known, new = told
        if known is None:
            await write_down(tx, by, number, new, now)
        else:
            await change_contact(tx, by, known.id, new, now)
