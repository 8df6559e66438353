"""What the topic of a partner in the staff's group shows: its card, and what its contact persons
did.
"""

from __future__ import annotations

from handlers.conversation import render
from handlers.conversation.face import LANGUAGE, Face
from handlers.conversation.texts import Texts
from handlers.conversation.values import Message
from handlers.library import Library
from handlers.partners.card import beside, staff_card
from storage.cases.queries import history
from storage.database import Transaction
from storage.partners.queries import partner
from storage.partners.rules import PartnerAct, PartnerState

NEWS = frozenset(
    {PartnerAct.EDIT, PartnerAct.PAUSE, PartnerAct.RESUME, PartnerAct.LEAVE, PartnerAct.LATE}
)
"""The acts that are told in the topic when no colleague did them."""


async def face(
    tx: Transaction, number: int, told: int, texts: Texts, library: Library
) -> Face | None:
    """A partner as its topic must show it now; None for a case of another kind."""
    known = await partner(tx, number)
    if known is None:
        return None
    events = await history(tx, number)
    fresh = [e for e in events if e.id > told and e.act in NEWS and e.by_name is None]
    head = "undecided" if known.state is PartnerState.WAITING else "card"
    card = staff_card(known, library)
    message = Message(f"partners.{head}", {"ref": number}, beside(known), card)
    news = (Message("partners.happened", {"what": _what(texts, e.act)}) for e in fresh)
    return Face(
        number=number,
        version=known.case.version,
        closed=known.case.closed_at is not None,
        name=texts.render("partners.topic", LANGUAGE, {"ref": number, "name": known.partner.name}),
        card=render.words(texts, LANGUAGE, message),
        news=tuple(render.words(texts, LANGUAGE, each) for each in news),
        told=events[-1].id if events else told,
        files=(),
    )


def _what(texts: Texts, act: str) -> str:
    return texts.render(f"did.{act}", LANGUAGE)
