"""From the first expectation to the end: who may do what, and what a change takes away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from storage.agreements import actions, queries
from storage.agreements.actions import NewAgreement, Yes
from storage.agreements.levels import AgreementLevel, Point, Section
from storage.agreements.rules import (
    AgreementState,
    Dates,
    NoSuchAgreement,
    NotComplete,
    OtherVersion,
    Party,
    VoiceKind,
    Watch,
)
from storage.cases.rules import NotValid
from storage.cases.working_days import morning
from storage.database import Database
from storage.lifecycle import IllegalMove
from storage.people.rules import NotAllowed
from tests.storage.agreements.parts import (
    DAYS,
    POINTS,
    TOLD,
    a_partner,
    asked,
    begun,
    drafted,
    in_force,
    says_yes,
    tick,
    whole,
)
from tests.storage.cast import LATER, NOW, Cast, cast

S = AgreementState


@pytest.fixture
async def who(database: Database) -> Cast:
    return await cast(database)


@pytest.fixture
async def partner(database: Database, who: Cast) -> int:
    return await a_partner(database, who.ole)


async def test_another_level_than_the_advice_needs_a_reason(
    database: Database, who: Cast, partner: int
) -> None:
    async with database.transaction() as tx:
        new = NewAgreement(partner, POINTS, AgreementLevel.NOTE)
        with pytest.raises(NotValid):
            await actions.propose(tx, who.karen, new, NOW)
        with pytest.raises(NotAllowed):
            await actions.propose(tx, who.hans, new, NOW)
    number = await begun(database, who.karen, partner, AgreementLevel.NOTE, because="Kun en gang")
    found = await whole(database, number)
    assert (found.level, found.agreement.because) == (AgreementLevel.NOTE, "Kun en gang")
    number = await begun(database, who.karen, partner, because="Bruges ikke")
    assert (await whole(database, number)).agreement.because is None


async def test_the_partner_hears_of_it_in_two_minutes_and_not_before(
    database: Database, who: Cast, partner: int
) -> None:
    number = await begun(database, who.anna, partner)
    async with database.reading() as tx:
        assert await queries.for_partner(tx, who.ole, number) is None
        assert await queries.agreements_of(tx, who.ole) == []
    assert [coming.watch for coming in await tick(database)] == [Watch.INVITE]
    async with database.reading() as tx:
        assert await queries.for_partner(tx, who.ole, number) is not None
        assert await queries.for_partner(tx, who.eva, number) is None


async def test_what_was_dropped_in_time_is_never_heard_of(
    database: Database, who: Cast, partner: int
) -> None:
    number = await begun(database, who.anna, partner)
    async with database.transaction() as tx:
        await actions.drop(tx, actions.of_staff(who.anna), number, NOW)
    assert await tick(database) == []
    async with database.reading() as tx:
        assert await queries.for_partner(tx, who.ole, number) is None


async def test_the_draft_is_made_of_what_both_told(
    database: Database, who: Cast, partner: int
) -> None:
    found = await whole(database, await drafted(database, who, partner))
    assert found.state is S.DRAFTING
    assert found.words["content"] == "Højtlæsning"
    assert found.words["tasks_library"] == "Vi finder et rum"
    assert found.words["tasks_partner"] == "Vi læser"
    assert found.words["insurance"] == "Det sædvanlige om insurance"
    assert "rights" not in found.words
    assert {v.by_name for v in found.told(VoiceKind.EXPECTATION)} == {"Anna", "Ole Olsen"}


async def test_the_partner_does_not_read_a_draft_that_was_not_sent(
    database: Database, who: Cast, partner: int
) -> None:
    number = await drafted(database, who, partner)
    async with database.reading() as tx:
        found = await queries.for_partner(tx, who.ole, number)
    assert found is not None
    assert not found.reads_draft
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        with pytest.raises(NotAllowed):
            await actions.write(tx, ole, number, Section.CONTENT, "Mere", NOW)


async def test_nothing_is_sent_that_lacks_what_every_agreement_says(
    database: Database, who: Cast, partner: int
) -> None:
    number = await begun(database, who.anna, partner)
    anna = actions.of_staff(who.anna)
    async with database.transaction() as tx:
        with pytest.raises(IllegalMove):
            await actions.send(tx, anna, number, NOW)
    async with database.transaction() as tx:
        for party in Party:
            voice = actions.Actor(who.anna.person_id, party, "Anna", who.anna)
            await actions.expect(tx, voice, number, {"content": "Højtlæsning"}, NOW)
        assert await actions.gather(tx, number, {}, NOW)
        with pytest.raises(NotComplete) as lacks:
            await actions.send(tx, anna, number, NOW)
    assert {"extent", "tasks_library", "tasks_partner", "dates", "signatory"} <= set(
        lacks.value.lacks
    )
    assert "content" not in lacks.value.lacks


async def test_what_staff_note_for_the_partner_says_so(
    database: Database, who: Cast, partner: int
) -> None:
    number = await begun(database, who.anna, partner)
    async with database.transaction() as tx:
        voice = actions.Actor(who.anna.person_id, Party.PARTNER, "Anna", who.anna)
        await actions.expect(tx, voice, number, TOLD, NOW)
    told = (await whole(database, number)).told(VoiceKind.EXPECTATION, Party.PARTNER)
    assert {(v.by, v.noted_by) for v in told} == {(None, "Anna")}


async def test_it_is_called_back_only_before_it_was_heard(
    database: Database, who: Cast, partner: int
) -> None:
    number = await drafted(database, who, partner)
    anna = actions.of_staff(who.anna)
    async with database.transaction() as tx:
        await actions.send(tx, anna, number, NOW)
        await actions.call_back(tx, anna, number, NOW)
    assert await tick(database) == []
    async with database.transaction() as tx:
        await actions.send(tx, anna, number, NOW)
    assert [coming.watch for coming in await tick(database)] == [Watch.SENT]
    async with database.transaction() as tx:
        with pytest.raises(IllegalMove):
            await actions.call_back(tx, anna, number, NOW)


async def test_both_say_yes_to_the_same_and_it_holds(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    found = await whole(database, number)
    assert found.state is S.IN_FORCE
    assert found.agreement.agreed_mark == found.mark
    assert {c.mark for c in found.consents.values()} == {found.mark}
    assert {(c.name, c.role) for c in found.consents.values()} == {
        ("Anna Aa", "Leder"),
        ("Ole Olsen", "Formand"),
    }


async def test_a_change_after_a_yes_clears_both(
    database: Database, who: Cast, partner: int
) -> None:
    number = await asked(database, who, partner)
    before = (await whole(database, number)).mark
    async with database.transaction() as tx:
        await says_yes(tx, who, number, Party.LIBRARY)
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.find_right(tx, ole, number, (), NOW)
        await actions.write(tx, ole, number, Section.EXTENT, "Hver anden torsdag", NOW)
    found = await whole(database, number)
    assert found.consents == {}
    clause = found.clauses["extent"]
    assert (clause.ok_library, clause.ok_partner, clause.by_name) == (False, True, "Ole Olsen")
    async with database.transaction() as tx:
        with pytest.raises(OtherVersion):
            await says_yes(tx, who, number, Party.LIBRARY, before)


async def test_who_may_not_say_yes_does_not(database: Database, who: Cast, partner: int) -> None:
    number = await asked(database, who, partner)
    mark = (await whole(database, number)).mark
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        with pytest.raises(NotValid):
            await actions.say_yes(tx, ole, number, Yes(mark, "Ole", "Medlem", may=False), NOW)
        with pytest.raises(NoSuchAgreement):
            await actions.of_partner(tx, who.eva, number)
        hans = actions.of_staff(who.hans)
        with pytest.raises(NotAllowed):
            await actions.say_yes(tx, hans, number, Yes(mark, "Hans", "Vært", may=True), NOW)
    assert (await whole(database, number)).consents == {}


async def test_sixty_and_fourteen_days_before_the_end_both_are_asked(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    assert DAYS.ends_on is not None
    for before in (60, 14):
        at = morning(DAYS.ends_on - timedelta(days=before))
        assert Watch.SOON not in [c.watch for c in await tick(database, at - LATER)]
        assert Watch.SOON in [c.watch for c in await tick(database, at)]
    assert [c.watch for c in await tick(database, morning(DAYS.ends_on + timedelta(days=1)))] == [
        Watch.OVER
    ]
    assert (await whole(database, number)).state is S.ENDED


async def test_it_goes_on_when_both_want_it(database: Database, who: Cast, partner: int) -> None:
    number = await in_force(database, who, partner)
    async with database.transaction() as tx:
        await actions.go_on(tx, actions.of_staff(who.anna), number, NOW)
    assert (await whole(database, number)).dates == DAYS
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.go_on(tx, ole, number, NOW)
    found = await whole(database, number)
    assert found.dates == DAYS.extended()
    assert DAYS.ends_on is not None
    await tick(database, morning(DAYS.ends_on + timedelta(days=1)))
    assert (await whole(database, number)).state is S.IN_FORCE


async def test_it_is_stopped_with_notice(database: Database, who: Cast, partner: int) -> None:
    number = await in_force(database, who, partner)
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.stop(tx, ole, number, NOW)
    found = await whole(database, number)
    last = date(2026, 6, 4)
    assert (found.state, found.dates) == (S.STOPPING, Dates(DAYS.starts_on, last, last))
    assert Watch.STATUS in [c.watch for c in await tick(database, morning(last))]
    await tick(database, morning(date(2026, 6, 5)))
    assert (await whole(database, number)).state is S.ENDED


async def test_what_was_agreed_holds_while_it_is_talked_about(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    agreed = await whole(database, number)
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.revise(tx, ole, number, NOW)
        await actions.write(tx, ole, number, Section.CONTENT, "Noget helt andet", NOW)
    found = await whole(database, number)
    assert found.agreement.agreed is not None
    assert found.agreement.agreed["words"]["content"] == "Højtlæsning"
    async with database.transaction() as tx:
        await actions.keep_old(tx, actions.of_staff(who.anna), number, NOW)
    found = await whole(database, number)
    assert (found.state, found.mark) == (S.IN_FORCE, agreed.mark)


async def agreed_anew(database: Database, who: Cast, number: int, now: datetime) -> None:
    """Something is put right, and both say yes to it; the days stay."""
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.revise(tx, ole, number, now)
        await actions.write(tx, ole, number, Section.CONTENT, "Højtlæsning og sang", now)
        mark = (await queries.for_group(tx, number)).mark  # type: ignore[union-attr]
        for actor in (ole, actions.of_staff(who.anna)):
            yes = Yes(mark, actor.name, "Leder", may=True)
            await actions.say_yes(tx, actor, number, yes, now)


async def test_whoever_said_yes_to_what_holds_stays_known(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    first = {party: yes.name for party, yes in (await whole(database, number)).held.items()}
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.revise(tx, ole, number, NOW)
        await actions.write(tx, ole, number, Section.CONTENT, "Noget helt andet", NOW)
        anna = actions.of_staff(who.anna)
        mark = (await queries.for_group(tx, number)).mark  # type: ignore[union-attr]
        await actions.say_yes(tx, anna, number, Yes(mark, "Bo", "Vikar", may=True), NOW)
    found = await whole(database, number)
    assert {party: yes.name for party, yes in found.held.items()} == first
    assert {party: yes.name for party, yes in found.consents.items()} == {Party.LIBRARY: "Bo"}
    async with database.transaction() as tx:
        await actions.keep_old(tx, anna, number, NOW)
    found = await whole(database, number)
    assert {party: yes.name for party, yes in found.held.items()} == first
    await agreed_anew(database, who, number, NOW)
    found = await whole(database, number)
    assert len(found.yeses) == 2
    assert {party: yes.name for party, yes in found.held.items()} != first


async def test_who_agreed_anew_is_asked_once(database: Database, who: Cast, partner: int) -> None:
    number = await in_force(database, who, partner)
    await agreed_anew(database, who, number, NOW + LATER)
    assert DAYS.ends_on is not None
    assert DAYS.evaluate_on is not None
    for watch, at in (
        (Watch.STATUS, morning(DAYS.evaluate_on)),
        (Watch.SOON, morning(DAYS.ends_on - timedelta(days=60))),
    ):
        assert [c.watch for c in await tick(database, at)] == [watch]


async def test_one_without_a_last_day_is_asked_about_every_year(
    database: Database, who: Cast, partner: int
) -> None:
    number = await begun(database, who.anna, partner, AgreementLevel.CONTACT, points=())
    await tick(database)
    async with database.transaction() as tx:
        anna = actions.of_staff(who.anna)
        await actions.send(tx, anna, number, NOW)
    await tick(database)
    for party in Party:
        async with database.transaction() as tx:
            await says_yes(tx, who, number, party)
    assert (await whole(database, number)).state is S.IN_FORCE
    asked_on = [NOW.date().replace(year=NOW.year + n) for n in (1, 2)]
    for day in asked_on:
        assert await tick(database, morning(day) - timedelta(minutes=1)) == []
        assert [c.watch for c in await tick(database, morning(day))] == [Watch.STILL]
    async with database.transaction() as tx:
        await actions.stop(tx, anna, number, morning(asked_on[-1]))
    later = morning(asked_on[-1] + timedelta(days=800))
    assert [c.watch for c in await tick(database, later)] == [Watch.OVER]
    assert (await whole(database, number)).state is S.ENDED


async def test_what_is_being_changed_runs_out_with_a_word_and_by_the_days_that_hold(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    assert DAYS.ends_on is not None
    async with database.transaction() as tx:
        anna = actions.of_staff(who.anna)
        await actions.revise(tx, anna, number, NOW)
        await actions.set_dates(tx, anna, number, DAYS.extended(), NOW)
    for before in (60, 14):
        coming = await tick(database, morning(DAYS.ends_on - timedelta(days=before)))
        assert Watch.SOON in [c.watch for c in coming], before
    await tick(database, morning(DAYS.ends_on + timedelta(days=1)))
    found = await whole(database, number)
    assert (found.state, found.dates) == (S.ENDED, DAYS)


@pytest.mark.parametrize(
    ("notice", "ends"),
    [
        ("Begge kan stoppe med 2 måneders varsel.", date(2026, 7, 4)),
        ("Vi siger til tre uger før.", date(2026, 5, 25)),
        ("Both can stop with one month's notice.", date(2026, 6, 4)),
        ("Vi finder ud af det sammen.", date(2026, 6, 4)),
    ],
)
async def test_the_notice_is_the_one_that_was_agreed_on(
    database: Database, who: Cast, partner: int, notice: str, ends: date
) -> None:
    number = await asked(database, who, partner)
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.write(tx, ole, number, Section.NOTICE, notice, NOW)
        for party in Party:
            await says_yes(tx, who, number, party)
        await actions.stop(tx, ole, number, NOW)
    assert (await whole(database, number)).agreement.ends_on == ends


async def test_who_only_does_not_go_on_lets_it_run_out(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.stop(tx, ole, number, NOW, runs_out=True)
    found = await whole(database, number)
    assert (found.state, found.agreement.ends_on) == (S.STOPPING, DAYS.ends_on)


async def test_a_contract_is_the_lawyers(database: Database, who: Cast, partner: int) -> None:
    level = AgreementLevel.CONTRACT
    number = await begun(database, who.anna, partner, level, (Point.PAYS,))
    anna = actions.of_staff(who.anna)
    await tick(database)
    async with database.transaction() as tx:
        for party in Party:
            voice = actions.Actor(who.anna.person_id, party, "Anna", who.anna)
            await actions.expect(tx, voice, number, TOLD, NOW)
        await actions.gather(tx, number, {}, NOW)
        with pytest.raises(IllegalMove):
            await actions.send(tx, anna, number, NOW)
        await actions.hand_over(tx, anna, number, NOW)
        with pytest.raises(IllegalMove):
            await says_yes(tx, who, number, Party.LIBRARY)
        await actions.signed(tx, anna, number, DAYS, NOW)
    assert (await whole(database, number)).state is S.IN_FORCE
    assert DAYS.ends_on is not None
    at = morning(DAYS.ends_on - timedelta(days=60))
    assert Watch.SOON in [c.watch for c in await tick(database, at)]
    async with database.transaction() as tx:
        await actions.stop(tx, anna, number, at)
    assert (await whole(database, number)).agreement.ends_on == DAYS.ends_on, "not ours to say"


async def test_both_look_back_on_the_day(database: Database, who: Cast, partner: int) -> None:
    number = await in_force(database, who, partner)
    assert DAYS.evaluate_on is not None
    coming = await tick(database, morning(DAYS.evaluate_on))
    assert [c.watch for c in coming] == [Watch.STATUS]
    async with database.transaction() as tx:
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.evaluate(tx, ole, number, {"works": "Ja", "change": "Intet"}, NOW)
    async with database.reading() as tx:
        found = await queries.counted(tx, NOW, NOW + LATER)
    assert found.looked_back == {AgreementLevel.COOPERATION: 1}
    assert found.running == {AgreementLevel.COOPERATION: 1}


async def test_another_contact_person_comes_after_the_first(
    database: Database, who: Cast, partner: int
) -> None:
    number = await in_force(database, who, partner)
    other = await a_partner(database, who.eva, "En anden")
    async with database.transaction() as tx:
        strange = (await queries.contacts_of(tx, other))[0]
        with pytest.raises(NotValid):
            await actions.succeed(tx, actions.of_staff(who.anna), number, strange.id, NOW)
        own = (await queries.contacts_of(tx, partner))[0]
        await actions.succeed(tx, actions.of_staff(who.anna), number, own.id, NOW)
        found = await queries.for_staff(tx, who.anna, number)
        assert found is not None
        assert await queries.listeners(tx, found) == [who.ole]
