"""What is put into the outbox: once for a key, for whom, not at night; and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.database import Database
from storage.people import actions as people
from storage.people.rules import Role
from storage.talk import actions, queries
from storage.talk.actions import Position, Words
from storage.talk.pace import UNLIMITED
from storage.talk.rules import DESK, PRIVATE, Priority, Sending, Who
from storage.talk.tables import Outgoing
from tests.databases import statements
from tests.storage.cast import NOW, citizen, colleague
from tests.storage.talk.post import TELEGRAM, a_chat, also_at, claims, rows, said, sends, states

pytestmark = pytest.mark.both_databases

NIGHT = NOW + timedelta(hours=12)
MORNING = NOW + timedelta(hours=21)


async def test_news_is_a_line_and_goes_to_the_chat(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await actions.open_talk(tx, eva.person_id, PRIVATE, NOW)
        with statements(database) as asked:
            seq = await actions.tell(tx, eva.person_id, Words("Nyt"), NOW)
    assert (seq, len(asked)) == (1, 3)
    (row,) = await rows(database)
    assert (row.address, row.first, row.last, row.priority) == ("7", 1, 1, Priority.NOTICE)
    assert row.not_before == row.made_at == NOW
    assert said(await claims(database, NOW, UNLIMITED)) == ["Nyt"]


async def test_at_night_only_what_cannot_wait_goes(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await actions.tell(tx, eva.person_id, Words("Godt nyt"), NIGHT)
        await actions.tell(tx, eva.person_id, Words("Vagten er aflyst"), NIGHT, at_once=True)
        await eva.waits(tx, "Et svar", NIGHT)
    assert said(await sends(database, NIGHT, UNLIMITED)) == ["Vagten er aflyst"]
    assert said(await sends(database, NIGHT, UNLIMITED)) == ["Et svar"]
    assert await sends(database, MORNING - timedelta(seconds=1), UNLIMITED) == []
    assert said(await sends(database, MORNING, UNLIMITED)) == ["Godt nyt"]


async def test_who_comes_from_the_web_alone_is_told_on_the_page(database: Database) -> None:
    async with database.transaction() as tx:
        eva = await citizen(tx, "eva")
        await actions.tell(tx, eva, Words("Nyt"), NOW)
    assert await rows(database) == []


async def test_who_has_left_or_was_silent_too_long_is_not_written_to(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    async with database.transaction() as tx:
        await people.mute(tx, TELEGRAM, "7", NOW)
        await actions.tell(tx, eva.person_id, Words("Nyt"), NOW)
        await actions.tell(tx, ole.person_id, Words("Nyt"), NOW + timedelta(days=400))
    assert await rows(database) == []


async def test_news_goes_to_every_chat_of_a_person(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        await also_at(tx, eva.person_id, "8")
        await actions.tell(tx, eva.person_id, Words("Nyt"), NOW)
    found = await claims(database, NOW, UNLIMITED)
    assert [(p.address, p.first, p.last) for p in found] == [("7", 1, 1), ("8", 1, 1)]


async def test_staff_hear_the_desk_and_citizens_their_own_talk(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        anna = await colleague(tx, "Anna Aa", Role.HOST)
        await also_at(tx, anna.person_id, "8")
        for person, place in [
            (eva.person_id, PRIVATE),
            (eva.person_id, DESK),
            (anna.person_id, PRIVATE),
            (anna.person_id, DESK),
        ]:
            await actions.tell(tx, person, Words(f"{place}"), NOW, place=place)
    found = await claims(database, NOW, UNLIMITED)
    assert [(p.address, p.place) for p in found] == [("7", PRIVATE), ("8", DESK)]


async def test_news_for_who_left_since_is_struck_off_and_their_answer_still_comes(
    database: Database,
) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        talk = await actions.open_talk(tx, eva.person_id, PRIVATE, NOW)
        await actions.tell(tx, eva.person_id, Words("Nyt"), NOW)
        lines = [Words("/stop", Who.YOU, client_id="a"), Words("Farvel")]
        await actions.settle(tx, talk, 0, Position(), lines, NOW)
        await actions.put(tx, TELEGRAM, "7", talk, 3, 3, NOW)
        await people.mute(tx, TELEGRAM, "7", NOW)
    assert await claims(database, NOW, UNLIMITED) == []
    assert said(await sends(database, NOW, UNLIMITED)) == ["Farvel"]
    assert await states(database) == [Sending.UNWANTED, Sending.SENT]


async def test_what_was_overtaken_before_it_could_go_is_struck_off(database: Database) -> None:
    eva = await a_chat(database, "7")
    until = NOW + timedelta(hours=3)
    async with database.transaction() as tx:
        words = Words("Vi ses i dag")
        await actions.tell(tx, eva.person_id, words, NOW, useful_until=until)
        await actions.tell(tx, eva.person_id, Words("Sagen er i gang"), NOW)
    (parcel,) = await claims(database, until - timedelta(hours=1), UNLIMITED)
    async with database.transaction() as tx:
        await actions.put_off(tx, parcel, "Wait.", NOW, until)
    assert said(await sends(database, until, UNLIMITED)) == []
    assert said(await sends(database, until, UNLIMITED)) == ["Sagen er i gang"]
    assert await states(database) == [Sending.UNWANTED, Sending.SENT]


async def test_what_a_colleague_sends_again_goes_however_late_it_is(database: Database) -> None:
    eva, until = await a_chat(database, "7"), NOW + timedelta(hours=3)
    async with database.transaction() as tx:
        await actions.tell(tx, eva.person_id, Words("Vi ses"), NOW, useful_until=until)
    (parcel,) = await claims(database, NOW, UNLIMITED)
    async with database.transaction() as tx:
        assert await actions.tried(tx, parcel, "No.", NOW)
        assert await actions.send_again(tx, parcel.id, until)
    assert said(await sends(database, until, UNLIMITED)) == ["Vi ses"]


async def test_news_from_the_desk_is_nothing_for_who_is_staff_no_more(database: Database) -> None:
    async with database.transaction() as tx:
        anna = await colleague(tx, "Anna Aa", Role.ADMINISTRATOR)
        hans = await colleague(tx, "Hans Holm", Role.HOST)
        await also_at(tx, hans.person_id, "8")
        await actions.tell(tx, hans.person_id, Words("En ny sag"), NOW, place=DESK)
        await people.remove(tx, anna, hans.person_id, NOW)
    assert await claims(database, NOW, UNLIMITED) == []
    assert await states(database) == [Sending.UNWANTED]


async def test_a_key_waits_once(database: Database, second: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        assert await eva.waits(tx, "Husk mødet", key="meeting-1")
        assert not await eva.waits(tx, "Husk mødet", key="meeting-1")
        assert await eva.waits(tx, "Husk det andet", key="meeting-2")
    async with second.transaction() as tx:
        assert not await eva.waits(tx, "Husk mødet", key="meeting-1")
    assert said(await sends(database, NOW, UNLIMITED)) == ["Husk mødet"]
    async with database.transaction() as tx:
        assert await eva.waits(tx, "Husk mødet igen", key="meeting-1")
    assert len(await rows(database)) == 3


async def test_whether_the_answers_were_put_is_known(database: Database) -> None:
    eva = await a_chat(database, "7")
    async with database.transaction() as tx:
        talk = await actions.open_talk(tx, eva.person_id, PRIVATE, NOW)
        for version, name in enumerate(("a", "b")):
            heard = Words("Hej", Who.YOU, client_id=name)
            lines = [heard, Words("Hej"), Words("Hvad så?")]
            await actions.settle(tx, talk, version, Position(), lines, NOW)
        await actions.put(tx, TELEGRAM, "7", talk, 5, 6, NOW)
    async with database.reading() as tx:
        assert not await queries.was_put(tx, talk, 1)
        assert await queries.was_put(tx, talk, 4)
    assert said(await sends(database, NOW, UNLIMITED)) == ["Hej\nHvad så?"]
    async with database.reading() as tx:
        assert await queries.was_put(tx, talk, 4)


async def test_what_waits_and_what_died_is_counted(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    later = NOW + timedelta(hours=1)
    async with database.transaction() as tx:
        await eva.waits(tx, "Først")
        await ole.waits(tx, "Så", NOW + timedelta(seconds=5))
        await ole.waits(tx, "I aften", not_before=NOW + timedelta(days=1))
    async with database.reading() as tx:
        assert await queries.oldest_waiting(tx, later) == NOW
        assert await queries.waiting_count(tx, later) == 2
    first, _ = await claims(database, later, UNLIMITED)
    async with database.transaction() as tx:
        assert await actions.tried(tx, first, "It is too strange.", later)
        assert await queries.dead_count(tx) == 1
        dead = await tx.session.get_one(Outgoing, first.id, populate_existing=True)
        assert (dead.address, dead.last_error) == ("7", "It is too strange.")
        assert await queries.oldest_waiting(tx, later) == NOW + timedelta(seconds=5)
        assert await actions.send_again(tx, dead.id, later)
        assert not await actions.send_again(tx, dead.id, later)
        assert await queries.dead_count(tx) == 0
    assert said(await sends(database, later, UNLIMITED)) == ["Først"]


async def test_after_a_week_it_is_forgotten_that_something_was_sent(database: Database) -> None:
    eva, ole = await a_chat(database, "7"), await a_chat(database, "8")
    async with database.transaction() as tx:
        await eva.waits(tx, "Sendt")
        await ole.waits(tx, "Uønsket")
        await actions.unwanted(tx, TELEGRAM, "8", NOW)
        await ole.waits(tx, "Uden held")
    sent, dead = await claims(database, NOW, UNLIMITED)
    async with database.transaction() as tx:
        await actions.sent(tx, sent, 1, NOW)
        await actions.tried(tx, dead, "No.", NOW)
        await eva.waits(tx, "Venter")
    async with database.transaction() as tx:
        assert await actions.purge_outgoing(tx, NOW + timedelta(days=6)) == 0
    async with database.transaction() as tx:
        assert await actions.purge_outgoing(tx, NOW + timedelta(days=7)) == 2
    assert await states(database) == [Sending.DEAD, Sending.WAITING]


async def test_a_lease_is_held_by_one_until_it_ends(database: Database, second: Database) -> None:
    lasts = timedelta(seconds=30)

    async def holds(at: Database, holder: str, seconds: float) -> bool:
        async with at.transaction() as tx:
            return await actions.hold(tx, "poll", holder, NOW + timedelta(seconds=seconds), lasts)

    assert await holds(database, "one", 0)
    assert not await holds(second, "two", 29)
    assert await holds(database, "one", 29)
    assert not await holds(second, "two", 58)
    assert await holds(second, "two", 59)
    assert not await holds(database, "one", 60)
    async with database.transaction() as tx:
        await actions.let_go(tx, "poll", "one")
    assert not await holds(database, "one", 61)
    async with second.transaction() as tx:
        await actions.let_go(tx, "poll", "two")
    assert await holds(database, "one", 61)
