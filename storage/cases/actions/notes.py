"""What staff write to one another about a case, and what they have seen of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from storage.cases import queries
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import NOTE_LONGEST, CaseAct, NoSuchCase, first_name, required
from storage.cases.tables import Case, Note
from storage.database import Transaction
from storage.people.queries import Colleague


async def note(tx: Transaction, by: Colleague, number: int, text: str, now: datetime) -> Note:
    """Write a note that only staff see. Raises NoSuchCase, NotValid."""
    words = required("note", text, NOTE_LONGEST)
    case = await queries.locked(tx, number)
    if case is None:
        raise NoSuchCase
    name = first_name(by.name)
    written = Note(case_number=number, at=now, by=by.person_id, by_name=name, text=words)
    tx.session.add(written)
    entry = Entry(CaseAct.NOTE, case.state, by=by.person_id, by_name=name)
    await record(tx, case, entry, now)
    return written


async def mark_read(tx: Transaction, by: Colleague, number: int) -> None:
    """A colleague has opened the case: what the citizen last said is no longer new."""
    await tx.connection.execute(
        update(Case).where(Case.number == number, Case.unread).values(unread=False)
    )


async def file_came(tx: Transaction, number: int, now: datetime) -> None:
    """A file of the case can be seen from now on: whoever looks at the case looks again."""
    await tx.connection.execute(
        update(Case).where(Case.number == number).values(version=Case.version + 1, changed_at=now)
    )
