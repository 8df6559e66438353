"""What is new in a talk, streamed to an open page as server-sent events.

The number of each line is the event's id, so a page that was away misses none.
"""

from __future__ import annotations

import contextlib
from typing import Any

import orjson
from aiohttp import web

from bot.web.guards import Refused, neighbour
from bot.web.house import HOUSE
from bot.web.lines import as_json
from bot.web.talks import Door, Who, number, pen
from bot.web.watch import Watched, talk
from storage.database import Unavailable
from storage.talk import queries

HEARTBEAT = 15.0
NEWCOMER_WAIT = 2.0
MOST_AT_ONCE = 200
RETRY_SECONDS = 30
ENDED = b"event: ended\ndata: 1\n\n"


async def stream(
    request: web.Request,
    door: Door,
    who: Who,
    *also: Watched,
) -> web.StreamResponse:
    """Stream new lines (server-sent events; the `id` is the number of the line, so none is missed).

    `who` finds the person behind the browser; when their sign-in ends, so does the stream. `also`:
    other things, whose change is sent as the event `changed`.
    """
    house = request.app[HOUSE]
    with house.rates.listening(neighbour(request)) as welcome:
        if not welcome:
            raise Refused(429, "web.error_often", retry=RETRY_SECONDS)
        with house.metrics.streaming():
            return await _stream(request, door, who, also)


async def _stream(
    request: web.Request, door: Door, who: Who, also: tuple[Watched, ...]
) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    with contextlib.suppress(ConnectionResetError, Unavailable):  # the browser left, or comes back
        await response.prepare(request)
        await _flow(request, response, door, who, also)
    return response


async def _flow(
    request: web.Request,
    response: web.StreamResponse,
    door: Door,
    who: Who,
    also: tuple[Watched, ...],
) -> None:
    watch = request.app[HOUSE].watch
    await response.write(b"retry: 3000\n\n")
    after = _last_event(request)
    seen: dict[Watched, int] = {}
    before: int | None = None
    while not watch.closing:
        talk_id = await _talk_id(request, door, who)
        if before is not None and talk_id not in {before, None}:
            await response.write(ENDED)  # it became one with another, which numbers its own lines
            return
        before = talk_id
        things = (*([talk(talk_id)] if talk_id else []), *also)
        seen = {thing: seen.get(thing, -1) for thing in things}
        async with watch.watching(*things):
            fresh = await watch.news(seen, HEARTBEAT if talk_id else NEWCOMER_WAIT)
            lines = await _fresh_lines(request, door, who, after)
            if lines is None and (talk_id or also):
                await response.write(ENDED)
                return
            for line in lines or ():
                await response.write(b"id: %d\ndata: %s\n\n" % (line["seq"], orjson.dumps(line)))
                after = line["seq"]
            changed = any(fresh[t] != seen[t] for t in also if seen[t] >= 0)
            await response.write(b"event: changed\ndata: 1\n\n" if changed else b": here\n\n")
            seen = seen if lines and len(lines) == MOST_AT_ONCE else fresh


def _last_event(request: web.Request) -> int:
    last = request.headers.get("Last-Event-ID", "")
    return int(last) if last.isdecimal() and len(last) < 10 else number(request, "after")


async def _talk_id(request: web.Request, door: Door, who: Who) -> int | None:
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await who(tx)
        if person_id is None:
            return None
        found = await queries.talk_at(tx, person_id, door.place)
        return found.id if found else None


async def _fresh_lines(
    request: web.Request, door: Door, who: Who, after: int
) -> list[dict[str, Any]] | None:
    """The lines after a number, or None when the person is signed out."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        person_id = await who(tx)
        if person_id is None:
            return None
        lines = await queries.lines_after(tx, person_id, door.place, after, MOST_AT_ONCE)
    return [as_json(line) for line in pen(request).draw(lines)]
