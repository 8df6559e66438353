"""Opening a case with its number and code, on any device, and stopping those who try many codes."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case as when
from sqlalchemy import delete, func, select

from storage.cases import queries
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import (
    TRIES_PER_ADDRESS,
    TRIES_PER_CASE,
    TRIES_PER_PERSON,
    TRIES_WINDOW,
    CaseAct,
    possible,
    typed_code,
)
from storage.cases.tables import CodeTry, Reader
from storage.database import Transaction


@dataclass(frozen=True)
class Opened:
    """Number and code fit; the person may read the case from now on."""

    number: int


@dataclass(frozen=True)
class WrongCode:
    """Number and code do not fit. The try is counted: commit, although nothing was opened."""


@dataclass(frozen=True)
class TooManyTries:
    """No code is looked at before `until`, not even the right one."""

    until: datetime


CodeResult = Opened | WrongCode | TooManyTries


async def open_by_code(
    tx: Transaction, person_id: int, number: int, code: str, address_hash: str, now: datetime
) -> CodeResult:
    """Let somebody read a case whose code they have.

    The case is locked first, so that codes tried at the same time are counted one after another.
    """
    case = await queries.locked(tx, number)
    number = number if possible(number) else 0
    until = await blocked_until(tx, person_id, number, address_hash, now)
    if until is not None:
        return TooManyTries(until)
    kept = case.code if case is not None else ""
    if case is None or not hmac.compare_digest(kept.encode(), typed_code(code).encode()):
        return wrong_code(tx, person_id, number, address_hash, now)
    if not await queries.may_read(tx, person_id, number):
        tx.session.add(Reader(case_number=number, person_id=person_id, since=now))
        await record(tx, case, Entry(CaseAct.OPEN, case.state, by=person_id), now)
    return Opened(number)


def wrong_code(
    tx: Transaction, person_id: int, number: int, address_hash: str, now: datetime
) -> WrongCode:
    """Count a try."""
    tx.session.add(CodeTry(at=now, case_number=number, person_id=person_id, address=address_hash))
    return WrongCode()


async def blocked_until(
    tx: Transaction, person_id: int, number: int, address_hash: str, now: datetime
) -> datetime | None:
    """When the oldest counted try is forgotten, if one of the three limits is reached.

    The caller has locked the case, so that tries at the same time are counted one after another.
    """
    limits = (
        (CodeTry.case_number == number, TRIES_PER_CASE),
        (CodeTry.address == address_hash, TRIES_PER_ADDRESS),
        (CodeTry.person_id == person_id, TRIES_PER_PERSON),
    )
    mine, address, person = (limit[0] for limit in limits)
    columns = [
        part
        for same, _ in limits
        for part in (func.count(when((same, 1))), func.min(when((same, CodeTry.at))))
    ]
    row = (
        await tx.session.execute(
            select(*columns).where(CodeTry.at > now - TRIES_WINDOW, mine | address | person)
        )
    ).one()
    ends = [
        row[2 * i + 1] + TRIES_WINDOW for i, (_, most) in enumerate(limits) if row[2 * i] >= most
    ]
    return max(ends, default=None)


async def purge_code_tries(tx: Transaction, now: datetime) -> int:
    """Forget tries that are no longer counted."""
    gone = await tx.connection.execute(delete(CodeTry).where(CodeTry.at <= now - TRIES_WINDOW))
    return gone.rowcount
