"""The topic of a case that is only a talk, in the staff's group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from handlers.care.desk import whole
from handlers.conversation import render
from handlers.conversation.face import LANGUAGE, Face
from handlers.conversation.texts import Texts
from handlers.conversation.values import Message
from storage.care.queries import talk_on
from storage.cases.queries import history, version_of
from storage.cases.rules import CaseAct, CaseKind
from storage.cases.tables import Event
from storage.database import Transaction
from storage.talk.queries import case_lines
from storage.talk.rules import Who

NEWS = frozenset({CaseAct.SPEAK, CaseAct.ALARM, CaseAct.LEAVE_TALK, CaseAct.UNANSWERED})
"""Acts of others than staff, which must be told."""


async def face(tx: Transaction, number: int, told: int, texts: Texts) -> Face | None:
    """The talk as its topic must show it now; None for a case of another kind."""
    talk = await talk_on(tx, number)
    if talk is None or talk.kind is not CaseKind.TALK:
        return None
    events = await history(tx, number)
    fresh = [event for event in events if event.id > told and event.act in NEWS]
    said = {line.at: line.text for line in await case_lines(tx, number) if line.who == Who.YOU}
    return Face(
        number=number,
        version=await version_of(tx, number),
        closed=talk.closed,
        name=texts.render("talks.one", LANGUAGE, {"ref": number}),
        card=render.words(texts, LANGUAGE, whole(talk)),
        news=tuple(render.words(texts, LANGUAGE, news) for news in _news(fresh, said)),
        told=events[-1].id if events else told,
        files=(),
    )


def _news(events: list[Event], said: Mapping[datetime, str]) -> Iterator[Message]:
    for event in events:
        if event.act != CaseAct.SPEAK:
            yield Message(f"topic.{event.act}")
        elif words := said.get(event.at):
            yield Message("topic.speak", {"words": words})
