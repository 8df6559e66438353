"""What is put on its way to a mailbox: that there is news of a case, once, in the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage.database import Database
from storage.mail import actions as mail
from storage.mail.tables import Mailbox
from storage.people.actions import tell_age
from storage.people.rules import AgeBand, Channel
from storage.talk import actions
from storage.talk.actions import Words
from storage.talk.pace import ON_THE_PAGE
from storage.talk.rules import DESK, Priority, Sending
from storage.talk.tables import Due, Outgoing
from tests.storage.cast import NOW, citizen

NEWS = Words("Nyt i sagen", case_number=12)
NIGHT = NOW.replace(hour=17, minute=58)  # two minutes to eight in Denmark


@pytest.fixture
async def eva(database: Database) -> int:
    """Somebody who is told by mail."""
    async with database.transaction() as tx:
        person_id = await citizen(tx, "eva")
        await tell_age(tx, person_id, AgeBand.FROM_15)
        asking = await mail.ask(tx, person_id, "eva@hjemme.example", NOW)
        name = (await tx.session.get_one(Mailbox, asking.mailbox_id)).name
        await mail.confirm(tx, name, NOW)
    return person_id


async def tell(database: Database, person_id: int, words: Words, now: datetime = NOW) -> None:
    async with database.transaction() as tx:
        await actions.tell(tx, person_id, words, now)


async def mails(database: Database) -> Sequence[Outgoing]:
    async with database.reading() as tx:
        wanted = select(Outgoing).where(Outgoing.channel == Channel.MAIL).order_by(Outgoing.id)
        return (await tx.session.scalars(wanted)).all()


async def test_news_of_a_case_is_one_mail_as_long_as_it_waits(database: Database, eva: int) -> None:
    for minutes in range(3):
        await tell(database, eva, NEWS, NOW + timedelta(minutes=minutes))
    await tell(database, eva, Words("Nyt", case_number=13))
    first, other = await mails(database)
    assert (first.not_before, other.not_before) == (NOW + ON_THE_PAGE, NOW + ON_THE_PAGE)
    assert (first.priority, first.first) == (Priority.NOTICE, 1)
    async with database.transaction() as tx:
        row = await tx.session.get_one(Outgoing, first.id)
        row.state = Sending.SENT
    await tell(database, eva, NEWS, NOW + timedelta(minutes=6))
    assert len(await mails(database)) == 3


async def test_nobody_is_mailed_at_night(database: Database, eva: int) -> None:
    await tell(database, eva, NEWS, NIGHT)
    (waiting,) = await mails(database)
    assert waiting.not_before == NOW.replace(hour=6) + timedelta(days=1)


async def test_what_is_no_news_of_a_case_is_not_mailed(database: Database, eva: int) -> None:
    await tell(database, eva, Words("Din mail er på plads"))
    async with database.transaction() as tx:
        await actions.tell(tx, eva, NEWS, NOW, place=DESK)
    assert await mails(database) == []


async def test_who_said_stop_is_not_mailed(database: Database, eva: int) -> None:
    async with database.transaction() as tx:
        await mail.stop_for(tx, eva, NOW)
    await tell(database, eva, NEWS)
    assert await mails(database) == []


async def test_who_has_not_said_yes_is_asked_and_not_told(database: Database) -> None:
    async with database.transaction() as tx:
        ole = await citizen(tx, "ole")
        await tell_age(tx, ole, AgeBand.FROM_15)
        talk_id = await actions.open_talk(tx, ole, "private", NOW)
        await actions.ask_by_mail(tx, talk_id, ole, "ole@hjemme.example", NOW)
        await actions.ask_by_mail(tx, talk_id, ole, "ole@hjemme.example", NOW)
    await tell(database, ole, NEWS)
    (asking,) = await mails(database)
    assert (asking.first, asking.priority, asking.not_before) == (1, Priority.REPLY, NOW)


async def test_a_mailbox_that_takes_nothing_is_ended_and_its_person_told(
    database: Database, eva: int
) -> None:
    await tell(database, eva, NEWS)
    (waiting,) = await mails(database)
    async with database.transaction() as tx:
        await actions.returned(tx, waiting.address, NOW)
        await actions.returned(tx, waiting.address, NOW)
    async with database.reading() as tx:
        (due,) = (await tx.session.scalars(select(Due))).all()
    assert due.payload == {"mailbox": int(waiting.address)}
    await tell(database, eva, NEWS, NOW + timedelta(hours=1))
    assert len(await mails(database)) == 1
