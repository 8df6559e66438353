"""Writes, changes, restores and deletes a ready answer in conversation.

handlers/conversation/plain.py says how an answer must be written. What no text may be is refused at
its question; what is hard to read is shown with the last question, so it is asked about once.
"""

from __future__ import annotations

from collections.abc import Awaitable

from handlers.conversation.flow import Answer, Answers, Choice, Flow, OneOf, ReadStep, Unread, YesNo
from handlers.conversation.numbers import id_and_words
from handlers.conversation.plain import REFUSED, faults
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.ideas.answers.showing import (
    ALL,
    ALWAYS,
    DELETED,
    FIELDS,
    WHEN,
    deleted,
    earlier,
    named,
    when,
    whole,
)
from storage.cases.actions import NoSuchTemplate, TemplateText, remove_template, save_template
from storage.cases.queries import template
from storage.cases.rules import TEMPLATE_TEXT_LONGEST, TEMPLATE_TITLE_LONGEST
from storage.library.queries import newest, version
from storage.library.rules import Overtaken, Subject
from storage.people.rules import NotAllowed, Role


async def new(context: Context, rest: str) -> Reply:
    """`/nytsvar`, `/nytsvar Fuldt`: asks for all parts of a new answer."""
    context.staff()
    return Reply(begin=Begin("answer_words", {}, {"title": rest} if rest else {}))


async def change(context: Context, rest: str) -> Reply:
    """`/retsvar 3 da`: shows one field and asks for it again; the rest stays."""
    found, field = await named(context, rest), id_and_words(rest)[1]
    if found is None:
        return say("answers.which", ALL)
    if field not in FIELDS:
        return Reply((await whole(context, found),))
    given = _given(context, TemplateText(found.title, found.da, found.en, found.act))
    now = Message("answers.now", {"words": given.pop(field)})
    return Reply((now,), Begin("answer_words", await _seen(context, found.id), given))


def _given(context: Context, text: TemplateText) -> dict[str, str]:
    """The fields of an answer as the answers of this flow."""
    act = context.pen(f"answer_words.act_{when(text.act)}")
    english = text.en or context.pen("answer_words.en_without")
    return {"title": text.title, "act": act, "da": text.da, "en": english}


async def _seen(context: Context, number: int) -> dict[str, int]:
    """The number of the answer, and the version that the colleague sees."""
    found = await newest(context.tx, Subject.ANSWER, str(number))
    return {"answer": number, "seen": found.number if found else 0}


async def take_up(context: Context, rest: str) -> Reply:
    """`/hentsvar`: the deleted answers; `/hentsvar 3`: the earlier versions of one;
    `/hentsvar 3 17`: restore that version, after a yes. A deleted answer becomes a new one.
    """
    context.staff()
    number, words = id_and_words(rest)
    if number is None:
        return await deleted(context)
    which, _ = id_and_words(words)
    found = await version(context.tx, Subject.ANSWER, str(number), which) if which else None
    if found is None or found.content is None:
        return await earlier(context, number)
    args = await _seen(context, number) if await template(context.tx, number) else {}
    given = _given(context, TemplateText(**found.content))
    return Reply(begin=Begin("answer_words", args, given))


async def delete(context: Context, rest: str) -> Reply:
    """`/sletsvar 3`: delete it, after a yes."""
    found = await named(context, rest)
    if found is None:
        return say("answers.which", ALL)
    args = {**await _seen(context, found.id), "title": found.title}
    return Reply(begin=Begin("answer_delete", args))


async def _title(_: Context, answers: Answers) -> Values:
    return {"title": answers.args["title"]}


async def _delete(context: Context, answers: Answers) -> Reply:
    number, title = answers.args["answer"], answers.args["title"]
    if not answers["sure"]:
        return say("answers.stays", Button(f"/svarkort {number}", label=title), title=title)

    async def act() -> Reply:
        by, seen = context.staff(), answers.args["seen"]
        await remove_template(context.tx, by, number, context.now, seen=seen)
        return say("answers.gone", DELETED, ALL, title=title)

    return await _refused(act(), number)


async def _refused(act: Awaitable[Reply], number: int | None) -> Reply:
    """Do it, or say why it cannot be done. An act that raises has changed nothing."""
    try:
        return await act
    except NotAllowed:
        return say("common.not_allowed")
    except NoSuchTemplate:
        return say("answers.which", ALL)
    except Overtaken as faster:
        see = Button.to("svarkort", number)
        return say("answers.overtaken", see, ALL, name=faster.by_name or "?")


async def _in_a_line(_: Context, __: Answers, words: str) -> Answer | Unread:
    title = " ".join(words.split())
    return Answer(title, title)


async def _plain(_: Context, __: Answers, words: str) -> Answer | Unread:
    for fault in faults(words):
        if fault.rule in REFUSED:
            return Unread(f"wrong.{fault.rule}", {"about": fault.found})
    return Answer(words, words)


async def _without(context: Context, _: Answers) -> tuple[Choice, ...]:
    label = context.pen("answer_words.en_without")
    return (Choice("without", label),)


async def _english(context: Context, answers: Answers, words: str) -> Answer | Unread:
    (without,) = await _without(context, answers)
    return Answer("", words) if words == without.label else await _plain(context, answers, words)


async def _sure(context: Context, answers: Answers) -> Values:
    """Values of the last question; what is hard to read is shown there."""
    pen = context.pen
    found = [fault for side in ("da", "en") for fault in faults(answers[side] or "")]
    if not found:
        return {"ask": pen("answers.sure")}
    remarks = (pen(f"wrong.{each.rule}", about=each.found) for each in found)
    return {"ask": pen("answers.doubts", remarks="\n".join(remarks))}


async def _save(context: Context, answers: Answers) -> Reply:
    number, act = answers.args.get("answer"), answers["act"]
    text = TemplateText(
        answers["title"], answers["da"], answers["en"], None if act == ALWAYS else act
    )

    async def save() -> Reply:
        by, seen = context.staff(), answers.args.get("seen")
        kept = await save_template(context.tx, by, text, context.now, template_id=number, seen=seen)
        return Reply((Message("answers.saved"), await whole(context, kept)))

    return await _refused(save(), number)


FLOWS = (
    Flow(
        name="answer_words",
        version=1,
        steps=(
            ReadStep(key="title", most=TEMPLATE_TITLE_LONGEST, read=_in_a_line),
            OneOf(key="act", choices=WHEN),
            ReadStep(key="da", most=TEMPLATE_TEXT_LONGEST, read=_plain),
            ReadStep(key="en", most=TEMPLATE_TEXT_LONGEST, suggestions=_without, read=_english),
        ),
        finish=_save,
        summary=True,
        preview=_sure,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="answer_delete",
        version=1,
        steps=(YesNo(key="sure", values=_title),),
        finish=_delete,
        role=Role.COORDINATOR,
    ),
)
