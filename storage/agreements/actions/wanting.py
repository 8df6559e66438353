"""A partner begins: it wants an agreement, tells what it expects, and is promised an answer.

Staff take it up with the ten questions, or say no with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from storage.agreements import queries
from storage.agreements.actions.beginning import NewAgreement, choose, plan, speak
from storage.agreements.actions.step import Actor, Step, begin
from storage.agreements.levels import SECTIONS, AgreementLevel
from storage.agreements.queries.speaking import PARTNER_NOW
from storage.agreements.rules import (
    EXPECTATION_LONGEST,
    AgreementAct,
    AgreementState,
    NoSuchAgreement,
    Party,
    VoiceKind,
    Watch,
)
from storage.agreements.tables import Agreement
from storage.cases.actions.audit import Entry, open_case
from storage.cases.rules import (
    UNDO_LASTS,
    WARNED_BEFORE,
    CaseKind,
    Source,
    new_code,
    required,
)
from storage.cases.tables import Case
from storage.cases.working_days import morning, promised_date, working_days_before
from storage.database import Transaction
from storage.people.queries import Colleague


async def want(
    tx: Transaction,
    person_id: int,
    partner: int,
    told: Mapping[str, str],
    now: datetime,
    days: int,
    *,
    source: Source = Source.WEB,
) -> Case:
    """A contact person wants an agreement for their partner, and tells what they expect of it; an
    answer is promised in `days` working days.

    Raises NotValid, and NoSuchAgreement where they speak for no such partner that is with us.
    """
    words = {topic: required(topic, told.get(topic), EXPECTATION_LONGEST) for topic in told}
    contact = await queries.contact_with_us(tx, person_id, partner)
    if contact is None:
        raise NoSuchAgreement
    promise = promised_date(now, days)
    case = Case(
        kind=CaseKind.AGREEMENT, state=AgreementState.WANTED, shown_state=AgreementState.WANTED,
        source=source, code=new_code(), created_at=now, promised_on=promise, shown_promise=promise,
        version=1, changed_at=now,
    )  # fmt: skip
    entry = Entry(AgreementAct.WANT, None, person_id, public={"partner": partner})
    await open_case(tx, case, entry, now)
    level = AgreementLevel.NOTE  # until the ten questions are answered
    agreement = Agreement(number=case.number, partner=partner, level=level, recommended=level)
    agreement.contact = contact.id
    tx.session.add(agreement)
    await tx.session.flush()
    who = Actor(person_id, Party.PARTNER, contact.name)
    for topic, text in words.items():
        await speak(tx, who, case.number, VoiceKind.EXPECTATION, topic, text, now)
    await _watch(tx, case.number, promise)
    warned = morning(working_days_before(promise, WARNED_BEFORE))
    if warned > now:
        await plan(tx, case.number, Watch.WARN, warned, day=promise.isoformat())
    return case


async def _watch(tx: Transaction, number: int, promise: date) -> None:
    at = morning(promise + timedelta(days=1))
    await plan(tx, number, Watch.LATE, at, day=promise.isoformat())


async def take_up(
    tx: Transaction, by: Colleague, who: Actor, number: int, new: NewAgreement, now: datetime
) -> Step:
    """Begin what a partner wants, as formal as was chosen; the partner hears it in two minutes.

    Raises NotValid, and as `begin` does.
    """
    step = await begin(tx, who, number, AgreementAct.TAKE_UP)
    step.facts |= choose(step.whole.agreement, new)
    case = step.whole.case
    case.assigned, case.promised_on, case.shown_promise = by.person_id, None, None
    await step.write(now)
    if not SECTIONS[new.level]:  # of a contact nothing is written, so nobody has more to tell
        step = await begin(tx, None, number, AgreementAct.GATHER)
        await step.write(now)
    version = step.whole.agreement.version
    await plan(tx, number, Watch.TAKEN_UP, now + UNDO_LASTS, version=version)
    return step


async def let_go_of_partner(tx: Transaction, partner: int, now: datetime) -> None:
    """A partner has left: plan the end of what it wanted and nobody took up; both are told."""
    wanted = (
        select(Agreement.number)
        .join(Case, Case.number == Agreement.number)
        .where(PARTNER_NOW.in_([partner]), Case.state == AgreementState.WANTED)
        .order_by(Agreement.number)
    )
    for number in (await tx.session.scalars(wanted)).all():
        await plan(tx, number, Watch.LEFT, now)


async def let_go(tx: Transaction, number: int, now: datetime) -> None:
    """End what a partner wanted that has left."""
    step = await begin(tx, None, number, AgreementAct.DROP)
    step.facts["party"] = str(Party.PARTNER)
    step.whole.case.promised_on = step.whole.case.shown_promise = None
    await step.write(now)


async def admit_late(tx: Transaction, number: int, was: date, now: datetime, days: int) -> None:
    """A promised day has passed: promise another one, and watch it."""
    step = await begin(tx, None, number, AgreementAct.LATE)
    case, promise = step.whole.case, promised_date(now, max(1, days // 2))
    step.facts |= {"was": was.isoformat(), "promised_on": promise.isoformat()}
    case.late_since = case.late_since or was
    case.promised_on = case.shown_promise = promise
    await step.write(now)
    await _watch(tx, number, promise)
