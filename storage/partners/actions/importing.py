"""Many partners at once, from a file: all of them, or none. Runs in one transaction of the caller.

Must not read a file, nor judge what stands in one: that was done before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Transaction
from storage.partners import queries
from storage.partners.actions.checks import NewContact, NewPartner
from storage.partners.actions.contacts import write_down
from storage.partners.actions.own import edit
from storage.partners.actions.register import register
from storage.partners.rules import EDITABLE
from storage.people.queries import Colleague

Progress = Callable[[int], Awaitable[None]]


@dataclass(frozen=True)
class Entry:
    """One row of a file: a new partner, or what one with a number is to be from now on. `columns`
    are those that the file has: what it says nothing about stays as it is.
    """

    number: int | None
    new: NewPartner
    together: str | None = None
    columns: frozenset[str] = frozenset(EDITABLE)


async def import_all(
    tx: Transaction,
    by: Colleague,
    entries: Sequence[Entry],
    now: datetime,
    days: int,
    progress: Progress,
) -> int:
    """Keep them all; how many were new. `progress` is told how many are done.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid: then nothing may be committed.
    """
    fresh = 0
    for count, entry in enumerate(entries, start=1):
        if entry.number is None:
            fresh += 1
            case = await register(tx, None, entry.new, now, days, by=by)
            if entry.together:
                await edit(tx, by, case.number, {"together": entry.together}, now)
        else:
            await _change(tx, by, entry.number, entry, now)
        await progress(count)
    return fresh


async def _change(tx: Transaction, by: Colleague, number: int, entry: Entry, now: datetime) -> None:
    said: dict[str, Any] = {name: getattr(entry.new, name) for name in EDITABLE}
    said["together"] = entry.together
    changes = {name: value for name, value in said.items() if name in entry.columns}
    await edit(tx, by, number, changes, now)
    for contact in entry.new.contacts:
        if not await _is_known(tx, number, contact):
            await write_down(tx, by, number, contact, now)


async def _is_known(tx: Transaction, number: int, contact: NewContact) -> bool:
    there = await queries.contacts_of(tx, number)
    return any(each.name.casefold() == contact.name.strip().casefold() for each in there)
