"""Walks through a flow: which question is next, what an answer does, how to go back.

Its whole state is in a Walk. Must not know any flow by name, nor any channel.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.conversation import questions
from handlers.conversation.flow import (
    Answer,
    Choice,
    Flow,
    ReadStep,
    Step,
    TextStep,
    Unread,
)
from handlers.conversation.parsers import Invalid, ToConfirm, folded, parse, pick, yes_or_no
from handlers.conversation.values import Begin, Context, Message, Press, Said, Text
from handlers.conversation.walk import CHANGE, CONFIRM, DRAFT, SUMMARY, Turn, Walk, left


async def begin(context: Context, flow: Flow, start: Begin) -> Turn:
    """Begin a flow: its refusal, or its first question. Questions answered in `start.given` are
    skipped.
    """
    walk = Walk(flow, args=start.args)
    if flow.role is not None and not context.may(flow.role):
        return Turn((Message("common.not_allowed"),))
    if flow.opens is not None:
        refused = await flow.opens(context, walk.answers)
        if refused is not None:
            return left(refused)
    for key, words in start.given.items():
        step = flow.step(key)
        if step is None:
            continue
        parsed = await _parsed(context, walk, step, Text(words))
        if isinstance(parsed, Answer):
            walk = walk.with_answer(key, parsed)
    return await onward(context, walk)


async def onward(context: Context, walk: Walk) -> Turn:
    """Ask the next question; after the last one show the summary, or end the flow."""
    step = _next(context, walk)
    if step is not None:
        return await ask(context, replace(walk, step=step.key))
    if walk.flow.summary and walk.step != SUMMARY:
        return await ask(context, replace(walk, step=SUMMARY))
    return left(await walk.flow.finish(context, walk.answers))


async def ask(context: Context, walk: Walk) -> Turn:
    """Put the question at which the walk stands, for the first time or again."""
    step = walk.flow.step(walk.step or "")
    if step is not None:
        return Turn((await questions.question(context, walk.flow, walk.answers, step),), walk)
    if walk.step == CONFIRM and walk.pending:
        key, pending = walk.pending
        return Turn((questions.read_back(walk.flow.step(key), pending),), walk)
    if walk.step == CHANGE:
        return Turn((questions.which_to_change(context, walk.flow, walk.answers),), walk)
    if walk.step == DRAFT:
        return Turn((questions.draft(),), walk)
    if walk.step == SUMMARY:
        return Turn((await questions.summary(context, walk.flow, walk.answers),), walk)
    return await onward(context, replace(walk, step=None))


async def answer(context: Context, walk: Walk, said: Said) -> Turn:
    """Take an answer to the question at which the walk stands."""
    if walk.step == DRAFT:
        return await _answer_draft(context, walk, said)
    if walk.step == CONFIRM and walk.pending:
        return await _answer_confirm(context, walk, said)
    if walk.step == SUMMARY:
        return await _answer_summary(context, walk, said)
    if walk.step == CHANGE:
        return await _answer_change(context, walk, said)
    step = walk.flow.step(walk.step or "")
    if step is None:
        return await onward(context, walk)
    parsed = await _parsed(context, walk, step, said)
    if isinstance(parsed, Invalid):
        return await _refused(context, walk, Message(parsed.key, parsed.values))
    if isinstance(parsed, ToConfirm):
        pending = replace(walk, step=CONFIRM, pending=(step.key, parsed.answer))
        return await ask(context, pending)
    return await _accepted(context, walk, step.key, parsed)


async def back(context: Context, walk: Walk) -> Turn:
    """Go back to the question before, and remove its answer."""
    if walk.step == CONFIRM and walk.pending:
        return await ask(context, replace(walk, step=walk.pending[0], pending=None))
    if not walk.path:
        return await _again(context, walk, Message("common.first_question"))
    last = walk.path[-1]
    return await ask(context, replace(walk.without(last), step=last, pending=None))


async def skip(context: Context, walk: Walk) -> Turn:
    """Leave an optional question unanswered."""
    step = walk.flow.step(walk.step or "")
    if step is None or not step.optional:
        return await _again(context, walk, Message("common.cannot_skip"))
    return await _accepted(context, walk, step.key, Answer(None, ""))


async def corrected(context: Context, walk: Walk, before: str, words: str) -> Walk | None:
    """The walk with an earlier answer replaced, after its author edited that message. None when no
    answer has these words, or the new ones do not fit.
    """
    for key, given in walk.given.items():
        step = walk.flow.step(key)
        if isinstance(step, TextStep) and given.value == before.strip():
            parsed = await _parsed(context, walk, step, Text(words))
            if not isinstance(parsed, Answer):
                return None
            walk = replace(walk, given={**walk.given, key: parsed})
            if walk.flow.save is not None:
                await walk.flow.save(context, walk.answers, key)
            return walk
    return None


async def _accepted(context: Context, walk: Walk, key: str, answer: Answer) -> Turn:
    walk = _still_asked(context, walk.with_answer(key, answer))
    if walk.flow.save is not None:
        await walk.flow.save(context, walk.answers, key)
    return await onward(context, walk)


def _still_asked(context: Context, walk: Walk) -> Walk:
    """The walk without answers to questions that a changed answer has made superfluous."""
    for step in walk.flow.steps:
        if step.key in walk.given and not step.when(walk.answers, context):
            walk = walk.without(step.key)
    return walk


async def offers(context: Context, walk: Walk, said: Said) -> bool:
    """Whether these words are an answer that the open question offers, or the beginning of one.

    Where the question takes free words, only a whole suggestion counts.
    """
    step = walk.flow.step(walk.step or "")
    if step is None or not isinstance(said, Text) or said.text.lstrip().startswith("/"):
        return False
    choices = await questions.choices(context, walk.flow, walk.answers, step)
    typed, own_words = folded(said.text), isinstance(step, TextStep)
    labels = [folded(choice.label or "") for choice in choices]
    return typed in labels or any(
        label.startswith(f"{typed} ") for label in labels if not own_words
    )


async def _parsed(context: Context, walk: Walk, step: Step, said: Said) -> Any:
    choices = await questions.choices(context, walk.flow, walk.answers, step)
    if isinstance(step, TextStep) and isinstance(said, Text):
        said = _suggested(choices, said)
    parsed = await parse(step, said, context, choices)
    if isinstance(step, ReadStep) and isinstance(parsed, Answer):
        read = await step.read(context, walk.answers, parsed.words)
        return Invalid(read.key, read.values) if isinstance(read, Unread) else read
    return parsed


def _suggested(choices: tuple[Choice, ...], said: Text) -> Text | Press:
    """A suggestion, named by its number or its whole label; all else stays as it was typed."""
    labels = [choice.label or "" for choice in choices]
    typed = folded(said.text)
    if not (typed.isdecimal() or typed in map(folded, labels)):
        return said
    index = pick(labels, said.text)
    return said if index is None else Press(0, choices[index].value)


async def _again(context: Context, walk: Walk, first: Message) -> Turn:
    """Say something, then put the same question again; the answers so far are kept."""
    turn = await ask(context, walk)
    return replace(turn, messages=(first, *turn.messages))


async def _refused(context: Context, walk: Walk, first: Message) -> Turn:
    """The same, marking that the words were no answer to the question."""
    return replace(await _again(context, walk, first), refused=True)


async def _answer_draft(context: Context, walk: Walk, said: Said) -> Turn:
    wants = yes_or_no(said)
    if wants is None:
        return await _refused(context, walk, Message("common.yes_or_no"))
    if wants:
        return await onward(context, replace(walk, step=None))
    return await begin(context, walk.flow, Begin(walk.flow.name, walk.args))


async def _answer_confirm(context: Context, walk: Walk, said: Said) -> Turn:
    wants = yes_or_no(said)
    if walk.pending is None:
        return await onward(context, walk)
    key, pending = walk.pending
    if wants:
        return await _accepted(context, walk, key, pending)
    once_more = replace(walk, step=key, pending=None)
    if wants is None and isinstance(said, Text):
        return await answer(context, once_more, said)
    return await ask(context, once_more)


async def _answer_summary(context: Context, walk: Walk, said: Said) -> Turn:
    if isinstance(said, Press) and said.value == "change":
        return await ask(context, replace(walk, step=CHANGE))
    wants = yes_or_no(said)
    if wants:
        return await onward(context, walk)
    change = context.pen("common.change")
    if wants is False or (isinstance(said, Text) and pick([change], said.text) == 0):
        return await ask(context, replace(walk, step=CHANGE))
    return await _refused(context, walk, Message("common.yes_or_no"))


async def _answer_change(context: Context, walk: Walk, said: Said) -> Turn:
    keys = questions.answered(walk.flow, walk.answers)
    labels = [questions.label(context, walk.flow, key) for key in keys]
    if isinstance(said, Press):
        chosen = said.value if said.value in keys else None
    else:
        index = pick(labels, said.text) if isinstance(said, Text) else None
        chosen = None if index is None else keys[index]
    if chosen is None:
        return await _refused(context, walk, Message("common.pick_one"))
    return await ask(context, replace(walk.without(chosen), step=chosen))


def _next(context: Context, walk: Walk) -> Step | None:
    for step in walk.flow.steps:
        if step.key not in walk.given and step.when(walk.answers, context):
            return step
    return None
