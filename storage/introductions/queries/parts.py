"""What the readings of introductions share: their rows, their sides, who is told on each.

What one side chose to show leaves the database only when both have said yes: `shown` is the one
place. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, or_, select

from storage.cases.rules import possible
from storage.cases.tables import Event
from storage.database import Transaction
from storage.introductions.rules import TOGETHER, Shared, Side, Stand
from storage.introductions.tables import Introduced, Introduction
from storage.partners.rules import PartnerKind
from storage.partners.tables import Contact, Partner
from storage.people.rules import AgeBand
from storage.people.tables import Person


@dataclass(frozen=True)
class Listener:
    """Somebody of one side, and the case of theirs through which they hear of it."""

    person_id: int
    language: str
    case: int | None


async def introduction(tx: Transaction, id: int) -> Introduction | None:
    """The row alone, for telling its sides something; without what either of them shows."""
    return await tx.session.get(Introduction, id) if possible(id) else None


async def sides(tx: Transaction, id: int) -> dict[Side, Introduced]:
    """Both sides of an introduction, as they stand now."""
    rows = await tx.session.scalars(
        select(Introduced)
        .where(Introduced.introduction == id)
        .execution_options(populate_existing=True)
    )
    return {Side(row.side): row for row in rows}


async def side_of(tx: Transaction, row: Introduction, person_id: int) -> Side | None:
    """On which side somebody stands; None for everybody else."""
    found = await tx.session.scalars(
        select(Introduced.side).where(
            Introduced.introduction == row.id, Introduced.person_id == person_id
        )
    )
    if (side := found.first()) is not None:
        return Side(side)
    if row.partner is None:
        return None
    speaks = select(Partner.number).where(Partner.number == row.partner, speaks_for(person_id))
    return Side.OTHER if await tx.session.scalar(speaks) is not None else None


def speaks_for(person_id: int) -> ColumnElement[bool]:
    """Whether the selected partner is spoken for by this person."""
    return exists().where(
        Contact.partner == Partner.number,
        Contact.person_id == person_id,
        Contact.ended_at.is_(None),
    )


def unlisted(partner: Partner) -> bool:
    """Whether a partner is on no public list; such are asked first, and named after two yeses."""
    return partner.kind == PartnerKind.CITIZEN or not partner.listed


async def listeners(tx: Transaction, row: Introduction, side: Side) -> Sequence[Listener]:
    """Who is told on one side: its person, or all contact persons of a partner that can be reached
    here; nobody where a colleague speaks for it. A child is introduced to nobody by itself.
    """
    own = (await sides(tx, row.id))[side]
    if own.colleague is not None:
        return []
    wanted = select(Person.id, Person.language).where(Person.age != AgeBand.UNDER_15)
    if side is Side.OTHER and row.partner is not None:
        contacts = select(Contact.person_id).where(
            Contact.partner == row.partner, Contact.ended_at.is_(None)
        )
        wanted = wanted.where(Person.id.in_(contacts))
    else:
        wanted = wanted.where(Person.id == own.person_id)
    rows = await tx.session.execute(wanted.order_by(Person.id))
    return [Listener(id, language, _through(row, side)) for id, language in rows]


def _through(row: Introduction, side: Side) -> int | None:
    return row.case_number if side is Side.IDEA else row.partner or row.other_case


def rows_of_case(number: int) -> Select[Introduction]:
    """The introductions of a case, without those whose decision was taken back."""
    undone = exists().where(Event.id == Introduction.event_id, Event.undone_at.is_not(None))
    return (
        select(Introduction)
        .where(or_(Introduction.case_number == number, Introduction.other_case == number), ~undone)
        .order_by(Introduction.id)
    )


def shown(stand: Stand, side: Introduced) -> Shared | None:
    """What a side shows to the other: nothing before both have said yes."""
    return shared(side) if stand in TOGETHER else None


def shared(side: Introduced) -> Shared | None:
    """What a side has chosen to show; for itself, before the other may see it."""
    return Shared(side.name, side.phone, side.mail, side.text) if side.name else None
