"""One case as its citizen sees it: their own words, and only what has been released to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from storage.cases.rules import CaseKind, first_name, possible
from storage.cases.tables import Case, Event, Reader
from storage.database import Transaction
from storage.ideas.queries.parts import FileHead, company, files, holder, wanting
from storage.ideas.rules import CLOSED, Act, Other, State, life_of
from storage.ideas.tables import Idea
from storage.people.tables import Staff

_EXCERPT = 200
_MOST = 50


@dataclass(frozen=True)
class Given:
    """What the citizen gave, in their words and choices."""

    text: str
    benefit: str | None
    hear_back: str
    phone: str | None
    kind: str | None
    value: str | None
    own_part: str | None
    together_with: str | None
    theme: str | None
    branch: str | None
    context: str | None


@dataclass(frozen=True)
class Told:
    """Something that the citizen was told: who did what, when it reached them, and the words."""

    act: str
    at: datetime
    by_name: str | None
    state: State
    public: dict[str, Any]


@dataclass(frozen=True)
class Joined:
    """The case that one's own was merged into, as far as staff have released it."""

    number: int
    state: State
    title: str | None


@dataclass(frozen=True)
class CitizenCase:
    """A case as its citizen may see it. `behind`: how many have suggested the same, at least 1;
    `wanting`: how many others said "me too".

    `question` is what staff ask, while they wait for the answer.
    """

    number: int
    kind: CaseKind
    code: str
    state: State
    title: str | None
    promised_on: date | None
    created_at: datetime
    source: str
    contact: str | None
    question: str | None
    given: Given
    told: tuple[Told, ...]
    acts: frozenset[Act]
    behind: int
    wanting: int
    joined: Joined | None
    files: tuple[FileHead, ...]
    version: int


@dataclass(frozen=True)
class MyCase:
    """One of somebody's cases in a list. `asked`: an answer from them is waited for."""

    number: int
    state: State
    title: str | None
    text: str
    promised_on: date | None
    created_at: datetime

    @property
    def asked(self) -> bool:
        """Whether the library waits for an answer from them."""
        return self.state is State.QUESTION


@dataclass(frozen=True)
class Named:
    """What those who hear of a case know it by: its number, the title they were told, the words."""

    number: int
    kind: CaseKind
    title: str | None
    text: str


async def named(tx: Transaction, numbers: Collection[int]) -> dict[int, Named]:
    """What some cases are known by, for those who hear of them, in one statement."""
    rows = await tx.session.execute(
        select(Case.number, Case.kind, Case.shown_title, Idea.text)
        .join(Idea, Idea.number == Case.number)
        .where(Case.number.in_(numbers))
    )
    return {row.number: Named(row.number, CaseKind(row.kind), *row[2:]) for row in rows}


async def case_for_citizen(tx: Transaction, person_id: int, number: int) -> CitizenCase | None:
    """A case for its author or somebody who opened it; None for all others. Four statements, and
    one more when it was merged.
    """
    if not possible(number):
        return None
    found = (
        await tx.session.execute(
            select(Case, Idea, Staff.name, wanting())
            .join(Idea, Idea.number == Case.number)
            .outerjoin(Staff, holder())
            .outerjoin(Reader, _reads(person_id))
            .where(Case.number == number, _is_theirs(person_id))
        )
    ).one_or_none()
    if found is None:
        return None
    case, idea, name, wanted = found
    shown = State(case.shown_state)
    heard = await _heard(tx, number)
    question = _question(shown, heard)
    return CitizenCase(
        number=number,
        kind=CaseKind(case.kind),
        code=case.code,
        state=shown,
        title=case.shown_title,
        promised_on=case.shown_promise,
        created_at=case.created_at,
        source=case.source,
        contact=first_name(name) if name and shown is not State.RECEIVED else None,
        question=question,
        given=_given(case, idea),
        told=tuple(_told(event) for event in heard if event.released_at is not None),
        acts=_acts(case) | ({Act.ANSWER} if question else set()),
        behind=(await company(tx, number)).citizens,
        wanting=wanted,
        joined=await _joined(tx, case),
        files=await files(tx, number),
        version=case.version,
    )


async def promised_to(tx: Transaction, person_id: int, number: int) -> date | None:
    """The day by which somebody was promised an answer to a case of theirs, in one statement."""
    found = await tx.connection.execute(
        select(Case.shown_promise)
        .outerjoin(Reader, _reads(person_id))
        .where(Case.number == number, _is_theirs(person_id))
    )
    return found.scalar_one_or_none()


async def my_cases(tx: Transaction, person_id: int) -> Sequence[MyCase]:
    """The cases that somebody gave or opened, the newest first, in one statement."""
    rows = await tx.session.execute(
        select(
            Case.number,
            Case.shown_state,
            Case.shown_title,
            func.substr(Idea.text, 1, _EXCERPT),
            Case.shown_promise,
            Case.created_at,
        )
        .join(Idea, Idea.number == Case.number)
        .outerjoin(Reader, _reads(person_id))
        .where(_is_theirs(person_id))
        .order_by(Case.created_at.desc(), Case.number.desc())
        .limit(_MOST)
    )
    return [MyCase(row[0], State(row[1]), *row[2:]) for row in rows]


async def case_told_so(tx: Transaction, person_id: int, words: str) -> int | None:
    """The author's newest case with exactly these words; None when there is none."""
    told = (Idea.text, Idea.benefit, Idea.value, Idea.own_part, Idea.together_with)
    return await tx.session.scalar(
        select(Case.number)
        .join(Idea, Idea.number == Case.number)
        .where(Case.author == person_id, or_(*(each == words for each in told)))
        .order_by(Case.number.desc())
        .limit(1)
    )


def _reads(person_id: int) -> Any:
    return and_(Reader.case_number == Case.number, Reader.person_id == person_id)


def _is_theirs(person_id: int) -> Any:
    return or_(Case.author == person_id, Reader.person_id.is_not(None))


def _given(case: Case, idea: Idea) -> Given:
    return Given(
        text=idea.text,
        benefit=idea.benefit,
        hear_back=idea.hear_back,
        phone=idea.phone,
        kind=idea.kind,
        value=idea.value,
        own_part=idea.own_part,
        together_with=idea.together_with,
        theme=idea.theme,
        branch=case.branch,
        context=idea.context,
    )


async def _heard(tx: Transaction, number: int) -> Sequence[Event]:
    """What the citizen was told, and what they added themselves; oldest first."""
    return (
        await tx.session.scalars(
            select(Event)
            .where(
                Event.case_number == number,
                Event.released_at.is_not(None) | (Event.act == Act.ADD),
                Event.undone_at.is_(None),
            )
            .order_by(Event.id)
        )
    ).all()


def _told(event: Event) -> Told:
    return Told(
        event.act,
        event.released_at or event.at,
        event.by_name,
        State(event.to_state),
        event.public,
    )


def _question(shown: State, heard: Sequence[Event]) -> str | None:
    """What staff ask. A question after a decision leaves the state as it is: it is open until the
    citizen has said more, or the case has moved on.
    """
    if shown in CLOSED:
        return None
    for event in reversed(heard):
        if event.act == Act.ASK:
            return str(event.public["question"])
        if shown is not State.QUESTION and (
            event.act == Act.ADD or event.from_state != event.to_state
        ):
            return None
    return None


def _acts(case: Case) -> frozenset[Act]:
    """The legal acts that do not reveal news which the citizen has not been told yet."""
    state, shown = State(case.state), State(case.shown_state)
    acts = {move.act for move in life_of(case.kind).legal(state) if move.by is Other.CITIZEN}
    if shown is not State.QUESTION:
        acts.discard(Act.ANSWER)
    if shown in CLOSED:
        acts -= {Act.WITHDRAW, Act.TELL_MORE, Act.CORRECT}
    return frozenset(acts)


async def _joined(tx: Transaction, case: Case) -> Joined | None:
    if case.shown_state != State.MERGED or case.merged_into is None:
        return None
    found = (
        await tx.session.execute(
            select(Case.shown_state, Case.shown_title).where(Case.number == case.merged_into)
        )
    ).one()
    return Joined(case.merged_into, State(found[0]), found[1])
