"""Legal holds: during a complaint or a claim, nothing of a case is erased (domain 5.5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.cases import queries as cases
from storage.cases.actions.audit import Entry, record
from storage.cases.rules import CaseAct, NoSuchCase, first_name, required
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.privacy.rules import REASON_LONGEST, AlreadyHeld
from storage.privacy.tables import Hold


async def hold(tx: Transaction, by: Colleague, number: int, reason: str, now: datetime) -> None:
    """Put a case under a hold: neither its citizen nor time erases anything of it.

    Raises NotAllowed unless an administrator asks; NoSuchCase, NotValid, AlreadyHeld.
    """
    if not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    words = required("reason", reason, REASON_LONGEST)
    case = await cases.locked(tx, number)
    if case is None:
        raise NoSuchCase
    standing = select(Hold.id).where(Hold.case_number == number, Hold.lifted_at.is_(None))
    if await tx.session.scalar(standing):
        raise AlreadyHeld
    name = first_name(by.name)
    tx.session.add(Hold(case_number=number, at=now, by=by.person_id, by_name=name, reason=words))
    await record(tx, case, Entry(CaseAct.HOLD, case.state, by=by.person_id, by_name=name), now)


async def lift(tx: Transaction, by: Colleague, number: int, now: datetime) -> bool:
    """Lift a hold. The next tick erases what was due meanwhile. False when there was no hold.

    Raises NotAllowed unless an administrator asks; NoSuchCase.
    """
    if not by.may(Role.ADMINISTRATOR):
        raise NotAllowed
    case = await cases.locked(tx, number)
    if case is None:
        raise NoSuchCase
    lifted = await tx.connection.execute(
        update(Hold)
        .where(Hold.case_number == number, Hold.lifted_at.is_(None))
        .values(lifted_at=now, lifted_by=by.person_id)
    )
    if not lifted.rowcount:
        return False
    entry = Entry(CaseAct.LIFT, case.state, by=by.person_id, by_name=first_name(by.name))
    await record(tx, case, entry, now)
    return True
