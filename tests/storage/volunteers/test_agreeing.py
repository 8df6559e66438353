"""Promises, certificates, roles, trials: nobody agrees alone, nothing opens without answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.cases.rules import NotValid, local_day
from storage.database import Database, Transaction
from storage.library.rules import Overtaken as Faster
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed
from storage.volunteers import actions
from storage.volunteers.actions import CheckRule, Lesson, RoleText
from storage.volunteers.catalogue import catalogue
from storage.volunteers.fitting import fitting, says_something
from storage.volunteers.queries import closing
from storage.volunteers.rules import (
    LINES,
    SUPPLEMENT,
    CheckStatus,
    NotOpen,
    NotYet,
    Overtaken,
    SamePerson,
    TrialOver,
)
from storage.volunteers.tables import Expectation, VolunteerRole
from tests.storage.cast import NOW, Cast, cast
from tests.storage.volunteers.parts import (
    COMPUTERS,
    RULE,
    agreed,
    answered,
    both_tick,
    opened,
    signed_up,
)
from tests.storage.volunteers.test_life import done, standing


@pytest.fixture
async def town(database: Database) -> Cast:
    return await cast(database)


@pytest.fixture
async def number(database: Database, town: Cast) -> int:
    return (await signed_up(database, town.eva, NOW)).number


async def expected(database: Database, number: int) -> Expectation:
    """The round of promises that is open."""
    found = (await standing(database, number)).expected
    assert found is not None
    return found


async def test_a_line_that_one_has_not_ticked_is_to_be_talked_about(
    database: Database, town: Cast, number: int
) -> None:
    await done(database, actions.expect, None, town.eva, number, LINES[:-1], "Ikke alene", NOW)
    found = await done(database, actions.expect, town.karen, 0, number, LINES, None, NOW)
    assert (await standing(database, number)).open_lines == (LINES[-1],)
    with pytest.raises(NotYet):
        await done(database, actions.agree, town.karen, 0, number, found.version, NOW)
    found = await done(database, actions.leave_out, town.karen, number, LINES[-1:], NOW)
    assert not await done(database, actions.agree, None, town.eva, number, found.version, NOW)
    assert await done(database, actions.agree, town.karen, 0, number, found.version, NOW)


async def test_nobody_agrees_alone_nor_to_another_version(
    database: Database, town: Cast, number: int
) -> None:
    found = await both_tick(database, town.karen, town.eva, number, NOW)
    assert not await done(database, actions.agree, None, town.eva, number, found.version, NOW)
    await done(database, actions.expect, town.karen, 0, number, LINES, "Kun om tirsdagen", NOW)
    assert (await expected(database, number)).own_yes is None, "a change clears both"
    with pytest.raises(Overtaken):
        await done(database, actions.agree, None, town.eva, number, found.version, NOW)
    assert not (await standing(database, number)).agreed


async def test_the_same_once_more_changes_nothing(
    database: Database, town: Cast, number: int
) -> None:
    await agreed(database, town.karen, town.eva, number, NOW)
    await done(database, actions.expect, None, town.eva, number, LINES, None, NOW)
    assert (await standing(database, number)).agreed


async def test_both_say_yes_at_the_same_moment(database: Database, town: Cast, number: int) -> None:
    found = await both_tick(database, town.karen, town.eva, number, NOW)
    both = await asyncio.gather(
        done(database, actions.agree, None, town.eva, number, found.version, NOW),
        done(database, actions.agree, town.karen, 0, number, found.version, NOW),
    )
    assert sorted(both) == [False, True]
    assert (await standing(database, number)).agreed


async def test_a_yes_and_a_change_at_the_same_moment_agree_on_nothing_old(
    database: Database, town: Cast, number: int
) -> None:
    found = await both_tick(database, town.karen, town.eva, number, NOW)
    await done(database, actions.agree, town.karen, 0, number, found.version, NOW)
    await asyncio.gather(
        done(database, actions.agree, None, town.eva, number, found.version, NOW),
        done(database, actions.expect, town.karen, 0, number, LINES[1:], None, NOW),
        return_exceptions=True,
    )
    after = await standing(database, number)
    assert not after.agreed
    assert (await expected(database, number)).own_yes is None


async def test_what_was_agreed_names_the_model_of_that_day(
    database: Database, town: Cast, number: int
) -> None:
    one = await done(database, publish, town, "# En")
    await agreed(database, town.karen, town.eva, number, NOW)
    other = await done(database, publish, town, "# To")
    assert one != other
    assert (await expected(database, number)).model == one
    with pytest.raises(Faster):
        await done(database, publish, town, "# Tre", 1)
    with pytest.raises(NotAllowed):
        await done(database, actions.save_model, town.hans, "# Fire", "", NOW)


async def publish(tx: Transaction, town: Cast, words: str, seen: int | None = None) -> int:
    made = await actions.save_model(tx, town.karen, words, "", NOW, seen=seen, publish=True)
    return made.number


async def check(
    database: Database,
    by: Colleague,
    number: int,
    status: CheckStatus,
    on: date,
    rule: CheckRule = RULE,
) -> bool:
    return bool(await done(database, actions.write_check, by, number, status, on, rule, NOW))


async def test_two_colleagues_say_what_came_back(
    database: Database, town: Cast, number: int
) -> None:
    today, cleared = local_day(NOW), CheckStatus.CLEARED
    assert await check(database, town.karen, number, CheckStatus.REQUESTED, today), "one may ask"
    assert not await check(database, town.karen, number, cleared, today)
    assert not (await standing(database, number)).cleared(today)
    with pytest.raises(SamePerson):
        await check(database, town.karen, number, cleared, today)
    yesterday = today - timedelta(days=1)
    assert not await check(database, town.anna, number, cleared, yesterday), "not the same"
    assert await check(database, town.karen, number, cleared, yesterday)
    assert (await standing(database, number)).cleared(today)
    assert await check(database, town.karen, number, CheckStatus.NO_CONSENT, today)
    assert not (await standing(database, number)).cleared(today)


async def test_where_there_is_but_one_one_is_enough(
    database: Database, town: Cast, number: int
) -> None:
    today, alone = local_day(NOW), CheckRule(people=1, years=3)
    assert await check(database, town.karen, number, CheckStatus.CLEARED, today, alone)
    with pytest.raises(NotAllowed):
        await check(database, town.hans, number, CheckStatus.CLEARED, today, alone)
    later = today + timedelta(days=1)
    with pytest.raises(NotValid):
        await check(database, town.karen, number, CheckStatus.CLEARED, later, alone)


async def test_a_role_opens_when_it_has_answered_for_itself(database: Database, town: Cast) -> None:
    bare = RoleText("IT-hjælper", "Du hjælper")
    role = await done(database, actions.save_role, town.karen, bare, NOW)
    with pytest.raises(NotOpen) as lacking:
        await done(database, actions.open_role, town.karen, role.id, NOW)
    fields = ("purpose", "adds", "supplement", "insurance", "contact", "told_on")
    assert lacking.value.lacks == (*fields, *SUPPLEMENT)
    text = answered(COMPUTERS, town.karen.person_id, local_day(NOW))
    explained = {**text.answers, "core": (False, ""), "paid": (False, "Se aftalen")}
    async with database.transaction() as tx:
        half = replace(text, answers=explained)
        await actions.save_role(tx, town.karen, half, NOW, role_id=role.id, seen=1)
    with pytest.raises(NotOpen) as lacking:
        await done(database, actions.open_role, town.karen, role.id, NOW)
    assert lacking.value.lacks == ("core",), "a no needs its explanation, and then it is enough"


async def test_an_open_role_keeps_its_answers(database: Database, town: Cast) -> None:
    role = (await opened(database, town.karen, NOW, COMPUTERS))[COMPUTERS]
    text = answered(COMPUTERS, town.karen.person_id, local_day(NOW))
    for wrong, problem in ((replace(text, purpose="løn"), NotOpen), (text, Overtaken)):
        async with database.transaction() as tx:
            seen = None if problem is NotOpen else 1
            with pytest.raises(problem):
                await actions.save_role(tx, town.karen, wrong, NOW, role_id=role, seen=seen)
    with pytest.raises(NotAllowed):
        await done(database, actions.close_role, town.hans, role, NOW)


async def test_a_trial_is_closed_with_a_lesson(database: Database, town: Cast) -> None:
    role = (await opened(database, town.karen, NOW, COMPUTERS))[COMPUTERS]
    today = local_day(NOW)
    with pytest.raises(NotValid):
        await done(database, actions.begin_trial, town.karen, role, "Kommer de?", today, NOW)
    ends = today + timedelta(days=30)
    trial = await done(database, actions.begin_trial, town.karen, role, "Kommer de?", ends, NOW)
    async with database.reading() as tx:
        assert await closing(tx, ends) == []
        assert await closing(tx, ends + timedelta(days=1)) == ["IT-hjælper"]
    for lesson in (Lesson("Alt", "Tiden", " ", "go_on"), Lesson("Alt", "Tiden", "Ja", "")):
        with pytest.raises(NotValid):
            await done(database, actions.close_trial, town.karen, trial.id, lesson, NOW)
    lesson = Lesson("Alt", "Tiden", "Tirsdag er bedst", "go_on")
    await done(database, actions.close_trial, town.karen, trial.id, lesson, NOW)
    async with database.reading() as tx:
        assert await closing(tx, ends + timedelta(days=1)) == []
    other = replace(lesson, lesson="Onsdag er bedst")
    with pytest.raises(TrialOver):
        await done(database, actions.close_trial, town.karen, trial.id, other, NOW)


ROLES = [
    VolunteerRole(
        id=place, title=s.title, does=s.does, needs=s.needs, times=list(s.times), state="open"
    )
    for place, s in enumerate(catalogue(), 1)
]


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("Jeg kan hjælpe med computere og mobiler", "IT-hjælper"),
        ("jeg elsker at læse højt for børn", "Højtlæser"),
        ("jeg taler arabisk og vil hjælpe nye danskere med sproget", "Sprogcafévært"),
        ("havearbejde og planter", "Plantebytte og frøbibliotek"),
        ("musik og quiz", "Quizmaster i Rockcaféen"),
        ("tage billeder", "Fotograf"),
        ("besøge ældre med bøger", "Bogven"),
        ("I would like to help with homework", "Lektiehjælper"),
    ],
)
def test_the_role_that_fits_comes_first_and_says_why(wish: str, title: str) -> None:
    best = fitting(wish, (), ROLES)[0]
    assert best.role.title == title
    assert best.words


def test_who_only_wants_to_help_has_not_said_what_they_like() -> None:
    for wish in ("jeg vil gerne være frivillig", "kan I bruge en frivillig hånd", "help"):
        assert not says_something(wish)
        assert fitting(wish, (), ROLES) == []
    assert says_something("jeg vil gerne lære fra mig om frimærker")


def test_nobody_is_offered_a_role_at_a_time_that_they_do_not_have() -> None:
    titles = [found.role.title for found in fitting("musik og quiz", ["morning"], ROLES)]
    assert "Quizmaster i Rockcaféen" not in titles
    assert fitting("musik og quiz", ["evening"], ROLES)[0].times == ("evening",)
