"""What a machine reads: health, the description of the interface, and how much a step costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from openapi_spec_validator import validate
from sqlalchemy import event, insert

from storage.cases.rules import new_code
from storage.cases.tables import Case
from storage.ideas.tables import Idea
from tests.journeys.parts import IDEA, gives
from tests.online import Library

ROUND_TRIPS = {"sqlite": 5, "postgresql": 2}
"""Round trips to the database for one step: begin, read, move, say, commit; or read, and everything
else in one.
"""


async def test_it_says_that_it_lives_and_can_work(library: Library) -> None:
    eva = await library.citizen()
    for path in ("/healthz", "/readyz"):
        await eva.opens(path)
        assert eva.status == 200


async def test_every_address_is_described(embedded: Library) -> None:
    eva = await embedded.citizen()
    async with eva.session.get(eva.url + "/openapi.json") as response:
        document = await response.json()
    validate(document)
    runner = embedded.app._runner
    assert runner is not None
    for route in runner.app.router.routes():
        assert route.resource is not None
        path = route.resource.canonical
        if path == "/static" or route.method == "HEAD":
            continue
        described = document["paths"][path][route.method.lower()]
        assert described["summary"], (route.method, path)
        names = {parameter["name"] for parameter in described.get("parameters", ())}
        assert names == set(re.findall(r"\{(\w+)\}", path))
    methods = sum(len(operations) for operations in document["paths"].values())
    assert methods > 40


async def test_a_file_that_is_shown_alone_has_its_mark_too(embedded: Library) -> None:
    eva = await embedded.citizen()
    async with eva.session.get(eva.url + "/favicon.ico") as response:
        assert response.status == 200
        assert response.content_type == "image/svg+xml"


async def test_every_answer_is_protected(embedded: Library) -> None:
    eva = await embedded.citizen()
    await gives(eva)
    for path in ("/", "/sag/1", "/sag/2", "/nowhere", "/static/chat.js", "/openapi.json", "/lines"):
        async with eva.session.get(eva.url + path) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "Server" not in response.headers
    async with eva.session.get(eva.url + "/") as response:
        assert response.headers["Cache-Control"] == "no-store"
    for cookie in eva.session.cookie_jar:
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("file", ["laert.csv", "partnere.csv", "partnere.xlsx", "rapport.xlsx"])
async def test_what_staff_take_out_is_kept_by_nobody_in_between(
    embedded: Library, file: str
) -> None:
    anna = await embedded.joins("Anna Aa")
    async with anna.session.get(f"{anna.url}/desk/{file}") as response:
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"


@contextmanager
def round_trips(library: Library) -> Iterator[list[str]]:
    """The statements that the database gets, BEGIN and COMMIT included."""
    said: list[str] = []

    def statement(*given: object) -> None:
        said.append(str(given[2]))

    engines = {library.database.writer.sync_engine, library.database.reader.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", statement)
    try:
        yield said
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", statement)


@pytest.mark.usefixtures("quiet")
async def test_a_step_of_a_conversation_is_few_round_trips(library: Library) -> None:
    few = ROUND_TRIPS[library.database.url.get_backend_name()]
    eva = await library.citizen()
    await eva.says("ide")
    with round_trips(library) as said:
        await eva.says(IDEA)
    assert len(said) == few, said
    await eva.says("Alle")
    await eva.presses("Her i samtalen")
    press = f"{eva.answered[-1]['seq']}:yes"
    with round_trips(library) as said:
        await eva.presses_value(press)
    assert len(said) == few, said


@pytest.fixture
def quiet(library: Library) -> None:
    """Stop the tick, so that nothing else asks the database meanwhile."""
    schedule = library.app._schedule
    assert schedule is not None
    assert schedule._seconds is not None
    schedule._seconds.cancel()


@pytest.mark.usefixtures("quiet")
async def test_the_inbox_costs_the_same_for_one_and_for_a_thousand(library: Library) -> None:
    await gives(await library.citizen())
    anna = await library.joins("Anna Aa")
    with round_trips(library) as few:
        await anna.opens("/desk")
    async with library.database.transaction() as tx:
        now = library.clock.now
        numbers = range(2, 1002)
        await tx.connection.execute(
            insert(Case),
            [
                {
                    "number": n,
                    "kind": "idea",
                    "state": "received",
                    "shown_state": "received",
                    "author": 1,
                    "source": "web",
                    "code": new_code(),
                    "created_at": now - timedelta(minutes=n),
                    "changed_at": now,
                }
                for n in numbers
            ],
        )
        await tx.connection.execute(
            insert(Idea),
            [
                {
                    "number": n,
                    "text": f"Idé {n}",
                    "benefit": "Alle",
                    "hear_back": "page",
                    "searched": "",
                }
                for n in numbers
            ],
        )
    with round_trips(library) as many:
        await anna.opens("/desk")
    assert "1001" in anna.page.text
    assert len(many) == len(few)
