"""Whether the program lives and whether it can work, for a supervisor and a load balancer."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.pulse import DUE, LATE
from bot.web.house import HOUSE, House
from storage.database import Unavailable
from storage.talk.queries import oldest_waiting

routes = web.RouteTableDef()

PATIENCE = 5.0
"""Seconds in which the database must answer: whoever asks does not wait longer either."""


@routes.get("/healthz")
async def healthz(_: web.Request) -> web.StreamResponse:
    """The process lives and answers."""
    return web.json_response({"alive": True})


@routes.get("/readyz")
async def readyz(request: web.Request) -> web.StreamResponse:
    """Whether it can work: the database answers, the tick came in time, and it is not stopping.

    `oldest_unsent` is the age in seconds of what should have been sent first, null when nothing
    waits; `ticks` the seconds since each loop came round.
    """
    state = await _state(request.app[HOUSE])
    return web.json_response(state, status=200 if state["ready"] else 503)


async def _state(house: House) -> dict[str, Any]:
    there, waited = await _asked(house)
    ticks = house.pulse.ages()
    stopping = house.watch.closing
    return {
        "ready": there and not stopping and ticks.get(DUE, 0.0) <= LATE,
        "database": there,
        "oldest_unsent": waited,
        "ticks": {name: round(age, 3) for name, age in ticks.items()},
        "stopping": stopping,
    }


async def _asked(house: House) -> tuple[bool, float | None]:
    """Whether the database answers, and how long the oldest message waits that is due."""
    now = house.clock()
    try:
        async with asyncio.timeout(PATIENCE), house.database.reading() as tx:
            oldest = await oldest_waiting(tx, now)
    except (Unavailable, TimeoutError):
        return False, None
    return True, (now - oldest).total_seconds() if oldest else None
