"""Who leaves is parted from what they said; what both agreed on stays until its period is over."""

from __future__ import annotations

from datetime import timedelta

from storage.agreements import actions, queries
from storage.agreements.actions.agreeing import end
from storage.agreements.levels import Section
from storage.agreements.rules import Party, VoiceKind
from storage.database import Database
from storage.people.rules import Channel
from storage.privacy.actions import SWEEPS, erase
from tests.storage.agreements.parts import a_partner, asked, in_force, whole
from tests.storage.cast import NOW, cast
from tests.storage.joining.parts import chat, joins, linked
from tests.storage.privacy.full import found_in, stored


async def test_a_contact_person_is_erased_and_what_was_agreed_stays(database: Database) -> None:
    who = await cast(database)
    number = await in_force(database, who, await a_partner(database, who.ole))
    async with database.transaction() as tx:
        await erase(tx, who.ole, NOW)
    found = await whole(database, number)
    assert found.told(VoiceKind.EXPECTATION, Party.PARTNER) == []
    assert found.told(VoiceKind.EXPECTATION, Party.LIBRARY) != []
    assert found.words["tasks_partner"] == "Vi læser"
    assert found.consents["partner"].name == ""
    assert found.contact is None
    assert found_in(await stored(database), "Ole Olsen") == set()


async def test_of_what_was_never_agreed_no_word_of_theirs_is_left(database: Database) -> None:
    who = await cast(database)
    partner = await a_partner(database, who.ole)
    number = await asked(database, who, partner)
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.write(tx, ole, number, Section.EXTENT, "Hver uge hos min mor", NOW)
    async with database.transaction() as tx:
        await erase(tx, who.ole, NOW)
    assert found_in(await stored(database), "hos min mor") == set()


async def test_after_its_period_nothing_is_left_but_that_it_was(database: Database) -> None:
    who = await cast(database)
    number = await in_force(database, who, await a_partner(database, who.ole))
    async with database.transaction() as tx:
        await actions.stop(tx, actions.of_staff(who.anna), number, NOW)
        await end(tx, number, NOW + timedelta(days=40))
    sweep = next(each for each in SWEEPS if each.what == "agreements")
    async with database.transaction() as tx:
        assert await sweep.run(tx, NOW + timedelta(days=365 * 4)) == 0
        assert await sweep.run(tx, NOW + timedelta(days=365 * 6)) == 1
        assert await sweep.run(tx, NOW + timedelta(days=365 * 6)) == 0
    everything = await stored(database)
    for word in ("Vi læser", "Højtlæsning", "Lis Lind", "Formand"):
        left = {where for where in found_in(everything, word) if where[0] != "partners"}
        assert left == set(), word


async def test_two_people_become_one_and_speak_for_the_same(database: Database) -> None:
    who = await cast(database)
    phone = await chat(database)
    number = await asked(database, who, await a_partner(database, who.ole))
    other = await a_partner(database, phone, "En anden")
    await joins(database, who.ole, await linked(database, who.ole, phone, Channel.WEB))
    async with database.reading() as tx:
        assert await queries.for_partner(tx, who.ole, number) is not None
        assert set((await tx.session.scalars(queries.speaks_for(who.ole))).all()) >= {other}
