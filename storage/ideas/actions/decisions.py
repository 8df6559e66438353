"""What coordinators decide. Every no has a reason, every yes an answer to "Sammen med hvem?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.cases.rules import NotValid, Problem, local_day, optional, required
from storage.cases.tables import Event
from storage.cases.working_days import morning
from storage.database import Transaction
from storage.ideas.actions.step import staff_step
from storage.ideas.rules import (
    PARKED_LONGEST,
    PARTNERS_LONGEST,
    REASON_LONGEST,
    TITLE_LONGEST,
    Act,
    InfluenceProfile,
    LegalPurpose,
)
from storage.people.queries import Colleague
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass(frozen=True)
class Approval:
    """What must be known before a yes (S28, S31, S67): partners, or why there are none."""

    title: str
    partners: str | None
    no_partner_reason: str | None
    wider_benefit: str
    purpose: LegalPurpose
    influence: InfluenceProfile


async def search_partners(
    tx: Transaction, by: Colleague, number: int, now: datetime, days: int
) -> Event:
    """Look for somebody to do it with; the citizen gets a new date with the news.

    Like every act here, raises NotAllowed, NoSuchCase, TooLate, and NotValid for its words.
    """
    step = await staff_step(tx, by, number, Act.SEARCH, days=days)
    return await step.write(now)


async def approve(
    tx: Transaction, by: Colleague, number: int, approval: Approval, now: datetime
) -> Event:
    """Say yes: with whom, for whom, and with how much say for the citizen."""
    title, kept = _checked(approval)
    step = await staff_step(tx, by, number, Act.APPROVE)
    influence = approval.influence
    step.facts["title"] = title
    step.facts["influence"] = [influence.task, influence.process, influence.result]
    step.facts["level"] = int(influence.level)
    return await step.write(now, case={"title": title}, idea=kept)


def _checked(approval: Approval) -> tuple[str, dict[str, Any]]:
    title = required("title", approval.title, TITLE_LONGEST)
    partners = optional("partners", approval.partners, PARTNERS_LONGEST)
    reason = optional("no_partner_reason", approval.no_partner_reason, REASON_LONGEST)
    if partners is None and reason is None:
        raise NotValid("no_partner_reason", Problem.MISSING)
    if not approval.influence.valid:
        raise NotValid("influence", Problem.UNKNOWN)
    return title, {
        "partners": partners,
        "no_partner_reason": None if partners else reason,
        "wider_benefit": required("wider_benefit", approval.wider_benefit, REASON_LONGEST),
        "purpose": approval.purpose,
        "influence_task": approval.influence.task,
        "influence_process": approval.influence.process,
        "influence_result": approval.influence.result,
    }


async def start(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """Say that an approved idea is under way."""
    step = await staff_step(tx, by, number, Act.START)
    return await step.write(now)


async def park(
    tx: Transaction, by: Colleague, number: int, until: date, reason: str, now: datetime
) -> Event:
    """Keep an idea for a later day; on its morning it comes back to the inbox."""
    words = required("reason", reason, REASON_LONGEST)
    today = local_day(now)
    if until <= today:
        raise NotValid("until", Problem.PAST)
    if until > today + PARKED_LONGEST:
        raise NotValid("until", Problem.TOO_FAR)
    step = await staff_step(tx, by, number, Act.PARK)
    step.facts |= {"until": until.isoformat(), "reason": words}
    event = await step.write(now, case={"parked_until": until}, idea={"reason": words})
    await talk.plan(
        tx,
        DueKind.WAKE,
        morning(until),
        {"until": until.isoformat()},
        case_number=number,
        event_id=event.id,
    )
    return event


async def decline(
    tx: Transaction,
    by: Colleague,
    number: int,
    reason: str,
    now: datetime,
    *,
    alternative: str | None = None,
) -> Event:
    """Say no for now, with a reason and perhaps what can be done instead."""
    words = required("reason", reason, REASON_LONGEST)
    instead = optional("alternative", alternative, REASON_LONGEST)
    step = await staff_step(tx, by, number, Act.DECLINE)
    step.facts |= {"reason": words} | ({"alternative": instead} if instead else {})
    return await step.write(now, idea={"reason": words, "alternative": instead})


async def redirect(
    tx: Transaction, by: Colleague, number: int, reason: str, where: str, now: datetime
) -> Event:
    """Say that it is outside a library's purpose, and where to go with it (S19)."""
    words = required("reason", reason, REASON_LONGEST)
    other = required("where", where, REASON_LONGEST)
    step = await staff_step(tx, by, number, Act.REDIRECT)
    step.facts |= {"reason": words, "where": other}
    return await step.write(now, idea={"reason": words, "alternative": other})


async def reply(tx: Transaction, by: Colleague, number: int, words: str, now: datetime) -> Event:
    """Answer a note, which ends it."""
    answer = required("reply", words, REASON_LONGEST)
    step = await staff_step(tx, by, number, Act.REPLY)
    step.facts["reply"] = answer
    return await step.write(now)


async def realise(tx: Transaction, by: Colleague, number: int, became: str, now: datetime) -> Event:
    """Say what the idea became."""
    words = required("became", became, REASON_LONGEST)
    step = await staff_step(tx, by, number, Act.REALISE)
    step.facts["became"] = words
    return await step.write(now, idea={"became": words})


async def reopen(
    tx: Transaction, by: Colleague, number: int, reason: str, now: datetime, days: int
) -> Event:
    """Take up again what was closed or parked; the citizen hears why, and a new date."""
    words = required("reason", reason, REASON_LONGEST)
    step = await staff_step(tx, by, number, Act.REOPEN, days=days)
    step.facts["reason"] = words
    return await step.write(now)
