"""Joining by a one-time link, signing in again, roles, and the last administrator."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.database import Conflict, Database
from storage.people import actions, queries
from storage.people.actions import LastAdministrator, MailTaken
from storage.people.queries import Colleague
from storage.people.rules import (
    DESK_LASTS,
    INVITE_LASTS,
    SIGN_IN_LINK_LASTS,
    Channel,
    NotAllowed,
    Role,
    StaffAct,
)
from storage.people.tables import Invite
from tests.storage.cast import NOW, cast, colleague


async def join(database: Database, link: str, mail: str | None = None) -> str | None:
    async with database.transaction() as tx:
        return await actions.join(tx, link, NOW, name="Ida", mail=mail, device="Firefox")


async def signed_in(database: Database, cookie: str | None) -> Colleague | None:
    async with database.reading() as tx:
        found = await queries.live_address(tx, Channel.DESK, cookie or "", NOW)
        return await queries.colleague(tx, found.person_id) if found else None


async def test_a_link_works_once_also_for_many_at_once(
    database: Database, second: Database
) -> None:
    async with database.transaction() as tx:
        link = await actions.invite(tx, Role.COORDINATOR, NOW)
    cookies = await asyncio.gather(*(join(at, link) for at in (database, second) for _ in range(5)))
    (cookie,) = [found for found in cookies if found]
    me = await signed_in(database, cookie)
    assert me is not None
    assert (me.name, me.role) == ("Ida", Role.COORDINATOR)
    assert await join(database, link) is None


async def test_only_hashes_are_stored(database: Database) -> None:
    async with database.transaction() as tx:
        link = await actions.invite(tx, Role.HOST, NOW)
        await tx.session.flush()
        assert await tx.session.get(Invite, link) is None
    cookie = await join(database, link)
    async with database.reading() as tx:
        me = await signed_in(database, cookie)
        assert me is not None
        (here,) = await queries.sign_ins(tx, me.person_id, NOW)
    assert here.address != cookie
    assert here.device == "Firefox"


async def test_a_link_and_a_sign_in_end(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        link = await actions.invite(tx, Role.HOST, NOW, by=who.anna)
        again = await actions.sign_in_link(tx, who.hans, NOW) or ""
        for secret, lasts in ((link, INVITE_LASTS), (again, SIGN_IN_LINK_LASTS)):
            ends = NOW + lasts
            assert await queries.open_invite(tx, secret, ends - timedelta(seconds=1)) is not None
            assert await queries.open_invite(tx, secret, ends) is None
    cookie = await join(database, again)
    async with database.reading() as tx:
        found = await queries.live_address(tx, Channel.DESK, cookie or "", NOW)
        assert found is not None
        assert found.person_id == who.hans.person_id
        over = NOW + DESK_LASTS
        assert await queries.live_address(tx, Channel.DESK, cookie or "", over) is None


async def test_a_second_link_to_ones_mail_waits_two_minutes(database: Database) -> None:
    who = await cast(database)
    soon, then = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    async with database.transaction() as tx:
        assert await actions.sign_in_link(tx, who.hans, NOW)
        assert await actions.sign_in_link(tx, who.hans, soon) is None
        assert await actions.sign_in_link(tx, who.hans, soon, by=who.anna)
        assert await actions.sign_in_link(tx, who.karen, soon)
        assert await actions.sign_in_link(tx, who.hans, then)


async def test_an_invitation_taken_back_opens_nothing(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        link = await actions.invite(tx, Role.HOST, NOW, by=who.anna)
        found = await queries.open_invite(tx, link, NOW)
        assert found is not None
        with pytest.raises(NotAllowed):
            await actions.take_back_invite(tx, who.karen, found.token, NOW)
        await actions.take_back_invite(tx, who.anna, found.token, NOW)
    assert await join(database, link) is None


async def test_links_from_before_a_new_role_open_nothing(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        karen = await colleague(tx, "Karen K", Role.ADMINISTRATOR)
        theirs = await actions.sign_in_link(tx, karen, NOW, by=who.anna) or ""
        given = await actions.invite(tx, Role.ADMINISTRATOR, NOW, by=karen)
        others = await actions.invite(tx, Role.HOST, NOW, by=who.anna)
        await actions.change_role(tx, who.anna, karen.person_id, Role.HOST, NOW)
        assert await queries.open_invite(tx, theirs, NOW) is None
        assert await queries.open_invite(tx, given, NOW) is None
        assert await queries.open_invite(tx, others, NOW) is not None


async def test_only_administrators_invite_change_and_remove(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        for by in (who.hans, who.karen):
            for refused in (
                actions.invite(tx, Role.HOST, NOW, by=by),
                actions.sign_in_link(tx, who.anna, NOW, by=by),
                actions.change_role(tx, by, by.person_id, Role.ADMINISTRATOR, NOW),
                actions.remove(tx, by, who.anna.person_id, NOW),
            ):
                with pytest.raises(NotAllowed):
                    await refused
        with pytest.raises(NotAllowed):
            await actions.change_role(tx, who.anna, who.eva, Role.ADMINISTRATOR, NOW)


async def test_who_is_removed_is_out_at_once(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        link = await actions.sign_in_link(tx, who.hans, NOW) or ""
        waiting = await actions.sign_in_link(tx, who.hans, NOW, by=who.anna) or ""
    cookie = await join(database, link)
    async with database.transaction() as tx:
        await actions.remove(tx, who.anna, who.hans.person_id, NOW)
    assert await signed_in(database, cookie) is None
    assert await join(database, waiting) is None
    async with database.transaction() as tx:
        assert [one.name for one in await queries.colleagues(tx)] == ["Anna Aa", "Karen Krog"]
        with pytest.raises(NotAllowed):
            await actions.remove(tx, who.anna, who.hans.person_id, NOW)


async def test_the_last_administrator_stays(database: Database) -> None:
    who = await cast(database)
    me = who.anna.person_id
    async with database.transaction() as tx:
        with pytest.raises(LastAdministrator):
            await actions.remove(tx, who.anna, me, NOW)
        with pytest.raises(LastAdministrator):
            await actions.change_role(tx, who.anna, me, Role.HOST, NOW)
        await actions.change_role(tx, who.anna, me, Role.ADMINISTRATOR, NOW)
        await actions.change_role(tx, who.anna, who.karen.person_id, Role.ADMINISTRATOR, NOW)
        await actions.remove(tx, who.anna, me, NOW)
        assert await queries.colleague(tx, me) is None


async def test_two_administrators_who_remove_each_other_leave_one(
    database: Database, second: Database
) -> None:
    who = await cast(database)
    left = who.anna

    async def remove(at: Database, by: Colleague, whom: Colleague) -> bool:
        try:
            async with at.transaction() as tx:
                await queries.colleagues(tx)  # both stand inside before either acts
                await actions.remove(tx, by, whom.person_id, NOW)
        except LastAdministrator:
            return False
        return True

    for _ in range(5):
        async with database.transaction() as tx:
            boss = await colleague(tx, "Bo", Role.ADMINISTRATOR)
        gone = await asyncio.gather(remove(database, left, boss), remove(second, boss, left))
        assert sorted(gone) == [False, True]
        left = left if gone[0] else boss


async def test_a_mail_belongs_to_one_colleague(database: Database, second: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        links = [await actions.invite(tx, Role.HOST, NOW) for _ in range(3)]
    assert await join(database, links[0], "Ida@Example.dk")
    with pytest.raises(MailTaken):
        await join(database, links[1], "ida@example.dk")
    async with database.transaction() as tx:
        with pytest.raises(MailTaken):
            await actions.change_self(tx, who.hans, "Hans", "IDA@example.dk", NOW)
        found = await queries.colleague_by_mail(tx, " IDA@example.dk ")
    assert found is not None
    assert found.name == "Ida"
    results = await asyncio.gather(
        join(database, links[1], "bo@example.dk"),
        join(second, links[2], "bo@example.dk"),
        return_exceptions=True,
    )
    assert sum(isinstance(one, str) for one in results) == 1
    assert any(isinstance(one, MailTaken | Conflict) for one in results)


async def test_one_ends_only_own_sign_ins(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        (theirs,) = await queries.sign_ins(tx, who.karen.person_id, NOW)
        assert not await actions.end_sign_in(tx, who.hans.person_id, theirs.id, NOW)
        assert await actions.end_sign_in(tx, who.karen.person_id, theirs.id, NOW)
        assert not await actions.end_sign_in(tx, who.karen.person_id, theirs.id, NOW)
        assert await queries.sign_ins(tx, who.karen.person_id, NOW) == []


async def test_the_desk_has_an_audit_of_its_own(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        await actions.invite(tx, Role.COORDINATOR, NOW, by=who.anna)
        await actions.change_role(tx, who.anna, who.hans.person_id, Role.COORDINATOR, NOW)
        await actions.sign_in_link(tx, who.hans, NOW, by=who.anna)
        await actions.remove(tx, who.anna, who.hans.person_id, NOW)
    async with database.reading() as tx:
        lines = await queries.staff_events(tx, 4)
    told = [(line.by_name, line.act, line.what, line.role) for line in reversed(lines)]
    anna, hans = who.anna.name, who.hans.name
    assert told == [
        (anna, StaffAct.INVITED, None, Role.COORDINATOR),
        (anna, StaffAct.CHANGED_ROLE, hans, Role.COORDINATOR),
        (anna, StaffAct.LINKED, hans, None),
        (anna, StaffAct.REMOVED, hans, None),
    ]


async def test_who_is_removed_leaves_no_open_invitation(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        await actions.change_role(tx, who.anna, who.hans.person_id, Role.ADMINISTRATOR, NOW)
        hans = await queries.colleague(tx, who.hans.person_id)
        link = await actions.invite(tx, Role.ADMINISTRATOR, NOW, by=hans)
        await actions.remove(tx, who.anna, who.hans.person_id, NOW)
    assert await join(database, link) is None
