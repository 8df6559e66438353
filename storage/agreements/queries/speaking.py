"""Whom an agreement is with today, and who speaks and hears for them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from storage.agreements.tables import Agreement
from storage.cases.tables import Case
from storage.database import Transaction
from storage.partners.tables import Contact

_OF = aliased(Case)
PARTNER_NOW = (
    select(func.coalesce(_OF.merged_into, _OF.number))
    .where(_OF.number == Agreement.partner)
    .correlate(Agreement)
    .scalar_subquery()
)
"""Whom an agreement is with today: its partner, or the one that its partner has gone into."""


def speaks_for(person_id: int) -> Select[int]:
    """The partners that somebody is a contact person of."""
    return select(Contact.partner).where(Contact.person_id == person_id, Contact.ended_at.is_(None))


async def is_contact_of_any(tx: Transaction, person_id: int) -> bool:
    """Whether somebody speaks for any partner."""
    return await tx.session.scalar(speaks_for(person_id).limit(1)) is not None


async def contacts_of(tx: Transaction, partner: int) -> Sequence[Contact]:
    """Who speaks for a partner, those who can be reached here first."""
    return (
        await tx.session.scalars(
            select(Contact)
            .where(Contact.partner == partner, Contact.ended_at.is_(None))
            .order_by(Contact.person_id.is_(None), Contact.id)
        )
    ).all()
