"""An address is asked about, confirmed, changed and ended; and nobody's mailbox is filled."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage.database import Conflict, Database, Transaction
from storage.mail import actions, queries
from storage.mail.actions import AlreadyConfirmed, AskedTooOften, Asking
from storage.mail.queries import Boxes
from storage.mail.rules import (
    CONFIRM_LASTS,
    COUNTED,
    MOST_BY_ONE_PERSON,
    MOST_IN_A_BURST,
    MOST_TO_ONE_ADDRESS,
    PAUSE,
    NotAnAddress,
)
from storage.mail.tables import MailAsk, Mailbox
from storage.people.actions import tell_age
from storage.people.rules import AgeBand, Channel, NotAllowed
from storage.people.tables import Address
from tests.storage.cast import NOW, citizen

HOME = "eva@hjemme.example"
WORK = "eva@arbejde.example"


async def somebody(database: Database, secret: str, age: AgeBand = AgeBand.FROM_15) -> int:
    async with database.transaction() as tx:
        person_id = await citizen(tx, secret)
        await tell_age(tx, person_id, age)
    return person_id


@pytest.fixture
async def eva(database: Database) -> int:
    return await somebody(database, "eva")


async def ask(database: Database, person_id: int, mail: str = HOME, now: datetime = NOW) -> Asking:
    async with database.transaction() as tx:
        return await actions.ask(tx, person_id, mail, now)


async def boxes(database: Database, person_id: int, now: datetime = NOW) -> Boxes:
    async with database.reading() as tx:
        return await queries.boxes(tx, person_id, now)


async def name_of(tx: Transaction, mailbox_id: int) -> str:
    return (await tx.session.get_one(Mailbox, mailbox_id)).name


async def confirm(database: Database, mailbox_id: int, now: datetime = NOW) -> bool | None:
    async with database.transaction() as tx:
        return await actions.confirm(tx, await name_of(tx, mailbox_id), now)


async def test_told_only_where_somebody_said_yes(database: Database, eva: int) -> None:
    asking = await ask(database, eva, f"  {HOME.replace('hjemme', 'HJEMME')} ")
    assert asking.send_at == NOW
    had = await boxes(database, eva)
    assert had.live is None
    assert had.pending is not None
    assert had.pending.mail == HOME
    assert await confirm(database, asking.mailbox_id) is True
    had = await boxes(database, eva)
    assert had.pending is None
    assert had.live is not None
    assert had.live.id == asking.mailbox_id
    assert await confirm(database, asking.mailbox_id) is False


async def test_a_new_address_ends_the_old_one_when_it_is_confirmed(
    database: Database, eva: int
) -> None:
    old = (await ask(database, eva)).mailbox_id
    await confirm(database, old)
    new = (await ask(database, eva, WORK)).mailbox_id
    had = await boxes(database, eva)
    assert had.live is not None
    assert had.live.id == old
    await confirm(database, new)
    had = await boxes(database, eva)
    assert had.live is not None
    assert (had.live.id, had.live.mail, had.pending) == (new, WORK, None)
    async with database.reading() as tx:
        ended = await tx.session.get_one(Mailbox, old)
    assert (ended.mail, ended.ended_at) == (None, NOW)
    assert await confirm(database, old) is None


async def test_another_address_takes_the_place_of_one_that_waits(
    database: Database, eva: int
) -> None:
    first = (await ask(database, eva)).mailbox_id
    second = (await ask(database, eva, WORK)).mailbox_id
    assert second > first
    async with database.reading() as tx:
        assert await queries.box(tx, first, NOW) is None
        assert await tx.session.scalar(select(func.count()).select_from(Mailbox)) == 1


async def test_the_same_address_once_more_is_the_same_mailbox(database: Database, eva: int) -> None:
    first = await ask(database, eva)
    again = await ask(database, eva, now=NOW + timedelta(minutes=1))
    assert again.mailbox_id == first.mailbox_id
    assert again.send_at == NOW + PAUSE
    await confirm(database, first.mailbox_id)
    with pytest.raises(AlreadyConfirmed):
        await ask(database, eva)


@pytest.mark.parametrize("age", [AgeBand.UNKNOWN, AgeBand.UNDER_15])
async def test_a_child_leaves_no_address(database: Database, age: AgeBand) -> None:
    lille = await somebody(database, "lille", age)
    with pytest.raises(NotAllowed):
        await ask(database, lille)
    assert await boxes(database, lille) == Boxes(age)


@pytest.mark.parametrize(
    "mail",
    ["", "eva", "eva@hjemme", "eva@@hjemme.dk", "a@b.dk, c@d.dk", "a@b.dk\nBcc: c@d.dk",
     "<a@b.dk>", "a b@c.dk", "@b.dk", "a@", f"{'a' * 65}@b.dk", f"a@{'b.' * 130}dk"],
)  # fmt: skip
async def test_what_is_no_address_is_not_kept(database: Database, eva: int, mail: str) -> None:
    with pytest.raises(NotAnAddress):
        await ask(database, eva, mail)


async def test_a_link_is_too_old_after_a_week_and_the_address_forgotten(
    database: Database, eva: int
) -> None:
    mailbox_id = (await ask(database, eva)).mailbox_id
    late = NOW + CONFIRM_LASTS
    assert (await boxes(database, eva, late)).pending is None
    assert await confirm(database, mailbox_id, late) is None
    async with database.transaction() as tx:
        assert await actions.forget_unconfirmed(tx, late - timedelta(seconds=1)) == 0
        assert await actions.forget_unconfirmed(tx, late) == 1
        assert await actions.forget_asked(tx, late) == 1
        assert await tx.session.scalar(select(func.count()).select_from(MailAsk)) == 0
    new = (await ask(database, eva, now=late)).mailbox_id
    assert new > mailbox_id


async def test_a_confirmed_address_stays_until_it_is_stopped(database: Database, eva: int) -> None:
    mailbox_id = (await ask(database, eva)).mailbox_id
    await confirm(database, mailbox_id)
    later = NOW + timedelta(days=400)
    async with database.transaction() as tx:
        assert await actions.forget_unconfirmed(tx, later) == 0
        await actions.stop(tx, await name_of(tx, mailbox_id), later)
    async with database.transaction() as tx:
        await actions.stop(tx, await name_of(tx, mailbox_id), later + timedelta(days=1))
        kept = await tx.session.get_one(Mailbox, mailbox_id)
    assert (kept.mail, kept.confirmed_at, kept.ended_at) == (None, NOW, later)
    assert (await boxes(database, eva, later)).live is None


async def test_of_what_was_never_confirmed_nothing_is_kept(database: Database, eva: int) -> None:
    await ask(database, eva)
    async with database.transaction() as tx:
        assert await actions.stop_for(tx, eva, NOW)
        assert not await actions.stop_for(tx, eva, NOW)
        assert await tx.session.scalar(select(func.count()).select_from(Mailbox)) == 0
        wanted = select(Address).where(Address.channel == Channel.MAIL)
        assert (await tx.session.scalars(wanted)).all() == []


async def test_a_dead_address_is_given_up_once(database: Database, eva: int) -> None:
    mailbox_id = (await ask(database, eva)).mailbox_id
    await confirm(database, mailbox_id)
    async with database.transaction() as tx:
        assert await actions.give_up(tx, mailbox_id, NOW)
    async with database.transaction() as tx:
        assert not await actions.give_up(tx, mailbox_id, NOW)
        assert not await actions.give_up(tx, 99, NOW)
        assert await queries.owner(tx, mailbox_id) == eva
        kept = await tx.session.get_one(Mailbox, mailbox_id)
    assert (kept.mail, kept.ended_at) == (None, NOW)


async def test_the_next_mail_to_an_address_waits_whoever_asks(database: Database, eva: int) -> None:
    ole = await somebody(database, "ole")
    await ask(database, eva)
    asking = await ask(database, ole, HOME.upper(), NOW + timedelta(minutes=2))
    assert asking.send_at == NOW + PAUSE
    later = NOW + timedelta(hours=1)
    assert (await ask(database, ole, WORK, later)).send_at == later


async def test_one_address_gets_few_mails_a_day(database: Database) -> None:
    for number in range(MOST_TO_ONE_ADDRESS):
        await ask(database, await somebody(database, f"stranger {number}"))
    last = await somebody(database, "last")
    with pytest.raises(AskedTooOften):
        await ask(database, last)
    await ask(database, last, WORK)
    await ask(database, last, HOME, NOW + COUNTED)


async def test_one_person_asks_for_few_mails_a_day(database: Database, eva: int) -> None:
    for number in range(MOST_BY_ONE_PERSON):
        await ask(database, eva, f"eva{number}@hjemme.example")
    with pytest.raises(AskedTooOften):
        await ask(database, eva)
    await ask(database, eva, HOME, NOW + COUNTED)


async def test_a_library_is_no_way_to_mail_strangers(database: Database, eva: int) -> None:
    async with database.transaction() as tx:
        for number in range(MOST_IN_A_BURST):
            tx.session.add(MailAsk(at=NOW, person_id=1000 + number, mark=str(number)))
    with pytest.raises(AskedTooOften):
        await ask(database, eva)
    await ask(database, eva, now=NOW + timedelta(hours=1))


async def test_two_yeses_at_once_leave_one_address(
    database: Database, second: Database, eva: int
) -> None:
    old = (await ask(database, eva)).mailbox_id
    await confirm(database, old)
    new = (await ask(database, eva, WORK)).mailbox_id

    async def yes(at: Database) -> bool | None:
        try:
            return await confirm(at, new)
        except Conflict:
            return await confirm(at, new)

    said = await asyncio.gather(yes(database), yes(second), yes(database))
    assert sorted(map(bool, said)) == [False, False, True]
    had = await boxes(database, eva)
    assert had.live is not None
    assert had.live.id == new


async def test_two_people_who_become_one_keep_the_newest_address(
    database: Database, eva: int
) -> None:
    phone = await somebody(database, "phone")
    old = (await ask(database, eva)).mailbox_id
    await confirm(database, old)
    new = (await ask(database, phone, WORK)).mailbox_id
    await confirm(database, new, NOW + timedelta(minutes=1))
    await ask(database, phone, "eva@ferie.example", NOW + timedelta(minutes=2))
    last = (await ask(database, eva, "eva@skole.example", NOW + timedelta(minutes=3))).mailbox_id
    async with database.transaction() as tx:
        await actions.hand_over(tx, eva, phone, NOW + timedelta(minutes=4))
    had = await boxes(database, eva, NOW + timedelta(minutes=4))
    assert had.live is not None
    assert had.pending is not None
    assert (had.live.id, had.pending.id) == (new, last)
    assert await boxes(database, phone) == Boxes(AgeBand.FROM_15)
