"""Whom an agreement is with today, and who speaks and hears for them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from storage.agreements.tables import Agreement
from storage.cases.tables import Case
from storage.database import Transaction
from storage.partners.rules import WITH_US
from storage.partners.tables import Contact, Partner

_OF = aliased(Case)
PARTNER_NOW = (
    select(func.coalesce(_OF.merged_into, _OF.number))
    .where(_OF.number == Agreement.partner)
    .correlate(Agreement)
    .scalar_subquery()
)
"""Whom an agreement is with today: its partner, or the one that its partner has gone into."""


_THERE = aliased(Contact)
REACHED = exists().where(
    _THERE.partner == Partner.number, _THERE.person_id.is_not(None), _THERE.ended_at.is_(None)
)
"""Whether a partner has a contact person who talks with us here."""


def speaks_for(person_id: int) -> Select[int]:
    """The partners that somebody is a contact person of."""
    return select(Contact.partner).where(Contact.person_id == person_id, Contact.ended_at.is_(None))


async def contact_with_us(tx: Transaction, person_id: int, partner: int) -> Contact | None:
    """Who somebody is to a partner that an agreement can be made with, if they speak for it."""
    return await tx.session.scalar(
        select(Contact)
        .join(Case, Case.number == Contact.partner)
        .where(
            Contact.partner == partner,
            Contact.person_id == person_id,
            Contact.ended_at.is_(None),
            Case.state.in_(WITH_US),
        )
    )


async def speaks_for_with_us(tx: Transaction, person_id: int) -> Sequence[Partner]:
    """The partners that somebody may want an agreement for."""
    return (
        await tx.session.scalars(
            select(Partner)
            .join(Case, Case.number == Partner.number)
            .where(Partner.number.in_(speaks_for(person_id)), Case.state.in_(WITH_US))
            .order_by(Partner.number)
        )
    ).all()


async def contacts_of(tx: Transaction, partner: int) -> Sequence[Contact]:
    """Who speaks for a partner, those who can be reached here first."""
    return (
        await tx.session.scalars(
            select(Contact)
            .where(Contact.partner == partner, Contact.ended_at.is_(None))
            .order_by(Contact.person_id.is_(None), Contact.id)
        )
    ).all()
