"""`/laert`: what the engine has learnt from the staff's choices; `/laert glem` sets it back.

Shows counts by partner, never an idea. The desk's page has all of it.
"""

from __future__ import annotations

from collections import Counter

from handlers.conversation.values import Button, Context, Message, Reply, say
from storage.partners.actions.learning import forget
from storage.partners.learning import everything
from storage.people.rules import NotAllowed, Role

FORGET = {"glem", "forget"}
AT_ONCE = 5
"""So many partners are told of."""


async def show(context: Context, rest: str) -> Reply:
    """What was learnt, partner by partner; with "glem" it is forgotten."""
    if context.colleague is None:
        raise NotAllowed
    if rest.strip().lower() in FORGET:
        if not context.may(Role.COORDINATOR):
            return say("learnt.not_yours", Button("/laert", "command.laert"))
        await forget(context.tx, context.colleague)
        return say("learnt.forgotten_all")
    learnt = await everything(context.tx)
    if not learnt:
        return say("learnt.nothing")
    names = {one.partner: one.name for one in learnt}
    chosen, passed = Counter[int](), Counter[int]()
    for one in learnt:
        chosen[one.partner] = max(chosen[one.partner], one.chosen)
        passed[one.partner] = max(passed[one.partner], one.passed)
    told = tuple(
        Message("learnt.one", {"name": names[key], "chosen": chosen[key], "passed": passed[key]})
        for key in sorted(names, key=lambda key: -chosen[key])[:AT_ONCE]
    )
    again = (Button("/laert glem", "learnt.forget"),) if context.may(Role.COORDINATOR) else ()
    return Reply(
        (Message("learnt.these", {"n": len(names)}), *told, Message("learnt.all", {}, again))
    )
