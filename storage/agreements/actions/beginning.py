"""Staff begin an agreement; both sides tell what they expect, and out of that comes a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.agreements import queries
from storage.agreements.actions.step import Actor, Step, begin
from storage.agreements.levels import (
    EXPECTED,
    SECTIONS,
    AgreementLevel,
    Point,
    Section,
    advise,
)
from storage.agreements.queries import Whole
from storage.agreements.rules import (
    EXPECTATION_LONGEST,
    HIDDEN,
    REASON_LONGEST,
    AgreementAct,
    AgreementState,
    Party,
    VoiceKind,
    Watch,
)
from storage.agreements.tables import Agreement, Clause, Voice
from storage.cases.actions.audit import Entry, open_case
from storage.cases.rules import (
    UNDO_LASTS,
    CaseKind,
    NotValid,
    Problem,
    Source,
    first_name,
    new_code,
    required,
)
from storage.cases.tables import Case
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.talk import actions as talk
from storage.talk.rules import DueKind


@dataclass(frozen=True)
class NewAgreement:
    """What is known when it is begun. `because`: why another level than the questions speak for."""

    partner: int
    points: tuple[Point, ...]
    level: AgreementLevel
    because: str | None = None
    about: int | None = None


async def propose(tx: Transaction, by: Colleague, new: NewAgreement, now: datetime) -> Case:
    """Begin an agreement with a partner, who hears of it in two minutes.

    Raises NotAllowed, NotValid.
    """
    if not by.may(Role.COORDINATOR):
        raise NotAllowed
    if await queries.partner_of(tx, new.partner) is None:
        raise NotValid("partner", Problem.UNKNOWN)
    agreement = Agreement(partner=new.partner, about=new.about)
    facts = choose(agreement, new)
    case = _case(by, now, written=bool(SECTIONS[new.level]))
    entry = Entry(AgreementAct.PROPOSE, None, by.person_id, first_name(by.name), public=facts)
    await open_case(tx, case, entry, now)
    there = await queries.contacts_of(tx, new.partner)
    agreement.number, agreement.contact = case.number, there[0].id if there else None
    tx.session.add(agreement)
    await tx.session.flush()
    if SECTIONS[new.level]:
        await plan(tx, case.number, Watch.INVITE, now + UNDO_LASTS, version=1)
    return case


def choose(agreement: Agreement, new: NewAgreement) -> dict[str, int]:
    """Set how formal an agreement is, with the reasons; returns the facts for the audit.

    Raises NotValid where another level than the advised one has no reason.
    """
    advice = advise(new.points)
    other = new.level is not advice.level
    agreement.because = required("because", new.because, REASON_LONGEST) if other else None
    agreement.level, agreement.recommended = new.level, advice.level
    agreement.points = [str(point) for point in new.points]
    facts = {"level": int(new.level), "recommended": int(advice.level)}
    return facts | {"partner": new.partner}


def _case(by: Colleague, now: datetime, *, written: bool) -> Case:
    state = AgreementState.EXPECTING if written else AgreementState.DRAFTING
    return Case(
        kind=CaseKind.AGREEMENT,
        state=state,
        shown_state=HIDDEN,
        assigned=by.person_id,
        source=Source.COUNTER,
        code=new_code(),
        created_at=now,
        unread=False,
        version=1,
        changed_at=now,
    )


async def plan(tx: Transaction, number: int, step: Watch, at: datetime, **about: str | int) -> None:
    """Plan something for later about an agreement; it is done only if `about` still holds then."""
    await talk.plan(tx, DueKind.AGREEMENT, at, {"step": step, **about}, case_number=number)


Drafted = Mapping[Section, str]
"""What a draft begins with where nobody has said anything: the library's usual words."""


async def change_level(
    tx: Transaction, who: Actor, number: int, level: AgreementLevel, because: str, now: datetime
) -> Step:
    """Choose another level, with a reason. A draft keeps only the sections of that level; `fill_up`
    writes the new ones. Raises NotValid, and as `begin` does.
    """
    step = await begin(tx, who, number, AgreementAct.LEVEL)
    words = required("because", because, REASON_LONGEST)
    step.facts |= {"level": int(level)}
    step.whole.agreement.level, step.whole.agreement.because = level, words
    await step.changed()
    gone = Clause.number == number, Clause.section.not_in(SECTIONS[level])
    await tx.connection.execute(delete(Clause).where(*gone))
    await step.write(now, fields=("level",))
    return step


async def fill_up(
    tx: Transaction, number: int, usual: Drafted, now: datetime, *, library: str = ""
) -> None:
    """Write the sections of a draft that its level needs and nobody has written, as `gather`."""
    whole = await queries.for_group(tx, number)
    if whole is not None and whole.state is AgreementState.DRAFTING:
        _draft(tx, whole, usual, library, now)
        await tx.session.flush()


async def expect(
    tx: Transaction, who: Actor, number: int, told: Mapping[str, str], now: datetime
) -> Step:
    """One side tells what it expects. Raises NotValid, and as `begin` does."""
    words = {topic: required(topic, told.get(topic), EXPECTATION_LONGEST) for topic in told}
    step = await begin(tx, who, number, AgreementAct.EXPECT)
    for topic, text in words.items():
        await speak(tx, who, number, VoiceKind.EXPECTATION, topic, text, now)
    step.facts["party"] = str(who.party)
    await step.write(now, fields=("voices",))
    return step


async def speak(
    tx: Transaction,
    who: Actor,
    number: int,
    kind: VoiceKind,
    topic: str,
    text: str,
    now: datetime,
) -> None:
    """Keep what one side said on one thing, in place of what it said before."""
    kept = await tx.session.scalar(
        select(Voice).where(
            Voice.number == number,
            Voice.kind == kind,
            Voice.party == who.party,
            Voice.topic == topic,
        )
    )
    if kept is None:
        kept = Voice(number=number, kind=kind, party=who.party, topic=topic)
        tx.session.add(kept)
    kept.text, kept.at, kept.noted_by = text, now, who.noted_by
    kept.by = None if who.noted_by else who.person_id
    kept.by_name = None if who.noted_by else who.name
    await tx.session.flush()


async def gather(
    tx: Transaction, number: int, usual: Drafted, now: datetime, *, library: str = ""
) -> bool:
    """When both sides have said what they expect, make the draft: their words, and the usual ones
    for the rest. Where they differ, both stand there with their names; `library` is the library's.

    False while one side is missing, or when it was done before.
    """
    whole = await queries.for_group(tx, number)
    if whole is None or whole.state is not AgreementState.EXPECTING:
        return False
    told = {party: whole.told(VoiceKind.EXPECTATION, party) for party in Party}
    if not all(told.values()):
        return False
    step = await begin(tx, None, number, AgreementAct.GATHER)
    _draft(tx, whole, usual, library, now)
    await step.write(now)
    return True


def _draft(tx: Transaction, whole: Whole, usual: Drafted, library: str, now: datetime) -> None:
    """Both sides' words, and the usual ones, for what nobody has written yet."""
    told = {party: whole.told(VoiceKind.EXPECTATION, party) for party in Party}
    words = dict(usual) | _told_by_both(told, library, whole.partner.name)
    for section in SECTIONS[whole.level]:
        if section not in whole.clauses and (text := words.get(section)):
            tx.session.add(Clause(number=whole.number, section=section, text=text, at=now))


def _told_by_both(
    told: Mapping[Party, list[Voice]], library: str, partner: str
) -> dict[Section, str]:
    """The draft's first words: each side's own tasks, and both sides' words on what is shared."""
    spoken = {party: {v.topic: v.text for v in voices} for party, voices in told.items()}
    own = Section.TASKS_LIBRARY
    drafted = {
        Section.TASKS_LIBRARY: spoken[Party.LIBRARY].get(own, ""),
        Section.TASKS_PARTNER: spoken[Party.PARTNER].get(own, ""),
    }
    for section in EXPECTED:
        if section is not own:
            ours, theirs = (spoken[party].get(section, "") for party in Party)
            differ = ours and theirs and ours != theirs
            both = f"{library}: {ours}\n{partner}: {theirs}"
            drafted[section] = both if differ else ours or theirs
    return {section: text for section, text in drafted.items() if text}
