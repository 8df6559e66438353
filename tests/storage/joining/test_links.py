"""A link: who may make it, who may open it, and that it works once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.database import Database
from storage.joining import actions, queries
from storage.joining.rules import LINK_LASTS, End, NotJoined, Refusal, refusal, unfit
from storage.people import actions as people
from storage.people.queries import chats
from storage.people.rules import AgeBand, Channel, Language, hashed
from storage.talk.rules import DESK
from tests.storage.cast import NOW, Cast, cast
from tests.storage.joining.parts import chat, joins, linked, links, says


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def made(database: Database, person_id: int, side: Channel = Channel.WEB) -> str:
    async with database.transaction() as tx:
        return await actions.make_link(tx, person_id, side, NOW)


async def opens(
    database: Database,
    secret: str,
    person_id: int,
    channel: Channel = Channel.TELEGRAM,
    after: timedelta = timedelta(0),
) -> str:
    """What comes of opening a link: "asked", or why not."""
    try:
        async with database.transaction() as tx:
            await actions.open_link(tx, secret, person_id, channel, NOW + after)
    except NotJoined as reason:
        return reason.refusal
    return "asked"


async def test_a_link_lasts_half_an_hour(database: Database, town: Cast) -> None:
    phone, secret = await chat(database), await made(database, town.eva)
    almost = LINK_LASTS - timedelta(seconds=1)
    assert await opens(database, secret, phone, after=almost) == "asked"
    assert await opens(database, secret, phone, after=LINK_LASTS) == Refusal.STALE
    assert await opens(database, "x" * 32, phone) == Refusal.STALE
    async with database.transaction() as tx:
        assert await actions.forget_links(tx, NOW + almost) == 0
        assert await actions.forget_links(tx, NOW + LINK_LASTS) == 1


async def test_a_new_link_takes_the_place_of_the_old(database: Database, town: Cast) -> None:
    phone, old = await chat(database), await made(database, town.eva)
    new = await made(database, town.eva)
    assert await opens(database, old, phone) == Refusal.STALE
    assert await opens(database, new, phone) == "asked"


async def test_only_the_hash_of_a_secret_is_kept(database: Database, town: Cast) -> None:
    secret = await made(database, town.eva)
    async with database.reading() as tx:
        found = await queries.link(tx, secret, NOW)
        assert found is not None
        assert found.token == hashed(secret)
    assert len(f"forbind_{secret}") <= 64


async def test_a_link_is_opened_on_the_other_side(database: Database, town: Cast) -> None:
    phone, other = await chat(database), await chat(database, "4712")
    page, back = await made(database, town.eva), await made(database, phone, Channel.TELEGRAM)
    assert await opens(database, page, town.ole, Channel.WEB) == Refusal.STALE
    assert await opens(database, back, other) == Refusal.STALE
    assert await opens(database, back, town.hans.person_id, Channel.DESK) == Refusal.STALE
    assert await opens(database, back, town.eva, Channel.WEB) == "asked"


async def test_who_said_yes_first_has_it(database: Database, town: Cast) -> None:
    phone, other = await chat(database), await chat(database, "4712")
    secret = await made(database, town.eva)
    assert await opens(database, secret, other) == "asked"
    assert await opens(database, secret, phone) == "asked"
    async with database.transaction() as tx:
        link = await actions.open_link(tx, secret, phone, Channel.TELEGRAM, NOW)
        assert await actions.take(tx, link, NOW)
        assert not await actions.take(tx, link, NOW)
        number = link.number
    assert await opens(database, secret, other) == Refusal.STALE
    async with database.transaction() as tx:
        with pytest.raises(NotJoined):
            await actions.waiting(tx, other, number, NOW)


async def test_a_link_that_was_used_is_gone(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "hej")
    number = await linked(database, town.eva, phone)
    await joins(database, town.eva, number)
    with pytest.raises(NotJoined):
        await joins(database, town.eva, number)


async def test_a_no_takes_the_link_away(database: Database, town: Cast) -> None:
    phone = await chat(database)
    number = await linked(database, town.eva, phone)
    async with database.transaction() as tx:
        await actions.refuse(tx, await actions.waiting(tx, town.eva, number, NOW))
    assert await links(database) == 0


async def test_nothing_is_joined_before_the_other_end_has_said_yes(
    database: Database, town: Cast
) -> None:
    phone, secret = await chat(database), await made(database, town.eva)
    await opens(database, secret, phone)
    async with database.reading() as tx:
        found = await queries.link(tx, secret, NOW)
        assert found is not None
        with pytest.raises(NotJoined):
            await actions.waiting(tx, town.eva, found.number, NOW)


async def test_who_has_left_meanwhile_is_not_joined(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "hej")
    number = await linked(database, town.eva, phone)
    async with database.transaction() as tx:
        await people.mute(tx, Channel.TELEGRAM, "4711", NOW)
    with pytest.raises(NotJoined) as reason:
        await joins(database, town.eva, number)
    assert reason.value.refusal is Refusal.LEFT


async def test_a_colleagues_chat_goes_to_no_other_desk(database: Database, town: Cast) -> None:
    phone, karen, hans = await chat(database), town.karen.person_id, town.hans.person_id
    await says(database, karen, "sager", place=DESK)
    await joins(database, karen, await linked(database, karen, phone, Channel.DESK), DESK)
    assert await opens(database, await made(database, hans, Channel.DESK), karen) == "other_desk"
    assert await opens(database, await made(database, town.eva), karen) == "at_desk"
    assert await opens(database, await made(database, karen, Channel.DESK), karen) == "already"
    with pytest.raises(NotJoined):
        await made(database, karen, Channel.TELEGRAM)


async def test_a_chat_that_is_parted_is_a_strangers(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "hej")
    await joins(database, town.eva, await linked(database, town.eva, phone))
    async with database.transaction() as tx:
        (found,) = await chats(tx, town.eva, NOW)
        assert not await actions.disconnect(tx, town.ole, found.id, NOW)
        assert await actions.disconnect(tx, town.eva, found.id, NOW)
        assert not await actions.disconnect(tx, town.eva, found.id, NOW)
    assert await chat(database) != town.eva


def an_end(person_id: int, *doors: Channel, **more: object) -> End:
    usual = {"language": Language.DA, "age": AgeBand.UNKNOWN, "staff": False, "shared": False}
    return End(person_id=person_id, doors=frozenset(doors), **{**usual, **more})  # type: ignore[arg-type]


PAGE, CHAT = an_end(1, Channel.WEB), an_end(2, Channel.TELEGRAM)
DESKS = an_end(3, Channel.DESK, staff=True)


@pytest.mark.parametrize(
    ("side", "maker", "taker", "reason"),
    [
        (Channel.WEB, PAGE, CHAT, None),
        (Channel.TELEGRAM, CHAT, PAGE, None),
        (Channel.DESK, DESKS, CHAT, None),
        (Channel.WEB, PAGE, PAGE, Refusal.ALREADY),
        (Channel.WEB, an_end(1, Channel.WEB, age=AgeBand.UNDER_15), CHAT, Refusal.CHILD),
        (Channel.WEB, PAGE, an_end(2, Channel.TELEGRAM, age=AgeBand.UNDER_15), Refusal.CHILD),
        (Channel.WEB, an_end(1, Channel.WEB, shared=True), CHAT, Refusal.SHARED),
        (Channel.TELEGRAM, CHAT, an_end(1, Channel.WEB, shared=True), Refusal.SHARED),
        (Channel.WEB, PAGE, an_end(3, Channel.TELEGRAM, staff=True), Refusal.AT_DESK),
        (Channel.TELEGRAM, an_end(3, Channel.TELEGRAM, staff=True), PAGE, Refusal.AT_DESK),
        (Channel.DESK, DESKS, an_end(4, Channel.TELEGRAM, staff=True), Refusal.OTHER_DESK),
        (Channel.DESK, DESKS, an_end(2, Channel.TELEGRAM, Channel.WEB), Refusal.HAS_PAGE),
        (Channel.WEB, PAGE, an_end(2), Refusal.LEFT),
        (Channel.TELEGRAM, CHAT, an_end(1), Refusal.LEFT),
    ],
)
def test_who_may_become_one(side: Channel, maker: End, taker: End, reason: Refusal | None) -> None:
    assert refusal(side, maker, taker) is reason


def test_a_colleague_makes_links_at_the_desk_only() -> None:
    assert unfit(Channel.DESK, DESKS) is None
    assert unfit(Channel.TELEGRAM, DESKS) is Refusal.AT_DESK
