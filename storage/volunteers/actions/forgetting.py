"""What is left of a volunteer when they are erased, or their period is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update

from storage.cases.tables import Case
from storage.database import Transaction
from storage.volunteers import queries
from storage.volunteers.rules import Affiliation, State
from storage.volunteers.tables import (
    ChildCheck,
    Expectation,
    VolunteerPlace,
)


async def forget(tx: Transaction, case: Case, now: datetime) -> None:
    """Erase a locked volunteer; only that somebody once had a role is kept."""
    standing = await queries.volunteer(tx, case.number)
    if standing is None:
        return
    person = standing.person
    person.name = person.wish = person.band = ""
    person.skills = person.hope = person.adult_name = person.adult_phone = None
    person.association, person.affiliation = None, Affiliation.LIBRARY
    person.times, person.secret, person.secret_at = [], 0, None
    person.trial_until = person.paused_until = person.wanted = None
    if case.closed_at is None:
        case.state, case.closed_at = State.ENDED, now
    case.shown_state = case.state
    await tx.session.flush()
    for gone in (
        delete(Expectation).where(Expectation.volunteer == case.number),
        delete(ChildCheck).where(ChildCheck.volunteer == case.number),
        update(VolunteerPlace)
        .where(VolunteerPlace.volunteer == case.number)
        .values(steps={}, ended_at=now),
    ):
        await tx.connection.execute(gone)
