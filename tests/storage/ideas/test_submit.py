"""An idea arrives: number, code, promise; what is refused; and what is told afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from storage.cases import queries as cases
from storage.cases.rules import CODE_LETTERS, NotValid, Problem, Source
from storage.database import Conflict, Database, Transaction
from storage.ideas import actions, queries
from storage.ideas.actions import NewIdea
from storage.ideas.rules import SUBMIT, HearBack, Kind, State, TooLate
from storage.ideas.tables import Idea
from storage.people import actions as people
from storage.people.rules import AgeBand, Language, NotAllowed
from storage.people.tables import Person
from storage.talk import actions as talk
from tests.storage.cast import DAYS, NOW, Cast, an_idea, an_idea_in, cast, reread

IDEA = NewIdea(" En klub for lydbøger ", "Dem, der ikke ser så godt", HearBack.PAGE, branch="hoved")
CALL = replace(IDEA, hear_back=HearBack.PHONE, phone="12 34 56 78")


async def test_an_idea_gets_number_code_and_promise(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        case = await actions.submit_idea(tx, who.eva, IDEA, NOW, DAYS)
        second = await actions.submit_idea(tx, who.eva, IDEA, NOW, DAYS)
    assert (case.number, second.number) == (1, 2)
    assert len(case.code) == 8
    assert set(case.code) <= set(CODE_LETTERS)
    assert case.code != second.code
    # ten working days after Monday 4 May 2026: Ascension Day is one of the days between
    assert case.promised_on == date(2026, 5, 19)
    assert (case.state, case.shown_state, case.source) == (State.RECEIVED, "received", Source.WEB)
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, 1)
        (event,) = await cases.history(tx, 1)
    assert seen is not None
    assert seen.given.text == "En klub for lydbøger"
    assert (seen.given.branch, seen.promised_on, seen.contact) == ("hoved", date(2026, 5, 19), None)
    assert (event.act, event.by, event.by_name, event.told) == (SUBMIT, who.eva, None, False)


REFUSED = [
    (replace(IDEA, text="   "), "text", Problem.MISSING),
    (replace(IDEA, text="x" * 4001), "text", Problem.TOO_LONG),
    (replace(IDEA, benefit=""), "benefit", Problem.MISSING),
    (replace(IDEA, branch="x" * 41), "branch", Problem.TOO_LONG),
    (replace(CALL, phone=None), "phone", Problem.MISSING),
    (replace(CALL, phone="ring til min mor"), "phone", Problem.UNKNOWN),
]


async def test_what_cannot_be_kept_is_refused(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        for idea, field, problem in REFUSED:
            with pytest.raises(NotValid) as refused:
                await actions.submit_idea(tx, who.eva, idea, NOW, DAYS)
            assert (refused.value.field, refused.value.problem) == (field, problem)
        assert await queries.my_cases(tx, who.eva) == []


async def test_a_number_is_kept_only_of_those_who_want_a_call(database: Database) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        called = await actions.submit_idea(tx, who.eva, CALL, NOW, DAYS)
        page = replace(CALL, hear_back=HearBack.PAGE)
        read = await actions.submit_idea(tx, who.eva, page, NOW, DAYS)
        assert (await tx.session.get_one(Idea, called.number)).phone == "12 34 56 78"
        assert (await tx.session.get_one(Idea, read.number)).phone is None


@pytest.mark.parametrize("age", [AgeBand.UNKNOWN, AgeBand.UNDER_15])
async def test_no_number_and_no_files_of_a_child(database: Database, age: AgeBand) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        await people.tell_age(tx, who.eva, age)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        file = await talk.keep_file(tx, who.eva, "image", "image/png", b"x", NOW)
        with pytest.raises(NotValid) as phone:
            await actions.submit_idea(tx, who.eva, CALL, NOW, DAYS)
        with pytest.raises(NotValid) as files:
            await actions.tell_more(tx, who.eva, case.number, "files", [file], NOW)
    assert phone.value.problem is files.value.problem is Problem.CHILD


async def test_nobody_submits_for_somebody_who_is_not_there(database: Database) -> None:
    await cast(database)
    for person, why in ((None, NotAllowed), (4711, Conflict)):
        with pytest.raises(why):
            async with database.transaction() as tx:
                await actions.submit_idea(tx, person, IDEA, NOW, DAYS)


async def test_an_idea_from_the_counter_belongs_to_nobody_with_a_browser(
    database: Database,
) -> None:
    who = await cast(database)
    idea = replace(CALL, language=Language.EN, told=True)
    async with database.transaction() as tx:
        case = await actions.submit_idea(tx, None, idea, NOW, DAYS, recorded_by=who.hans)
        author = await tx.session.get_one(Person, case.author)
        (event,) = await cases.history(tx, case.number)
    assert (author.language, author.notice_at) == ("en", NOW)
    assert case.author not in {who.eva, who.ole, who.hans.person_id}
    assert (case.source, case.assigned) == (Source.COUNTER, None)
    assert (event.by, event.by_name) == (who.hans.person_id, "Hans")


async def test_a_number_from_the_counter_needs_that_the_person_was_told(
    database: Database,
) -> None:
    who = await cast(database)
    async with database.transaction() as tx:
        with pytest.raises(NotValid) as refused:
            await actions.submit_idea(tx, None, CALL, NOW, DAYS, recorded_by=who.hans)
        quiet = await actions.submit_idea(tx, None, IDEA, NOW, DAYS, recorded_by=who.hans)
        author = await tx.session.get_one(Person, quiet.author)
    assert refused.value.field == "told"
    assert author.notice_at is None


MORE = [
    ("value", "Ro i hovedet"),
    ("own_part", "Jeg kan læse op"),
    ("together_with", "Ældre Sagen"),
    ("theme", "culture"),
    ("context", "neighbour"),
    ("kind", "wish"),
    ("branch", "vest"),
]


async def test_each_thing_more_is_kept_by_itself_and_can_be_taken_back(
    database: Database,
) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    for field, value in MORE:
        async with database.transaction() as tx:
            await actions.tell_more(tx, who.eva, case.number, field, value, NOW)
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
        events = await cases.history(tx, case.number)
    assert seen is not None
    assert {field: getattr(seen.given, field) for field, _ in MORE} == dict(MORE)
    assert [event.fields for event in events[1:]] == [[field] for field, _ in MORE]
    told = str([(event.public, event.previous, event.fields) for event in events])
    assert not any(value in told for field, value in MORE if field in {"value", "own_part"})
    for field, _ in MORE:
        async with database.transaction() as tx:
            await actions.tell_more(tx, who.eva, case.number, field, None, NOW)
    async with database.reading() as tx:
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
    assert seen is not None
    assert not any(getattr(seen.given, field) for field, _ in MORE)


NOT_MORE: list[tuple[str, str | list[int]]] = [
    ("theme", "money"),
    ("kind", "order"),
    ("context", "king"),
    ("text", "Noget helt andet"),
    ("searched", "x"),
    ("reason", "x"),
    ("state", "approved"),
    ("value", [1]),
    ("value", "x" * 2001),
]


async def test_what_may_not_be_told_is_refused(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        for field, value in NOT_MORE:
            with pytest.raises(NotValid):
                await actions.tell_more(tx, who.eva, case.number, field, value, NOW)
    assert (await reread(database, case.number)).version == case.version


async def test_only_own_files_come_to_a_case(database: Database) -> None:
    who = await cast(database)
    case = await an_idea(database, who.eva)
    async with database.transaction() as tx:
        mine = await talk.keep_file(tx, who.eva, "image", "image/png", b"x", NOW)
        foreign = await talk.keep_file(tx, who.ole, "image", "image/png", b"y", NOW)
        for others in (foreign, 4711, 10**12):
            with pytest.raises(NotValid):
                await actions.tell_more(tx, who.eva, case.number, "files", [mine, others], NOW)
        await actions.tell_more(tx, who.eva, case.number, "files", [mine], NOW)
        seen = await queries.case_for_citizen(tx, who.eva, case.number)
        read = await queries.case_for_staff(tx, who.hans, case.number)
    assert seen is not None
    assert read is not None
    assert [file.id for file in seen.files] == [file.id for file in read.files] == [mine]


async def test_nothing_more_is_told_of_a_closed_case(database: Database) -> None:
    who = await cast(database)
    case = await an_idea_in(database, who, State.DECLINED)
    async with database.transaction() as tx:
        with pytest.raises(TooLate):
            await actions.tell_more(tx, who.eva, case.number, "value", "Ro", NOW)


async def test_a_kind_known_from_the_start_is_kept(database: Database) -> None:
    who: Cast = await cast(database)
    async with database.transaction() as tx:
        case = await actions.submit_idea(tx, who.eva, replace(IDEA, kind=Kind.NEED), NOW, DAYS)
        assert await kind(tx, case.number) == "need"


async def kind(tx: Transaction, number: int) -> str | None:
    return (await tx.session.get_one(Idea, number)).kind
