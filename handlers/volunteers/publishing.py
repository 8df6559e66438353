"""Changes and publishes the model for volunteering in conversation.

One section at a time is sent as a message, into the same draft as at the desk. Before publishing,
the changes are shown for one yes.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.flow import (
    Answer,
    Answers,
    Choice,
    Flow,
    OneOf,
    ReadStep,
    TextStep,
    Unread,
    YesNo,
)
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.volunteers.model import DRAFTING, HEADING, draft, parts, whole
from storage.cases.rules import NotValid
from storage.library.queries import versions
from storage.library.rules import Overtaken, Subject
from storage.people.rules import Language, NotAllowed, Role
from storage.volunteers.actions import PUBLISHED, save_model
from storage.volunteers.rules import TITLE_LONGEST

NEW, ALL = "new", "all"
ONE_MESSAGE = 3900
"""The most characters of one message, in any channel."""

MOST_EDITIONS = 500
SIDES = tuple(map(str, Language))
CHANGE, PUBLISH = DRAFTING
AGAIN = Button("/retmodel", "model_edit.more")

Parts = Sequence[tuple[str, str]]


async def change(context: Context, _: str) -> Reply:
    """`/retmodel`: which section to change, and its new text."""
    context.staff()
    seen, _words = await draft(context.tx, context.texts)
    return Reply(begin=Begin("model_edit", {"seen": seen}))


async def _parts(context: Context, answers: Answers) -> list[tuple[str, str]]:
    _, words = await draft(context.tx, context.texts)
    return list(parts(words[answers["side"]]))


async def _which(context: Context, answers: Answers) -> tuple[Choice, ...]:
    found = await _parts(context, answers)
    untitled = context.pen("model_edit.part_untitled")
    each = [Choice(str(place), title or untitled) for place, (title, _) in enumerate(found)]
    more = [NEW, *((ALL,) if len(whole(found)) < ONE_MESSAGE else ())]
    return (*each, *(Choice(way, context.pen(f"model_edit.part_{way}")) for way in more))


def _is_new(answers: Answers, _: Context) -> bool:
    return str(answers["part"]) == NEW


async def _stands(context: Context, answers: Answers) -> Values:
    """The text that will be replaced."""
    found, part = await _parts(context, answers), answers["part"]
    if part == NEW:
        key, values = "ask_new", {"title": answers["title"]}
    elif part == ALL:
        key, values = "ask_all", {"words": whole(found)}
    else:
        title, words = found[int(part)] if int(part) < len(found) else ("", "")
        title = title or context.pen("model_edit.part_untitled")
        key, values = "ask_part", {"title": title, "words": words}
    return {"ask": context.pen(f"model_edit.{key}", **values)}


async def _can_go(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """A section can be removed while there are several."""
    if not str(answers["part"]).isdecimal() or len(await _parts(context, answers)) == 1:
        return ()
    return (Choice("remove", _remove(context)),)


def _remove(context: Context) -> str:
    return context.pen("model_edit.remove")


async def _read(context: Context, answers: Answers, words: str) -> Answer | Unread:
    gone = bool(await _can_go(context, answers)) and words == _remove(context)
    return Answer("" if gone else words, words)


def _with(found: list[tuple[str, str]], answers: Answers) -> Parts:
    """The sections with the new text; one that begins with a heading also renames its section."""
    part, words = answers["part"], answers["words"]
    if part == ALL:
        return list(parts(words))
    if part == NEW:
        return [*found, (answers["title"], words)]
    place = int(part)
    title = found[place][0] if place < len(found) else ""
    headed = words.startswith(HEADING) or not words
    new = list(parts(words)) if headed else [(title, words)]
    return [*found[:place], *new, *found[place + 1 :]]


async def _save(context: Context, answers: Answers) -> Reply:
    _, words = await draft(context.tx, context.texts)
    side = answers["side"]
    new = {**words, side: whole(_with(list(parts(words[side])), answers))}
    refused = await _keep(context, new, answers.args["seen"])
    return refused or say("model_edit.saved", AGAIN, PUBLISH)


async def _keep(
    context: Context, words: dict[str, str], seen: int, *, publish: bool = False
) -> Reply | None:
    """Save the draft, or publish it; returns what to say instead when that fails."""
    da, en = (words[side] for side in SIDES)
    try:
        by, now = context.staff(), context.now
        await save_model(context.tx, by, da, en, now, seen=seen, publish=publish)
    except NotAllowed:
        return say("common.not_allowed")
    except NotValid as wrong:
        if not da.strip():
            return say("model_edit.nothing", AGAIN)
        values: Values = {"limit": wrong.limit} if wrong.limit else {}
        return Reply((Message(f"problem.{wrong.problem}", values, (AGAIN,)),))
    except Overtaken as faster:
        return say("model_edit.overtaken", AGAIN, PUBLISH, name=faster.by_name or "?")
    return None


async def publish(context: Context, _: str) -> Reply:
    """`/udgivmodel`: what has changed, in both languages, and a yes."""
    context.staff()
    seen, words = await draft(context.tx, context.texts)
    published = await versions(context.tx, Subject.MODEL, PUBLISHED, MOST_EDITIONS)
    before = published[0].content if published else dict.fromkeys(SIDES, "")
    changed = [side for side in SIDES if words[side].strip() != before[side].strip()]
    if not changed:
        return say("model_publish.same", CHANGE, edition=len(published))
    edition = len(published) + 1
    shown = (
        Message(
            f"model_publish.shown_{side}",
            {"edition": edition, "told": _told(context, before[side], words[side])},
        )
        for side in changed
    )
    return Reply(tuple(shown), begin=Begin("model_publish", {"seen": seen, "edition": edition}))


def _told(context: Context, before: str, after: str) -> str:
    """The sections that are new, changed or removed, with their text. The whole text for the first
    edition, or when two sections have one name.
    """
    had, has = dict(parts(before)), dict(parts(after))
    one_name_each = len([*parts(before), *parts(after)]) == len(had) + len(has)
    if not before.strip() or not one_name_each:
        return after.strip()
    kinds = [
        *(
            (("new" if title not in had else "changed"), title)
            for title in has
            if has[title] != had.get(title)
        ),
        *(("gone", title) for title in had if title not in has),
    ]
    untitled = context.pen("model_edit.part_untitled")
    told = [
        context.pen(f"model_publish.{kind}", title=title or untitled, words=has.get(title, ""))
        for kind, title in kinds
    ]
    return "\n\n".join(told) or context.pen("model_publish.moved")


async def _edition(_: Context, answers: Answers) -> Values:
    return {"edition": answers.args["edition"]}


async def _publish(context: Context, answers: Answers) -> Reply:
    if not answers["sure"]:
        return say("model_publish.kept", CHANGE)
    _, words = await draft(context.tx, context.texts)
    refused = await _keep(context, words, answers.args["seen"], publish=True)
    see = Button.to("frivilligmodel")
    return refused or say("model_publish.done", see, edition=answers.args["edition"])


FLOWS = (
    Flow(
        name="model_edit",
        version=1,
        steps=(
            OneOf(key="side", choices=SIDES),
            OneOf(key="part", choices=_which),
            TextStep(key="title", when=_is_new, most=TITLE_LONGEST),
            ReadStep(
                key="words", values=_stands, suggestions=_can_go, read=_read, most=ONE_MESSAGE
            ),
        ),
        finish=_save,
        role=Role.COORDINATOR,
    ),
    Flow(
        name="model_publish",
        version=1,
        steps=(YesNo(key="sure", values=_edition),),
        finish=_publish,
        role=Role.COORDINATOR,
    ),
)
