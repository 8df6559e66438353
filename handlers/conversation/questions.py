"""How a question is put: its words, its buttons, and what a channel needs to draw it.

Must not take answers or move a walk.
"""

from __future__ import annotations

from typing import Any

from handlers.conversation.flow import (
    Answer,
    Answers,
    Choice,
    DateStep,
    FileStep,
    Flow,
    ManyOf,
    NumberStep,
    OneOf,
    ReadStep,
    Step,
    TextStep,
    YesNo,
)
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Context, Message

KINDS: dict[type[Step], str] = {
    TextStep: "text",
    ReadStep: "text",
    OneOf: "one",
    ManyOf: "many",
    YesNo: "yes_no",
    NumberStep: "number",
    FileStep: "file",
    DateStep: "when",
}

BACK = Button("/tilbage", "common.back", quiet=True)
SKIP = Button("/spring", "common.skip", quiet=True)
CANCEL = Button("/annuller", "common.cancel", quiet=True)
YES = Button("yes", "common.yes")
NO = Button("no", "common.no")


async def question(context: Context, flow: Flow, answers: Answers, step: Step) -> Message:
    """A step's question, with a button for each choice and the ways out."""
    values: Values = await step.values(context, answers) if step.values else {}
    options = await choices(context, flow, answers, step)
    buttons = tuple(Button(choice.value, label=choice.label) for choice in options)
    ways_out = (*((BACK,) if answers.given else ()), *((SKIP,) if step.optional else ()), CANCEL)
    return Message(
        f"{flow.name}.{step.key}",
        values,
        (*buttons, *ways_out),
        ask=_form(context, flow, answers, step),
    )


async def choices(context: Context, flow: Flow, answers: Answers, step: Step) -> tuple[Choice, ...]:
    """A step's choices with their words, from code or from a query."""
    if isinstance(step, YesNo):
        return tuple(Choice(value, context.pen(f"common.{value}")) for value in ("yes", "no"))
    source = (
        step.choices
        if isinstance(step, OneOf | ManyOf)
        else step.suggestions
        if isinstance(step, TextStep)
        else ()
    )
    if callable(source):
        return await source(context, answers)
    return tuple(Choice(value, context.pen(f"{flow.name}.{step.key}_{value}")) for value in source)


def _form(context: Context, flow: Flow, answers: Answers, step: Step) -> dict[str, Any]:
    """What a page needs to draw the question: its kind, limits and position among the others."""
    asked = [s.key for s in flow.steps if s.key in answers.given or s.when(answers, context)]
    form: dict[str, Any] = {
        "kind": KINDS[type(step)],
        "step": asked.index(step.key) + 1 if step.key in asked else None,
        "of": len(asked),
        "optional": step.optional,
        "max": step.most if isinstance(step, TextStep) else None,
    }
    if isinstance(step, FileStep):
        form["accept"] = ["image", "audio"]
    return form


def read_back(step: Step | None, answer: Answer) -> Message:
    """What was understood, for a yes; for words that look like no language, the question whether
    they are meant.
    """
    odd = isinstance(step, TextStep)
    key, values = ("odd", {}) if odd else ("understood", {"words": answer.words})
    return Message(f"common.{key}", values, (YES, NO, CANCEL), ask=_yes_no())


def draft() -> Message:
    """The question whether to continue a draft."""
    return Message("common.draft_kept", {}, (YES, NO), ask=_yes_no())


async def summary(context: Context, flow: Flow, answers: Answers) -> Message:
    """All answers at a glance, for a yes or a change."""
    looked_up: Values = await flow.preview(context, answers) if flow.preview else {}
    told = "\n".join(
        f"{label(context, flow, key)}: {answers.words(key)}" for key in answered(flow, answers)
    )
    key = f"{flow.name}.check"
    change = Button("change", "common.change")
    return Message(
        key if context.texts.has(key) else "common.check",
        {**looked_up, "answers": told},
        (YES, change, CANCEL),
        ask=_yes_no(),
    )


def which_to_change(context: Context, flow: Flow, answers: Answers) -> Message:
    """The question which answer to change."""
    buttons = tuple(Button(key, label=label(context, flow, key)) for key in answered(flow, answers))
    return Message("common.which", {}, (*buttons, CANCEL), ask={"kind": "one", "optional": False})


def answered(flow: Flow, answers: Answers) -> list[str]:
    """The questions whose answers are shown, in the flow's order."""
    return [step.key for step in flow.steps if answers.words(step.key)]


def label(context: Context, flow: Flow, key: str) -> str:
    """The name of a question in a summary."""
    return context.pen(f"{flow.name}.{key}_label")


def _yes_no() -> dict[str, Any]:
    return {"kind": "yes_no", "optional": False}
