"""An agreement in force: continue it, draft it anew, stop it, look back; and hand on who speaks for
the partner (S58).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.agreements.acting import (
    acting,
    at_once,
    begins,
    finishing,
    found,
    open_to,
    other_side,
    see,
)
from handlers.agreements.telling import news, tell_side
from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep, YesNo
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context, Reply, say
from storage.agreements import actions
from storage.agreements.actions import Actor, last_day
from storage.agreements.queries import Whole, contacts_of, for_staff
from storage.agreements.rules import (
    EXPECTATION_LONGEST,
    HIDDEN,
    LOOKING_BACK,
    REASON_LONGEST,
    AgreementAct,
    Party,
)
from storage.cases.rules import local_day

RUNS_OUT, NOTICE, TODAY, NO = "runs_out", "notice", "today", "no"
"""When it ends: on its last day, after its notice, today, or not at all."""

look_back, succeed, stop = (begins(name) for name in ("look_back", "successor", "agree_stop"))


async def _tell_other(
    context: Context, whole: Whole, who: Actor, key: str, *ways: str, **values: object
) -> None:
    """Tell the other side what was done; the text depends on the side that did it."""
    other = other_side(who)
    form = "partner" if other is Party.LIBRARY else "library"
    message = news(whole, f"{key}_{form}", other, *ways, **values)
    await tell_side(context, whole, other, message)


async def _go_on(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    before = (await found(context, number)).agreement.ends_on
    step = await actions.go_on(context.tx, who, number, context.now)
    until = step.whole.agreement.ends_on
    if until is not None and until != before:
        other = other_side(who)
        message = news(step.whole, "extended", other, until=until)
        await tell_side(context, step.whole, other, message)
        return say("agreement.extended", see(number), ref=number, until=until)
    await _tell_other(context, step.whole, who, "go_on", "fortsaet", "retaftale", "stopaftale")
    return say("agreement.goes_on", see(number), ref=number)


async def _revise(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    step = await actions.revise(context.tx, who, number, context.now)
    await _tell_other(context, step.whole, who, "revise", "punkt")
    change = Button.to("punkt", number)
    return say("agreement.revised", change, see(number), ref=number)


async def _keep_old(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    step = await actions.keep_old(context.tx, who, number, context.now)
    message = news(step.whole, "kept_old", Party.PARTNER)
    await tell_side(context, step.whole, Party.PARTNER, message)
    return say("agreement.kept_old", see(number), ref=number)


go_on, revise, keep_old = at_once(_go_on), at_once(_revise), at_once(_keep_old)


async def _last_days(context: Context, answers: Answers) -> dict[str, date]:
    """The days on which it can end: its last day, and after its notice if that is sooner."""
    whole, today = await found(context, answers.args["case"]), local_day(context.now)
    ends, notice = whole.dates_that_hold.ends_on, last_day(whole, today)
    ways = {RUNS_OUT: ends} if ends else {}
    return ways if notice == ends else ways | {TODAY if notice == today else NOTICE: notice}


async def _ends(context: Context, answers: Answers) -> Values:
    ways = await _last_days(context, answers)
    said = [context.pen(f"agree_stop.way_{way}", until=day) for way, day in ways.items()]
    return {"ref": answers.args["case"], "ways": "\n".join(said)}


async def _ways_out(context: Context, answers: Answers) -> tuple[Choice, ...]:
    ways = await _last_days(context, answers)
    return tuple(Choice(way, context.pen(f"agree_stop.when_{way}")) for way in (*ways, NO))


async def _stop(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    if answers["when"] == NO:
        return say("agreement.stands", see(number), ref=number)
    runs_out = answers["when"] == RUNS_OUT
    step = await actions.stop(context.tx, who, number, context.now, runs_out=runs_out)
    until = step.whole.agreement.ends_on or local_day(context.now)
    await _tell_other(context, step.whole, who, "stopped", until=until)
    return say("agreement.stopped", see(number), ref=number, until=until)


_ask_to_drop = begins("agree_drop")


async def drop(context: Context, rest: str) -> Reply:
    """`/dropaftale 12`. The library gives a reason if the partner knows of it already."""
    reply = await _ask_to_drop(context, rest)
    if reply.begin is None or context.colleague is None or reply.begin.args.get("partner"):
        return reply
    whole = await for_staff(context.tx, context.colleague, reply.begin.args["case"])
    reasoned = whole is not None and whole.case.shown_state != HIDDEN
    return replace(reply, begin=replace(reply.begin, args={**reply.begin.args, "why": reasoned}))


def _owes_a_reason(answers: Answers, _: Context) -> bool:
    return bool(answers["sure"] and answers.args.get("why"))


async def _drop(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    if not answers["sure"]:
        return say("agreement.stands", see(number), ref=number)
    because = answers["because"]
    step = await actions.drop(context.tx, who, number, context.now, because)
    await _tell_other(context, step.whole, who, "dropped", because=because or "")
    return say("agreement.dropped", see(number), ref=number)


async def _look_back(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    told = {key: answers[key] for key in LOOKING_BACK if answers[key]}
    step = await actions.evaluate(context.tx, who, number, told, context.now)
    if who.by is None:
        await _tell_other(context, step.whole, who, "looked_back")
    return say("look_back.thanks", see(number), ref=number)


async def _others(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The partner's other contact persons; empty when there is nobody to hand on to."""
    whole = await found(context, answers.args["case"])
    there = await contacts_of(context.tx, whole.partner.number)
    return tuple(Choice(str(one.id), one.name) for one in there)


async def _hand_on(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    step = await actions.succeed(context.tx, who, number, int(answers["contact"]), context.now)
    message = news(step.whole, "successor", Party.PARTNER)
    await tell_side(context, step.whole, Party.PARTNER, message)
    return say("successor.done", see(number), ref=number)


FLOWS = (
    Flow(
        name="agree_stop",
        version=1,
        steps=(OneOf(key="when", choices=_ways_out, values=_ends),),
        finish=finishing(_stop),
        opens=open_to(AgreementAct.STOP),
    ),
    Flow(
        name="agree_drop",
        version=1,
        steps=(
            YesNo(key="sure"),
            TextStep(key="because", when=_owes_a_reason, least=3, most=REASON_LONGEST),
        ),
        finish=finishing(_drop),
        opens=open_to(AgreementAct.DROP),
    ),
    Flow(
        name="look_back",
        version=1,
        steps=tuple(
            TextStep(key=key, most=EXPECTATION_LONGEST, optional=key != LOOKING_BACK[0])
            for key in LOOKING_BACK
        ),
        finish=finishing(_look_back),
        opens=open_to(AgreementAct.EVALUATE),
    ),
    Flow(
        name="successor",
        version=1,
        steps=(OneOf(key="contact", choices=_others),),
        finish=finishing(_hand_on),
        opens=open_to(AgreementAct.SUCCEED),
    ),
)
