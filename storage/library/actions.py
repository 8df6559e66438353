"""The only writer of what a library changes without code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage.database import Transaction
from storage.library import queries
from storage.library.rules import NEEDED, Overtaken, Subject
from storage.library.tables import Change, Edition
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed


async def change(
    tx: Transaction,
    by: Colleague,
    subject: Subject,
    key: str,
    content: Any,
    now: datetime,
    *,
    seen: int | None = None,
) -> Change:
    """Change one thing, from now on and in every process. None as content resets it to the
    original. The caller has checked that the content can be used.

    `seen` is the version that was looked at (0: none); None when nobody looked at one. Raises
    NotAllowed, and Overtaken when a colleague has changed it since.
    """
    if not by.may(NEEDED[subject]):
        raise NotAllowed
    number = await _next_edition(tx)
    before = await queries.newest(tx, subject, key)
    if seen is not None and seen != (before.number if before else 0):
        raise Overtaken(before.by_name if before else None)
    made = Change(
        number=number,
        subject=subject,
        key=key,
        content=content,
        at=now,
        by=by.person_id,
        by_name=by.name,
    )
    tx.session.add(made)
    await tx.session.flush()
    return made


async def _next_edition(tx: Transaction) -> int:
    """The next edition number. Its row stays locked until the transaction ends, so changes wait for
    each other.
    """
    first = tx.insert(Edition).values(id=1, number=1)
    counted = first.on_conflict_do_update(
        index_elements=["id"], set_={"number": Edition.number + 1}
    ).returning(Edition.number)
    return int((await tx.connection.execute(counted)).scalar_one())
