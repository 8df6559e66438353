"""The topic of a case in the staff's group: its name, its card, and what others than staff did.

The words as they stand there. Must not know how they are sent, nor what is there already.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from handlers.conversation import render
from handlers.conversation.face import LANGUAGE, Face
from handlers.conversation.texts import Texts, Values
from handlers.conversation.values import Message
from handlers.ideas.desk import CITIZENS_WORDS, citizens_words, whole_case
from handlers.ideas.wording import title_of
from handlers.library import Library
from handlers.together import together_rows
from storage.cases.queries import history
from storage.cases.rules import CaseAct
from storage.cases.tables import Event
from storage.database import Transaction
from storage.ideas.queries import case_for_group
from storage.ideas.rules import JOINED, Act
from storage.ideas.shelf import Shelf

NEWS = frozenset(
    {
        *(Act.ANSWER, Act.ADD, Act.WITHDRAW, Act.WAKE, Act.LATE, JOINED),
        *(CaseAct.WARN, CaseAct.SPEAK, CaseAct.ALARM, CaseAct.LEAVE_TALK, CaseAct.UNANSWERED),
        *(CaseAct.INTRO_BOTH, CaseAct.INTRO_NO, CaseAct.INTRO_OVER, CaseAct.INTRO_WENT),
    }
)
"""Acts of others than staff, which must be told: a card that is drawn again makes no sound."""


async def face(
    tx: Transaction, number: int, told: int, texts: Texts, library: Library, shelf: Shelf
) -> Face | None:
    """A case as its topic must show it now, with the news after line `told` of the audit, oldest
    first.
    """
    case = await case_for_group(tx, number)
    if case is None:
        return None
    events = await history(tx, number)
    fresh = [event for event in events if event.id > told and event.act in NEWS]
    said = await _said(tx, number, fresh)
    like = shelf.like(case.idea)
    together = await together_rows(tx, shelf, case)
    return Face(
        number=number,
        version=case.case.version,
        closed=case.case.closed_at is not None,
        name=f"{number} · {title_of(case.case.title, case.idea.text)}",
        card=render.words(texts, LANGUAGE, whole_case(case, library, like, together)),
        news=tuple(render.words(texts, LANGUAGE, news) for news in _news(fresh, said)),
        told=events[-1].id if events else told,
        files=case.files,
    )


def _days(event: Event) -> Values:
    """The days in an event's facts, by name."""
    return {
        name: date.fromisoformat(event.public[name])
        for name in ("promised_on", "was")
        if event.public.get(name)
    }


async def _said(tx: Transaction, number: int, events: list[Event]) -> dict[datetime, str]:
    """The words of citizens for these events: said here, or in an idea that was joined."""
    if not events:
        return {}
    said = await citizens_words(tx, number)
    for event in events:
        if event.act == JOINED:
            joined = await case_for_group(tx, event.public["number"])
            said[event.at] = joined.idea.text if joined else ""
    return said


def _news(events: list[Event], said: dict[datetime, str]) -> Iterator[Message]:
    for event in events:
        if event.act not in CITIZENS_WORDS | {JOINED}:
            yield Message(f"topic.{event.act}", _days(event))
        elif words := said.get(event.at):
            values: Values = {"words": words, "ref": event.public.get("number", event.case_number)}
            yield Message(f"topic.{event.act}", values)
