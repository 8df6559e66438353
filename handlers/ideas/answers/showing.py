"""Shows the ready answers to staff: the list by purpose, one in full, its earlier versions, those
deleted.

Must not change any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from handlers.conversation.numbers import id_and_words
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Values
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row, say
from handlers.ideas.acts import ANSWERED
from storage.cases.queries import template, templates
from storage.cases.tables import Template
from storage.library.queries import standing, versions
from storage.library.rules import Subject
from storage.library.tables import Change
from storage.people.rules import Role

ALWAYS = "always"
"""The value for an answer that is offered for every act."""

WHEN = (ALWAYS, *ANSWERED)
"""The purposes of an answer, in the order of the list."""

FIELDS = ("title", "act", "da", "en")
"""The fields of an answer; each can be changed alone."""

PAGE = 20
"""How many answers a page of the list has."""

MOST_VERSIONS = 10
QUOTED = 200
"""An earlier version is quoted up to this many characters; all of it is shown before it is
restored.
"""

ALL = Button.to("svarene")
NEW = Button.to("nytsvar")
DELETED = Button.to("hentsvar")


async def show_all(context: Context, rest: str) -> Reply:
    """`/svarene`, `/svarene plads`: all answers, or those with a word; a number is the page."""
    context.staff()
    number, after = id_and_words(rest)
    page, words = (number, after) if number else (1, rest)
    everything = sorted(await templates(context.tx), key=_place)
    found = [each for each in everything if _has(each, words)]
    if words and len(found) == 1:
        return Reply((await whole(context, found[0]),))
    shown = found[PAGE * (page - 1) : PAGE * page]
    ways = (*((ALL,) if words or page > 1 else ()), *await _ways(context))
    if not shown:
        return say("answers.not_found" if everything else "answers.none", *ways)
    more = Button(f"/svarene {page + 1} {words}".strip(), "answers.more")
    buttons = (*map(_see, shown), *((more,) if found[PAGE * page :] else ()), *ways)
    card = Card("", tuple(_by_act(context, shown)), buttons, "/desk/svar")
    return Reply((Message("answers.all", {"n": len(found)}, card=card),))


def when(act: str | None) -> str:
    """The text key for an answer's purpose."""
    return act if act in WHEN else ALWAYS


def _place(found: Template) -> int:
    return WHEN.index(when(found.act))


def _has(found: Template, words: str) -> bool:
    here = folded(f"{found.title} {found.da} {found.en}")
    return all(word in here for word in folded(words).split())


def _see(found: Template) -> Button:
    return Button(f"/svarkort {found.id}", label=found.title)


def _by_act(context: Context, shown: Sequence[Template]) -> Iterator[Row]:
    for place, group in groupby(shown, _place):
        titles: Values = {"things": [_title(context, each) for each in group]}
        yield Row(f"answer_words.act_{WHEN[place]}", text_key="common.listed", values=titles)


def _title(context: Context, found: Template) -> str:
    """The name of an answer. One without English says so, as in the choices of a decision."""
    if found.en:
        return found.title
    return context.pen("decide.answer_da", title=found.title)


async def _ways(context: Context) -> tuple[Button, ...]:
    """What a coordinator can do besides reading."""
    if not context.may(Role.COORDINATOR):
        return ()
    return (NEW, DELETED) if await _deleted(context) else (NEW,)


async def show_one(context: Context, rest: str) -> Reply:
    """`/svarkort 3`: one answer in full."""
    found = await named(context, rest)
    return say("answers.which", ALL) if found is None else Reply((await whole(context, found),))


async def named(context: Context, rest: str) -> Template | None:
    """The answer with the number that a colleague gave."""
    context.staff()
    number, _ = id_and_words(rest)
    return await template(context.tx, number) if number else None


async def whole(context: Context, found: Template) -> Message:
    """An answer as a message, with what can be done with it."""
    known = await versions(context.tx, Subject.ANSWER, str(found.id), 2)
    rows = [
        Row("answer_words.act_label", text_key=f"answer_words.act_{when(found.act)}"),
        Row("answer_words.da_label", found.da),
        Row("answer_words.en_label", found.en or None, "answer_words.en_without"),
    ]
    for last in known[:1]:
        by: Values = {"name": last.by_name, "at": last.at}
        rows.append(Row("answers.changed", text_key="answers.changed_by", values=by))
    acts = _acts(found, earlier=len(known) > 1) if context.may(Role.COORDINATOR) else ()
    card = Card("", tuple(rows), (*acts, ALL), "/desk/svar")
    return Message("answers.one", {"title": found.title}, card=card)


def _acts(found: Template, *, earlier: bool) -> Iterator[Button]:
    for field in FIELDS:
        yield Button(f"/retsvar {found.id} {field}", f"answers.change_{field}")
    if earlier:
        yield Button(f"/hentsvar {found.id}", "answers.earlier")
    yield Button.to("sletsvar", found.id)


async def deleted(context: Context) -> Reply:
    """The deleted answers, last deleted first, with buttons to restore them."""
    gone = (await _deleted(context))[:PAGE]
    known = [await versions(context.tx, Subject.ANSWER, each.key, 2) for each in gone]
    ways = (Button(_again(had), label=had.content["title"]) for _, had in known if had.content)
    return say("answers.deleted" if known else "answers.none_deleted", *ways, ALL)


async def _deleted(context: Context) -> list[Change]:
    found = await standing(context.tx, Subject.ANSWER)
    return [each for each in reversed(found) if each.content is None]


async def earlier(context: Context, number: int) -> Reply:
    """The earlier versions of an answer, newest first, with buttons to restore them."""
    known = await versions(context.tx, Subject.ANSWER, str(number), MOST_VERSIONS)
    before = [each for each in known[1:] if each.content]
    if not before:
        return say("answers.no_earlier", ALL)
    lines = "\n\n".join(_was(context, each) for each in before)
    ways = (Button(_again(had), "answers.take_up", values={"at": had.at}) for had in before)
    return say("answers.earlier_ones", *ways, ALL, lines=lines)


def _was(context: Context, had: Change) -> str:
    words = had.content["da"]
    quoted = words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"
    said: Values = {"title": had.content["title"], "words": quoted}
    values: Values = {**said, "name": had.by_name, "at": had.at}
    return context.pen("answers.was", **values)


def _again(had: Change) -> str:
    return f"/hentsvar {had.key} {had.number}"
