"""What is known before an agreement is begun: whom it can be made with, and about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from storage.agreements.rules import OPEN
from storage.agreements.tables import Agreement
from storage.cases.rules import possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.tables import Idea
from storage.partners.rules import WITH_US
from storage.partners.tables import Partner


async def active_partners(tx: Transaction, most: int = 300) -> Sequence[Partner]:
    """Whom an agreement can be made with, the newest first."""
    return (
        await tx.session.scalars(
            select(Partner)
            .join(Case, Case.number == Partner.number)
            .where(Case.state.in_(WITH_US))
            .order_by(Partner.number.desc())
            .limit(most)
        )
    ).all()


async def partner_of(tx: Transaction, number: int) -> Partner | None:
    """A partner that an agreement can be made with, by its number."""
    if not possible(number):
        return None
    return await tx.session.scalar(
        select(Partner)
        .join(Case, Case.number == Partner.number)
        .where(
            Partner.number == number,
            Case.state.in_(WITH_US),
        )
    )


@dataclass(frozen=True)
class Known:
    """What staff have already said of an idea, for a draft: never what its citizen wrote."""

    title: str | None = None
    benefit: str | None = None
    partners: str | None = None


async def known(tx: Transaction, about: int) -> Known:
    """What an idea's case gives to a draft."""
    found = await tx.session.execute(
        select(Case.shown_title, Idea.wider_benefit, Idea.partners)
        .join(Idea, Idea.number == Case.number)
        .where(Case.number == about)
    )
    row = found.one_or_none()
    return Known(*row) if row else Known()


async def open_about(tx: Transaction, number: int) -> Sequence[int]:
    """Agreements that realise an idea, or are made with a partner, and go on."""
    return (
        await tx.session.scalars(
            select(Agreement.number)
            .join(Case, Case.number == Agreement.number)
            .where(
                (Agreement.about == number) | (Agreement.partner == number),
                and_(Case.closed_at.is_(None), Case.state.in_(OPEN)),
            )
            .order_by(Agreement.number)
        )
    ).all()
