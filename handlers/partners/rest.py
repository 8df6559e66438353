"""Pausing a partner, resuming it, confirming that its entry still fits, and leaving."""

from __future__ import annotations

from datetime import date

from handlers.conversation.flow import Answers, DateStep, Flow, YesNo
from handlers.conversation.texts import Value
from handlers.conversation.values import Begin, Context, Message, Reply, say
from handlers.partners.at_work import heard_later
from handlers.partners.more import actor
from handlers.partners.own import acted, done, numbered
from handlers.partners.told import let_go
from handlers.partners.wording import see
from storage.cases.rules import NotValid
from storage.partners import actions
from storage.partners.rules import PartnerAct


async def _pause(_: Context, number: int, __: str) -> Reply:
    return Reply(begin=Begin("partner_pause", {"case": number}))


async def _keep_pause(context: Context, answers: Answers) -> Reply:
    number, until = answers.args["case"], answers["until"]

    async def keep() -> Reply:
        day = date.fromisoformat(until) if until else None
        try:
            await actions.pause(context.tx, actor(context), number, day, context.now)
            await _let_go(context, PartnerAct.PAUSE, number)
        except NotValid as wrong:
            again = Begin("partner_pause", {"case": number})
            return Reply((Message(f"partners.until_{wrong.problem}"),), again)
        if day is None:
            return await _done(context, "paused", number)
        return await _done(context, "paused_to", number, until=day)

    return await acted(context, number, keep())


async def _done(context: Context, what: str, number: int, **values: Value) -> Reply:
    """Confirm what was done; a colleague is also offered to undo it, the partner is not."""
    if context.colleague is not None:
        return await heard_later(context, what, number, **values)
    return say(f"partners.{what}", see(number), ref=number, **values)


async def _let_go(context: Context, act: PartnerAct, number: int) -> None:
    """End at once what depends on the partner. What staff do can be undone for a while: then it
    ends when that time is over (told.py).
    """
    if context.colleague is None:
        await let_go(context.tx, act, number, context.now)


async def _resume(context: Context, number: int, _: str) -> Reply:
    await actions.resume(context.tx, actor(context), number, context.now)
    return await _done(context, "resumed", number)


async def _confirm(context: Context, number: int, _: str) -> Reply:
    await actions.confirm(context.tx, actor(context), number, context.now)
    return done("confirmed", number)


async def _leave(_: Context, number: int, __: str) -> Reply:
    return Reply(begin=Begin("partner_leave", {"case": number}))


async def _keep_leave(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    if not answers["sure"]:
        return done("stayed", number)

    async def keep() -> Reply:
        await actions.leave(context.tx, actor(context), number, context.now)
        await _let_go(context, PartnerAct.LEAVE, number)
        if context.colleague is not None:
            return await heard_later(context, "left", number)
        return say("partners.left", ref=number)

    return await acted(context, number, keep())


FLOWS = (
    Flow(
        name="partner_pause",
        version=1,
        steps=(DateStep(key="until", optional=True),),
        finish=_keep_pause,
    ),
    Flow(name="partner_leave", version=1, steps=(YesNo(key="sure"),), finish=_keep_leave),
)

pause, resume, confirm, leave = map(numbered, (_pause, _resume, _confirm, _leave))
