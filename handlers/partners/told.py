"""What contact persons and staff are told about a partner when something is due.

Must not decide who is told or when: storage does. Only the words are chosen here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from handlers.conversation.telling import tell_person
from handlers.conversation.texts import Key, Value, Values
from handlers.conversation.values import Button, Card, Message, Occasion
from handlers.library import Library
from handlers.partners.card import own_card
from handlers.partners.wording import see
from storage.agreements import actions as agreements
from storage.database import Transaction
from storage.introductions import actions as introductions
from storage.partners.actions import Came, run_errand
from storage.partners.queries import audience, partner
from storage.partners.rules import PartnerAct
from storage.talk.rules import DESK
from storage.talk.tables import Due

GONE = frozenset({PartnerAct.PAUSE, PartnerAct.LEAVE, PartnerAct.REST})
"""After these acts a partner is asked to take part in nothing more."""


async def tell_partner(occasion: Occasion, due: Due) -> None:
    """Do what is due about a partner, and tell those whom it concerns."""
    tx, now, library = occasion.tx, occasion.now, occasion.library
    came = await run_errand(tx, due, now, library.days_to_answer)
    for news in came.news:
        message = _news(news.event.act, news.event.public, came.number, library)
        for listener in news.audience:
            await tell_person(occasion, listener.person_id, message)
        if news.event.act in GONE:
            await let_go(tx, news.event.act, came.number, now)
    if came.asked:
        await _ask(occasion, came.number)
    await _warn(occasion, came)


async def let_go(tx: Transaction, act: str, number: int, now: datetime) -> None:
    """End what depends on a partner that rests or leaves: the introductions that it was asked to;
    once it has left, its wish for an agreement too.
    """
    await introductions.let_go_of_partner(tx, number, now)
    if act == PartnerAct.LEAVE:
        await agreements.let_go_of_partner(tx, number, now)


def _news(act: str, public: Mapping[str, Any], number: int, library: Library) -> Message:
    values: dict[str, Value] = {"ref": number, "library": library.name}
    if public.get("reason"):
        values["reason"] = public["reason"]
    if "double" in public:
        return Message("partner_news.unite", {**values, "double": public["double"]}, (see(number),))
    if "fields" in public:
        values["things"] = [Key(f"partners.{name}") for name in public["fields"]]
    for name, key in (("until", "until"), ("was", "was"), ("promised_on", "date")):
        if public.get(name):
            values[key] = date.fromisoformat(public[name])
    form = "_until" if act == PartnerAct.PAUSE and public.get("until") else ""
    return Message(f"partner_news.{act}{form}", values, _buttons(act, number), case=number)


def _buttons(act: str, number: int) -> tuple[Button, ...]:
    if act in {PartnerAct.REST, PartnerAct.PAUSE}:
        return (Button.to("partnermed", number), see(number))
    return (see(number),)


async def _ask(occasion: Occasion, number: int) -> None:
    """Ask each contact person whether what the partner told still fits; one answer is enough."""
    known = await partner(occasion.tx, number)
    if known is None:
        return
    ways = ("partnerpasser", "partnerret", "partnerpause", "partnerud")
    card = own_card(known, occasion.library)
    message = Message(
        "partners.still",
        {"library": occasion.library.name},
        tuple(Button.to(name, number) for name in ways),
        Card(card.title, card.rows),
        case=number,
    )
    for listener in await audience(occasion.tx, number):
        await tell_person(occasion, listener.person_id, message)


async def _warn(occasion: Occasion, came: Came) -> None:
    """Tell those who may decide that a promised day is near."""
    known = await partner(occasion.tx, came.number) if came.warned else None
    if known is None or came.day is None:
        return
    values: Values = {"ref": came.number, "name": known.partner.name, "day": came.day}
    message = Message("partners.soon", values, (see(came.number),))
    for colleague in came.warned:
        await tell_person(occasion, colleague.person_id, message, place=DESK)
