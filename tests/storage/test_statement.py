"""What the driver runs by itself is what SQLAlchemy would have run: values, defaults, failures."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, delete, select, text, update

from storage.cases.tables import Case, Event, Note
from storage.database import Conflict, Database, Transaction
from storage.people.tables import Person
from storage.statement import Addition, Statement
from storage.talk.tables import Draft, Talk
from storage.together import Together

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
PEOPLE = Addition(Person, "id")
TALKS = Addition(Talk, "id")
CASES = Addition(Case, "number")
EVENTS = Addition(Event, "id")
DRAFTS = Addition(Draft)
LANGUAGE = Statement(select(Person.language).where(Person.id == bindparam("person")))
LEAVE = Statement(delete(Person).where(Person.id == bindparam("person")))


async def a_person(tx: Transaction) -> int:
    person: int = await PEOPLE.value(tx, created_at=NOW)
    return person


def a_case(author: int) -> Case:
    return Case(
        kind="idea",
        state="received",
        shown_state="received",
        author=author,
        source="web",
        code="ABCD2345",
        created_at=NOW,
        promised_on=date(2026, 5, 18),
        changed_at=NOW,
    )


async def test_a_row_is_the_one_that_the_session_would_have_added(database: Database) -> None:
    async with database.transaction() as tx:
        person = await a_person(tx)
        by_driver, by_session = a_case(person), a_case(person)
        await CASES.add(tx, by_driver)
        tx.session.add(by_session)
        await tx.session.flush()
        numbers = {by_driver.number, by_session.number}
    async with database.reading() as tx:
        rows = (await tx.session.scalars(select(Case).order_by(Case.number))).all()
        columns = [c.key for c in Case.__table__.columns if c.key != "number"]
        first, second = ([getattr(row, key) for key in columns] for row in rows)
    assert {row.number for row in rows} == numbers
    assert first == second
    assert [getattr(by_driver, key) for key in columns] == first


async def test_values_come_back_as_they_went_in(database: Database) -> None:
    summer = NOW.astimezone(timezone(timedelta(hours=2)))
    answers = {"given": {"text": ["Æble 🍏", None]}, "path": ["text"]}
    read = Statement(select(Talk.__table__).where(Talk.id == bindparam("talk")))
    async with database.transaction() as tx:
        person = await a_person(tx)
        talk = await TALKS.value(
            tx, person_id=person, place="private", answers=answers, updated_at=summer
        )
        row = await read.row(tx, talk=talk)
        (mapped,) = (await tx.session.scalars(select(Talk))).all()
    assert row == {c.key: getattr(mapped, c.key) for c in Talk.__table__.columns}
    assert (row["answers"], row["updated_at"], row["step"]) == (answers, NOW, None)
    assert row["updated_at"].utcoffset() == timedelta()


async def test_json_null_is_what_the_column_says(database: Database) -> None:
    async with database.transaction() as tx:
        case = a_case(await a_person(tx))
        await CASES.add(tx, case)
        common = {"case_number": case.number, "at": NOW, "act": "take", "to_state": "read"}
        await EVENTS.run(tx, **common)
        tx.session.add(Event(**common))
        await tx.session.flush()
        found = await tx.connection.execute(
            text("SELECT count(*), count(previous), count(public) FROM events")
        )
    assert found.one() == (2, 0, 2)


async def test_several_rows_are_one_statement(database: Database) -> None:
    async with database.transaction() as tx:
        talk = await TALKS.value(tx, person_id=await a_person(tx), place="private", updated_at=NOW)
        row = {"talk_id": talk, "flow_version": 1, "answers": {}, "kept_at": NOW}
        await DRAFTS.rows(tx, [{**row, "flow": flow} for flow in ("a", "b", "c")])
        await DRAFTS.rows(tx, [{**row, "flow": flow, "step": "x"} for flow in ("d", "e", "f")])
        found = await tx.connection.execute(select(Draft.flow, Draft.step).order_by(Draft.flow))
    assert "".join(flow for flow, _ in found.all()) == "abcdef"


async def test_driver_connection_and_session_are_one_transaction(database: Database) -> None:
    async with database.transaction() as tx:
        tx.session.add(Person(id=7, created_at=NOW))
        assert await LANGUAGE.value(tx, person=7) == "da"
        await tx.connection.execute(update(Person).values(language="en"))
        assert await LANGUAGE.value(tx, person=7) == "en"
        await LEAVE.run(tx, person=7)
        assert await LANGUAGE.row(tx, person=7) is None
        assert (await tx.session.scalars(select(Person.id))).all() == []


async def test_what_raises_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as tx:
            await a_person(tx)
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    async with database.reading() as tx:
        assert (await tx.session.scalars(select(Person.id))).all() == []


async def test_what_is_cancelled_leaves_nothing(database: Database) -> None:
    inside = asyncio.Event()

    async def stay() -> None:
        async with database.transaction() as tx:
            await a_person(tx)
            inside.set()
            await asyncio.Event().wait()

    staying = asyncio.create_task(stay())
    await inside.wait()
    staying.cancel()
    await asyncio.wait([staying])
    async with database.transaction() as tx:
        assert (await tx.session.scalars(select(Person.id))).all() == []


async def test_the_same_row_twice_is_a_conflict(database: Database) -> None:
    again = Addition(Draft)
    async with database.transaction() as tx:
        talk = await TALKS.value(tx, person_id=await a_person(tx), place="private", updated_at=NOW)
    row = {"talk_id": talk, "flow": "a", "flow_version": 1, "answers": {}, "kept_at": NOW}
    async with database.transaction() as tx:
        await again.run(tx, **row)
    with pytest.raises(Conflict):
        async with database.transaction() as tx:
            await again.run(tx, **row)


async def test_a_list_of_values_is_refused(database: Database) -> None:
    many = Statement(select(Person.id).where(Person.id.in_(bindparam("some", expanding=True))))
    async with database.reading() as tx:
        with pytest.raises(TypeError, match="compiled once"):
            await many.row(tx, some=[1, 2])


@pytest.fixture
def on_a_server(fresh_postgres: Callable[[], str]) -> str:
    return fresh_postgres()


@pytest.mark.needs_postgres
async def test_a_server_that_hung_up_meanwhile_is_called_again(on_a_server: str) -> None:
    database = Database(on_a_server)
    async with database.transaction() as tx:
        person = await a_person(tx)
        backend = await tx.connection.scalar(text("SELECT pg_backend_pid()"))
    other = Database(on_a_server)
    async with other.transaction() as tx:
        await tx.connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
    await other.close()
    await asyncio.sleep(0.05)
    async with database.transaction() as tx:
        assert await LANGUAGE.value(tx, person=person) == "da"
        assert await tx.connection.scalar(text("SELECT pg_backend_pid()")) != backend
    await database.close()


async def test_another_program_that_writes_is_waited_for(
    fresh_sqlite: Callable[[], str],
) -> None:
    database = Database(fresh_sqlite())
    holder = sqlite3.connect(database.url.database or "", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with database.transaction() as tx:
            await a_person(tx)

    writing = asyncio.create_task(write())
    done, _ = await asyncio.wait([writing], timeout=0.05)
    assert not done
    holder.execute("COMMIT")
    holder.close()
    await writing
    await database.close()


async def test_rows_that_belong_together_are_as_if_added_one_by_one(database: Database) -> None:
    together = Together(Case, (Event, "case_number"), (Note, "case_number"))

    def an_event() -> Event:
        return Event(at=NOW, act="submit", to_state="received")

    async with database.transaction() as tx:
        person = await a_person(tx)
        first, then = a_case(person), an_event()
        note = Note(at=NOW, by=person, by_name="Anna", text="Ring to gange.")
        await together.add(tx, first, then, note)
        second = a_case(person)
        await CASES.add(tx, second)
        last = an_event()
        last.case_number = second.number
        await EVENTS.add(tx, last)
        cases = (await tx.session.scalars(select(Case).order_by(Case.number))).all()
        events = (await tx.session.scalars(select(Event).order_by(Event.id))).all()
        (kept,) = (await tx.session.scalars(select(Note))).all()
    assert [case.number for case in cases] == [first.number, second.number]
    assert [(e.id, e.case_number) for e in events] == [(e.id, e.case_number) for e in (then, last)]
    assert (kept.id, kept.case_number, kept.text) == (note.id, first.number, "Ring to gange.")
    for columns, (one, other) in ((Case, cases), (Event, events)):
        names = {c.key for c in columns.__table__.columns} - {"number", "id", "case_number"}
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


async def test_rows_that_belong_together_stand_or_fall_together(database: Database) -> None:
    together = Together(Case, (Event, "case_number"))

    async def by_nobody() -> None:
        async with database.transaction() as tx:
            event = Event(at=NOW, act="submit", to_state="received", by=4711)
            await together.add(tx, a_case(await a_person(tx)), event)

    with pytest.raises(Conflict):
        await by_nobody()
    async with database.reading() as tx:
        assert (await tx.session.scalars(select(Case))).all() == []
