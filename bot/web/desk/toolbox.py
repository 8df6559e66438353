"""The toolbox at the desk: all methods by stage, found by filters and words; each on one page, to
be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.web.forms import number_in
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, pen_of, said
from bot.web.who import for_staff
from handlers.conversation import render
from handlers.toolbox import card
from handlers.toolbox.choosing import Seen, called, choose
from handlers.toolbox.for_ideas import proposals
from handlers.toolbox.methods import DAY, HOUR, Area, Method, Span, Stage, methods
from handlers.toolbox.reading import MOST_PEOPLE, MOST_READ, read
from handlers.toolbox.wanted import Wanted
from handlers.toolbox.wording import Speaker
from storage.ideas.queries import StaffCase
from storage.people.queries import Colleague

routes = web.RouteTableDef()
NEAREST = 3
TIMES = (15, 30, HOUR, 2 * HOUR, 4 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY)
"""Minutes that one may have, as they can be chosen."""


@routes.get(card.PAGE)
@for_staff()
async def show_methods(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All methods by stage, or those that fit what is asked for."""
    query, speaker = request.query, speaker_of(request)
    words = query.get("q", "").strip()[:MOST_READ].replace("\x00", "")
    wanted = _wanted(query, words)
    seen = _seen(words, wanted)
    nearest = () if seen or not wanted.clear else choose(wanted).nearest[:NEAREST]
    return page(
        request,
        "desk/methods.html",
        staff=staff,
        groups=[
            (said(request, f"method_stage.{stage}"), rows)
            for stage in Stage
            if (rows := [_row(request, each) for each in seen if each.method.stage is stage])
        ],
        found=len(seen),
        nearest=[_row(request, each) for each in nearest],
        understood=speaker.understood(wanted),
        filter={
            "area": next((str(area) for area in Area if area == query.get("til")), ""),
            "stage": next((str(stage) for stage in Stage if stage == query.get("trin")), ""),
            "people": number_in(query.get("antal")) or "",
            "time": number_in(query.get("tid")),
            "q": words,
        },
        asked=wanted.clear or bool(words),
        areas=[(str(each), said(request, f"method_area.{each}")) for each in Area],
        stages=[(str(each), said(request, f"method_stage.{each}")) for each in Stage],
        times=[(each, speaker.long(Span(each, each))) for each in TIMES],
        most=MOST_PEOPLE,
    )


def _wanted(query: Mapping[str, str], words: str) -> Wanted:
    """What is asked for: in words, and before them by what was chosen."""
    wanted = read(words)
    chosen: dict[str, Any] = {}
    if query.get("til") in set(Area):
        chosen["areas"] = frozenset({Area(query["til"])})
    if query.get("trin") in set(Stage):
        chosen["stages"] = frozenset({Stage(query["trin"])})
    for name, key, most in (("people", "antal", MOST_PEOPLE), ("time", "tid", max(TIMES))):
        number = number_in(query.get(key))
        if 0 < number <= most:
            chosen[name] = Span(number, number)
    return replace(wanted, **chosen)


def _seen(words: str, wanted: Wanted) -> tuple[Seen, ...]:
    if words and (method := called(words, nearly=not wanted.clear)) is not None:
        return (Seen(method, (), ()),)
    if words or wanted.clear:
        return choose(wanted).fitting
    return tuple(Seen(each, (), ()) for each in methods().values())


def _row(request: web.Request, seen: Seen) -> dict[str, str]:
    speaker, method = speaker_of(request), seen.method
    told = speaker.told(method)
    facts = (
        speaker.many(method.group),
        speaker.long(method.time),
        said(request, f"method_area.{method.area}"),
    )
    return {
        "url": card.page_of(method),
        "name": told.name,
        "purpose": told.purpose,
        "facts": " · ".join(facts),
        "but": speaker.but(seen),
    }


@routes.get("/desk/metode/{key:[a-z_]{1,40}}")
@for_staff()
async def show_method(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One method, to be read, printed and brought along."""
    method = methods().get(request.match_info["key"])
    if method is None:
        raise web.HTTPNotFound
    speaker = speaker_of(request)
    return page(
        request,
        "desk/method.html",
        staff=staff,
        told=speaker.told(method),
        stage=said(request, f"method_stage.{method.stage}"),
        area=said(request, f"method_area.{method.area}"),
        before=_rows(request, card.needed(speaker, method)),
        beside=_rows(request, card.beside(method)),
    )


def _rows(request: web.Request, rows: Iterable[Any]) -> list[list[str]]:
    return render.rows(request.app[HOUSE].texts, language_of(request), rows)


def speaker_of(request: web.Request) -> Speaker:
    """Who speaks of methods on a page."""
    return Speaker(pen_of(request))


def proposed(request: web.Request, case: StaffCase) -> list[dict[str, str]]:
    """The methods for where an idea stands, for its page."""
    speaker = speaker_of(request)

    def row(method: Method, why: str) -> dict[str, str]:
        return {"url": card.page_of(method), "name": speaker.told(method).name, "why": why}

    return [row(each.method, speaker.why_for(each)) for each in proposals(case)]
