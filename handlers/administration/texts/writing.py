"""Rewording a text in a chat, one language at a time and with a yes; and restoring an earlier
version.
"""

from __future__ import annotations

from typing import Any

from handlers.administration.texts.examples import examples
from handlers.administration.texts.showing import (
    ANOTHER,
    Words,
    has_text,
    seen,
    standing,
    whole,
)
from handlers.conversation.flow import Answer, Answers, Flow, ReadStep, Unread, YesNo
from handlers.conversation.rewording import (
    LONGEST,
    Written,
    doubts,
    filled,
    fits,
    placeholders,
    tidied,
    written,
    wrong,
)
from handlers.conversation.texts import Values, parsed
from handlers.conversation.values import Begin, Button, Context, Reply, say
from storage.library.actions import change as keep
from storage.library.queries import version, versions
from storage.library.rules import Overtaken, Subject
from storage.library.tables import Change
from storage.people.rules import Language, NotAllowed, Role

FORMS = ("one", "other")
MOST_VERSIONS = 10
ORIGINAL = "0"
"""The number that stands for the original text on a button."""


async def change(context: Context, rest: str) -> Reply:
    """`/rettekst news.approve da` shows the present words and asks for the new ones."""
    key, _, side = rest.strip().partition(" ")
    if not has_text(context.texts, key):
        return say("texts.which")
    if side not in set(Language):
        return Reply((await whole(context, key),))
    _, args = await seen(context, key)
    return Reply(begin=Begin("text_words", {**args, "side": side}))


async def _stands(context: Context, answers: Answers) -> Written:
    """The words in the language that is changed, with those that were answered so far."""
    words, _ = await seen(context, answers.args["key"])
    given = {form: answers[form] for form in FORMS if form in answers.given}
    return {**words[Language(answers.args["side"])], **given}


def _asked(form: str) -> ReadStep:
    """The step that asks for one form of the text."""

    async def values(context: Context, answers: Answers) -> Values:
        stands, places = await _stands(context, answers), _places(context, answers, form)
        ask = "text_words.ask_keeping" if places else "text_words.ask"
        asks = context.pen(ask, places=places)
        return {"words": stands[form], "ask": asks}

    async def read(context: Context, answers: Answers, words: str) -> Answer | Unread:
        key, side = answers.args["key"], Language(answers.args["side"])
        original = written(context.texts.original(key, side))[form]
        mine = tidied(words, original)
        all_of_it = {**await _stands(context, answers), form: mine}
        why = [
            context.pen(f"wrong.{each.why}", about=each.about)
            for each in wrong(context.texts, key, side, all_of_it)
        ]
        return Unread("texts.refused", {"why": "\n".join(why)}) if why else Answer(mine, mine)

    def is_there(answers: Answers, context: Context) -> bool:
        original = context.texts.original(answers.args["key"], Language(answers.args["side"]))
        return form in original

    return ReadStep(key=form, when=is_there, values=values, read=read, most=LONGEST)


def _places(context: Context, answers: Answers, form: str) -> list[str]:
    """The placeholders that a form must keep; the singular need not name its number."""
    original = context.texts.original(answers.args["key"], Language(answers.args["side"]))
    found = placeholders({"other": original[form]})
    return [str(each) for each in found if not (form == "one" and each.name == "n")]


async def _sure(context: Context, answers: Answers) -> Values:
    """The last question: the words with examples in them, and what about them is hard to read."""
    key, side = answers.args["key"], Language(answers.args["side"])
    pen, words = context.pen, await _stands(context, answers)
    told = []
    if placeholders(context.texts.original(key, side)):
        values = examples(context.texts, context.library, side)
        forms = parsed(key, dict(words) if "one" in words else words["other"])
        read = " / ".join(filled(form, values) for form in forms.values())
        told.append(pen("texts.reads", words=read))
    hard = [
        pen(f"wrong.{each.rule}", about=each.found) for each in doubts(context.texts, key, words)
    ]
    told.append(pen("texts.doubts" if hard else "texts.sure", remarks="\n".join(hard)))
    return {"ask": "\n".join(told)}


async def _save(context: Context, answers: Answers) -> Reply:
    words, _ = await seen(context, answers.args["key"])
    mine = {Language(answers.args["side"]): await _stands(context, answers)}
    return await _kept(context, answers, {**words, **mine})


async def _kept(context: Context, answers: Answers, words: Words) -> Reply:
    """Save what differs from the original, unless a colleague was faster."""
    key, texts, by = answers.args["key"], context.texts, context.staff()
    original = standing(texts, key, None)
    content = {str(each): dict(own) for each, own in words.items() if own != original[each]}
    now, seen_then = context.now, answers.args["seen"]
    try:
        await keep(context.tx, by, Subject.TEXT, key, content or None, now, seen=seen_then)
    except NotAllowed:
        return say("common.not_allowed")
    except Overtaken as faster:
        return say("texts.overtaken", _see(key), name=faster.by_name or "?")
    return say("texts.saved", _see(key), ANOTHER)


def _see(key: str) -> Button:
    return Button(f"/tekst {key}", "texts.see")


async def take_up(context: Context, rest: str) -> Reply:
    """`/henttekst news.approve` lists the earlier versions; `/henttekst news.approve 17` restores
    that one, and 0 the original, after a yes.
    """
    key, _, number = rest.strip().partition(" ")
    if not has_text(context.texts, key):
        return say("texts.which")
    content = None
    if number != ORIGINAL:
        which = int(number) if number.isdecimal() and len(number) < 10 else 0
        found = await version(context.tx, Subject.TEXT, key, which)
        if found is None or found.content is None:
            return await _earlier(context, key)
        content = found.content
    if not fits(context.texts, key, content):
        return say("texts.misfit", _see(key))
    _, args = await seen(context, key)
    return Reply(begin=Begin("text_again", {**args, "content": content}))


async def _earlier(context: Context, key: str) -> Reply:
    known = await versions(context.tx, Subject.TEXT, key, MOST_VERSIONS)
    before = [each for each in known[1:] if each.content]
    if not before:
        return say("texts.no_earlier", _see(key))
    return say(
        "texts.earlier_ones",
        *(_take_up(key, each) for each in before),
        _see(key),
        lines="\n\n".join(_was(context, each) for each in before),
    )


def _take_up(key: str, had: Change) -> Button:
    return Button(f"/henttekst {key} {had.number}", "texts.take_up", values={"at": had.at})


def _was(context: Context, had: Change) -> str:
    values: Values = {"words": _in_lines(had.content.values()), "name": had.by_name, "at": had.at}
    return context.pen("texts.was", **values)


def _in_lines(sides: Any) -> str:
    return "\n".join(" / ".join(forms.values()) for forms in sides)


async def _will_stand(context: Context, answers: Answers) -> Values:
    words = standing(context.texts, answers.args["key"], answers.args["content"])
    return {"words": _in_lines(words.values())}


async def _again(context: Context, answers: Answers) -> Reply:
    key = answers.args["key"]
    if not answers["sure"]:
        return say("texts.stays", _see(key))
    return await _kept(context, answers, standing(context.texts, key, answers.args["content"]))


FLOWS = (
    Flow(
        name="text_words",
        version=1,
        steps=tuple(map(_asked, FORMS)),
        finish=_save,
        summary=True,
        preview=_sure,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
    Flow(
        name="text_again",
        version=1,
        steps=(YesNo(key="sure", values=_will_stand),),
        finish=_again,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
)
