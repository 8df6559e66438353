"""The citizen's side of a live talk: it begins with their first words, and lasts until either side
ends it. What was open before is kept, and offered again afterwards.

During the talk the program does not answer: words go to a human. Must not ask for anything
personal.
"""

from __future__ import annotations

from handlers.care.telling import end_button, everybody, tell_staff
from handlers.conversation.age import age_is_unknown, remember_age
from handlers.conversation.flow import Answers, Flow, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.parsers import folded, keep_sent
from handlers.conversation.texts import Key
from handlers.conversation.values import (
    Attachment,
    Begin,
    Button,
    Context,
    Edited,
    Message,
    Reply,
    Said,
    Text,
    Unreadable,
    say,
)
from storage.care.actions import Spoken, end_own, speak
from storage.care.queries import only_open_case
from storage.care.rules import WORDS_LONGEST
from storage.people.rules import AgeBand
from storage.talk.actions import file_to_case
from storage.talk.queries import newest_draft

ON = "on"
"""The step of a talk in progress."""

ENDS = frozenset({"afslut", "afslut samtalen", "afslut samtale", "slut", "end", "end the talk"})
"""Bare words that end a talk; all others go to the human."""

CALLS = frozenset({"personale", "staff", "menneske", "human"})


def in_it(context: Context) -> bool:
    """Whether what the citizen says now goes to a human."""
    return context.position.flow == LIVE.name and context.position.step in {"words", ON}


async def start(context: Context, rest: str) -> Reply:
    """`/personale`: a human, about the open question, the only case, or nothing yet."""
    contact = context.library.ways or (Key("welcome.counter"),)
    if context.colleague is not None:
        return say("live.staff", contact=contact)
    number, _ = number_and_words(context, rest)
    stood = context.position
    if number is None:
        number = stood.answers.get("args", {}).get("case")
    if number is None and stood.flow is None:
        number = await only_open_case(context.tx, context.person_id)
    hours = context.library.hours
    ways = Message("live.ways", {"contact": contact})
    if hours:
        ways = Message("live.ways_hours", {"contact": contact, "hours": hours})
    return Reply((ways,), Begin(LIVE.name, {"case": number}))


async def heard(context: Context, answers: Answers, said: Said) -> Reply:
    """Pass the citizen's words on to the staff. `about` is their case."""
    if isinstance(said, Unreadable):
        return say(said.key)
    if isinstance(said, Attachment) and context.age is not AgeBand.FROM_15:
        return say("live.no_files", end_button())
    if isinstance(said, Text) and folded(said.text) in CALLS:
        return say("live.still", end_button())
    now, staffed = context.now, context.library.staffed
    spoken = await speak(
        context.tx, context.person_id, answers.args.get("case"), now, staffed.answer_by(now)
    )
    if isinstance(said, Attachment):
        await file_to_case(context.tx, await keep_sent(context, said), spoken.number)
    await _tell(context, spoken, said)
    received = () if answers.args.get(ON) else (_received(context),)
    return Reply(received, about=spoken.number)


async def _tell(context: Context, spoken: Spoken, said: Said) -> None:
    """Tell the words to whoever has the talk; while nobody has it, tell all staff."""
    number, tx = spoken.number, context.tx
    if spoken.holder is not None:
        words = said.text if isinstance(said, Text | Edited) else context.line_text
        message = Message("live.said", {"ref": number, "words": words}, _answers(number))
        await tell_staff(context, [spoken.holder], message, at_once=True)
    elif spoken.rings:
        there = context.library.staffed.open_at(context.now)
        rings = Message("live.rings", {"ref": number}, _takes(number))
        await tell_staff(context, await everybody(tx), rings, at_once=there)


def _answers(number: int) -> tuple[Button, ...]:
    return (Button.to("sig", number), end_button(number))


def _takes(number: int) -> tuple[Button, ...]:
    return (
        Button.to("tagsamtale", number),
        Button.to("samtale", number),
    )


def _received(context: Context) -> Message:
    """When somebody will answer; a child is also told what not to write."""
    staffed, now = context.library.staffed, context.now
    form = "child_" if context.age is AgeBand.UNDER_15 else ""
    if not staffed.known:
        return Message(f"live.{form}received", {}, (end_button(),))
    if staffed.open_at(now):
        return Message(f"live.{form}received_now", {}, (end_button(),))
    at = staffed.next_open(now) or staffed.answer_by(now)
    return Message(f"live.{form}received_later", {"at": at}, (end_button(),))


def ends(said: Said) -> bool:
    """Whether these bare words end a talk."""
    return isinstance(said, Text) and folded(said.text) in ENDS


async def end(context: Context, _: str = "") -> Reply:
    """`/afslut` of a citizen: tell both sides, and offer what was left for the talk."""
    ended = await end_own(context.tx, context.person_id, context.now)
    if ended is not None and ended.holder is not None:
        told = Message("live.left", {"ref": ended.number})
        await tell_staff(context, [ended.holder], told, at_once=True)
    if ended is None and not in_it(context):
        return say("live.none")
    return Reply((Message("live.ended"),), await _again(context))


async def _again(context: Context) -> Begin | None:
    """The draft that was left last."""
    kept = await newest_draft(context.tx, context.talk_id, context.now)
    return Begin(kept.flow, kept.answers.get("args", {})) if kept else None


async def resume(context: Context, _: str) -> Reply:
    """`/videre`: continue the draft that was left last."""
    begin = await _again(context)
    return Reply(begin=begin) if begin else say("live.nothing_left")


async def _save(context: Context, answers: Answers, key: str) -> None:
    if key == "fifteen" and answers["fifteen"] is not None:
        await remember_age(context, answers["fifteen"])


async def _finish(_: Context, __: Answers) -> Reply:
    return say("live.ended")


def _begins(answers: Answers, _: Context) -> bool:
    return not answers.args.get(ON)


def _goes_on(answers: Answers, _: Context) -> bool:
    return bool(answers.args.get(ON))


LIVE = Flow(
    name="live",
    version=1,
    steps=(
        YesNo(key="fifteen", when=age_is_unknown, optional=True),
        TextStep(key="words", when=_begins, most=WORDS_LONGEST),
        TextStep(key=ON, when=_goes_on, most=WORDS_LONGEST),
    ),
    finish=_finish,
    save=_save,
)
"""Its last two questions are not walked: handlers/dialogue/caring.py calls `heard`."""
