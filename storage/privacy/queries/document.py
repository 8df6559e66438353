"""One case as a document for whoever asks to see it (aktindsigt): offentlighedsloven, and a
citizen's own right of access.

Left out are: whatever leads to a person (contact data, codes), what citizens other than the author
wrote, the staff's internal notes, and what the citizen has not been told yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.cases.rules import possible, shown_code
from storage.cases.tables import Case, Event, Note
from storage.database import Transaction
from storage.ideas.queries.parts import company, files
from storage.ideas.tables import Idea
from storage.partners.tables import Partner
from storage.talk.rules import PRIVATE, Who
from storage.talk.tables import Line, Talk


@dataclass(frozen=True)
class Said:
    """Something that was said about the case. `text` is None for another citizen's words."""

    at: datetime
    who: str
    name: str | None
    text: str | None


@dataclass(frozen=True)
class Document:
    """A case with everything that may be handed out. `notes` and `files` are only counted. Only
    some kinds of case have an idea; a partner is handed out without its contact persons.
    """

    case: Case
    idea: Idea | None
    partner: Partner | None
    events: Sequence[Event]
    said: Sequence[Said]
    notes: int
    files: int
    merged: Sequence[int]


async def document(tx: Transaction, number: int) -> Document | None:
    """The case, in eight statements; None when there is none. The caller has checked who asks."""
    case = await tx.session.get(Case, number) if possible(number) else None
    if case is None:
        return None
    idea = await tx.session.get(Idea, number)
    events = await tx.session.scalars(
        select(Event)
        .where(Event.case_number == number, Event.undone_at.is_(None))
        .order_by(Event.id)
    )
    notes = await tx.session.scalar(select(func.count()).where(Note.case_number == number))
    return Document(
        case=case,
        idea=idea,
        partner=await tx.session.get(Partner, number),
        events=[e for e in events if not e.told or e.released_at is not None],
        said=await _said(tx, case, _hidden(case, idea)),
        notes=notes or 0,
        files=len(await files(tx, number)),
        merged=(await company(tx, number)).numbers,
    )


def _hidden(case: Case, idea: Idea | None) -> list[str]:
    """Strings to remove where the library's own words quote them."""
    return [shown_code(case.code), case.code, *filter(None, [idea.phone if idea else None])]


async def _said(tx: Transaction, case: Case, hidden: Sequence[str]) -> Sequence[Said]:
    """What was said. A message to several people appears once, as the author was told it."""
    rows = await tx.session.execute(
        select(Line.at, Line.who, Line.name, Line.text, Line.talk_id, Talk.person_id)
        .join(Talk, Talk.id == Line.talk_id)
        .where(Line.case_number == case.number, Talk.place == PRIVATE)
        .order_by(Line.at, Line.talk_id, Line.seq)
    )
    found = rows.all()
    told: dict[datetime, int] = {}
    for row in found:
        if row.who != Who.YOU:
            own = row.person_id == case.author
            told[row.at] = row.talk_id if own else told.get(row.at, row.talk_id)
    said = []
    for row in found:
        if row.who == Who.YOU:
            theirs = row.person_id != case.author
            said.append(Said(row.at, row.who, row.name, None if theirs else row.text))
        elif row.talk_id == told[row.at]:
            said.append(Said(row.at, row.who, row.name, _without(row.text, hidden)))
    return said


def _without(text: str, hidden: Sequence[str]) -> str:
    for words in hidden:
        text = text.replace(words, "****")
    return text
