"""What an agreement says: its sections, its days, who may sign for the library.

Every change makes another version, and takes every yes away.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storage.agreements.actions.beginning import plan
from storage.agreements.actions.step import Actor, Step, begin
from storage.agreements.levels import (
    SECTIONS,
    AgreementLevel,
    Section,
    missing,
    needs_period,
    needs_signatory,
)
from storage.agreements.queries import Whole
from storage.agreements.rules import (
    HIDDEN,
    REASON_LONGEST,
    SIGNATORY_LONGEST,
    TALKING,
    WORDS_LONGEST,
    AgreementAct,
    Dates,
    NotComplete,
    Party,
    Watch,
    dates_from,
)
from storage.agreements.tables import Clause
from storage.cases.rules import UNDO_LASTS, NotValid, Problem, local_day, required
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.partners.tables import Contact


async def write(
    tx: Transaction, who: Actor, number: int, section: Section, text: str, now: datetime
) -> Step:
    """Write or mend what is said on one thing. Whoever writes it thereby approves of it.

    Raises NotValid, and as `begin` does.
    """
    words = required("words", text, WORDS_LONGEST)
    step = await begin(tx, who, number, AgreementAct.WRITE)
    if section not in SECTIONS[step.whole.level]:
        raise NotValid("section", Problem.UNKNOWN)
    clause = step.whole.clauses.get(section)
    if clause is None:
        clause = Clause(number=number, section=section)
        tx.session.add(clause)
    clause.text, clause.party, clause.at = words, who.party, now
    clause.by, clause.by_name = who.person_id, who.name
    clause.ok_library = who.party is Party.LIBRARY
    clause.ok_partner = who.party is Party.PARTNER
    step.facts |= {"section": str(section), "party": str(who.party)}
    await _changed(step, now, fields=(str(section),))
    return step


async def _changed(step: Step, now: datetime, fields: tuple[str, ...]) -> None:
    await step.changed()
    await step.write(now, fields=fields)
    if step.who is not None and step.who.by and step.whole.state in TALKING:
        version = step.whole.agreement.version
        at = now + UNDO_LASTS
        await plan(step.tx, step.whole.number, Watch.CHANGED, at, version=version)


async def set_dates(tx: Transaction, who: Actor, number: int, days: Dates, now: datetime) -> Step:
    """Set from when until when it holds, and when both look back. Raises NotValid."""
    step = await begin(tx, who, number, AgreementAct.DATES)
    if not days.in_order:
        raise NotValid("dates", Problem.UNKNOWN)
    if days.ends_on is not None and days.ends_on <= local_day(now):
        raise NotValid("dates", Problem.PAST)
    take_dates(step.whole, days)
    await _changed(step, now, fields=("dates",))
    return step


def take_dates(whole: Whole, days: Dates) -> None:
    """Give an agreement other days."""
    agreement = whole.agreement
    agreement.starts_on, agreement.ends_on = days.starts_on, days.ends_on
    agreement.evaluate_on = days.evaluate_on


async def name_signatory(
    tx: Transaction, who: Actor, number: int, signatory: str, now: datetime
) -> Step:
    """Say who may bind the library: a name and what they are. Raises NotValid."""
    step = await begin(tx, who, number, AgreementAct.SIGNATORY)
    step.whole.agreement.signatory = required("signatory", signatory, SIGNATORY_LONGEST)
    await _changed(step, now, fields=("signatory",))
    return step


def lacking(whole: Whole) -> tuple[str, ...]:
    """What is missing before both can be asked, by name."""
    agreement, level = whole.agreement, whole.level
    lacks = [str(section) for section in missing(level, whole.words)]
    if level is AgreementLevel.CONTRACT:  # its days and who signs it are the lawyer's
        return tuple(lacks)
    if needs_period(level) and None in vars(whole.dates).values():
        lacks.append("dates")
    if needs_signatory(level) and not agreement.signatory:
        lacks.append("signatory")
    return tuple(lacks)


async def send(tx: Transaction, who: Actor, number: int, now: datetime) -> Step:
    """Ask both sides for their yes; the partner hears of it in two minutes. Raises NotComplete."""
    step = await begin(tx, who, number, AgreementAct.SEND)
    if lacks := lacking(step.whole):
        raise NotComplete(lacks)
    await step.unsettled()
    await step.write(now)
    version = step.whole.agreement.version
    await plan(tx, number, Watch.SENT, now + UNDO_LASTS, version=version)
    return step


async def call_back(tx: Transaction, who: Actor, number: int, now: datetime) -> Step:
    """Take a draft back that the partner has not heard of yet. Raises IllegalMove after that."""
    step = await begin(tx, who, number, AgreementAct.CALL_BACK)
    if step.whole.case.shown_state in TALKING:
        raise IllegalMove(step.whole.state, AgreementAct.CALL_BACK)
    await step.changed()
    await step.write(now)
    return step


async def hand_over(tx: Transaction, who: Actor, number: int, now: datetime) -> Step:
    """Give a contract's facts to a lawyer. Raises NotComplete."""
    step = await begin(tx, who, number, AgreementAct.HAND_OVER)
    if lacks := missing(step.whole.level, step.whole.words):
        raise NotComplete(lacks)
    await step.write(now)
    return step


async def find_right(
    tx: Transaction, who: Actor, number: int, sections: tuple[Section, ...], now: datetime
) -> Step:
    """One side approves of some sections, or of all when none are named."""
    step = await begin(tx, who, number, AgreementAct.OK)
    chosen = [step.whole.clauses[s] for s in sections or Section if s in step.whole.clauses]
    for clause in chosen:
        if who.party is Party.LIBRARY:
            clause.ok_library = True
        else:
            clause.ok_partner = True
    step.facts |= {"party": str(who.party), "n": len(chosen)}
    await step.write(now)
    return step


async def revise(tx: Transaction, who: Actor, number: int, now: datetime) -> Step:
    """Draft it anew; what both said yes to holds meanwhile."""
    step = await begin(tx, who, number, AgreementAct.REVISE)
    await step.unsettled()
    await step.changed()
    step.whole.agreement.wish_library = step.whole.agreement.wish_partner = None
    step.facts["party"] = str(who.party)
    await step.write(now)
    return step


async def keep_old(tx: Transaction, who: Actor, number: int, now: datetime) -> Step:
    """Keep what both said yes to, and drop what was written since."""
    step = await begin(tx, who, number, AgreementAct.KEEP_OLD)
    kept = step.whole.agreement.agreed or {}
    words = kept.get("words", {})
    await tx.connection.execute(
        delete(Clause).where(Clause.number == number, Clause.section.not_in(list(words)))
    )
    for section, text in words.items():
        clause = step.whole.clauses.get(section)
        if clause is None:
            tx.session.add(Clause(number=number, section=section, text=text, at=now))
        elif clause.text != text:
            clause.text, clause.party, clause.by, clause.by_name = text, None, None, None
    take_dates(step.whole, dates_from(kept.get("dates", [])))
    step.whole.agreement.signatory = kept.get("signatory")
    await step.changed()
    await step.write(now)
    return step


async def succeed(tx: Transaction, who: Actor, number: int, contact_id: int, now: datetime) -> Step:
    """Let another of the partner's contact persons be the one for this agreement (S58)."""
    step = await begin(tx, who, number, AgreementAct.SUCCEED)
    contact = await tx.session.get(Contact, contact_id)
    if contact is None or contact.partner != step.whole.partner.number or contact.ended_at:
        raise NotValid("contact", Problem.UNKNOWN)
    step.whole.agreement.contact = contact_id
    await step.write(now, fields=("contact",))
    return step


async def drop(
    tx: Transaction, who: Actor, number: int, now: datetime, because: str | None = None
) -> Step:
    """There will be no agreement. The library gives a reason if the partner knows of it already;
    the partner needs none. Raises NotValid.
    """
    step = await begin(tx, who, number, AgreementAct.DROP)
    step.facts["party"] = str(who.party)
    if who.party is Party.LIBRARY and step.whole.case.shown_state != HIDDEN:
        step.facts["because"] = required("because", because, REASON_LONGEST)
    step.whole.case.promised_on = step.whole.case.shown_promise = None
    await step.write(now)
    return step
