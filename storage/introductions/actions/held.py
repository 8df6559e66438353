"""An introduction with its cases, locked in the one order: cases by number, then the introduction.

Must not know who is allowed what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import CaseAct, CaseKind, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.ideas.rules import CLOSED
from storage.introductions.queries import sides
from storage.introductions.rules import LIFECYCLE, Act, NotThere, Over, Side, Stand
from storage.introductions.tables import Introduced, Introduction
from storage.lifecycle import IllegalMove
from storage.partners.rules import Openness, PartnerState
from storage.partners.tables import Partner


@dataclass
class Held:
    """A locked introduction."""

    tx: Transaction
    row: Introduction
    case: Case
    sides: dict[Side, Introduced]
    there: bool
    """Whether the idea is still open, and the partner still takes part."""

    def move(self, act: Act, now: datetime) -> None:
        """Do an act. Raises Over when it is not legal in this state."""
        stand = Stand(self.row.state)
        try:
            self.row.state = LIFECYCLE.after(stand, act)
        except IllegalMove:
            raise Over(stand) from None
        self.row.changed_at = now

    async def note(
        self, act: CaseAct, now: datetime, *, by: int | None = None, by_name: str | None = None
    ) -> None:
        """Write into the idea's audit what was done, but never with whom."""
        facts = {"partner": self.row.partner} if self.row.partner else {}
        await record(self.tx, self.case, Entry(act, self.case.state, by, by_name, facts), now)


async def hold(tx: Transaction, id: int) -> Held:
    """Lock an introduction with its cases. Raises NotThere when there is none."""
    row = await tx.session.get(Introduction, id) if possible(id) else None
    if row is None:
        raise NotThere
    numbers = sorted(n for n in (row.case_number, row.partner, row.other_case) if n)
    locked = {number: await cases.locked(tx, number) for number in numbers}
    again = await tx.session.scalar(
        select(Introduction)
        .where(Introduction.id == id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    case = locked[row.case_number]
    if again is None or case is None:
        raise NotThere
    both = await sides(tx, id)
    spoken_for = both[Side.IDEA].colleague is not None
    there = _is_open(case) and (spoken_for or case.author is not None)
    there = there and await _other_is_there(tx, again, locked)
    return Held(tx, again, case, both, there)


async def _other_is_there(
    tx: Transaction, row: Introduction, locked: dict[int, Case | None]
) -> bool:
    if row.partner is not None:
        return await takes_part(tx, locked[row.partner])
    other = locked[row.other_case] if row.other_case is not None else None
    return row.other_case is None or (_is_open(other) and other is not None and bool(other.author))


def _is_open(case: Case | None) -> bool:
    return case is not None and case.kind == CaseKind.IDEA and case.state not in CLOSED


async def takes_part(tx: Transaction, case: Case | None) -> bool:
    """Whether a partner, whose case is locked, may be asked now."""
    if case is None or case.kind != CaseKind.PARTNER or case.state != PartnerState.ACTIVE:
        return False
    partner = await tx.session.get(Partner, case.number, populate_existing=True)
    return partner is not None and partner.openness != Openness.NOBODY
