"""Ideas as this process has read them, so that those most alike to a text are found at once.

Only memory: what is true stands in the database, and whoever shows an idea asks it again. Released
ideas are looked after by the tick, all others only since a colleague first asked for them, so that
a process that meets citizens alone pays nothing for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Select, or_, select

from storage.cases.rules import CaseAct
from storage.cases.tables import Case, Event
from storage.database import Database, Transaction
from storage.ideas.queries.released import Released, is_joinable, joinable
from storage.ideas.rules import Act
from storage.ideas.tables import Idea
from storage.matching import Alike, Index, Reader
from storage.partners.shelf import Shelf as Partners
from storage.partners.shelf import Words

SURE = 0.4
"""How alike an idea must be to be shown to a citizen. Lower would find more of the same ideas, and
too often something else."""

WORTH_A_LOOK = 0.3
"""How alike for staff, who see why and decide."""

MOST_FOR_A_CITIZEN, MOST_FOR_STAFF = 3, 5

AT_A_TIME = 20
"""Ideas that are read before others get their turn: some milliseconds."""

AT_ONCE = 500
"""Ideas that are read in one look, and so many at most while a colleague waits: a few seconds. Of
very many the next looks read the rest.
"""

MOST_GAPS = 100
"""Numbers before a new one that may still be on their way."""

OVERLAP = timedelta(minutes=1)
"""How long what was changed or numbered earlier may take to be committed."""


class Shelf:
    """The ideas of one process, and the partners with whom they can be realised."""

    def __init__(self) -> None:
        self.partners = Partners()
        self._released = Index()
        self._versions: dict[int, int] = {}
        self._changed: datetime | None = None
        self._all = Index()
        self._wanted = False
        self._last = 0
        self._looked: datetime | None = None
        self._gaps: dict[int, datetime] = {}
        self._asked: dict[tuple[str, str], tuple[int, ...]] = {}
        self._found: WeakKeyDictionary[Transaction, Sequence[Released]] = WeakKeyDictionary()

    def released_like(self, text: str, benefit: str) -> tuple[int, ...]:
        """The numbers of the released ideas that seem to say the same, the best first, as they were
        a moment ago. Costs no statement, and nothing at all where none is released.
        """
        if not len(self._released):
            return ()
        asked = (text, benefit)
        if asked not in self._asked:
            if len(self._asked) > AT_ONCE:
                self._asked.clear()
            reading = self.partners.reader.read(text, benefit)
            found = self._released.alike(reading, MOST_FOR_A_CITIZEN, SURE)
            self._asked[asked] = tuple(alike.key for alike in found)
        return self._asked[asked]

    def released_near(self, text: str, benefit: str) -> tuple[int, ...]:
        """The numbers of the released ideas on the same subject, though they may not be the same:
        their citizens may want to meet. Costs no statement.
        """
        if not len(self._released):
            return ()
        reading = self.partners.reader.read(text, benefit)
        found = self._released.alike(reading, MOST_FOR_A_CITIZEN + 1, WORTH_A_LOOK)
        return tuple(alike.key for alike in found)

    async def joinable_like(
        self, tx: Transaction, person_id: int, text: str, benefit: str
    ) -> Sequence[Released]:
        """Those of them that somebody may be written onto now, looked up once in a transaction."""
        if tx not in self._found:
            like = self.released_like(text, benefit)
            self._found[tx] = await joinable(tx, person_id, like)
        return self._found[tx]

    def like(self, idea: Idea) -> Sequence[Alike]:
        """All ideas that seem to say the same as one, and why: for staff only."""
        reading = self.partners.reader.read(idea.text, idea.benefit or "")
        found = self._all.alike(reading, MOST_FOR_STAFF + 1, WORTH_A_LOOK)
        return [alike for alike in found if alike.key != idea.number][:MOST_FOR_STAFF]

    async def read_all(self, tx: Transaction, now: datetime, most: int = AT_ONCE) -> None:
        """Before a colleague is shown what is alike: read what came since. Of very many the tick
        reads the rest.
        """
        self._wanted = True
        await self._read_new(tx, now, most)

    def learns(self, own: Words) -> None:
        """Read with these words of the library's own from now on, and all of it again if they are
        new.
        """
        if self.partners.learns(own):
            self._released, self._all = Index(), Index()
            self._changed, self._last = None, 0
            self._versions.clear()
            self._asked.clear()

    async def refresh(self, database: Database, now: datetime) -> None:
        """A tick: see what was released, changed or hidden, by any process, and which partners."""
        async with database.reading() as tx:
            await self._read_released(tx)
            await self.partners.read(tx)
            if self._wanted:
                await self._read_new(tx, now, AT_ONCE)

    async def _read_released(self, tx: Transaction) -> None:
        rows = (await tx.connection.execute(_named_since(self._changed))).all()
        changed = [row for row in rows if self._versions.get(row.number) != row.version]
        fresh, later = changed[:AT_ONCE], changed[AT_ONCE:]
        titles = {row.number: row.title for row in fresh}
        for row in fresh:
            self._released.drop(row.number)
            self._versions[row.number] = row.version
        shown = [row for row in fresh if row.joinable]
        await _put(self._released, self.partners.reader, shown, titles)
        if rows:
            self._changed = (later or rows[-1:])[0].changed_at
        if fresh:
            self._asked.clear()

    async def _read_new(self, tx: Transaction, now: datetime, most: int) -> None:
        """Numbers are given before they are committed, so gaps are looked at for a while."""
        changed = await self._other_words(tx, now)
        wanted = or_(Idea.number > self._last, Idea.number.in_([*self._gaps, *changed]))
        ideas = (await tx.connection.execute(_texts().where(wanted).limit(most))).all()
        for number in changed:
            self._all.drop(number)
        for idea in ideas:
            before = max(self._last + 1, idea.number - MOST_GAPS)
            self._gaps |= dict.fromkeys(range(before, idea.number), now)
            self._gaps.pop(idea.number, None)
            self._last = max(self._last, idea.number)
        self._gaps = {gap: since for gap, since in self._gaps.items() if now - since < OVERLAP}
        await _put(self._all, self.partners.reader, ideas, {})

    async def _other_words(self, tx: Transaction, now: datetime) -> Sequence[int]:
        """Ideas that were corrected or erased since the last look."""
        since, self._looked = self._looked or now, now
        found = await tx.session.scalars(
            select(Event.case_number)
            .where(Event.at >= since - OVERLAP, Event.act.in_([Act.CORRECT, CaseAct.ERASE]))
            .distinct()
        )
        return found.all()


def _named_since(changed: datetime | None) -> Select[*tuple[Any, ...]]:
    """Ideas with a title that have changed, and whether others may be written onto them."""
    named = (
        _texts()
        .add_columns(Case.title, Case.version, Case.changed_at, is_joinable().label("joinable"))
        .join(Case, Case.number == Idea.number)
        .where(Case.shown_title.is_not(None))
        .order_by(None)
        .order_by(Case.changed_at, Idea.number)
    )
    return named if changed is None else named.where(Case.changed_at >= changed - OVERLAP)


def _texts() -> Select[*tuple[Any, ...]]:
    """Ideas; a note to staff has nobody who benefits, and is none."""
    wanted = select(Idea.number, Idea.text, Idea.benefit).order_by(Idea.number)
    return wanted.where(Idea.benefit.is_not(None))


async def _put(
    index: Index, reader: Reader, ideas: Sequence[Any], titles: Mapping[int, str]
) -> None:
    for place, idea in enumerate(ideas):
        if place % AT_A_TIME == 0:
            await asyncio.sleep(0)
        text = f"{titles.get(idea.number, '')}\n{idea.text}"
        index.put(idea.number, reader.read(text, idea.benefit))
