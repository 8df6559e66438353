"""What the acts of colleagues upon a partner share: who may, and what is said when it is done."""

from __future__ import annotations

from handlers.conversation.flow import Answers
from handlers.conversation.texts import Value
from handlers.conversation.values import Button, Context, Reply, say
from handlers.partners.wording import see
from storage.cases.rules import UNDO_LASTS
from storage.partners.queries import audience, partner
from storage.people.rules import Role


async def refused(context: Context, number: int | None) -> Reply | None:
    """Why a colleague cannot act upon this partner, before anything is asked in vain."""
    if not context.may(Role.COORDINATOR):
        return say("common.not_allowed")
    if number is None:
        return say("partners.which", Button.to("partnere"))
    return None if await partner(context.tx, number) else unknown(number)


def unknown(number: int) -> Reply:
    """There is no partner with this number."""
    return say("partners.none", Button.to("partnere"), ref=number)


async def heard_later(context: Context, what: str, number: int, **values: Value) -> Reply:
    """What a colleague did, and when the partner hears of it: until then it can be taken back."""
    done = context.pen(f"partners.done_{what}", ref=number, **values)
    key = "heard_later" if await audience(context.tx, number) else "heard_by_nobody"
    undo = Button(f"/partnerfortryd {number}", "command.fortryd")
    return say(f"partners.{key}", undo, see(number), done=done, until=context.now + UNDO_LASTS)


async def of_the_partner(context: Context, answers: Answers, _: str) -> None:
    """What is written of a partner belongs to it, so that it is found when that is erased."""
    context.about = answers.args["case"]
