"""What a test checks afterwards: every table, as it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from storage.base import Base
from storage.database import Database
from storage.ideas.tables import Idea
from storage.talk.tables import Line, Talk


async def everything(database: Database) -> str:
    """Every column of every row of every table, as one text."""
    found: list[str] = []
    async with database.reading() as tx:
        for table in Base.metadata.sorted_tables:
            for row in (await tx.connection.execute(select(table))).all():
                found += [_plain(value) for value in row]
    return "\n".join(found)


def _plain(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


async def ideas(database: Database) -> Counter[str]:
    """How many times each idea was stored."""
    async with database.reading() as tx:
        return Counter((await tx.session.scalars(select(Idea.text))).all())


async def expect_whole_talks(database: Database) -> None:
    """The lines of each talk are numbered without holes, and each sent line is there once."""
    async with database.reading() as tx:
        talks = (await tx.session.scalars(select(Talk))).all()
        lines = (await tx.session.scalars(select(Line).order_by(Line.seq))).all()
    for talk in talks:
        own = [line for line in lines if line.talk_id == talk.id]
        assert [line.seq for line in own] == list(range(1, talk.last_seq + 1))
        names = Counter(line.client_id for line in own if line.client_id)
        assert set(names.values()) <= {1}, names
