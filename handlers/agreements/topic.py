"""The topic of an agreement in the staff's group."""

from __future__ import annotations

from handlers.agreements.card import whole_card
from handlers.conversation import render
from handlers.conversation.face import LANGUAGE, Face
from handlers.conversation.pen import Pen
from handlers.conversation.texts import Texts
from handlers.conversation.values import Message
from storage.agreements.queries import for_group
from storage.agreements.rules import AgreementAct
from storage.cases.queries import history
from storage.cases.tables import Event
from storage.database import Transaction


async def face(tx: Transaction, number: int, told: int, texts: Texts) -> Face | None:
    """The agreement as its topic must show it now; None for a case of another kind."""
    whole = await for_group(tx, number)
    if whole is None:
        return None
    events = await history(tx, number)
    fresh = [event for event in events if event.id > told and _of_others(event)]
    news = [Message("agreement.did", {"what": _did(event, texts)}) for event in fresh]
    name = texts.render("agreement.topic", LANGUAGE, {"ref": number, "partner": whole.partner.name})
    return Face(
        number=number,
        version=whole.case.version,
        closed=whole.case.closed_at is not None,
        name=name,
        card=render.words(texts, LANGUAGE, whole_card(whole, Pen(texts, LANGUAGE), brief=True)),
        news=tuple(render.words(texts, LANGUAGE, each) for each in news),
        told=events[-1].id if events else told,
        files=(),
    )


def _of_others(event: Event) -> bool:
    """Whether an act is of somebody other than staff, so that it must be told."""
    return event.by_name is None and event.act in set(AgreementAct)


def _did(event: Event, texts: Texts) -> str:
    return texts.render(f"did.{event.act}", LANGUAGE)
