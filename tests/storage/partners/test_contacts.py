"""Who speaks for a partner: they let others in by a link that works once, pass it on, and go."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from storage.cases.actions import Opened, open_by_code
from storage.cases.rules import NoSuchCase, NotValid
from storage.database import Conflict, Database
from storage.lifecycle import IllegalMove
from storage.partners import actions, queries
from storage.partners.actions import NewContact
from storage.partners.rules import LINK_LASTS, LastContact, LinkStale, PartnerState
from storage.partners.tables import Contact, ContactLink
from storage.people import actions as people
from storage.people.rules import AgeBand, NotAllowed
from storage.privacy.actions import erase, purge
from tests.storage.cast import LATER, NOW, Cast, cast
from tests.storage.joining.parts import chat, joins, linked, says
from tests.storage.partners.parts import DAY, a_waiting_partner, known, partner_of
from tests.storage.privacy.full import found_in, stored

OLE = NewContact("Ole Olsen", "kasserer", "ole@garn.example", None)


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


async def link_to(database: Database, who: int, number: int, *, pass_on: bool = False) -> str:
    async with database.transaction() as tx:
        return await actions.make_link(tx, who, number, NOW, pass_on=pass_on)


async def comes(database: Database, person_id: int, link: str) -> None:
    async with database.transaction() as tx:
        await actions.follow_link(tx, person_id, link, OLE, NOW)


async def speaks(database: Database, person_id: int, number: int) -> bool:
    async with database.reading() as tx:
        return await queries.speaks_for(tx, person_id, number)


async def test_a_link_works_once_and_not_for_ever(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    link = await link_to(database, town.eva, number)
    old = await link_to(database, town.eva, number)
    await comes(database, town.ole, link)
    assert await speaks(database, town.ole, number)
    assert await speaks(database, town.eva, number)
    with pytest.raises(LinkStale):
        await comes(database, town.ole, link)
    async with database.transaction() as tx:
        with pytest.raises(LinkStale):
            await actions.follow_link(tx, town.ole, old, OLE, NOW + LINK_LASTS)
    await purge(database, NOW + LINK_LASTS)
    async with database.reading() as tx:
        assert (await tx.session.scalars(select(ContactLink))).all() == []


async def test_a_stranger_makes_no_link_and_a_child_follows_none(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    with pytest.raises(NotAllowed):
        await link_to(database, town.ole, number)
    link = await link_to(database, town.eva, number)
    async with database.transaction() as tx:
        await people.tell_age(tx, town.ole, AgeBand.UNDER_15)
    with pytest.raises(NotValid, match="age"):
        await comes(database, town.ole, link)
    assert not await speaks(database, town.ole, number)


async def test_who_passes_it_on_goes_when_the_other_comes(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    code = (await known(database, number)).case.code
    link = await link_to(database, town.eva, number, pass_on=True)
    assert await speaks(database, town.eva, number)
    await comes(database, town.ole, link)
    assert not await speaks(database, town.eva, number)
    found = await known(database, number)
    assert [(c.name, c.person_id) for c in found.contacts] == [("Ole Olsen", town.ole)]
    assert found.case.author == town.ole
    assert found.case.code != code


async def test_the_last_one_stays_or_leaves_with_all_of_it(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    mine = (await known(database, number)).contacts[0].id
    async with database.transaction() as tx:
        with pytest.raises(LastContact):
            await actions.part(tx, town.eva, mine, NOW)
        with pytest.raises(NotAllowed):
            await actions.part(tx, town.ole, mine, NOW)
    await comes(database, town.ole, await link_to(database, town.eva, number))
    async with database.transaction() as tx:
        await actions.part(tx, town.eva, mine, NOW)
    assert not await speaks(database, town.eva, number)


async def test_who_is_no_contact_any_more_is_neither_changed_nor_taken_away(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    await comes(database, town.ole, await link_to(database, town.eva, number))
    eva, ole = (each.id for each in (await known(database, number)).contacts)
    async with database.transaction() as tx:
        await actions.part(tx, town.karen, eva, NOW)
    before = await known(database, number)
    async with database.transaction() as tx:
        with pytest.raises(NoSuchCase):
            await actions.change_contact(tx, town.karen, eva, OLE, NOW)
        with pytest.raises(NoSuchCase):
            await actions.part(tx, town.karen, eva, NOW)
        with pytest.raises(LastContact):
            await actions.part(tx, town.karen, ole, NOW)
    after = await known(database, number)
    assert (before.case.code, before.case.version) == (after.case.code, after.case.version)


async def test_a_contact_put_right_is_told_once_and_not_taken_back(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    mine = (await known(database, number)).contacts[0].id
    async with database.transaction() as tx:
        assert await actions.change_contact(tx, town.karen, mine, OLE, NOW + DAY) is not None
        assert await actions.change_contact(tx, town.karen, mine, OLE, NOW + DAY) is None
        assert await actions.undo(tx, town.karen, number, NOW + DAY) is None
    assert (await known(database, number)).contacts[0].name == "Ole Olsen"


@pytest.mark.both_databases
async def test_two_take_away_one_each_at_once_and_one_is_left(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    await comes(database, town.ole, await link_to(database, town.eva, number))

    async def parts(contact_id: int) -> None:
        async with database.transaction() as tx:
            await actions.part(tx, town.karen, contact_id, NOW)

    both = [each.id for each in (await known(database, number)).contacts]
    results = await asyncio.gather(*map(parts, both), return_exceptions=True)
    assert sum(each is None for each in results) == 1
    assert any(isinstance(each, LastContact | Conflict) for each in results)
    assert len((await known(database, number)).contacts) == 1


async def test_the_code_opens_it_until_a_contact_goes(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    await comes(database, town.ole, await link_to(database, town.eva, number))
    code = (await known(database, number)).case.code
    phone = await chat(database)
    async with database.transaction() as tx:
        assert isinstance(await open_by_code(tx, phone, number, code, "x", NOW), Opened)
    assert await speaks(database, phone, number)
    async with database.transaction() as tx:
        mine = await queries.contact_of(tx, town.ole, number)
        assert mine is not None
        await actions.part(tx, town.ole, mine.id, NOW)
    assert not await speaks(database, phone, number)


async def test_two_follow_one_link_at_once_and_one_comes(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    link = await link_to(database, town.eva, number)
    both = [town.ole, await a_grown_chat(database)]
    results = await asyncio.gather(
        *(comes(database, who, link) for who in both), return_exceptions=True
    )
    refused = [each for each in results if each is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], LinkStale | Conflict)
    assert len((await known(database, number)).contacts) == 2


async def a_grown_chat(database: Database) -> int:
    person = await chat(database, "4712")
    async with database.transaction() as tx:
        await people.tell_age(tx, person, AgeBand.FROM_15)
    return person


async def test_a_yes_and_a_withdrawal_at_once_end_in_one_of_two_ways(
    database: Database, town: Cast
) -> None:
    number = await a_waiting_partner(database, town.eva)

    async def accept() -> None:
        async with database.transaction() as tx:
            await actions.accept(tx, town.karen, number, NOW)

    async def leave() -> None:
        async with database.transaction() as tx:
            await actions.leave(tx, town.eva, number, NOW)

    results = await asyncio.gather(accept(), leave(), return_exceptions=True)
    assert [each for each in results if not isinstance(each, IllegalMove | None)] == []
    assert (await known(database, number)).state is PartnerState.WITHDRAWN


async def test_two_yeses_at_once_are_one(database: Database, town: Cast) -> None:
    number = await a_waiting_partner(database, town.eva)

    async def accept() -> None:
        async with database.transaction() as tx:
            await actions.accept(tx, town.karen, number, NOW)

    results = await asyncio.gather(accept(), accept(), return_exceptions=True)
    assert sorted(type(each).__name__ for each in results) == ["IllegalMove", "NoneType"]


async def test_who_is_erased_is_gone_and_the_partner_stays_with_the_others(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    await comes(database, town.ole, await link_to(database, town.eva, number))
    async with database.transaction() as tx:
        await erase(tx, town.eva, NOW + LATER)
    found = await known(database, number)
    assert (found.state, found.partner.name) == (PartnerState.ACTIVE, "Garnlauget")
    assert (found.case.author, [c.name for c in found.contacts]) == (town.ole, ["Ole Olsen"])
    everything = await stored(database)
    for word in ("Kirsten", "kirsten@garn.example", "12 34 56 78"):
        assert found_in(everything, word) == set(), word


async def test_with_its_only_contact_a_partner_goes(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    async with database.transaction() as tx:
        await erase(tx, town.eva, NOW + LATER)
    found = await known(database, number)
    assert (found.state, found.partner.name, found.contacts) == (PartnerState.WITHDRAWN, "", [])
    everything = await stored(database)
    for word in ("Kirsten", "Garnlauget", "strikker", "garn.example"):
        assert found_in(everything, word) == set(), word


async def test_half_a_year_after_they_left_nothing_is_known_of_them(
    database: Database, town: Cast
) -> None:
    number = await partner_of(database, town)
    stays = await partner_of(database, town, name="Skakklubben")
    async with database.transaction() as tx:
        await actions.leave(tx, town.eva, number, NOW)
    await purge(database, NOW + 180 * DAY)
    assert (await known(database, number)).partner.name == "Garnlauget"
    await purge(database, NOW + 185 * DAY)
    assert found_in(await stored(database), "Garnlauget") == set()
    found = await known(database, stays)
    assert (found.partner.name, len(found.contacts)) == ("Skakklubben", 1)


async def test_a_contact_who_went_is_forgotten_in_time(database: Database, town: Cast) -> None:
    number = await partner_of(database, town)
    await comes(database, town.ole, await link_to(database, town.eva, number, pass_on=True))
    await purge(database, NOW + 185 * DAY)
    async with database.reading() as tx:
        names = (await tx.session.scalars(select(Contact.name))).all()
    assert names == ["Ole Olsen"]


async def test_the_page_and_telegram_of_one_person_are_one_contact(
    database: Database, town: Cast
) -> None:
    phone = await a_grown_chat(database)
    number = await a_waiting_partner(database, phone)
    both = await a_waiting_partner(database, town.eva, name="Skakklubben")
    await comes(database, phone, await link_to(database, town.eva, both))
    await says(database, town.eva, "hej")
    await joins(database, town.eva, await linked(database, town.eva, phone))
    assert await speaks(database, town.eva, number)
    assert len((await known(database, both)).contacts) == 1


async def test_doubles_become_one_and_all_speak_for_it(database: Database, town: Cast) -> None:
    kept = await partner_of(database, town, gives=None)
    double = await a_waiting_partner(database, town.ole, name="Garn-lauget", gives="Tid")
    async with database.reading() as tx:
        all_names = await queries.names(tx)
    assert queries.alike("Garnlauget", all_names, kept) == [double]
    assert queries.alike("Foreningen Garnlauget", all_names) == [kept, double]
    assert queries.alike("Skakklubben", all_names) == []
    async with database.transaction() as tx:
        await actions.unite(tx, town.karen, double, kept, NOW + LATER)
    found = await known(database, kept)
    assert found.partner.gives == "Tid"
    assert {c.person_id for c in found.contacts} == {town.eva, town.ole}
    assert (await known(database, double)).state is PartnerState.WITHDRAWN
    async with database.transaction() as tx:
        assert await actions.undo(tx, town.karen, kept, NOW + LATER) is None
        with pytest.raises(NotValid):
            await actions.unite(tx, town.karen, kept, kept, NOW + LATER)
