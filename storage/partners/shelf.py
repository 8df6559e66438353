"""The partners that this process holds in memory, so that those that fit an idea are found at once.

The database is what counts: it is asked again before a partner is proposed. The tick reads what
changed, in every process. Every change of a partner or its state must set its `changed_at`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from storage.cases.tables import Case
from storage.database import Database, Transaction
from storage.matching import Entry, Reader, Register, lexicon, with_words
from storage.partners.rules import Openness, PartnerState
from storage.partners.tables import Partner

Words = Mapping[str, Sequence[str]]
"""Words of the library's own, by subject of the lexicon."""

AT_A_TIME = 20
"""How many partners are read before other tasks get their turn: some milliseconds."""

AT_ONCE = 200
"""Partners that one look reads: some two seconds, and what is due waits for it."""

OVERLAP = timedelta(minutes=1)
"""How long a change may take to be committed after its `changed_at`."""


class Shelf:
    """The partners of one process who may be asked."""

    def __init__(self) -> None:
        self._seen: dict[int, datetime] = {}
        self._changed: datetime | None = None
        self._own: Words = {}

    def learns(self, own: Words) -> bool:
        """Use these words of the library's own besides the lexicon; returns whether they are new.
        Then everything is read again.
        """
        if own == self._own:
            return False
        self._own, self._changed = own, None
        self._seen.clear()
        for made in ("reader", "register"):
            self.__dict__.pop(made, None)
        return True

    @cached_property
    def reader(self) -> Reader:
        """Reads partners and ideas alike; made when first needed."""
        return Reader(with_words(lexicon(), self._own)) if self._own else _as_it_came()

    @cached_property
    def register(self) -> Register:
        """All partners who may be asked, as they were a moment ago."""
        return Register(self.reader)

    async def refresh(self, database: Database) -> None:
        """A tick: see who came, changed or left, by any process."""
        async with database.reading() as tx:
            await self.read(tx)

    async def read(self, tx: Transaction) -> None:
        """See who came, changed or left since it was last looked; of very many the next look reads
        the rest.
        """
        rows = (await tx.connection.execute(_since(self._changed))).all()
        fresh = [row for row in rows if self._seen.get(row.number) != row.changed_at]
        for place, row in enumerate(fresh[:AT_ONCE]):
            if place % AT_A_TIME == 0:
                await asyncio.sleep(0)
            self._seen[row.number] = row.changed_at
            self._take_up(row)
        if rows:
            later = fresh[AT_ONCE:]
            self._changed = (later or rows[-1:])[0].changed_at

    def _take_up(self, row: Any) -> None:
        if row.open:
            self.register.put(row.number, _entry(row))
        else:
            self.register.drop(row.number)


@cache
def _as_it_came() -> Reader:
    return Reader()


def may_be_asked() -> ColumnElement[bool]:
    """Whether a partner is there and wants to be asked at all."""
    return and_(Case.state == PartnerState.ACTIVE, Partner.openness != Openness.NOBODY)


def _since(changed: datetime | None) -> Select[*tuple[Any, ...]]:
    told = select(
        Partner.number,
        Partner.changed_at,
        Partner.kind,
        Partner.name,
        Partner.does,
        Partner.gives,
        Partner.audience,
        Partner.branches,
        Partner.languages,
        may_be_asked().label("open"),
    ).join(Case, Case.number == Partner.number)
    told = told.order_by(Partner.changed_at, Partner.number)
    return told if changed is None else told.where(Partner.changed_at >= changed - OVERLAP)


def _entry(row: Any) -> Entry:
    return Entry(
        name=row.name,
        does=row.does,
        kind=row.kind,
        gives=row.gives or "",
        audience=row.audience or "",
        branches=_listed(row.branches),
        languages=_listed(row.languages),
    )


def _listed(written: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(written or ())
