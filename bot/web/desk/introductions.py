"""All introductions at the desk: between whom, where they stand, and whom they wait for.

Shows nothing that a side chose to show: that stands at the introduction itself, once both said yes.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.house import HOUSE
from bot.web.rendering import page, said
from bot.web.who import for_staff
from handlers.conversation.texts import Key
from handlers.together import who
from storage.introductions.queries import PAGE, Overseen, all_of_them
from storage.introductions.rules import Stand
from storage.people.queries import Colleague

routes = web.RouteTableDef()
HERE = "/desk/sammen"
WAITS = {
    Stand.PLANNED: "us",
    Stand.ASKED: "both",
    Stand.IDEA_YES: "other",
    Stand.OTHER_YES: "idea",
}
"""Whom an introduction waits for; all others wait for nobody."""


@routes.get(HERE)
@for_staff()
async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Every introduction, the open ones first, whoever waits longest on top."""
    number = max(1, talks.number(request, "side"))
    async with request.app[HOUSE].database.reading() as tx:
        found = await all_of_them(tx, staff, number)
    return page(
        request,
        "desk/introductions.html",
        staff=staff,
        rows=[_row(request, one, title) for one, title in found[:PAGE]],
        earlier=f"{HERE}?side={number - 1}" if number > 1 else None,
        later=f"{HERE}?side={number + 1}" if len(found) > PAGE else None,
    )


def _row(request: web.Request, one: Overseen, title: str | None) -> dict[str, Any]:
    other = who(one)
    waits = WAITS.get(one.stand)
    return {
        "id": one.row.id,
        "case": one.row.case_number,
        "title": title or one.row.about or said(request, "web.case_ref", ref=one.row.case_number),
        "who": said(request, other.name) if isinstance(other, Key) else other,
        "partner": one.row.partner if one.name else None,
        "state": said(request, f"together.{one.stand}"),
        "waits": said(request, f"desk.introduction_waits_{waits}") if waits else "",
        "since": said(request, "web.moment", at=one.row.changed_at),
    }
