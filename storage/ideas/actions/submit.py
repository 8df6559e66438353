"""An idea or a note arrives: from the citizen's own hand, or written down at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from storage.cases.actions.audit import Entry, line_of
from storage.cases.actions.promises import watched
from storage.cases.rules import (
    PHONE,
    CaseKind,
    NotValid,
    Problem,
    Source,
    first_name,
    new_code,
    optional,
    required,
)
from storage.cases.tables import Case, Event
from storage.cases.working_days import promised_date
from storage.database import Transaction
from storage.ideas.actions.step import searched
from storage.ideas.rules import (
    BENEFIT_LONGEST,
    PHONE_LONGEST,
    SUBMIT,
    TEXT_LONGEST,
    HearBack,
    Kind,
    State,
    Theme,
)
from storage.ideas.tables import Idea
from storage.people import actions as people
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Language, NotAllowed
from storage.people.tables import Person
from storage.statement import Statement
from storage.talk.tables import Due
from storage.together import Together

BRANCH_LONGEST = 40
_SUBMISSION = Together(Case, (Event, "case_number"), (Idea, "number"), (Due, "case_number"))
_AGE = Statement(select(Person.age).where(Person.id == bindparam("person")))


@dataclass(frozen=True)
class NewIdea:
    """What is known before the receipt.

    language and told are for the counter: the language of the person, and whether they know what
    was written down; only then may it hold their phone number (domain 5.4).
    """

    text: str
    benefit: str
    hear_back: HearBack
    phone: str | None = None
    branch: str | None = None
    kind: Kind | None = None
    theme: Theme | None = None
    source: Source = Source.WEB
    language: Language = Language.DA
    told: bool = False


async def submit_idea(
    tx: Transaction,
    person_id: int | None,
    idea: NewIdea,
    now: datetime,
    days: int,
    *,
    recorded_by: Colleague | None = None,
) -> Case:
    """Make an idea a numbered case with a code and a promised date, `days` working days from now.

    person_id is None only at the counter: the one who stood there becomes a person whom nothing but
    the code connects with the case. Raises NotValid, NotAllowed.
    """
    text = required("text", idea.text, TEXT_LONGEST)
    benefit = required("benefit", idea.benefit, BENEFIT_LONGEST)
    branch = optional("branch", idea.branch, BRANCH_LONGEST)
    author = await _author(tx, person_id, idea, now, recorded_by)
    phone = await _phone(tx, idea, author, at_counter=recorded_by is not None)
    source = Source.COUNTER if recorded_by else idea.source
    case = _case(CaseKind.IDEA, author, source, now, days)
    case.branch = branch
    kept = Idea(
        text=text,
        benefit=benefit,
        hear_back=idea.hear_back,
        phone=phone,
        kind=idea.kind,
        theme=idea.theme,
    )
    await _submit(tx, case, kept, _entry(author, recorded_by), now)
    return case


@dataclass(frozen=True)
class NewNote:
    """A message that is no idea; `about` is what it was taken to be about."""

    text: str
    about: str | None = None
    source: Source = Source.WEB


async def submit_note(
    tx: Transaction, person_id: int, note: NewNote, now: datetime, days: int
) -> Case:
    """Hand to staff what is no idea, as a numbered case with a code and a promised date.

    Raises NotValid.
    """
    words = required("text", note.text, TEXT_LONGEST)
    case = _case(CaseKind.NOTE, person_id, note.source, now, days)
    entry = Entry(SUBMIT, None, by=person_id, public={"kind": CaseKind.NOTE}, previous={})
    kept = Idea(text=words, hear_back=HearBack.PAGE, about=note.about)
    await _submit(tx, case, kept, entry, now)
    return case


async def _submit(tx: Transaction, case: Case, kept: Idea, entry: Entry, now: datetime) -> None:
    """Write down a case, the first line of its audit, the words, and the watch over its promise.

    In fewer statements than `open_case` takes, because it is what citizens do most.
    """
    if case.promised_on is None:
        raise ValueError("whoever hands something in is promised a day")
    kept.searched = searched(case, kept)
    watch = watched(case.promised_on, now)
    await _SUBMISSION.add(tx, case, line_of(case, entry, now), kept, watch)


def _case(kind: CaseKind, author: int, source: Source, now: datetime, days: int) -> Case:
    promise = promised_date(now, days)
    return Case(
        kind=kind,
        state=State.RECEIVED,
        shown_state=State.RECEIVED,
        author=author,
        source=source,
        code=new_code(),
        created_at=now,
        promised_on=promise,
        shown_promise=promise,
        unread=True,
        version=1,
        changed_at=now,
    )


def _entry(author: int, recorded_by: Colleague | None) -> Entry:
    return Entry(
        act=SUBMIT,
        from_state=None,
        by=recorded_by.person_id if recorded_by else author,
        by_name=first_name(recorded_by.name) if recorded_by else None,
        previous={},
    )


async def _author(
    tx: Transaction,
    person_id: int | None,
    idea: NewIdea,
    now: datetime,
    recorded_by: Colleague | None,
) -> int:
    if person_id is not None:
        return person_id
    if recorded_by is None:
        raise NotAllowed
    return (await people.meet(tx, idea.language, now, told=idea.told)).id


async def _phone(tx: Transaction, idea: NewIdea, author: int, *, at_counter: bool) -> str | None:
    """A number is kept only of those who want a call, are known to be 15, or were told."""
    if idea.hear_back is not HearBack.PHONE:
        return None
    if at_counter and not idea.told:
        raise NotValid("told", Problem.MISSING)
    if not at_counter and await _AGE.value(tx, person=author) != AgeBand.FROM_15:
        raise NotValid("phone", Problem.CHILD)
    phone = required("phone", idea.phone, PHONE_LONGEST)
    if not PHONE.fullmatch(phone):
        raise NotValid("phone", Problem.UNKNOWN)
    return phone
