"""Child certificates: a status and a day, told by one colleague and confirmed by another.

Never the certificate itself, never a CPR number. What is kept here opens and closes the roles with
children at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from storage.cases.rules import NotValid, Problem, local_day
from storage.cases.working_days import morning
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.volunteers.actions.step import Step, staff_step
from storage.volunteers.rules import RENEWED_BEFORE, Act, CheckStatus, DueStep, SamePerson
from storage.volunteers.tables import ChildCheck

BY_TWO = frozenset({CheckStatus.CLEARED, CheckStatus.HUMAN})
"""The two outcomes of a check. Two colleagues must report one; that it was asked for, one may."""

OLDEST = relativedelta(years=1)


@dataclass(frozen=True)
class CheckRule:
    """The library's rules for certificates. people: how many of the staff must report the outcome.
    years: how long a certificate is valid.
    """

    people: int = 2
    years: int = 3


async def write_check(
    tx: Transaction,
    by: Colleague,
    number: int,
    status: CheckStatus,
    on: date,
    rule: CheckRule,
    now: datetime,
) -> bool:
    """Write down the status of the certificate. True when it counts, False while it waits for a
    second colleague.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid, and SamePerson when the same colleague
    reported it before.
    """
    step = await staff_step(tx, by, number, Act.CHECK)
    today = local_day(now)
    if not today - OLDEST <= on <= today:
        raise NotValid("on", Problem.TOO_FAR)
    check = step.standing.check or _new(tx, number)
    if status in BY_TWO and rule.people > 1 and not _is_second(check, by, status, on):
        check.proposed, check.proposed_on, check.proposed_by = status, on, by.person_id
        await step.write(now)
        return False
    await _stands(tx, step, check, status, on, rule.years)
    await step.write(now)
    return True


def _new(tx: Transaction, number: int) -> ChildCheck:
    made = ChildCheck(volunteer=number, status=CheckStatus.NEEDED)
    tx.session.add(made)
    return made


def _is_second(check: ChildCheck, by: Colleague, status: CheckStatus, on: date) -> bool:
    """Whether another colleague reported exactly the same before."""
    if check.proposed != status or check.proposed_on != on:
        return False
    if check.proposed_by == by.person_id:
        raise SamePerson
    return True


async def _stands(
    tx: Transaction, step: Step, check: ChildCheck, status: CheckStatus, on: date, years: int
) -> None:
    check.status, check.on, check.renew_on = status, on, None
    check.proposed = check.proposed_on = check.proposed_by = None
    if status is not CheckStatus.CLEARED:
        return
    check.renew_on = on + relativedelta(years=years)
    payload = {"step": DueStep.RENEW, "day": check.renew_on.isoformat()}
    at = morning(check.renew_on - RENEWED_BEFORE)
    await talk.plan(tx, DueKind.VOLUNTEER, at, payload, case_number=step.number)
