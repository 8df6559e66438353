"""Both ends at once, from two programs: one person comes of it, with everything once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from storage.database import Conflict, Database
from storage.joining.rules import NotJoined
from storage.people.rules import Channel
from storage.people.tables import Address, Person
from storage.talk.queries import lines_after
from storage.talk.rules import PRIVATE
from storage.talk.tables import Line
from tests.storage.cast import an_idea, cast
from tests.storage.joining.parts import chat, joins, linked, says

pytestmark = pytest.mark.both_databases

MOST_TRIES = 20


async def tried(act: Callable[[], Awaitable[object]]) -> str:
    """How it ended; what lost a race is done again, as the door does."""
    for _ in range(MOST_TRIES):
        try:
            await act()
        except Conflict:
            await asyncio.sleep(0.01)
        except NotJoined as reason:
            return reason.refusal
        else:
            return "done"
    raise AssertionError("nobody ever won")


async def owner(database: Database, address: str) -> int:
    """Whose a chat is now, as the door finds out each time."""
    async with database.reading() as tx:
        found = await tx.session.scalar(
            select(Address.person_id).where(
                Address.channel == Channel.TELEGRAM, Address.address == address
            )
        )
    assert found is not None
    return found


async def test_a_link_is_used_once(database: Database, second: Database) -> None:
    who = await cast(database)
    phone = await chat(database)
    await says(database, who.eva, "hej")
    number = await linked(database, who.eva, phone)
    ends = await asyncio.gather(
        *(tried(lambda at=at: joins(at, who.eva, number)) for at in (database, second) * 3)  # type: ignore[misc]
    )
    assert sorted(ends) == ["done", *["stale"] * 5]


async def test_two_links_between_the_same_two(database: Database, second: Database) -> None:
    """Each made one, each took the other's, and both say yes at the same moment."""
    who = await cast(database)
    for round_ in range(4):
        phone = await chat(database, f"90{round_}")
        case = await an_idea(database, phone)
        await says(database, who.eva, "hej", prefix=f"web{round_}")
        await says(database, phone, "goddag")
        one = await linked(database, who.eva, phone)
        other = await linked(database, phone, who.eva, Channel.TELEGRAM)

        async def from_the_chat(address: str = f"90{round_}", number: int = other) -> None:
            await joins(second, await owner(second, address), number)

        async def from_the_page(number: int = one) -> None:
            await joins(database, who.eva, number)

        ends = await asyncio.gather(tried(from_the_page), tried(from_the_chat))
        assert sorted(ends) == ["done", "stale"]
        async with database.reading() as tx:
            assert await tx.session.get(Person, phone) is None
            assert (await tx.session.get_one(type(case), case.number)).author == who.eva
            wanted = select(func.count()).where(Address.person_id == phone)
            assert await tx.session.scalar(wanted) == 0


async def test_what_is_said_meanwhile_is_not_lost(database: Database, second: Database) -> None:
    who = await cast(database)
    phone = await chat(database)
    await says(database, who.eva, "hej")
    number = await linked(database, who.eva, phone)

    async def speaks(n: int) -> None:
        await says(second, await owner(second, "4711"), f"ord {n}", prefix=f"p{n}")

    ends = await asyncio.gather(
        tried(lambda: joins(database, who.eva, number)),
        *(tried(lambda n=n: speaks(n)) for n in range(8)),  # type: ignore[misc]
    )
    assert set(ends) == {"done"}
    async with database.reading() as tx:
        lines = await lines_after(tx, who.eva, PRIVATE, 0)
        assert {f"ord {n}" for n in range(8)} <= {line.text for line in lines}
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        assert len(lines) == await tx.session.scalar(select(func.count()).select_from(Line))
