"""`/laert`: what the engine has learnt from the staff's choices. `/laert glem 12` forgets what it
learnt of one partner, `/laert glem` all of it; both ask first.

Shows counts by partner, never an idea. The desk's page has all of it.
"""

from __future__ import annotations

from collections import Counter

from handlers.conversation.flow import Answers, Flow, YesNo
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.partners.actions.learning import forget
from storage.partners.learning import everything
from storage.partners.queries import partner
from storage.people.rules import Role

SET_BACK = {"glem", "forget"}
AT_ONCE = 5
"""Most partners shown in one reply."""

_BACK = Button.to("laert")


async def show(context: Context, rest: str) -> Reply:
    """What was learnt, partner by partner; with "glem", the question whether to forget it."""
    word, _, of = rest.strip().lower().partition(" ")
    if word in SET_BACK:
        return await _begin_forgetting(context, of.strip().lstrip("#"))
    learnt = await everything(context.tx)
    if not learnt:
        return say("learnt.nothing")
    names = {one.partner: one.name for one in learnt}
    chosen, passed = Counter[int](), Counter[int]()
    for one in learnt:
        chosen[one.partner] = max(chosen[one.partner], one.chosen)
        passed[one.partner] = max(passed[one.partner], one.passed)
    may = context.may(Role.COORDINATOR)
    told = []
    for key in sorted(names, key=lambda key: -chosen[key])[:AT_ONCE]:
        named: Values = {"name": names[key] or Key("learnt.nobody")}
        forgets = Button(f"/laert glem {key}", "learnt.forget_one", values=named)
        counts = {"chosen": chosen[key], "passed": passed[key]}
        counted: Values = {"name": _called(context, key, names[key]), **counts}
        told.append(Message("learnt.one", counted, (forgets,) if may else ()))
    again = (Button("/laert glem", "learnt.forget"),) if may else ()
    return Reply(
        (Message("learnt.these", {"n": len(names)}), *told, Message("learnt.all", {}, again))
    )


def _called(context: Context, number: int, name: str) -> str:
    """A partner's name with its number; an erased partner has no name any more."""
    values: Values = {"name": name or Key("learnt.nobody"), "ref": number}
    return context.pen("learnt.named", **values)


async def _begin_forgetting(context: Context, of: str) -> Reply:
    if not context.may(Role.COORDINATOR):
        return say("learnt.not_yours", _BACK)
    if not of:
        return Reply(begin=Begin("partner_forget", {"partner": None}))
    learnt = [one.partner for one in await everything(context.tx) if str(one.partner) == of]
    if not learnt:
        return say("learnt.nothing_of_it", _BACK)
    return Reply(begin=Begin("partner_forget", {"partner": learnt[0]}))


async def _whom(context: Context, answers: Answers) -> Values:
    """The name of the partner whose lessons are to be forgotten, or all."""
    number = answers.args["partner"]
    if number is None:
        return {"name": Key("learnt.everybody")}
    known = await partner(context.tx, number)
    return {"name": _called(context, number, known.partner.name if known else "")}


async def _forget(context: Context, answers: Answers) -> Reply:
    if not answers["sure"]:
        return say("learnt.kept", _BACK)
    values = await _whom(context, answers)
    await forget(context.tx, context.staff(), answers.args["partner"])
    return say("learnt.forgotten_of", _BACK, **values)


FORGET = Flow(
    name="partner_forget",
    version=1,
    steps=(YesNo(key="sure", values=_whom),),
    finish=_forget,
    role=Role.COORDINATOR,
)
