"""What is kept of an agreement when people leave it or become one, and when its period is over.

What both sides said yes to belongs to the sides, not to one person: it is kept for its period.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, delete, select, update

from storage.agreements.rules import FORGOTTEN
from storage.agreements.tables import Agreement, Clause, Consent, Voice
from storage.cases.tables import Case
from storage.database import Transaction


async def forget_person(tx: Transaction, person_id: int, held: Sequence[int]) -> None:
    """Part somebody from what they said, wrote and said yes to, except what is held."""
    never = select(Agreement.number).where(Agreement.agreed_at.is_(None))
    clauses = and_(Clause.by == person_id, Clause.number.not_in(held))
    consents = and_(Consent.by == person_id, Consent.number.not_in(held))
    for gone in (
        delete(Voice).where(Voice.by == person_id, Voice.number.not_in(held)),
        update(Clause).where(clauses, Clause.number.in_(never)).values(text=""),
        update(Clause).where(clauses).values(by=None, by_name=None),
        delete(Consent).where(consents, Consent.number.in_(never)),
        update(Consent).where(consents).values(by=None, name=""),
    ):
        await tx.connection.execute(gone)


async def forget_unagreed(tx: Transaction, number: int) -> None:
    """Delete every word of an agreement that was never agreed on."""
    of_it = and_(Agreement.number == number, Agreement.agreed_at.is_(None))
    never = select(Agreement.number).where(of_it)
    for gone in (
        delete(Voice).where(Voice.number.in_(never)),
        delete(Consent).where(Consent.number.in_(never)),
        delete(Clause).where(Clause.number.in_(never)),
        update(Agreement).where(of_it).values(agreed=None),
    ):
        await tx.connection.execute(gone)


async def forget_agreements(tx: Transaction, numbers: Sequence[int]) -> None:
    """Keep of these only that there were such: partner, level and days."""
    for gone in (
        delete(Voice).where(Voice.number.in_(numbers)),
        delete(Clause).where(Clause.number.in_(numbers)),
        delete(Consent).where(Consent.number.in_(numbers)),
        update(Agreement)
        .where(Agreement.number.in_(numbers))
        .values(agreed=None, signatory=None, because=None, contact=None),
        update(Case).where(Case.number.in_(numbers)).values(shown_state=FORGOTTEN),
    ):
        await tx.connection.execute(gone)


async def hand_over(tx: Transaction, stays: int, goes: int) -> None:
    """Two people become one: what one of them told and said yes to is the other's."""
    for table in (Clause, Voice, Consent):
        await tx.connection.execute(update(table).where(table.by == goes).values(by=stays))
