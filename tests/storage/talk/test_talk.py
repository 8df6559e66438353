"""Lines and positions: nothing twice, nothing skipped, nobody's line in another's talk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage.database import Conflict, Database
from storage.people import actions as people
from storage.people.rules import Channel, hashed
from storage.talk import actions, queries
from storage.talk.actions import Position, Words
from storage.talk.rules import (
    DRAFT_LASTS,
    PRIVATE,
    DueKind,
    Who,
    case_place,
    place_case,
)
from tests.databases import statements
from tests.storage.cast import NOW, cast

pytestmark = pytest.mark.both_databases

NOWHERE = Position()


@pytest.fixture
def server_url(fresh_postgres: Callable[[], str]) -> str:
    return fresh_postgres()


@pytest.fixture
async def on_a_server(server_url: str) -> AsyncIterator[Database]:
    opened = Database(server_url)
    yield opened
    await opened.close()


def said(text: str, client_id: str) -> Words:
    return Words(text, Who.YOU, client_id=client_id)


async def begin(database: Database, person_id: int) -> int:
    async with database.transaction() as tx:
        return await actions.open_talk(tx, person_id, PRIVATE, NOW)


async def test_a_position_moves_and_its_lines_are_numbered(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    ask = {"kind": "text"}
    there = Position("idea", 1, "benefit", {"what": "En klub"})
    lines = [said("En klub", "a"), Words("Tak."), Words("Hvem får glæde af det?", ask=ask)]
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, there, lines, NOW, tail="klub")
    async with database.reading() as tx:
        found = await queries.standing(tx, Channel.WEB, hashed("eva"), PRIVATE, "a", NOW)
        answers = await queries.answers_to(tx, talk, 1)
        after = await queries.lines_after(tx, who.eva, PRIVATE, 1)
    assert isinstance(found, queries.Standing)
    assert (found.person_id, found.talk_id, found.version) == (who.eva, talk, 1)
    assert (found.flow, found.step, found.answers) == ("idea", "benefit", {"what": "En klub"})
    assert (found.asked, found.tail, found.seen) == (3, "klub", 1)
    assert [line.seq for line in answers] == [1, 2, 3]
    assert [line.seq for line in after] == [2, 3]
    assert after[1].ask == ask


async def test_the_hot_path_reads_in_one_statement_and_settles_in_few(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    async with database.transaction() as tx:
        with statements(database) as asked:
            await queries.standing(tx, Channel.WEB, hashed("eva"), PRIVATE, "a", NOW)
            await actions.settle(tx, talk, 0, NOWHERE, [said("Hej", "a"), Words("Hej")], NOW)
    assert len(asked) == (3 if database.is_sqlite else 2)


async def test_an_old_version_is_a_conflict_and_writes_nothing(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, NOWHERE, [said("Først", "a")], NOW)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await actions.settle(tx, talk, 0, NOWHERE, [said("Sidst", "b")], NOW)
    async with database.reading() as tx:
        lines = await queries.lines_after(tx, who.eva, PRIVATE, 0)
    assert [line.text for line in lines] == ["Først"]


@pytest.mark.needs_postgres
async def test_what_is_all_that_is_done_is_one_statement_and_whole(
    on_a_server: Database,
) -> None:
    database = on_a_server
    who = await cast(database)
    talk = await begin(database, who.eva)
    ask = {"kind": "text"}
    words = [said("En klub", "a"), Words("Hvem får glæde af det?", ask=ask)]
    with statements(database, every=True) as asked:
        async with database.transaction() as tx:
            lines = actions.following(talk, 0, words, NOW)
            await actions.settle_alone(tx, 0, Position("idea", 1, "benefit"), lines, NOW)
    assert len(asked) == 1
    async with database.reading() as tx:
        found = await queries.standing(tx, Channel.WEB, hashed("eva"), PRIVATE, "a", NOW)
        kept = await queries.answers_to(tx, talk, 1)
    assert isinstance(found, queries.Standing)
    assert (found.version, found.last_seq, found.asked, found.seen) == (1, 2, 2, 1)
    assert [(line.text, line.ask, line.at) for line in kept] == [
        ("En klub", None, NOW),
        ("Hvem får glæde af det?", ask, NOW),
    ]


@pytest.mark.needs_postgres
@pytest.mark.parametrize(("version", "after", "name"), [(0, 2, "b"), (1, 1, "b"), (1, 2, "a")])
async def test_what_was_overtaken_writes_nothing(
    on_a_server: Database, version: int, after: int, name: str
) -> None:
    """By another message, by a line from elsewhere, by the same message a second time."""
    database = on_a_server
    who = await cast(database)
    talk = await begin(database, who.eva)
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, NOWHERE, [said("Hej", "a"), Words("Hej")], NOW)
    lines = actions.following(talk, after, [said("Mere", name), Words("Ja")], NOW)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await actions.settle_alone(tx, version, NOWHERE, lines, NOW)
    async with database.reading() as tx:
        kept = await queries.lines_after(tx, who.eva, PRIVATE, 0)
        found = await queries.standing(tx, Channel.WEB, hashed("eva"), PRIVATE, "c", NOW)
    assert [line.text for line in kept] == ["Hej", "Hej"]
    assert isinstance(found, queries.Standing)
    assert (found.version, found.last_seq) == (1, 2)


async def test_a_line_that_was_kept_is_not_kept_again(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, NOWHERE, [said("Hej", "a")], NOW)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await actions.settle(tx, talk, 1, NOWHERE, [said("Hej", "a")], NOW)
    other = await begin(database, who.ole)
    async with database.transaction() as tx:
        await actions.settle(tx, other, 0, NOWHERE, [said("Hej", "a")], NOW)


async def test_of_twenty_at_once_each_is_kept_once(database: Database, second: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)

    async def press(n: int) -> bool:
        name = f"press-{n % 4}"
        for _ in range(40):
            try:
                async with (database, second)[n % 2].transaction() as tx:
                    found = await queries.standing(
                        tx, Channel.WEB, hashed("eva"), PRIVATE, name, NOW
                    )
                    assert isinstance(found, queries.Standing)
                    if found.seen is not None:
                        return False
                    lines = [said(name, name), Words("Tak")]
                    await actions.settle(tx, talk, found.version, NOWHERE, lines, NOW)
            except Conflict:
                continue
            return True
        raise AssertionError("never got through")

    kept = await asyncio.gather(*(press(n) for n in range(20)))
    assert sum(kept) == 4
    async with database.reading() as tx:
        lines = await queries.lines_after(tx, who.eva, PRIVATE, 0)
    assert [line.seq for line in lines] == list(range(1, 9))
    assert sorted(line.text for line in lines if line.who == Who.YOU) == [
        f"press-{n}" for n in range(4)
    ]


async def test_news_and_talk_share_one_row_of_numbers(database: Database, second: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)

    async def news(at: Database) -> None:
        async with at.transaction() as tx:
            await actions.tell(tx, who.eva, Words("Nyt", case_number=7), NOW)

    async def talks() -> None:
        async with database.transaction() as tx:
            await actions.settle(tx, talk, 0, NOWHERE, [said("Hej", "a"), Words("Hej")], NOW)

    await asyncio.gather(*(news(at) for at in (database, second) for _ in range(5)), talks())
    async with database.reading() as tx:
        lines = await queries.lines_after(tx, who.eva, PRIVATE, 0)
        assert await queries.newest(tx, [talk]) == {talk: 12}
    assert [line.seq for line in lines] == list(range(1, 13))


async def test_news_to_somebody_who_never_spoke_begins_their_talk(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        assert await actions.tell(tx, who.ole, Words("Nyt"), NOW) == 1
        assert await actions.tell(tx, who.ole, Words("Mere nyt"), NOW) == 2


async def test_news_does_not_move_the_conversation(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    async with database.transaction() as tx:
        await actions.tell(tx, who.eva, Words("Nyt"), NOW)
        await actions.settle(tx, talk, 0, NOWHERE, [said("Hej", "a")], NOW)


async def test_nobody_reads_anothers_lines(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, NOWHERE, [said("Hemmeligt", "a")], NOW)
        assert await queries.lines_after(tx, who.ole, PRIVATE, 0) == []
        assert await queries.lines_before(tx, who.ole, PRIVATE, 0, 10) == []
        assert await queries.own_line(tx, who.ole, PRIVATE, "a") is None
        found = await queries.standing(tx, Channel.WEB, hashed("ole"), PRIVATE, "a", NOW)
    assert isinstance(found, queries.Standing)
    assert (found.talk_id, found.seen) == (None, None)


async def test_the_talk_on_a_case_is_what_was_said_to_citizens_and_each_thing_once(
    database: Database,
) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    words = replace(said("Om lydbøger", "a"), case_number=7)
    reply = Words("Tak", case_number=7)
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, NOWHERE, [words, reply, Words("Andet")], NOW)
        later = NOW + timedelta(hours=1)
        await actions.tell(tx, who.eva, Words("Vi prøver", case_number=7), later)
        await actions.tell(tx, who.ole, Words("We try it", case_number=7), later)
        desk = Words("Kun os", case_number=7)
        await actions.tell(tx, who.hans.person_id, desk, later, place=case_place(7))
    expected = {
        None: ["Om lydbøger", "Tak", "Vi prøver"],
        who.eva: ["Om lydbøger", "Tak", "Vi prøver"],
        who.ole: ["Om lydbøger", "Tak", "We try it"],
    }
    async with database.reading() as tx:
        for reader, texts in expected.items():
            lines = await queries.case_lines(tx, 7, reader=reader)
            assert [line.text for line in lines] == texts
        assert [line.text for line in await queries.case_lines(tx, 7, 2)] == ["Vi prøver"]


async def test_a_browser_that_left_is_unknown(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        await people.end_address(tx, Channel.WEB, "eva", NOW)
        for secret, known in (("eva", False), ("ole", True), ("nobody", False)):
            found = await queries.standing(tx, Channel.WEB, hashed(secret), PRIVATE, "a", NOW)
            assert isinstance(found, queries.Standing) is known
        later = NOW + timedelta(days=401)
        found = await queries.standing(tx, Channel.WEB, hashed("ole"), PRIVATE, "a", later)
        assert found == queries.Stranger(was_here=True, waiting=False)
        found = await queries.standing(tx, Channel.WEB, hashed("nobody"), PRIVATE, "a", NOW)
        assert found == queries.Stranger(was_here=False, waiting=False)
    assert who.eva


async def test_drafts_last_thirty_days(database: Database) -> None:
    who = await cast(database)
    talk = await begin(database, who.eva)
    where = Position("idea", 1, "benefit", {"what": "Æbler"})
    end = NOW + DRAFT_LASTS
    async with database.transaction() as tx:
        await actions.settle(tx, talk, 0, where, [said("Æbler", "a")], NOW)
        await actions.keep_draft(tx, talk, where, NOW)
        await actions.keep_draft(tx, talk, where, NOW)
        file = await actions.keep_file(tx, who.eva, "image", "image/png", b"x", NOW)
        kept = await queries.draft(tx, talk, "idea", end - timedelta(seconds=1))
        assert kept is not None
        assert kept.answers == {"what": "Æbler"}
        assert await queries.draft(tx, talk, "idea", end) is None
        assert await actions.purge_drafts(tx, end - timedelta(seconds=1)) == 0
        assert await actions.purge_drafts(tx, end) == 2
        assert await actions.purge_orphan_files(tx, end) == 1
    async with database.reading() as tx:
        found = await queries.standing(tx, Channel.WEB, hashed("eva"), PRIVATE, "b", NOW)
        assert await queries.file(tx, file) is None
    assert isinstance(found, queries.Standing)
    assert (found.flow, found.answers, found.version) == (None, {}, 2)


async def test_what_is_due_is_worked_on_by_one(database: Database, second: Database) -> None:
    await cast(database)
    async with database.transaction() as tx:
        for minutes in (2, 1, 3):
            at = NOW + timedelta(minutes=minutes)
            await actions.plan(tx, DueKind.TELL, at, {"n": minutes}, event_id=minutes)
        assert await queries.due_now(tx, NOW) is None
    later = NOW + timedelta(minutes=2)
    order: list[Any] = []

    async def work(at: Database) -> None:
        while True:
            async with at.transaction() as tx:
                due = await queries.due_now(tx, later)
                if due is None:
                    return
                order.append(due.payload["n"])
                await actions.done(tx, due)

    await asyncio.gather(work(database), work(second))
    assert sorted(order) == [1, 2]
    async with database.transaction() as tx:
        assert await queries.due_count(tx, later) == 0
        assert await queries.due_count(tx, NOW + timedelta(hours=1)) == 1


def test_a_place_knows_its_case() -> None:
    assert place_case(case_place(12)) == 12
    for place in (PRIVATE, "desk", "case:", "case:x", "case:-1"):
        assert place_case(place) is None
