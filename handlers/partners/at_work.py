"""What staff's commands about a partner share: the check of who may, and the confirmation."""

from __future__ import annotations

from handlers.conversation.flow import Answers
from handlers.conversation.texts import Value
from handlers.conversation.values import Button, Context, Reply, say
from handlers.partners.wording import see
from storage.cases.rules import UNDO_LASTS
from storage.partners.queries import audience, partner
from storage.people.rules import Role


async def refused(context: Context, number: int | None) -> Reply | None:
    """The reply to a colleague who cannot act on this partner; None for one who can."""
    if not context.may(Role.COORDINATOR):
        return say("common.not_allowed")
    if number is None:
        return say("partners.which", Button.to("partnere"))
    return None if await partner(context.tx, number) else unknown(number)


def unknown(number: int) -> Reply:
    """The reply where no partner has this number."""
    return say("partners.none", Button.to("partnere"), ref=number)


async def heard_later(context: Context, what: str, number: int, **values: Value) -> Reply:
    """Confirm what a colleague did, say when the partner hears of it, and offer to undo it until
    then.
    """
    done = context.pen(f"partners.done_{what}", ref=number, **values)
    key = "heard_later" if await audience(context.tx, number) else "heard_by_nobody"
    undo = Button(f"/partnerfortryd {number}", "command.fortryd")
    return say(f"partners.{key}", undo, see(number), done=done, until=context.now + UNDO_LASTS)


async def of_the_partner(context: Context, answers: Answers, _: str) -> None:
    """Attach what is written about a partner to its case, so that erasing the case finds it."""
    context.about = answers.args["case"]
