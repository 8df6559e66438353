"""Whether the program lives, and whether it can work: for a supervisor and a load balancer."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.web.house import HOUSE
from storage.database import Unavailable
from storage.talk.queries import due_count

routes = web.RouteTableDef()
LATE = timedelta(minutes=5)


@routes.get("/health")
async def health(_: web.Request) -> web.StreamResponse:
    """The process answers."""
    return web.json_response({"alive": True})


@routes.get("/ready")
async def ready(request: web.Request) -> web.StreamResponse:
    """The database answers, nothing due is late, and the program is not on its way out."""
    house = request.app[HOUSE]
    if house.watch.closing:
        return web.json_response({"ready": False, "why": "closing"}, status=503)
    try:
        async with house.database.reading() as tx:
            late = await due_count(tx, house.clock() - LATE)
    except Unavailable:
        return web.json_response({"ready": False, "why": "database"}, status=503)
    return web.json_response({"ready": True, "due_late": late})
