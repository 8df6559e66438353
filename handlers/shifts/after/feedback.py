"""How a shift was: one word from the volunteer, one from the host, and what could be better.

What could be better becomes an idea like any other, with a number and a promised day.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.numbers import id_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.shifts.after.acts import not_one, own_number, refused
from storage.cases.rules import Source, shown_code
from storage.ideas.actions import NewIdea, submit_idea
from storage.ideas.rules import TEXT_LONGEST, HearBack
from storage.shifts import actions
from storage.shifts.coming import Mood
from storage.shifts.queries import shift


def _mood(words: str) -> Mood | None:
    return Mood(words) if words in set(Mood) else None


async def how_it_was(context: Context, rest: str) -> Reply:
    """`/saadanvar 12 good`: how it was for the volunteer; then what could be better."""
    number = await own_number(context)
    shift_id, words = id_and_words(rest)
    mood = _mood(words)
    if number is None:
        return not_one()
    if shift_id is None or mood is None:
        return say("shift_came.no_such")

    async def act() -> Reply:
        await actions.say_mood(context.tx, number, shift_id, mood)
        write = (Button.to("frivilligbesked"),)
        thanks = Message(f"shift_after.was_{mood}", {}, write if mood is Mood.HARD else ())
        return Reply((thanks,), Begin("shift_better", {"shift": shift_id}))

    return await refused(act())


async def how_it_went(context: Context, rest: str) -> Reply:
    """`/vagtgik 12 good`: how it went, as the host saw it."""
    shift_id, words = id_and_words(rest)
    mood = _mood(words)
    if shift_id is None or mood is None:
        return say("shift_came.no_such")

    async def act() -> Reply:
        await actions.say_how_it_went(context.tx, context.staff(), shift_id, mood, context.now)
        return say("shift_after.host_thanks")

    return await refused(act())


async def better(context: Context, rest: str) -> Reply:
    """`/bedre 12`: what could be better; words after the number say it at once."""
    if await own_number(context) is None:
        return not_one()
    shift_id, words = id_and_words(rest)
    if shift_id is None:
        return say("shift_came.no_such")
    given = {"words": words} if words else {}
    return Reply(begin=Begin("shift_better", {"shift": shift_id}, given))


async def _send(context: Context, answers: Answers) -> Reply:
    """Hand in their words as an idea of theirs, which staff sort like all others (S52)."""
    if not answers["words"]:
        return say("shift_after.nothing_more", Button("/vagter", "shift_after.see_shifts"))
    number = await own_number(context)
    held = await shift(context.tx, answers.args["shift"])
    if number is None or held is None or held.of(number) is None:
        return say("shift_came.no_such")
    values: Values = {"what": held.title, "day": held.shift.begins_at}
    idea = NewIdea(
        answers["words"],
        context.pen("shift_better.benefit", **values),
        HearBack.PAGE,
        branch=held.branch,
        source=Source.VOLUNTEER,
        language=context.language,
    )
    days = context.library.days_to_answer
    case = await submit_idea(context.tx, context.person_id, idea, context.now, days)
    receipt: Values = {"ref": case.number, "date": case.promised_on or ""}
    code = Message("shift_better.code", {"code": shown_code(case.code)})
    return Reply((Message("shift_better.receipt", receipt, case=case.number), code))


FLOWS = (
    Flow(
        name="shift_better",
        version=1,
        steps=(TextStep(key="words", optional=True, most=TEXT_LONGEST),),
        finish=_send,
    ),
)
