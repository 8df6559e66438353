"""Makes a new link to somebody's shifts; older links stop working."""

from __future__ import annotations

from sqlalchemy import select

from storage.cases.rules import NoSuchCase
from storage.database import Transaction
from storage.volunteers.tables import Volunteer


async def new_link(tx: Transaction, number: int) -> int:
    """Raise the edition of a volunteer's link, and return it. The caller has found `number` by who
    speaks. Raises NoSuchCase.
    """
    person = await tx.session.scalar(
        select(Volunteer)
        .where(Volunteer.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if person is None:
        raise NoSuchCase
    person.calendar += 1
    await tx.session.flush()
    return person.calendar
