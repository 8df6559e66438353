"""Reads of mail. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, select

from storage.database import Transaction
from storage.mail.rules import BURST, CONFIRM_LASTS, COUNTED
from storage.mail.tables import MailAsk, Mailbox
from storage.people.rules import AgeBand, Language
from storage.people.tables import Person


@dataclass(frozen=True)
class Box:
    """A mailbox that can still be used: waiting for its confirmation, or confirmed."""

    id: int
    person_id: int
    language: Language
    mail: str
    name: str
    confirmed: bool


@dataclass(frozen=True)
class Boxes:
    """The address at which somebody is told, and the one that they must still confirm."""

    age: AgeBand
    live: Box | None = None
    pending: Box | None = None


@dataclass(frozen=True)
class Asked:
    """How many confirmation mails were asked for lately, and when the last to this address was."""

    for_address: int
    by_person: int
    in_a_burst: int
    last_at: datetime | None


_BOXES = select(Mailbox, Person.language).join(Person, Person.id == Mailbox.person_id)


def _box(row: Mailbox, language: str) -> Box:
    return Box(
        row.id,
        row.person_id,
        Language(language),
        row.mail or "",
        row.name,
        row.confirmed_at is not None,
    )


async def box(tx: Transaction, mailbox_id: int, now: datetime) -> Box | None:
    """A mailbox by its number, if it can still be used."""
    found = (
        await tx.session.execute(_BOXES.where(Mailbox.id == mailbox_id, *_usable(now)))
    ).one_or_none()
    return _box(*found) if found else None


async def box_called(tx: Transaction, name: str, now: datetime) -> Box | None:
    """A mailbox by the name in its signed links, if it can still be used."""
    found = (
        await tx.session.execute(_BOXES.where(Mailbox.name == name, *_usable(now)))
    ).one_or_none()
    return _box(*found) if found else None


async def owner(tx: Transaction, mailbox_id: int) -> int | None:
    """The owner of a mailbox, now or before, if it is still kept."""
    return await tx.session.scalar(select(Mailbox.person_id).where(Mailbox.id == mailbox_id))


async def told_at(tx: Transaction, person_id: int) -> int | None:
    """The mailbox at which somebody is told, if any."""
    return await tx.session.scalar(
        select(Mailbox.id).where(
            Mailbox.person_id == person_id,
            Mailbox.confirmed_at.is_not(None),
            Mailbox.ended_at.is_(None),
        )
    )


async def boxes(tx: Transaction, person_id: int, now: datetime) -> Boxes:
    """Somebody's age, and the mailboxes that they can still use."""
    theirs = and_(Mailbox.person_id == Person.id, *_usable(now))
    rows = (
        await tx.session.execute(
            select(Person.age, Mailbox, Person.language)
            .outerjoin(Mailbox, theirs)
            .where(Person.id == person_id)
        )
    ).all()
    kept: list[tuple[Mailbox | None, str]] = [(row[1], row[2]) for row in rows]
    own = [_box(mailbox, language) for mailbox, language in kept if mailbox is not None]
    found = {each.confirmed: each for each in own}
    age = AgeBand(rows[0][0]) if rows else AgeBand.UNKNOWN
    return Boxes(age, found.get(True), found.get(False))


def _usable(now: datetime) -> tuple[Any, ...]:
    young = Mailbox.asked_at > now - CONFIRM_LASTS
    return (Mailbox.ended_at.is_(None), Mailbox.confirmed_at.is_not(None) | young)


def told_by_mail(person: SQLColumnExpression[int | None]) -> ColumnElement[bool]:
    """Whether the person in a column is told by mail, as an SQL expression."""
    return exists().where(
        Mailbox.person_id == person, Mailbox.confirmed_at.is_not(None), Mailbox.ended_at.is_(None)
    )


async def asked(tx: Transaction, person_id: int, mark: str, now: datetime) -> Asked:
    """How often somebody asked, and anybody asked for this address, lately; in one statement."""
    at = MailAsk.at
    lately = at > now - COUNTED
    row = (
        await tx.connection.execute(
            select(
                func.count().filter(MailAsk.mark == mark),
                func.count().filter(MailAsk.person_id == person_id),
                func.count().filter(at > now - BURST),
                func.max(at).filter(MailAsk.mark == mark),
            ).where(lately)
        )
    ).one()
    return Asked(*row)
