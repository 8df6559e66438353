"""Who can be asked, who is asked already, and what somebody told of themselves. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, or_, select

from storage.database import Transaction
from storage.ideas.tables import Support
from storage.introductions.queries.parts import rows_of_case, unlisted
from storage.introductions.rules import LIVE, Side, Stand
from storage.introductions.tables import Introduced, Introduction
from storage.partners.rules import Openness
from storage.partners.tables import Contact, Partner
from storage.people.rules import AgeBand
from storage.people.tables import Person


@dataclass(frozen=True)
class Asked:
    """The other sides of open introductions of a case, and of those that ended with a no: partners,
    cases and persons, by number.
    """

    partners: frozenset[int]
    cases: frozenset[int]
    people: frozenset[int]


async def asked_for(tx: Transaction, number: int) -> Asked:
    """Who is asked for a case already, or said no and is not asked again; in one statement."""
    rows = await tx.connection.execute(
        rows_of_case(number)
        .with_only_columns(
            Introduction.partner,
            Introduction.case_number,
            Introduction.other_case,
            Introduced.person_id,
        )
        .join(
            Introduced,
            and_(Introduced.introduction == Introduction.id, Introduced.side == Side.OTHER),
        )
        .where(Introduction.state.in_([*LIVE, Stand.DECLINED]))
    )
    found = rows.all()
    return Asked(
        frozenset(row.partner for row in found if row.partner),
        frozenset(n for row in found for n in (row.case_number, row.other_case) if n),
        frozenset(row.person_id for row in found if row.person_id),
    )


async def came_to_a_no(tx: Transaction, number: int) -> frozenset[int]:
    """The partners with which an introduction of a case ended with a no, of either side."""
    no = and_(Introduction.case_number == number, Introduction.state == Stand.DECLINED)
    found = await tx.session.scalars(select(Introduction.partner).where(no))
    return frozenset(partner for partner in found if partner)


async def between(
    tx: Transaction, number: int, *, partner: int | None, person_id: int | None
) -> int | None:
    """The introduction that goes on between a case and somebody, if there is one."""
    across = and_(
        Introduced.introduction == Introduction.id,
        Introduced.side == Side.OTHER,
        Introduced.person_id == person_id,
    )
    same = Introduction.partner == partner if partner else exists().where(across)
    return await tx.session.scalar(
        rows_of_case(number)
        .with_only_columns(Introduction.id)
        .where(Introduction.state.in_([*LIVE]), same)
        .limit(1)
    )


async def contact_of(tx: Transaction, person_id: int, partner: int | None) -> Contact | None:
    """What somebody has said of themselves as a partner's contact person; only for them."""
    if partner is None:
        return None
    return await tx.session.scalar(
        select(Contact)
        .where(
            Contact.partner == partner,
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
        )
        .limit(1)
    )


async def openly_known(tx: Transaction, numbers: Sequence[int]) -> frozenset[int]:
    """Those of some partners that are on the public list and whom citizens may ask: one of their
    contact persons can be reached here.
    """
    reached = exists().where(
        Contact.partner == Partner.number,
        Contact.person_id.is_not(None),
        Contact.ended_at.is_(None),
    )
    found = await tx.session.scalars(
        select(Partner).where(
            Partner.number.in_(numbers), Partner.openness == Openness.ANYONE, reached
        )
    )
    return frozenset(one.number for one in found if not unlisted(one))


async def wanting_too(tx: Transaction, number: int, now: datetime, most: int) -> Sequence[int]:
    """Who said that they want an idea too and can be asked, in the order in which they did."""
    rows = await tx.session.scalars(
        select(Support.person_id)
        .join(Person, Person.id == Support.person_id)
        .where(
            Support.case_number == number,
            Person.age != AgeBand.UNDER_15,
            or_(Person.silenced_until.is_(None), Person.silenced_until <= now),
        )
        .order_by(Support.person_id)
        .limit(most)
    )
    return rows.all()


async def may_be_asked(tx: Transaction, person_id: int | None, now: datetime) -> bool:
    """Whether somebody can be introduced by themselves: no child, nobody who is silenced."""
    found = await tx.session.get(Person, person_id) if person_id is not None else None
    silenced = found is not None and found.silenced_until is not None and found.silenced_until > now
    return found is not None and found.age != AgeBand.UNDER_15 and not silenced
