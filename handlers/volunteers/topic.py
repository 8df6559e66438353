"""The topic of a volunteer in the staff's group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.conversation import render
from handlers.conversation.face import LANGUAGE, Face
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Texts, Values
from handlers.conversation.values import Message
from handlers.volunteers.card import card
from storage.cases.queries import history
from storage.cases.rules import local_day
from storage.cases.tables import Event
from storage.database import Transaction
from storage.talk.queries import case_lines
from storage.talk.rules import Who
from storage.volunteers.queries import volunteer
from storage.volunteers.rules import Act

NEWS = frozenset({Act.REST, Act.RETURN, Act.END, Act.AGREE, Act.WRITE, Act.ROUND, Act.LATE})
"""Acts of others than staff, which must be told."""


async def face(tx: Transaction, number: int, told: int, texts: Texts, now: datetime) -> Face | None:
    """The volunteer as the topic must show them now; None for a case of another kind."""
    found = await volunteer(tx, number)
    if found is None:
        return None
    events = await history(tx, number)
    fresh = [e for e in events if e.id > told and e.act in NEWS and e.by_name is None]
    said = {line.at: line.text for line in await case_lines(tx, number) if line.who == Who.YOU}
    shown = card(found, Pen(texts, LANGUAGE), local_day(now))
    values: Values = {"ref": number, "name": found.person.name}
    return Face(
        number=number,
        version=found.case.version,
        closed=found.case.closed_at is not None,
        name=texts.render("volunteers.one", LANGUAGE, values),
        card=render.words(texts, LANGUAGE, Message("volunteers.one", values, card=shown)),
        news=tuple(render.words(texts, LANGUAGE, each) for each in _news(fresh, said)),
        told=events[-1].id if events else told,
        files=(),
    )


def _news(events: list[Event], said: dict[datetime, str]) -> Iterator[Message]:
    for event in events:
        if event.act != Act.WRITE:
            yield Message(f"vol_topic.{event.act}")
        elif words := said.get(event.at):
            yield Message("vol_topic.write", {"words": words})
