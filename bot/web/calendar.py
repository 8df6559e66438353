"""A volunteer's shifts for their own calendar, behind a signed link that only they were given.

There is no sign-in, because calendar programs have none. It shows shifts only, and nothing about
anybody else.
"""

from __future__ import annotations

from hashlib import sha256

from aiohttp import web

from bot.calendars import MEDIA_TYPE, CalendarPen
from bot.web.house import HOUSE
from handlers.library.links import Calendar
from storage.database import Transaction
from storage.people.queries import language_of
from storage.people.rules import Language
from storage.shifts.queries import calendar, edition_of, one_entry
from storage.volunteers.queries import volunteer

routes = web.RouteTableDef()


@routes.get("/kalender/{link:[0-9.]{3,40}[.][A-Za-z0-9_-]{20,60}}")
async def show(request: web.Request) -> web.StreamResponse:
    """All of a volunteer's shifts, or one, as a calendar file; 410 when the link was replaced."""
    house = request.app[HOUSE]
    named = house.library.links.calendar_of(request.match_info["link"])
    if named is None:
        raise web.HTTPNotFound
    async with house.database.reading() as tx:
        if await edition_of(tx, named.number) != named.edition:
            raise web.HTTPGone
        content = await _content(request, tx, named)
    mark = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
    if named.shift is None and mark in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    if named.shift is not None:
        headers["Content-Disposition"] = f'attachment; filename="vagt-{named.shift}.ics"'
    return web.Response(body=content, content_type=MEDIA_TYPE, charset="utf-8", headers=headers)


async def _content(request: web.Request, tx: Transaction, named: Calendar) -> bytes:
    house = request.app[HOUSE]
    pen = CalendarPen(house.texts, await _spoken_by(tx, named.number), house.library)
    now = house.clock()
    if named.shift is None:
        return pen.all_of(named.number, await calendar(tx, named.number, now))
    entry = await one_entry(tx, named.number, named.shift)
    if entry is None:
        raise web.HTTPNotFound
    return pen.one(named.number, entry, now)


async def _spoken_by(tx: Transaction, number: int) -> Language:
    """The volunteer's own language: a calendar program has none."""
    standing = await volunteer(tx, number)
    person = standing.case.author if standing else None
    return await language_of(tx, person) if person is not None else Language.DA
