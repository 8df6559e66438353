"""The public list of ideas that staff have released, with "Det vil jeg også" under each.

It shows titles, states and counts only. Reading it stores nothing about the reader. Whoever presses
becomes known like anyone who writes, and may take it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.guards import Refused
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import citizen, citizen_door, visitor
from handlers.conversation.values import Press
from handlers.ideas.wording import status_word
from storage.ideas.queries import Released, released

routes = web.RouteTableDef()


@routes.get("/ideer")
async def ideas(request: web.Request) -> web.StreamResponse:
    """Ideas of others, the newest first."""
    visitor(request)
    number = max(1, talks.number(request, "side"))
    async with request.app[HOUSE].database.reading() as tx:
        found = await released(tx, await citizen(request, tx), number)
    return page(
        request,
        "ideas.html",
        ideas=[_listed(request, idea) for idea in found.ideas],
        earlier=f"/ideer?side={number - 1}" if number > 1 else None,
        later=f"/ideer?side={number + 1}" if found.more else None,
        side=number,
    )


def _listed(request: web.Request, idea: Released) -> dict[str, Any]:
    return {
        "number": idea.number,
        "title": idea.title,
        "state_word": said(request, status_word(idea.state)),
        "citizens": said(request, "company.citizens", n=idea.citizens),
        "wanting": said(request, "company.wanting", n=idea.wanting) if idea.wanting else None,
        "mine": idea.mine,
        "wanted": idea.wanted,
    }


@routes.post(f"/ideer/{NUMBER}/ogsaa")
async def want_too(request: web.Request) -> web.StreamResponse:
    """Want an idea as well, or take that back: the same as the command in the conversation."""
    if visitor(request).fresh:
        raise Refused(403, "web.error_cookies")
    fields = await request.post()
    number, name = request.match_info["number"], "ogsaaikke" if fields.get("ikke") else "ogsaa"
    await talks.say_for(request, citizen_door(request), Press(0, f"/{name} {number}"))
    return see_other(f"{_back(fields)}#ide-{number}")


def _back(fields: Mapping[str, object]) -> str:
    """Back to the page of the list that was shown."""
    side = str(fields.get("side", ""))
    return f"/ideer?side={side}" if side.isdecimal() and len(side) < 6 else "/ideer"
