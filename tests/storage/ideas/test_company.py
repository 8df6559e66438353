"""Ideas that say the same: joined by citizens, separated by staff, wanted by others."""

from __future__ import annotations

import asyncio

import pytest

from storage.cases import queries as cases
from storage.cases.tables import Case
from storage.database import Database
from storage.ideas import actions, queries
from storage.ideas import shelf as shelves
from storage.ideas.actions import NotReleased, OwnIdea
from storage.ideas.rules import JOINED, Act, CannotUndo, State
from storage.ideas.shelf import Shelf
from storage.ideas.tables import Idea
from storage.privacy.actions import erase
from tests.storage.cast import (
    APPROVAL,
    DAYS,
    LATER,
    NOW,
    Cast,
    an_idea,
    cast,
    citizen,
    reread,
    tick,
)

TITLE = "Lyd for alle"


@pytest.fixture
async def who(database: Database) -> Cast:
    return await cast(database)


async def a_released(database: Database, who: Cast, title: str = TITLE) -> Case:
    """Eva's idea, under a title that she has heard of."""
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.rename(tx, who.anna, case.number, title, NOW)
    await tick(database, NOW + LATER)
    return await reread(database, case.number)


async def joins(database: Database, person_id: int, into: int, text: str = "Høre bøger") -> Case:
    """Somebody says that theirs is the same."""
    case = await an_idea(database, person_id, text)
    async with database.transaction() as tx:
        await actions.join(tx, person_id, case.number, into, NOW)
    return await reread(database, case.number)


async def shown(database: Database, person_id: int | None = None) -> list[queries.Released]:
    async with database.reading() as tx:
        return list((await queries.released(tx, person_id)).ideas)


async def test_who_joins_keeps_words_and_code_and_hears_the_decision(
    database: Database, who: Cast
) -> None:
    into = await a_released(database, who)
    joined = await joins(database, who.ole, into.number)
    assert (joined.state, joined.shown_state, joined.merged_into) == (
        State.MERGED,
        State.MERGED,
        into.number,
    )
    async with database.reading() as tx:
        assert (await tx.session.get_one(Idea, joined.number)).text == "Høre bøger"
        staff = await queries.case_for_staff(tx, who.hans, into.number)
        last = (await cases.history(tx, into.number))[-1]
    assert staff is not None
    assert (staff.company.citizens, staff.company.numbers) == (2, [joined.number])
    assert (last.act, last.public) == (JOINED, {"number": joined.number})
    assert await tick(database, NOW + 2 * LATER) == []
    async with database.transaction() as tx:
        await actions.approve(tx, who.karen, into.number, APPROVAL, NOW)
    (news,) = await tick(database, NOW + LATER)
    heard = [(one.person_id, one.language, one.number) for one in news.audience]
    assert heard == [(who.eva, "da", into.number), (who.ole, "en", joined.number)]


async def test_only_what_is_released_and_open_can_be_joined(database: Database, who: Cast) -> None:
    into = await a_released(database, who)
    untitled = await an_idea(database, who.eva)
    for number in (untitled.number, 77, 0):
        with pytest.raises(NotReleased):
            await joins(database, who.ole, number)
    async with database.transaction() as tx:
        await actions.hide(tx, who.anna, into.number, NOW)
    with pytest.raises(NotReleased):
        await joins(database, who.ole, into.number)
    async with database.transaction() as tx:
        await actions.undo(tx, who.anna, into.number, NOW)
        await actions.decline(tx, who.anna, into.number, "Ikke nu", NOW)
    with pytest.raises(NotReleased):
        await joins(database, who.ole, into.number)


async def test_a_title_is_seen_when_its_citizen_has_heard_it_and_not_when_it_is_hidden(
    database: Database, who: Cast
) -> None:
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        await actions.rename(tx, who.anna, case.number, TITLE, NOW)
    assert await shown(database) == []
    await tick(database, NOW + LATER)
    assert [idea.title for idea in await shown(database)] == [TITLE]
    async with database.transaction() as tx:
        await actions.hide(tx, who.anna, case.number, NOW + LATER)
    assert await shown(database) == []
    assert await tick(database, NOW + 3 * LATER) == []


async def test_two_who_join_at_once(database: Database, second: Database, who: Cast) -> None:
    into = await a_released(database, who)
    async with database.transaction() as tx:
        people = [await citizen(tx, f"no {n}") for n in range(6)]
    await asyncio.gather(
        *(joins((database, second)[n % 2], person, into.number) for n, person in enumerate(people))
    )
    (idea,) = await shown(database, people[0])
    assert (idea.citizens, idea.mine) == (7, True)
    async with database.reading() as tx:
        assert len(await cases.audience(tx, into.number)) == 7
        joined = [e for e in await cases.history(tx, into.number) if e.act == JOINED]
        assert len(joined) == 6


async def test_who_says_it_twice_counts_once(database: Database, who: Cast) -> None:
    into = await a_released(database, who)
    await joins(database, who.ole, into.number)
    await joins(database, who.ole, into.number, "Det samme igen")
    (idea,) = await shown(database)
    assert idea.citizens == 2


async def test_separated_it_stands_as_before(database: Database, who: Cast) -> None:
    into = await a_released(database, who)
    before = await an_idea(database, who.ole, "Lytte til noget")
    async with database.transaction() as tx:
        await actions.join(tx, who.ole, before.number, into.number, NOW)
    async with database.transaction() as tx:
        event = await actions.separate(tx, who.karen, before.number, NOW, DAYS)
    assert (event.act, event.by_name) == (Act.SEPARATE, "Karen")
    (news,) = await tick(database, NOW + LATER)
    assert [one.person_id for one in news.audience] == [who.ole]
    after = await reread(database, before.number)
    assert (after.state, after.shown_state) == (State.READ, State.READ)
    assert after.promised_on == after.shown_promise == before.promised_on
    assert after.code == before.code
    assert [idea.citizens for idea in await shown(database)] == [1]
    async with database.reading() as tx:
        assert [one.person_id for one in await cases.audience(tx, into.number)] == [who.eva]


async def test_a_promise_that_has_passed_meanwhile_is_a_new_one(
    database: Database, who: Cast
) -> None:
    into = await a_released(database, who)
    joined = await joins(database, who.ole, into.number)
    late = NOW + 30 * 24 * 30 * LATER
    async with database.transaction() as tx:
        await actions.separate(tx, who.karen, joined.number, late, DAYS)
    after = await reread(database, joined.number)
    assert after.promised_on is not None
    assert after.promised_on > late.date()


async def test_what_was_separated_goes_back_only_into_an_open_one(
    database: Database, who: Cast
) -> None:
    into = await a_released(database, who)
    joined = await joins(database, who.ole, into.number)
    async with database.transaction() as tx:
        await actions.separate(tx, who.karen, joined.number, NOW, DAYS)
        await actions.merge(tx, who.karen, into.number, joined.number, NOW)
    with pytest.raises(CannotUndo):
        async with database.transaction() as tx:
            await actions.undo(tx, who.karen, joined.number, NOW)


async def test_those_who_joined_one_that_is_withdrawn_go_on_by_themselves(
    database: Database, who: Cast
) -> None:
    into = await a_released(database, who)
    joined = await joins(database, who.ole, into.number)
    async with database.transaction() as tx:
        await actions.withdraw(tx, who.eva, into.number, NOW, DAYS)
    after = await reread(database, joined.number)
    assert (after.state, after.merged_into, after.unread) == (State.READ, None, True)
    (news,) = await tick(database, NOW + LATER)
    assert [(one.person_id, one.number) for one in news.audience] == [(who.ole, joined.number)]


async def test_wanted_once_by_each_and_taken_back(
    database: Database, second: Database, who: Cast
) -> None:
    into = await a_released(database, who)

    async def want(database: Database) -> bool:
        async with database.transaction() as tx:
            return await actions.want(tx, who.ole, into.number, NOW)

    said = await asyncio.gather(*(want((database, second)[n % 2]) for n in range(8)))
    assert sorted(said) == [False] * 7 + [True]
    (idea,) = await shown(database, who.ole)
    assert (idea.wanting, idea.wanted, idea.mine, idea.citizens) == (1, True, False, 1)
    async with database.transaction() as tx:
        assert await actions.take_back(tx, who.ole, into.number)
        assert not await actions.take_back(tx, who.ole, into.number)
    assert [idea.wanting for idea in await shown(database)] == [0]


async def test_only_others_and_only_what_is_released_can_be_wanted(
    database: Database, who: Cast
) -> None:
    into, untitled = await a_released(database, who), await an_idea(database, who.eva)
    async with database.transaction() as tx:
        with pytest.raises(OwnIdea):
            await actions.want(tx, who.eva, into.number, NOW)
        for number in (untitled.number, 0, 77, 10**30):
            with pytest.raises(NotReleased):
                await actions.want(tx, who.ole, number, NOW)


async def test_who_wanted_it_and_then_joins_is_counted_once(database: Database, who: Cast) -> None:
    into = await a_released(database, who)
    async with database.transaction() as tx:
        await actions.want(tx, who.ole, into.number, NOW)
    await joins(database, who.ole, into.number)
    (idea,) = await shown(database)
    assert (idea.citizens, idea.wanting) == (2, 0)


async def test_what_is_said_of_one_counts_for_the_one_it_goes_on_in(
    database: Database, who: Cast
) -> None:
    first, then = await a_released(database, who), await a_released(database, who, "Bøger i øret")
    async with database.transaction() as tx:
        await actions.want(tx, who.ole, then.number, NOW)
        await actions.merge(tx, who.karen, then.number, first.number, NOW)
    await tick(database, NOW + LATER)
    (idea,) = await shown(database)
    assert (idea.number, idea.wanting, idea.citizens) == (first.number, 1, 1)


async def test_a_list_costs_the_same_however_long_it_is(database: Database, who: Cast) -> None:
    for n in range(25):
        await a_released(database, who, f"Idé {n}")
    async with database.reading() as tx:
        page = await queries.released(tx, None)
        last = await queries.released(tx, None, 2)
    assert (len(page.ideas), page.more, len(last.ideas), last.more) == (20, True, 5, False)
    assert page.ideas[0].number > page.ideas[-1].number > last.ideas[0].number


async def test_the_shelf_knows_what_was_released_changed_and_hidden(
    database: Database, second: Database, who: Cast
) -> None:
    shelf, words = Shelf(), ("klub for lydbøger", "alle")
    await shelf.refresh(database, NOW)
    assert shelf.released_like(*words) == ()
    into = await a_released(second, who)
    await shelf.refresh(database, NOW)
    assert shelf.released_like(*words) == (into.number,)
    async with second.transaction() as tx:
        await actions.hide(tx, who.anna, into.number, NOW + LATER)
    async with database.reading() as tx:  # before the tick has seen it
        assert await shelf.joinable_like(tx, who.ole, *words) == []
    await shelf.refresh(database, NOW)
    assert shelf.released_like(*words) == ()


async def test_of_very_many_released_each_look_reads_some(
    database: Database, who: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "AT_ONCE", 2)
    numbers, shelf, words = set(), Shelf(), ("klub for lydbøger", "alle")
    for _ in range(3):
        numbers.add((await a_released(database, who)).number)
    await shelf.refresh(database, NOW)
    assert len(shelf.released_like(*words)) == 2
    await shelf.refresh(database, NOW)
    assert set(shelf.released_like(*words)) == numbers


async def test_staff_see_what_is_alike_released_or_not_and_why(
    database: Database, who: Cast
) -> None:
    shelf = Shelf()
    one = await an_idea(database, who.eva, "En klub for lydbøger")
    other = await an_idea(database, who.ole, "lydbøker hvor man lytter sammen i en klup")
    await an_idea(database, who.ole, "Flere cykelstativer foran døren")
    async with database.reading() as tx:
        await shelf.read_all(tx, NOW)
        idea = await tx.session.get_one(Idea, one.number)
    (alike,) = shelf.like(idea)
    assert alike.key == other.number
    assert alike.why


async def test_what_was_erased_or_corrected_is_like_nothing_as_it_was(
    database: Database, who: Cast
) -> None:
    shelf = Shelf()
    words = "En klub for lydbøger"
    one, other = await an_idea(database, who.eva, words), await an_idea(database, who.ole, words)
    async with database.reading() as tx:
        await shelf.read_all(tx, NOW)
        idea = await tx.session.get_one(Idea, one.number)
    assert [alike.key for alike in shelf.like(idea)] == [other.number]
    async with database.transaction() as tx:
        await erase(tx, who.ole, NOW + LATER)
    async with database.reading() as tx:
        await shelf.read_all(tx, NOW + LATER)
    assert shelf.like(idea) == []
