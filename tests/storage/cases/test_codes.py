"""Number and code open a case on any device; codes tried in a row do not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from storage.cases import actions, queries
from storage.cases.actions import Opened, TooManyTries, WrongCode
from storage.cases.actions.codes import CodeResult
from storage.cases.rules import (
    CODE_LETTERS,
    TRIES_PER_ADDRESS,
    TRIES_PER_CASE,
    TRIES_PER_PERSON,
    TRIES_WINDOW,
    new_code,
    shown_code,
    typed_code,
)
from storage.cases.tables import Case
from storage.database import Database
from tests.storage.cast import NOW, Cast, an_idea, cast

SCHOOL = "one address for a whole school"


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    shown = shown_code(code)
    assert shown[4] == "-"
    for typed in (code, shown, shown.lower(), f" {code[:4]} {code[4:]} ", shown.replace("-", "–")):
        assert typed_code(typed) == code


def test_no_two_letters_of_a_code_look_alike() -> None:
    for alike in ("0O", "1IL", "2Z", "5S", "8B"):
        assert len(set(alike) & set(CODE_LETTERS)) == 0
    assert len({new_code() for _ in range(200)}) == 200


async def attempt(
    database: Database, case: Case, person: int, code: str, address: str = "home", minute: int = 0
) -> CodeResult:
    async with database.transaction() as tx:
        now = NOW + timedelta(minutes=minute)
        return await actions.open_by_code(tx, person, case.number, code, address, now)


@pytest.fixture
async def who(database: Database) -> Cast:
    return await cast(database)


async def test_the_right_code_opens_once_and_for_all(database: Database, who: Cast) -> None:
    case = await an_idea(database, who.eva)
    for code in (shown_code(case.code).lower(), case.code):
        assert await attempt(database, case, who.ole, code) == Opened(case.number)
    async with database.reading() as tx:
        assert await queries.may_read(tx, who.ole, case.number)
        events = await queries.history(tx, case.number)
    assert [(event.act, event.by) for event in events[1:]] == [("open", who.ole)]


async def test_the_author_who_types_the_code_is_no_second_reader(
    database: Database, who: Cast
) -> None:
    case = await an_idea(database, who.eva)
    assert await attempt(database, case, who.eva, case.code) == Opened(case.number)
    async with database.reading() as tx:
        assert len(await queries.audience(tx, case.number)) == 1


async def test_wrong_codes_and_wrong_numbers_look_the_same(database: Database, who: Cast) -> None:
    case, other = await an_idea(database, who.eva), await an_idea(database, who.eva)
    for code in ("", "XXXX-XXXX", other.code, case.code[:-1], "Æ" * 8, "\0" * 8):
        assert await attempt(database, case, who.ole, code) == WrongCode()
    for number in (99, 0, -1, 2**31, 10**30):
        async with database.transaction() as tx:
            person = who.hans.person_id
            got = await actions.open_by_code(tx, person, number, case.code, "home", NOW)
        assert got == WrongCode()
    async with database.reading() as tx:
        assert not await queries.may_read(tx, who.ole, case.number)


async def test_one_person_who_tries_many_codes_waits(database: Database, who: Cast) -> None:
    case = await an_idea(database, who.eva)
    for minute in range(TRIES_PER_PERSON):
        assert await attempt(database, case, who.ole, "NO", minute=minute) == WrongCode()
    stopped = await attempt(database, case, who.ole, case.code, minute=30)
    assert stopped == TooManyTries(NOW + TRIES_WINDOW)
    assert await attempt(database, case, who.ole, case.code, minute=60) == Opened(case.number)


async def test_a_case_is_protected_from_many_at_many_addresses(
    database: Database, who: Cast
) -> None:
    case = await an_idea(database, who.eva)
    for n in range(TRIES_PER_CASE):
        assert await attempt(database, case, 1000 + n, "NO", f"address {n}") == WrongCode()
    stopped = await attempt(database, case, who.ole, case.code, "home")
    assert isinstance(stopped, TooManyTries)
    async with database.reading() as tx:
        assert await queries.may_read(tx, who.eva, case.number)


async def test_a_school_class_behind_one_address_is_not_locked_out_by_slips(
    database: Database, who: Cast
) -> None:
    cases = [await an_idea(database, who.eva) for _ in range(25)]
    for n, case in enumerate(cases):
        assert await attempt(database, case, 1000 + n, "NO", SCHOOL) == WrongCode()
        assert await attempt(database, case, 1000 + n, "NO", SCHOOL) == WrongCode()
    opened = await attempt(database, cases[0], who.ole, cases[0].code, SCHOOL)
    assert opened == Opened(cases[0].number)
    for n in range(TRIES_PER_ADDRESS - 50):
        case = cases[n % 25]
        assert await attempt(database, case, 2000 + n, "NO", SCHOOL) == WrongCode()
    stopped = await attempt(database, cases[20], who.ole, cases[20].code, SCHOOL)
    assert isinstance(stopped, TooManyTries)
    elsewhere = await attempt(database, cases[20], who.ole, cases[20].code, "home")
    assert elsewhere == Opened(cases[20].number)


async def test_codes_tried_at_once_are_counted_one_after_another(
    database: Database, second: Database, who: Cast
) -> None:
    case = await an_idea(database, who.eva)
    got = await asyncio.gather(
        *(attempt((database, second)[n % 2], case, who.ole, f"NO{n}") for n in range(20))
    )
    assert got.count(WrongCode()) == TRIES_PER_PERSON


async def test_tries_are_forgotten_after_an_hour(database: Database, who: Cast) -> None:
    case = await an_idea(database, who.eva)
    for minute in (0, 30):
        await attempt(database, case, who.ole, "NO", minute=minute)
    async with database.transaction() as tx:
        assert await actions.purge_code_tries(tx, NOW + timedelta(minutes=59)) == 0
        assert await actions.purge_code_tries(tx, NOW + timedelta(minutes=60)) == 1
