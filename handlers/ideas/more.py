"""Questions after the receipt, for more about the idea; all of them may be skipped.

Each answer is saved by itself, so nothing is lost when somebody stops halfway. `/vedhaeft 12` adds
one more picture or recording, until the idea is decided.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from handlers.conversation.age import age_is_unknown, is_fifteen, remember_age
from handlers.conversation.flow import (
    Answers,
    Choice,
    Condition,
    FileStep,
    Flow,
    OneOf,
    TextStep,
    YesNo,
)
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.ideas.mine import not_theirs, only_case, show_mine
from storage.ideas.actions import tell_more
from storage.ideas.queries import case_for_citizen, promised_to
from storage.ideas.rules import DETAIL_LONGEST, Act, Kind, Theme, TooLate
from storage.ideas.rules import Context as Situation

EVERYWHERE = "all"
UNSURE = "unsure"
NOTHING_TO_KEEP = frozenset({EVERYWHERE, UNSURE})
FIELDS = frozenset(
    {"kind", "value", "own_part", "together_with", "theme", "branch", "context", "file"}
)


def _wants(answers: Answers, _: Context) -> bool:
    return bool(answers["more"])


def _and(condition: Condition) -> Condition:
    return lambda answers, context: _wants(answers, context) and condition(answers, context)


def _branch_matters(answers: Answers, context: Context) -> bool:
    return not answers.args.get("branch") and len(context.library.branches) > 1


async def branches(context: Context, _: Answers) -> tuple[Choice, ...]:
    """The branches of the library, and all of them."""
    houses = tuple(Choice(branch.slug, branch.name) for branch in context.library.branches)
    everywhere = context.pen("more.branch_all")
    return (*houses, Choice(EVERYWHERE, everywhere))


async def _save(context: Context, answers: Answers, key: str) -> None:
    if key == "fifteen" and answers["fifteen"] is not None:
        await remember_age(context, answers["fifteen"])
    if key not in FIELDS:
        return
    field, value = _as_kept(key, answers[key])
    number = answers.args["case"]
    if key == "file" and value:  # the picture and its caption belong to the case
        context.about = number
    with suppress(TooLate):  # decided meanwhile: the answer stays in the talk
        await tell_more(context.tx, context.person_id, number, field, value, context.now)


def _as_kept(key: str, value: Any) -> tuple[str, Any]:
    if key == "file":
        return "files", [] if value is None else [value]
    return key, None if value in NOTHING_TO_KEEP else value


async def _thank(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    promised = await promised_to(context.tx, context.person_id, number)
    see = Button.to("sag", number)
    told = "thanks" if answers["more"] else "enough"
    if promised is None:
        return Reply((Message(f"more.{told}_no_date", {}, (see,)),))
    return Reply((Message(f"more.{told}", {"date": promised}, (see,)),))


async def attach(context: Context, rest: str) -> Reply:
    """`/vedhaeft 12` asks for a picture or a recording."""
    number, _ = number_and_words(context, rest)
    number = number or await only_case(context)
    return (
        Reply(begin=Begin("attach", {"case": number})) if number else await show_mine(context, "")
    )


async def _may_attach(context: Context, answers: Answers) -> Reply | None:
    number = answers.args["case"]
    case = await case_for_citizen(context.tx, context.person_id, number)
    if case is None:
        return not_theirs()
    return None if Act.TELL_MORE in case.acts else _in_words("attach.too_late", number)


def _in_words(key: str, number: int) -> Reply:
    return say(key, Button.to("tilfoej", number), ref=number)


async def _which(_: Context, answers: Answers) -> Values:
    return {"ref": answers.args["case"]}


async def _attached(_: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    if answers["file"] is None:
        return _in_words("attach.child", number)
    return say("attach.done", Button.to("sag", number), ref=number)


MORE = Flow(
    name="more",
    version=1,
    steps=(
        YesNo(key="more"),
        OneOf(key="kind", when=_wants, optional=True, choices=tuple(Kind)),
        TextStep(key="value", when=_wants, optional=True, most=DETAIL_LONGEST),
        TextStep(key="own_part", when=_wants, optional=True, most=DETAIL_LONGEST),
        TextStep(key="together_with", when=_wants, optional=True, most=DETAIL_LONGEST),
        OneOf(key="theme", when=_wants, optional=True, choices=(*Theme, UNSURE)),
        OneOf(key="branch", when=_and(_branch_matters), optional=True, choices=branches),
        OneOf(key="context", when=_wants, optional=True, choices=tuple(Situation)),
        YesNo(key="fifteen", when=_and(age_is_unknown), optional=True),
        FileStep(key="file", when=_and(is_fifteen), optional=True),
    ),
    finish=_thank,
    save=_save,
    adds="add",
)

ATTACH = Flow(
    name="attach",
    version=1,
    steps=(
        YesNo(key="fifteen", when=age_is_unknown),
        FileStep(key="file", when=is_fifteen, values=_which),
    ),
    finish=_attached,
    opens=_may_attach,
    save=_save,
)
