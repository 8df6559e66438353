"""Two people become one: everything of both is there once, and nothing of it twice or nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import ForeignKey, select

from storage import migrate
from storage.base import Base
from storage.cases.queries import history, may_read
from storage.cases.rules import CaseAct
from storage.cases.tables import Case, Reader
from storage.database import Database
from storage.ideas.queries import my_cases
from storage.mail import actions as mail
from storage.mail.queries import boxes
from storage.mail.tables import Mailbox
from storage.people import actions as people
from storage.people.queries import chats, sign_ins, staff_events
from storage.people.rules import AgeBand, Channel, Language, StaffAct
from storage.people.tables import Address, Person
from storage.talk import actions as talk
from storage.talk.queries import draft, lines_after, talk_at
from storage.talk.rules import DESK, PRIVATE, Asked, Priority, Sending
from storage.talk.tables import DeadLetter, File, Line, Outgoing, Talk
from tests.storage.cast import NOW, Cast, an_idea, cast
from tests.storage.joining.parts import at, chat, joins, linked, links, says

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def lines_of(database: Database, person_id: int) -> list[Line]:
    async with database.reading() as tx:
        return list(await lines_after(tx, person_id, PRIVATE, 0))


async def test_the_page_stays_and_the_chat_comes_to_it(database: Database, town: Cast) -> None:
    phone = await chat(database)
    case = await an_idea(database, phone)
    number = await linked(database, town.eva, phone)
    await says(database, town.eva, "hej")
    joined = await joins(database, town.eva, number)
    assert joined.person_id == town.eva
    async with database.reading() as tx:
        assert [c.number for c in await my_cases(tx, town.eva)] == [case.number]
        assert [c.address for c in await chats(tx, town.eva, NOW)] == ["4711"]
        assert await tx.session.get(Person, phone) is None
        last = (await history(tx, case.number))[-1]
        assert (last.act, last.by, last.fields) == (CaseAct.CONNECT, town.eva, ["author"])
    assert await links(database) == 0


async def test_a_link_from_the_chat_ends_at_the_page_too(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "hej")
    await says(database, phone, "goddag")
    number = await linked(database, phone, town.eva, Channel.TELEGRAM)
    joined = await joins(database, phone, number)
    assert joined.person_id == town.eva
    async with database.reading() as tx:
        found = await talk_at(tx, town.eva, PRIVATE)
        assert found is not None
        assert (joined.stands.talk_id, joined.stands.version) == (found.id, found.version)


async def test_who_is_told_by_mail_goes_on_to_be(database: Database, town: Cast) -> None:
    phone = await chat(database)
    async with database.transaction() as tx:
        await people.tell_age(tx, phone, AgeBand.FROM_15)
        asking = await mail.ask(tx, phone, "eva@hjemme.example", NOW)
        name = (await tx.session.get_one(Mailbox, asking.mailbox_id)).name
        await mail.confirm(tx, name, NOW)
    await joins_of(database, town.eva, phone)
    async with database.reading() as tx:
        live = (await boxes(tx, town.eva, NOW)).live
        assert live is not None
        assert live.id == asking.mailbox_id
        wanted = select(Address.person_id).where(Address.channel == Channel.MAIL)
        assert await tx.session.scalar(wanted) == town.eva


async def test_lines_are_numbered_on_and_answers_point_at_theirs(
    database: Database, town: Cast
) -> None:
    phone = await chat(database)
    await says(database, town.eva, "et", "to")
    await says(database, phone, "tre")
    await joins(database, town.eva, await linked(database, town.eva, phone))
    found = await lines_of(database, town.eva)
    assert [(line.seq, line.text, line.answers) for line in found] == [
        (1, "et", None),
        (2, "Svar på et", 1),
        (3, "to", None),
        (4, "Svar på to", 3),
        (5, "tre", None),
        (6, "Svar på tre", 5),
    ]
    async with database.reading() as tx:
        kept = await talk_at(tx, town.eva, PRIVATE)
        assert kept is not None
        assert kept.last_seq == 6


async def test_a_name_that_both_gave_to_a_line_stays_with_the_page(
    database: Database, town: Cast
) -> None:
    phone = await chat(database)
    await says(database, town.eva, "hej", prefix="same")
    async with database.transaction() as tx:
        talk_id = await talk.open_talk(tx, phone, PRIVATE, NOW)
        words = talk.Words("goddag", client_id=f"same-{town.eva}-0")
        await talk.settle(tx, talk_id, 0, at("text"), [words], NOW)
    await joins(database, town.eva, await linked(database, town.eva, phone))
    assert [line.client_id for line in await lines_of(database, town.eva)] == [
        f"same-{town.eva}-0",
        None,
        None,
    ]


async def test_what_points_at_lines_and_talks_comes_along(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "et")
    await says(database, phone, "to")
    async with database.transaction() as tx:
        theirs = await talk_at(tx, phone, PRIVATE)
        assert theirs is not None
        letter = await talk.bury(tx, theirs.id, "x", {"text": "ord"}, Asked(1), "Fault", NOW)
        tx.session.add(
            Outgoing(
                channel=Channel.TELEGRAM,
                address="4711",
                talk_id=theirs.id,
                first=1,
                last=2,
                priority=Priority.REPLY,
                not_before=NOW,
                state=Sending.WAITING,
                made_at=NOW,
            )
        )
        photo = await talk.keep_file(tx, phone, "photo", "image/jpeg", b"x", NOW)
    await joins(database, town.eva, await linked(database, town.eva, phone))
    async with database.reading() as tx:
        kept = await talk_at(tx, town.eva, PRIVATE)
        assert kept is not None
        out = (await tx.session.scalars(select(Outgoing))).one()
        assert (out.talk_id, out.first, out.last) == (kept.id, 3, 4)
        assert (await tx.session.get_one(DeadLetter, letter)).talk_id == kept.id
        assert (await tx.session.get_one(File, photo)).person_id == town.eva


async def test_cases_opened_with_a_code_are_open_once(database: Database, town: Cast) -> None:
    phone = await chat(database)
    eva, ole = await an_idea(database, town.eva), await an_idea(database, town.ole)
    async with database.transaction() as tx:
        for case, reader in ((eva, phone), (ole, phone), (ole, town.eva)):
            tx.session.add(Reader(case_number=case.number, person_id=reader, since=NOW))
    await joins_of(database, town.eva, phone)
    async with database.reading() as tx:
        readers = (await tx.session.scalars(select(Reader))).all()
        assert [(r.case_number, r.person_id) for r in readers] == [(ole.number, town.eva)]
        assert await may_read(tx, town.eva, ole.number)


async def joins_of(database: Database, maker: int, taker: int) -> None:
    await says(database, maker, "hej")
    await joins(database, maker, await linked(database, maker, taker))


async def test_who_stands_in_the_middle_stays_there(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "hej")
    await says(database, phone, "ide", position=at("benefit"))
    number = await linked(database, town.eva, phone)
    joined = await joins(database, town.eva, number)
    assert joined.stands.position == at("benefit")
    async with database.reading() as tx:
        kept = await talk_at(tx, town.eva, PRIVATE)
        assert kept is not None
        assert kept.asked == 4


async def test_if_both_do_the_chat_becomes_a_draft(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, town.eva, "ide", position=at("hear"))
    await says(database, phone, "mere", position=at("value", "more"))
    joined = await joins(database, town.eva, await linked(database, town.eva, phone))
    assert joined.stands.position == at("hear")
    async with database.reading() as tx:
        kept = await draft(tx, joined.stands.talk_id, "more", NOW)
        assert kept is not None
        assert kept.step == "value"


@pytest.mark.parametrize("newer", ["page", "chat"])
async def test_the_newer_draft_of_a_flow_is_kept(
    database: Database, town: Cast, newer: str
) -> None:
    phone = await chat(database)
    for name, person in (("page", town.eva), ("chat", phone)):
        await says(database, person, "hej")
        when = LATER if name == newer else NOW
        async with database.transaction() as tx:
            own = await talk_at(tx, person, PRIVATE)
            assert own is not None
            await talk.keep_draft(tx, own.id, at(name), when)
    joined = await joins(database, town.eva, await linked(database, town.eva, phone))
    async with database.reading() as tx:
        kept = await draft(tx, joined.stands.talk_id, "idea", NOW)
        assert kept is not None
        assert kept.step == newer


async def test_what_one_did_not_tell_the_other_may_have(database: Database) -> None:
    phone = await chat(database, language=Language.EN)
    async with database.transaction() as tx:
        page = await people.arrive(
            tx, Channel.WEB, "x", NOW, language=Language.DA, lasts=timedelta(days=1)
        )
        await people.tell_age(tx, phone, AgeBand.FROM_15)
        await people.show_notice(tx, phone, NOW)
    await joins_of(database, page, phone)
    async with database.reading() as tx:
        one = await tx.session.get_one(Person, page)
        assert (one.language, one.age) == (Language.DA, AgeBand.FROM_15)
        assert (one.notice_version, one.notice_at) == (1, NOW)


async def test_a_colleagues_chat_comes_to_their_desk(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, phone, "ide", position=at("benefit"))
    case = await an_idea(database, phone)
    karen = town.karen.person_id
    number = await linked(database, karen, phone, Channel.DESK)
    await says(database, karen, "sager", place=DESK)
    joined = await joins(database, karen, number, DESK)
    async with database.reading() as tx:
        assert joined.person_id == karen
        desk = await talk_at(tx, karen, DESK)
        assert desk is not None
        assert desk.id == joined.stands.talk_id
        first, _ = await lines_after(tx, karen, PRIVATE, 0)
        assert first.text == "ide"
        assert (await tx.session.get_one(Case, case.number)).author == karen
        assert [c.address for c in await chats(tx, karen, NOW)] == ["4711"]
        assert len(await sign_ins(tx, karen, NOW)) == 1
        event = (await staff_events(tx))[0]
        assert (event.act, event.by_name) == (StaffAct.CONNECTED, "Karen Krog")


async def test_no_number_that_a_chat_was_shown_comes_again_at_the_desk(
    database: Database, town: Cast
) -> None:
    """An old button in the chat must not answer what the desk asks later."""
    phone, karen = await chat(database), town.karen.person_id
    await says(database, phone, *"abcde")
    number = await linked(database, karen, phone, Channel.DESK)
    await says(database, karen, "sager", place=DESK)
    await joins(database, karen, number, DESK)
    await says(database, karen, "igen", place=DESK, prefix="later")
    async with database.reading() as tx:
        assert [line.seq for line in await lines_after(tx, karen, DESK, 0)][-2:] == [11, 12]


async def test_a_colleague_who_leaves_leaves_the_chat_too(database: Database, town: Cast) -> None:
    phone = await chat(database)
    karen = town.karen.person_id
    await says(database, karen, "sager", place=DESK)
    await joins(database, karen, await linked(database, karen, phone, Channel.DESK), DESK)
    async with database.transaction() as tx:
        await people.remove(tx, town.anna, karen, NOW)
    async with database.reading() as tx:
        wanted = select(Address).where(Address.channel == Channel.TELEGRAM)
        assert (await tx.session.scalars(wanted)).all() == []


MOVED = {
    "clauses.by",
    "voices.by",
    "consents.by",
    "addresses.person_id",
    "cases.author",
    "contacts.person_id",
    "events.by",
    "files.person_id",
    "introduced.person_id",
    "introductions.by",
    "join_links.person_id",
    "join_links.taker_id",
    "live_talks.person_id",
    "mailboxes.person_id",
    "readers.person_id",
    "silences.person_id",
    "supports.person_id",
    "talks.person_id",
    # of a talk
    "dead_letters.talk_id",
    "drafts.talk_id",
    "lines.talk_id",
    "outgoing.talk_id",
}
OF_STAFF = {
    "cases.assigned",
    "cases.lent_by",
    "dead_letters.wanted_by",
    "holds.by",
    "holds.lifted_by",
    "introduced.colleague",
    "invites.invited_by",
    "invites.person_id",
    "library_changes.by",
    "live_talks.taken_by",
    "notes.by",
    "shift_places.given_by",
    "shift_series.made_by",
    "shifts.contact",
    "shifts.made_by",
    "silences.by",
    "staff.person_id",
    "staff_events.by",
    "templates.changed_by",
    "volunteer_checks.proposed_by",
    "volunteer_expectations.library_by",
    "volunteer_roles.contact",
}
"""Only who works here stands in these, and they are never the one who goes."""


def test_nothing_that_names_a_person_or_a_talk_is_forgotten() -> None:
    """A new column that names one belongs into the merge, or into the list of the staff's."""
    metadata: type[Base] = Base
    assert migrate.SUBJECTS
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if _names(key)
    }
    assert found == MOVED | OF_STAFF


def _names(key: ForeignKey) -> bool:
    return key.target_fullname in {"people.id", "talks.id"}


async def test_the_talk_of_the_one_who_goes_is_gone(database: Database, town: Cast) -> None:
    phone = await chat(database)
    await says(database, phone, "hej")
    await joins_of(database, town.eva, phone)
    async with database.reading() as tx:
        owners = await tx.session.scalars(select(Talk.person_id))
        assert owners.all() == [town.eva]
