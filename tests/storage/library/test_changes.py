"""What is changed has a version of each, in one order, and is nobody's who may not."""

from __future__ import annotations

import asyncio

import pytest

from storage.database import Conflict, Database
from storage.library import queries
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.people.rules import NotAllowed
from tests.databases import statements
from tests.storage.cast import NOW, cast


async def test_the_newest_stands_and_every_version_is_kept(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        assert await queries.edition(tx) == 0
        for words in ("11 11 11 11", "22 22 22 22", None):
            await change(tx, who.anna, Subject.VALUE, "phone", words, NOW)
        await change(tx, who.anna, Subject.TEXT, "phone", {"da": {"other": "Hej"}}, NOW)
    async with database.reading() as tx:
        assert await queries.edition(tx) == 4
        found = await queries.versions(tx, Subject.VALUE, "phone")
        stands = await queries.standing(tx, Subject.VALUE, Subject.TEXT)
        first = await queries.version(tx, Subject.VALUE, "phone", 1)
        other = await queries.version(tx, Subject.VALUE, "mail", 1)
    assert [(each.number, each.content) for each in found] == [
        (3, None),
        (2, "22 22 22 22"),
        (1, "11 11 11 11"),
    ]
    assert [(each.by_name, each.at) for each in found] == [("Anna Aa", NOW)] * 3
    assert [each.content for each in stands] == [None, {"da": {"other": "Hej"}}]
    assert first is not None
    assert first.content == "11 11 11 11"
    assert other is None


async def test_who_may_change_what(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        for subject in Subject:
            with pytest.raises(NotAllowed):
                await change(tx, who.hans, subject, "x", "y", NOW)
        for subject in (Subject.VALUE, Subject.TEXT, Subject.CHECK):
            with pytest.raises(NotAllowed):
                await change(tx, who.karen, subject, "x", "y", NOW)
        await change(tx, who.karen, Subject.ANSWER, "x", {"title": "y"}, NOW)
        assert await queries.edition(tx) == 1


async def test_who_looked_at_an_older_version_is_told(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        made = await change(tx, who.anna, Subject.VALUE, "phone", "1", NOW, seen=0)
    for seen in (0, made.number + 1):
        with pytest.raises(Overtaken) as overtaken:
            async with database.transaction() as tx:
                await change(tx, who.anna, Subject.VALUE, "phone", "2", NOW, seen=seen)
        assert overtaken.value.by_name == "Anna Aa"
    async with database.transaction() as tx:
        assert await queries.edition(tx) == 1
        await change(tx, who.anna, Subject.VALUE, "phone", "2", NOW, seen=made.number)


async def test_changes_at_the_same_time_come_one_after_the_other(
    database: Database, second: Database
) -> None:
    """No number is given twice, none is skipped, and only one of those who saw the same counts."""
    who = await cast(database)

    async def changes(program: Database, words: str, seen: int | None) -> bool:
        try:
            async with program.transaction() as tx:
                await change(tx, who.anna, Subject.VALUE, "phone", words, NOW, seen=seen)
        except (Overtaken, Conflict):
            return False
        return True

    each = [changes((database, second)[n % 2], str(n), None) for n in range(8)]
    assert all(await asyncio.gather(*each))
    async with database.reading() as tx:
        found = await queries.versions(tx, Subject.VALUE, "phone")
        assert await queries.edition(tx) == 8
    assert [each.number for each in found] == list(range(8, 0, -1))
    same = [changes((database, second)[n % 2], str(n), 8) for n in range(4)]
    assert sum(await asyncio.gather(*same)) == 1


async def test_what_is_compared_every_second_is_one_statement(database: Database) -> None:
    who = await cast(database)
    for count in (1, 200):
        async with database.transaction() as tx:
            for n in range(count):
                await change(tx, who.anna, Subject.TEXT, f"a.text{n}", {"da": {"other": "x"}}, NOW)
        async with database.reading() as tx:
            with statements(database) as asked:
                await queries.standing(tx, Subject.VALUE, Subject.TEXT)
            assert len(asked) == 1
