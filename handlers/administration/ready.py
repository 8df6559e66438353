"""`/klar`: lists what must still be filled in or confirmed before citizens come, and confirms it.

The same list as on the page. Values that are plain words can be filled in from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.administration.library import IN_WORDS
from handlers.administration.points import (
    CONFIRMED,
    DESK,
    Point,
    State,
    gather,
    missing,
    points,
)
from handlers.conversation.flow import Answers, Finish, Flow, YesNo
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.library.tables import Change
from storage.people.rules import Role

_LIST = Button.to("klar")


async def start(context: Context, rest: str) -> Reply:
    """`/klar` shows the list; `/klar crisis` confirms one thing."""
    return await _confirm(context, rest.strip()) if rest.strip() else await _all(context)


async def _all(context: Context) -> Reply:
    found = points(await gather(context.tx, context.library, context.texts))
    told = [_listed(context, "ready.missing", missing(found)) or Message("ready.none")]
    if look := _listed(context, "ready.look", [p for p in found if p.state is State.LOOK]):
        told.append(look)
    done = [point for point in found if point.state is State.DONE]
    told += [_confirmed(context, each, each.confirmed) for each in done if each.confirmed]
    values: Values = {"n": len(done), "link": f"{context.library.url}{DESK}/klar"}
    return Reply((*told, Message("ready.done", values)))


def _listed(context: Context, key: str, found: Sequence[Point]) -> Message | None:
    """Some points and the ways to put them right; None when there are none."""
    if not found:
        return None
    lines = [f"{_what(context, each)}: {_do(context, each)}" for each in found]
    ways = tuple(way for each in found for way in _ways(context, each))
    return Message(key, {"points": "\n".join(lines)}, ways)


def _ways(context: Context, point: Point) -> Iterator[Button]:
    if point.value in IN_WORDS:
        yield Button(f"/bibliotek {point.value}", f"value.{point.value}")
    if point.confirms:
        what = {"what": _what(context, point)}
        yield Button(f"/klar {point.confirms}", "ready.confirm", values=what)


def _confirmed(context: Context, point: Point, by: Change) -> Message:
    values: Values = {"what": _what(context, point), "by": _by(context, by)}
    undo = Button(f"/ikkeklar {point.confirms}", "ready.undo", values=values)
    return Message("ready.already", values, (undo,))


def _what(context: Context, point: Point) -> str:
    return context.pen(f"check.{point.name}", **point.values)


def _do(context: Context, point: Point) -> str:
    return context.pen(f"check.{point.name}_do", **point.values)


def _by(context: Context, by: Change) -> str:
    values: Values = {"name": by.by_name, "at": by.at}
    return context.pen("ready.confirmed_by", **values)


async def _point(context: Context, name: str) -> Point | None:
    """The point with this name, once there is something to confirm."""
    found = points(await gather(context.tx, context.library, context.texts))
    return next((point for point in found if name and point.confirms == name), None)


async def _confirm(context: Context, name: str) -> Reply:
    if name not in CONFIRMED:
        return say("ready.unknown", _LIST)
    point = await _point(context, name)
    if point is None:
        return say("ready.too_early", _LIST)
    if point.confirmed is not None:
        return Reply((_confirmed(context, point, point.confirmed),))
    now = CONFIRMED[name](context.library, context.texts)
    return Reply(begin=Begin("ready_yes", {"name": name, "now": now}))


async def take_back(context: Context, rest: str) -> Reply:
    """`/ikkeklar crisis` takes back a confirmation."""
    point = await _point(context, rest.strip())
    if point is None:
        return say("ready.unknown", _LIST)
    if point.confirmed is None:
        return say("ready.not_yet", _LIST, what=_what(context, point))
    args = {"name": point.confirms, "seen": point.confirmed.number}
    return Reply(begin=Begin("ready_no", args))


async def _asked(context: Context, answers: Answers) -> Values:
    point = await _point(context, answers.args["name"])
    if point is None:
        return {"what": "", "do": "", "by": ""}
    by = _by(context, point.confirmed) if point.confirmed else ""
    return {"what": _what(context, point), "do": _do(context, point), "by": by}


async def _yes(context: Context, answers: Answers) -> Reply:
    """Confirm exactly what was shown, and not what has replaced it since."""
    name, now = answers.args["name"], answers.args["now"]
    if not answers["sure"]:
        return say("ready.as_it_was", _LIST)
    if now != CONFIRMED[name](context.library, context.texts):
        return say("ready.moved", _LIST)
    return await _changed(context, name, now, "ready.confirmed")


async def _no(context: Context, answers: Answers) -> Reply:
    name, seen = answers.args["name"], answers.args["seen"]
    if not answers["sure"]:
        return say("ready.as_it_was", _LIST)
    return await _changed(context, name, None, "ready.undone", seen)


async def _changed(
    context: Context, name: str, content: str | None, key: str, seen: int | None = None
) -> Reply:
    by = context.staff()
    what = (await _asked(context, Answers(args={"name": name})))["what"]
    try:
        await change(context.tx, by, Subject.CHECK, name, content, context.now, seen=seen)
    except Overtaken:
        return say("ready.moved", _LIST)
    return say(key, _LIST, what=what)


def _flow(name: str, finish: Finish) -> Flow:
    sure = YesNo(key="sure", values=_asked)
    return Flow(
        name=name,
        version=1,
        steps=(sure,),
        finish=finish,
        role=Role.ADMINISTRATOR,
        private=True,
    )


FLOWS = (_flow("ready_yes", _yes), _flow("ready_no", _no))
