"""Partners that stand in the register, written as they are, for tests of what reads them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage.cases.rules import CaseKind
from storage.cases.tables import Case
from storage.database import Database
from storage.partners.rules import Openness, PartnerKind, PartnerState
from storage.partners.tables import Partner
from tests.storage.cast import NOW

KNITTERS = {
    "name": "Strikkeklubben Maskerne",
    "does": "Vi strikker og hækler, og alle kan lære det",
}


async def a_partner(
    database: Database,
    *,
    kind: PartnerKind = PartnerKind.ASSOCIATION,
    state: PartnerState = PartnerState.ACTIVE,
    openness: Openness = Openness.ANYONE,
    now: datetime = NOW,
    **told: Any,
) -> int:
    """A partner of the register; its number."""
    case = Case(
        kind=CaseKind.PARTNER,
        state=state,
        shown_state=state,
        source="desk",
        code="",
        created_at=now,
        changed_at=now,
    )
    async with database.transaction() as tx:
        tx.session.add(case)
        await tx.session.flush()
        partner = Partner(
            number=case.number,
            kind=kind,
            openness=openness,
            checked_at=now,
            changed_at=now,
            **(KNITTERS | told),
        )
        tx.session.add(partner)
        return case.number


async def becomes(
    database: Database,
    number: int,
    now: datetime,
    *,
    state: PartnerState | None = None,
    **told: Any,
) -> None:
    """Let a partner be something else, as every act does: its `changed_at` moves."""
    async with database.transaction() as tx:
        partner = await tx.session.get_one(Partner, number)
        for column, value in told.items():
            setattr(partner, column, value)
        partner.changed_at = now
        if state is not None:
            (await tx.session.get_one(Case, number)).state = state
