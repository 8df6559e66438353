"""`/afbud 12` and `/forsinket 12`: one tap each. The reason is asked afterwards and may be left
out; reasons of health are not kept.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.parsers import yes_or_no
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, Text, say
from handlers.shifts.mine.asking import Named, about_one, found, old, speaker, unknown, with_one
from handlers.shifts.mine.hearing import asks_which, keep_no_health
from handlers.shifts.mine.reading import about_health, minutes_in
from handlers.shifts.mine.showing import SOON
from handlers.shifts.mine.words import MINE, what
from handlers.shifts.told import tell_staff
from storage.shifts import actions
from storage.shifts.rules import COMING, REASON_LONGEST, UNANSWERED, PlaceState

LATE = ("10", "20", "30")
MOST_LATE = 180


async def _call_off(context: Context, one: Named) -> Reply:
    """`/afbud 12`: I cannot come. It declines an offer, and leaves a waiting list."""
    place = one.place
    if place is not None and place.state in UNANSWERED:
        await actions.refuse(context.tx, one.number, one.id, context.now)
        return say("shift_mine.refused", MINE)
    if place is not None and place.state is PlaceState.WAITING:
        await actions.leave_line(context.tx, one.number, one.id, context.now)
        return say("shift_mine.out_of_line", MINE, what=what(context, one.held))
    if place is None or place.state not in COMING:
        return old(context, one.number, one.held)
    await actions.call_off(context.tx, one.number, one.id, context.now)
    await tell_staff(context, one.held, one.standing, "shift_told.off")
    after_all = Button(f"/tagvagt {one.id}", "shift_off.after_all")
    out = Button(f"/kalender {one.id}", "shift_off.calendar")
    done = Message("shift_off.done", {"what": what(context, one.held)}, (after_all, out, MINE))
    return Reply((done,), Begin("shift_why", {"shift": one.id}))


async def _why(context: Context, answers: Answers) -> Reply:
    """Pass the reason on, except one that nobody needs to know."""
    words, standing = answers["words"], await speaker(context)
    wants_to = yes_or_no(Text(words or "nej"))
    if standing is None or wants_to is False:
        return say("shift_why.none", MINE)
    if wants_to:
        return Reply((Message("shift_why.go_on"),), Begin("shift_why", answers.args))
    if about_health(words):
        context.line_text = context.pen("shift_why.kept_out")
        return say("shift_why.health", MINE)
    held = await found(context, standing, answers.args["shift"])
    if held is not None:
        values: Values = {"words": words}
        await tell_staff(context, held, standing, "shift_told.why", values)
    return say("shift_why.done", MINE)


WHY = Flow(
    name="shift_why",
    version=1,
    steps=(
        TextStep(
            key="words",
            optional=True,
            most=REASON_LONGEST,
            suggestions=("plans", "stuck", "health"),
        ),
    ),
    finish=_why,
)


async def _late(context: Context, one: Named) -> Reply:
    """`/forsinket 12` asks how late, `/forsinket 12 20` says it at once. Only for volunteers
    expected today.
    """
    place, id = one.place, one.id
    if place is None or place.state not in COMING:
        return old(context, one.number, one.held)
    if one.held.shift.begins_at - context.now > SOON:
        off = Button.to("afbud", id)
        return say("shift_late.not_today", off, MINE, what=what(context, one.held))
    if one.more is None:
        return Reply(begin=Begin("shift_late", {"shift": id}))
    said = min(max(one.more, 1), MOST_LATE)
    await actions.late(context.tx, one.number, id, said, context.now)
    await tell_staff(context, one.held, one.standing, "shift_told.late", {"n": said})
    return say("shift_late.done", Button(f"/afbud {id}", "shift_mine.cannot_after_all"), n=said)


async def _how_late(context: Context, answers: Answers) -> Reply:
    standing, id = await speaker(context), answers.args["shift"]
    minutes = minutes_in(answers["how"])
    keep_no_health(context, answers["how"])
    if standing is None:
        return unknown()
    if minutes is None:
        return Reply((Message("shift_late.how_many"),), Begin("shift_late", {"shift": id}))
    return await with_one(context, standing, (id, minutes), _late)


LATE_FLOW = Flow(
    name="shift_late",
    version=1,
    steps=(TextStep(key="how", most=100, suggestions=LATE),),
    finish=_how_late,
)
FLOWS = (WHY, LATE_FLOW)

call_off = about_one(_call_off, "shift_cancel", asks_which())
late = about_one(_late, "shift_cancel", asks_which("forsinket"))
