"""The trials of roles in conversation (S49): begun with a question, ended with a lesson."""

from __future__ import annotations

from datetime import date

from handlers.conversation.flow import Answers, DateStep, Flow, OneOf, TextStep
from handlers.conversation.numbers import id_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, say
from handlers.volunteers.roles.acts import ALL, TRIALS, named, refused
from handlers.volunteers.roles.card import facts, how
from storage.cases.rules import local_day
from storage.people.rules import Role
from storage.volunteers import actions
from storage.volunteers.actions import Lesson
from storage.volunteers.queries import role, trial, trials
from storage.volunteers.rules import TEXT_LONGEST, Verdict

MOST = 12
"""At most this many are shown, running ones first; the desk shows all."""


async def show_all(context: Context, _: str) -> Reply:
    """`/forsoeg`: the running trials, and the lessons of the others."""
    context.staff()
    found = (await trials(context.tx))[:MOST]
    if not found:
        return say("trials.none", ALL)
    today = local_day(context.now)
    lines = [
        context.pen(f"trials.line_{how(each, today)}", title=title, **facts(each))
        for each, title in found
    ]
    going = [(each, title) for each, title in found if each.closed_at is None]
    ends = tuple(
        Button(f"/slutforsoeg {each.id}", "trials.end_one", values={"title": title})
        for each, title in going
        if context.may(Role.COORDINATOR)
    )
    card = Card("", (), (*ends, ALL), "/desk/roller")
    return Reply((Message("trials.all", {"lines": "\n".join(lines)}, card=card),))


async def begin(context: Context, rest: str) -> Reply:
    """`/nytforsoeg 3`: try a role for a while, to learn something."""
    found, words = await named(context, rest)
    if found is None:
        return say("roles.which", ALL)
    given = {"question": words} if words else {}
    return Reply(begin=Begin("trial_begin", {"role": found.id}, given))


async def _begin(context: Context, answers: Answers) -> Reply:
    number = answers.args["role"]

    async def act() -> Reply:
        ends_on = date.fromisoformat(answers["ends_on"])
        question, by = answers["question"], context.staff()
        made = await actions.begin_trial(context.tx, by, number, question, ends_on, context.now)
        found = await role(context.tx, number)
        values: Values = {"title": found.title if found else "", **facts(made)}
        end = Button.to("slutforsoeg", made.id)
        see_role = Button.to("rollekort", number)
        return Reply((Message("trials.begun", values, (end, see_role)),))

    return await refused(act(), number)


async def end(context: Context, rest: str) -> Reply:
    """`/slutforsoeg 5`: the lesson, and what becomes of the role."""
    context.staff()
    number, _ = id_and_words(rest)
    found = await trial(context.tx, number) if number else None
    if found is None:
        return say("trials.which", TRIALS)
    if found[0].closed_at is not None:
        return say("trials.over", TRIALS)
    return Reply(begin=Begin("trial_end", {"trial": found[0].id, "role": found[0].role}))


async def _end(context: Context, answers: Answers) -> Reply:
    number = answers.args["role"]

    async def act() -> Reply:
        lesson = Lesson(*(answers[key] for key in ("worked", "better", "lesson", "verdict")))
        which, by = answers.args["trial"], context.staff()
        closed = await actions.close_trial(context.tx, by, which, lesson, context.now)
        found = await role(context.tx, number)
        values: Values = {"title": found.title if found else "", "lesson": closed.lesson or ""}
        see_role = Button.to("rollekort", number)
        return Reply((Message("trials.ended", values, (see_role, TRIALS)),))

    return await refused(act(), number)


def _words(key: str) -> TextStep:
    return TextStep(key=key, most=TEXT_LONGEST)


FLOWS = (
    Flow(
        name="trial_begin",
        version=1,
        steps=(_words("question"), DateStep(key="ends_on")),
        finish=_begin,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="trial_end",
        version=1,
        steps=(
            *map(_words, ("worked", "better", "lesson")),
            OneOf(key="verdict", choices=tuple(Verdict)),
        ),
        finish=_end,
        role=Role.COORDINATOR,
    ),
)
