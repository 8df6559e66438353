"""People leave an agreement, or become one; and what is kept of it ends.

What both sides said yes to is theirs, not one person's: it stays until its period is over.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, and_, delete, select, update

from storage.agreements.queries import PARTNER_NOW, speaks_for
from storage.agreements.rules import FORGOTTEN
from storage.agreements.tables import Agreement, Clause, Consent, Voice
from storage.cases.tables import Case
from storage.database import Transaction


async def forget_person(tx: Transaction, person_id: int, held: Sequence[int]) -> None:
    """Part somebody from what they told, wrote and said yes to, but for what is held."""
    never = select(Agreement.number).where(Agreement.agreed_at.is_(None))
    clauses = and_(Clause.by == person_id, Clause.number.not_in(held))
    consents = and_(Consent.by == person_id, Consent.number.not_in(held))
    for gone in (
        delete(Voice).where(Voice.by == person_id, Voice.number.not_in(held)),
        update(Clause).where(clauses, Clause.number.in_(never)).values(text=""),
        update(Clause).where(clauses).values(by=None, by_name=None),
        update(Agreement)
        .where(Agreement.number.in_(_with(person_id)), Agreement.number.not_in(held))
        .where(Agreement.agreed_at.is_(None))
        .values(agreed=None),
        delete(Consent).where(consents, Consent.number.in_(never)),
        update(Consent).where(consents).values(by=None, name=""),
    ):
        await tx.connection.execute(gone)


def _with(person_id: int) -> Select[int]:
    return select(Agreement.number).where(PARTNER_NOW.in_(speaks_for(person_id)))


async def forget_agreements(tx: Transaction, numbers: Sequence[int]) -> None:
    """Keep of these nothing but that they were there: their partner, level and days."""
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
