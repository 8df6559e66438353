"""Writes a role in conversation: there is a question for each field, and a dialogue asks some of
them.

`ask` in the flow's args names the questions: the fields that a role lacks, or those to change. The
answers are saved by the same act as the form at the desk.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.conversation.flow import (
    Answer,
    Answers,
    Choice,
    Condition,
    DateStep,
    Flow,
    ManyOf,
    OneOf,
    ReadStep,
    Step,
    TextStep,
    Unread,
    YesNo,
)
from handlers.conversation.parsers import yes_or_no
from handlers.conversation.values import Begin, Button, Context, Message, Reply, Text, say
from handlers.volunteers.roles.acts import refused, see
from handlers.volunteers.roles.card import whole
from storage.ideas.rules import LegalPurpose
from storage.people.queries import colleagues
from storage.people.rules import Role
from storage.shifts.actions import review_role
from storage.volunteers.actions import RoleText, save_role
from storage.volunteers.queries import role
from storage.volunteers.rules import (
    LINE_LONGEST,
    SUPPLEMENT,
    TEXT_LONGEST,
    TITLE_LONGEST,
    Time,
)
from storage.volunteers.tables import VolunteerRole

FLOW = "role_words"
ANYWHERE = "anywhere"
BEGINNING = ("title", "does")
"""What every role must have."""

_AND_WORDS = re.compile(
    r"(?:(?P<yes>ja|jo|yes)|nej|no)\b[\s,.:;–-]+(?P<why>\S.*)", re.IGNORECASE | re.DOTALL
)


def asking(found: VolunteerRole | None, *ask: str) -> Reply:
    """Begin a dialogue with some questions, about a role or a new one."""
    args: dict[str, Any] = {"ask": [key for key in KEYS if key in ask]}
    if found is not None:
        args |= {"role": found.id, "seen": found.version}
    lead = (Message("role_words.five_lead"),) if set(SUPPLEMENT) & set(ask) else ()
    return Reply(lead, begin=Begin(FLOW, args))


def _asked(key: str) -> Condition:
    def asked(answers: Answers, _: Context) -> bool:
        return key in answers.args["ask"]

    return asked


async def _yes_or_why(context: Context, _: Answers, words: str) -> Answer | Unread:
    """A yes, perhaps with words; otherwise the reason for a no. A bare no is not enough."""
    plain = yes_or_no(Text(words))
    if plain is not None:
        return Answer([True, ""], words) if plain else Unread("role_words.why_not")
    said = _AND_WORDS.fullmatch(words)
    return Answer([bool(said and said["yes"]), said["why"] if said else words], words)


async def _yes(context: Context, _: Answers) -> tuple[Choice, ...]:
    return (Choice("yes", context.pen("common.yes")),)


async def _purposes(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(each, context.pen(f"purpose.{each}")) for each in LegalPurpose)


async def _times(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(each, context.pen(f"volunteer.times_{each}")) for each in Time)


async def _branches(context: Context, _: Answers) -> tuple[Choice, ...]:
    anywhere = context.pen("role_words.branch_anywhere")
    houses = (Choice(each.slug, each.name) for each in context.library.branches)
    return (Choice(ANYWHERE, anywhere), *houses)


async def _contacts(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(str(c.person_id), c.name) for c in await colleagues(context.tx))


def _text(key: str, most: int = TEXT_LONGEST, *, optional: bool = False) -> Step:
    return TextStep(key=key, when=_asked(key), most=most, optional=optional)


FIVE: tuple[Step, ...] = tuple(
    ReadStep(key=key, when=_asked(key), most=TEXT_LONGEST, suggestions=_yes, read=_yes_or_why)
    for key in SUPPLEMENT
)
"""The five questions come first, after the text that explains them."""

STEPS: tuple[Step, ...] = (
    *FIVE,
    DateStep(key="told_on", when=_asked("told_on"), past=True),
    _text("title", TITLE_LONGEST),
    _text("does"),
    OneOf(key="purpose", when=_asked("purpose"), choices=_purposes),
    _text("adds"),
    _text("supplement"),
    ManyOf(key="times", when=_asked("times"), choices=_times),
    _text("rhythm", LINE_LONGEST, optional=True),
    _text("needs", LINE_LONGEST, optional=True),
    OneOf(key="branch", when=_asked("branch"), choices=_branches),
    _text("insurance", LINE_LONGEST),
    OneOf(key="contact", when=_asked("contact"), choices=_contacts),
    YesNo(key="intro", when=_asked("intro")),
    YesNo(key="children", when=_asked("children")),
)
KEYS = tuple(step.key for step in STEPS)
SKIPPED = tuple(step.key for step in STEPS if step.optional)
"""Fields that may be empty."""


def written(before: RoleText, answers: Answers) -> RoleText:
    """The role's text with the answers in it."""
    new: dict[str, Any] = {key: answers[key] for key in answers.given if key not in SUPPLEMENT}
    new |= {key: new[key] or "" for key in SKIPPED if key in new}
    if "times" in new:
        new["times"] = tuple(new["times"])
    if "branch" in new:
        new["branch"] = None if new["branch"] == ANYWHERE else new["branch"]
    if "contact" in new:
        new["contact"] = int(new["contact"])
    if "told_on" in new:
        new["told_on"] = date.fromisoformat(new["told_on"])
    five = {key: (answers[key][0], answers[key][1]) for key in SUPPLEMENT if key in answers.given}
    return replace(before, **new, answers={**before.answers, **five})


async def _save(context: Context, answers: Answers) -> Reply:
    number = answers.args.get("role")

    async def act() -> Reply:
        had = await role(context.tx, number) if number else None
        before = RoleText.of(had) if had else RoleText("", "")
        kept = await save_role(
            context.tx,
            context.staff(),
            written(before, answers),
            context.now,
            role_id=number,
            seen=answers.args.get("seen"),
        )
        await review_role(context.tx, kept.id, context.now)
        if number and len(answers.args["ask"]) == 1:
            more = Button(f"/retrolle {number}", "roles.change_more")
            return say("roles.saved", see(kept), more)
        done = Message("roles.saved" if number else "roles.made")
        return Reply((done, await whole(context, kept)))

    return await refused(act(), number or 0)


FLOWS = (Flow(name=FLOW, version=1, steps=STEPS, finish=_save, role=Role.COORDINATOR),)
