"""Both sides say yes to the same version; then it holds, until it is stopped or runs out.

A yes names the version that was read: a yes to an older version is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete, update

from storage.agreements import queries
from storage.agreements.actions.beginning import plan, speak
from storage.agreements.actions.drafting import take_dates
from storage.agreements.actions.step import Actor, Step, begin
from storage.agreements.levels import NOTICE_MONTHS, AgreementLevel, Section, notice_in
from storage.agreements.queries import Whole
from storage.agreements.rules import (
    ASKED_BEFORE,
    EXPECTATION_LONGEST,
    NAME_LONGEST,
    ROLE_LONGEST,
    YEAR,
    AgreementAct,
    AgreementState,
    Dates,
    OtherVersion,
    Party,
    VoiceKind,
    Watch,
    Wish,
)
from storage.agreements.tables import Consent
from storage.cases.rules import NotValid, Problem, local_day, required
from storage.cases.working_days import morning
from storage.database import Transaction


@dataclass(frozen=True)
class Yes:
    """A yes: to which version, by whom, and as what. `may`: whether they may bind their side."""

    mark: str
    name: str
    role: str
    may: bool


async def say_yes(tx: Transaction, who: Actor, number: int, yes: Yes, now: datetime) -> Step:
    """Say yes for one side. When the other has said it to the same version, it holds.

    Raises NotValid, OtherVersion, and as `begin` does.
    """
    name, role = required("name", yes.name, NAME_LONGEST), required("role", yes.role, ROLE_LONGEST)
    if not yes.may:
        raise NotValid("may", Problem.UNKNOWN)
    step = await begin(tx, who, number, AgreementAct.SAY_YES)
    whole = step.whole
    if yes.mark != whole.mark:
        raise OtherVersion
    given = whole.consents.get(who.party)
    given = given or Consent(number=number, party=who.party, mark=whole.mark)
    given.version = whole.agreement.version
    given.name, given.role, given.at = name, role, now
    given.by = None if who.noted_by else who.person_id
    given.noted_by = who.noted_by
    tx.session.add(given)
    step.facts |= {"party": str(who.party), "mark": whole.mark}
    await step.write(now, fields=("consents",))
    await tx.session.flush()
    await _conclude(tx, whole, who.party, now)
    return step


async def _conclude(tx: Transaction, whole: Whole, party: Party, now: datetime) -> None:
    other = whole.consents.get(party.other)
    if other is None or other.mark != whole.mark:
        return
    step = await begin(tx, None, whole.number, AgreementAct.CONCLUDE)
    step.facts["mark"] = whole.mark
    agreement = step.whole.agreement
    agreement.agreed_at = now
    await _keep_agreed(tx, step.whole)
    agreement.wish_library = agreement.wish_partner = None
    await step.write(now)
    await watch(tx, step.whole, now)


async def _keep_agreed(tx: Transaction, whole: Whole) -> None:
    """Keep what both agreed to, word for word and day for day, in place of what they agreed to
    before. When only the days are new, because both go on, it is the same yes.
    """
    agreement, of_it = whole.agreement, Consent.number == whole.number
    if whole.consents:
        old = delete(Consent).where(of_it, Consent.mark != whole.mark)
        await tx.connection.execute(old)
    else:
        await tx.connection.execute(update(Consent).where(of_it).values(mark=whole.mark))
    agreement.agreed_mark = whole.mark
    agreement.agreed = {
        "words": whole.words,
        "dates": [day.isoformat() if day else None for day in vars(whole.dates).values()],
        "signatory": agreement.signatory,
        "version": agreement.version,
    }


async def signed(tx: Transaction, who: Actor, number: int, days: Dates, now: datetime) -> Step:
    """A contract was signed elsewhere: from now on its days are watched here. Raises NotValid."""
    step = await begin(tx, who, number, AgreementAct.SIGNED)
    if not days.in_order or days.ends_on is None:
        raise NotValid("dates", Problem.UNKNOWN)
    take_dates(step.whole, days)
    step.whole.agreement.agreed_at = now
    await step.write(now)
    await watch(tx, step.whole, now)
    return step


async def watch(tx: Transaction, whole: Whole, now: datetime) -> None:
    """Plan the questions before the end, the day of looking back, and the end; where there is no
    end, the question of every year. Rows planned for an earlier yes do nothing any more: each row
    names its yes.
    """
    days, number = whole.dates, whole.number
    agreed = (whole.agreement.agreed_at or now).isoformat()
    if days.ends_on is not None:
        day = days.ends_on.isoformat()
        for before in ASKED_BEFORE:
            at = morning(days.ends_on - timedelta(days=before))
            if at > now:
                await plan(tx, number, Watch.SOON, at, day=day, before=before, agreed=agreed)
        over = morning(days.ends_on + timedelta(days=1))
        await plan(tx, number, Watch.OVER, max(over, now), day=day)
    else:
        await ask_in_a_year(tx, whole, now)
    if days.evaluate_on is not None and morning(days.evaluate_on) > now:
        day = days.evaluate_on.isoformat()
        await plan(tx, number, Watch.STATUS, morning(days.evaluate_on), day=day, agreed=agreed)


async def ask_in_a_year(tx: Transaction, whole: Whole, now: datetime) -> None:
    """Both are to be asked whether it still fits: nothing else would ever bring it to mind."""
    at, agreed = morning(local_day(now) + YEAR), whole.agreement.agreed_at or now
    await plan(tx, whole.number, Watch.STILL, at, agreed=agreed.isoformat())


async def go_on(tx: Transaction, who: Actor, number: int, now: datetime) -> Step:
    """One side wants the agreement to go on. When both do, it holds for the same time once more.

    Raises NotValid when it has no last day.
    """
    step = await begin(tx, who, number, AgreementAct.GO_ON)
    agreement = step.whole.agreement
    if agreement.ends_on is None:
        raise NotValid("dates", Problem.MISSING)
    if who.party is Party.LIBRARY:
        agreement.wish_library = Wish.GO_ON
    else:
        agreement.wish_partner = Wish.GO_ON
    step.facts["party"] = str(who.party)
    await step.write(now)
    if agreement.wish_library == agreement.wish_partner == Wish.GO_ON:
        await _extend(tx, number, now)
    return step


async def _extend(tx: Transaction, number: int, now: datetime) -> None:
    step = await begin(tx, None, number, AgreementAct.EXTEND)
    agreement, days = step.whole.agreement, step.whole.dates.extended()
    take_dates(step.whole, days)
    if agreement.agreed is not None:
        await _keep_agreed(tx, step.whole)
    agreement.wish_library = agreement.wish_partner = None
    step.facts["until"] = days.ends_on.isoformat() if days.ends_on else None
    await step.write(now, fields=("dates",))
    await watch(tx, step.whole, now)


def last_day(whole: Whole, today: date, *, runs_out: bool = False) -> date:
    """The day on which it ends when a side stops it now: after the notice that it names, or when it
    runs out. The notice of a contract is not known here, so it runs out.
    """
    ends = whole.dates_that_hold.ends_on
    words = _words_that_hold(whole).get(Section.NOTICE, "")
    notice = today + (notice_in(words) or relativedelta(months=NOTICE_MONTHS.get(whole.level, 0)))
    if ends and (runs_out or whole.level is AgreementLevel.CONTRACT):
        return ends
    return min(notice, ends) if ends else notice


def _words_that_hold(whole: Whole) -> Mapping[str, str]:
    agreed = whole.agreement.agreed
    return agreed["words"] if agreed else whole.words


async def stop(
    tx: Transaction, who: Actor, number: int, now: datetime, *, runs_out: bool = False
) -> Step:
    """One side stops it; it ends after its notice, or when it runs out. No reason is needed."""
    step = await begin(tx, who, number, AgreementAct.STOP)
    ends = last_day(step.whole, local_day(now), runs_out=runs_out)
    days, agreed = step.whole.dates_that_hold, step.whole.agreement.agreed_at or now
    status = min(days.evaluate_on, ends) if days.evaluate_on else None
    take_dates(step.whole, replace(days, ends_on=ends, evaluate_on=status))
    if (
        status != days.evaluate_on and morning(ends) > now
    ):  # it ends before the day on which both look back
        at, day = morning(ends), ends.isoformat()
        await plan(tx, number, Watch.STATUS, at, day=day, agreed=agreed.isoformat())
    step.facts |= {"party": str(who.party), "until": ends.isoformat()}
    await step.write(now, fields=("dates",))
    over = morning(ends + timedelta(days=1))
    await plan(tx, number, Watch.OVER, over, day=ends.isoformat())
    return step


async def evaluate(
    tx: Transaction, who: Actor, number: int, told: dict[str, str], now: datetime
) -> Step:
    """One side looks back. Raises NotValid, and as `begin` does."""
    words = {topic: required(topic, text, EXPECTATION_LONGEST) for topic, text in told.items()}
    step = await begin(tx, who, number, AgreementAct.EVALUATE)
    for topic, text in words.items():
        await speak(tx, who, number, VoiceKind.EVALUATION, topic, text, now)
    step.facts["party"] = str(who.party)
    await step.write(now, fields=("voices",))
    return step


async def end(tx: Transaction, number: int, now: datetime) -> Step:
    """Its last day is over. Days that were only proposed are dropped."""
    step = await begin(tx, None, number, AgreementAct.END)
    take_dates(step.whole, step.whole.dates_that_hold)
    await step.write(now)
    return step


async def still_holds(tx: Transaction, number: int, day: str) -> Whole | None:
    """The agreement, if that is still its last day and it has not ended."""
    whole = await queries.for_group(tx, number)
    ends = whole.dates_that_hold.ends_on if whole else None
    over = {AgreementState.ENDED, AgreementState.DROPPED}
    return whole if whole and ends and ends.isoformat() == day and whole.state not in over else None
