"""All that is kept about the visitor: a page to read, and a file for machines.

From Telegram there is a link that works once. Opening it does nothing, because programs open every
link; its button opens the page.
"""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import page, pen_of, speak
from bot.web.who import citizen, visitor
from handlers.privacy.shown import as_data, as_page
from storage.database import Transaction
from storage.people.queries import language_of as spoken_by
from storage.privacy.actions import open_data_link
from storage.privacy.queries import held, open_link

routes = web.RouteTableDef()
LINK = "/mine-data/{secret:[A-Za-z0-9_-]{16,56}}"
FILE = "/mine-data/fil"


@routes.get("/mine-data")
async def show(request: web.Request) -> web.StreamResponse:
    """Everything about the visitor, to read."""
    visitor(request)
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        blocks = await blocks_of(request, tx, person_id)
    return page(request, "my_data.html", blocks=blocks, file="/mine-data.json", secret=None)


@routes.get("/mine-data.json")
async def fetch(request: web.Request) -> web.StreamResponse:
    """The same, as a file."""
    visitor(request)
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        return await file_of(tx, person_id)


async def blocks_of(request: web.Request, tx: Transaction, person_id: int | None) -> list[Any]:
    """What the page shows. Empty when nothing is kept about somebody."""
    if person_id is None:
        return []
    return as_page(await held(tx, person_id), pen_of(request))


async def file_of(tx: Transaction, person_id: int | None) -> web.Response:
    """Everything about somebody as JSON, to keep."""
    found = await held(tx, person_id) if person_id is not None else []
    return json_file(as_data(found), "mine-data.json")


def json_file(data: Any, name: str) -> web.Response:
    """Data as a file that the browser keeps."""
    return web.Response(
        body=orjson.dumps(data, option=orjson.OPT_INDENT_2),
        content_type="application/json",
        headers=kept_as(name),
    )


def kept_as(name: str) -> dict[str, str]:
    """The headers of a file that the browser saves, and that nothing in between may cache."""
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


@routes.get(LINK)
async def ask(request: web.Request) -> web.StreamResponse:
    """Ask whoever opens a link from Telegram whether it is they."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        link = await open_link(tx, request.match_info["secret"], house.clock())
        if link is None or link.opened:
            return page(request, "my_data_link.html", 410, dead=True)
        speak(request, await spoken_by(tx, link.person_id))
    return page(request, "my_data_link.html", dead=False)


@routes.post(LINK)
async def opened(request: web.Request) -> web.StreamResponse:
    """Open a link, which then works no more."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        found = await open_data_link(tx, request.match_info["secret"], house.clock())
        if found is None:
            return page(request, "my_data_link.html", 410, dead=True)
        person_id, secret = found
        speak(request, await spoken_by(tx, person_id))
        blocks = await blocks_of(request, tx, person_id)
    return page(request, "my_data.html", blocks=blocks, file=FILE, secret=secret)


@routes.post(FILE)
async def fetch_by_link(request: web.Request) -> web.StreamResponse:
    """The file, for a few minutes after a link was opened."""
    house = request.app[HOUSE]
    secret = str((await request.post()).get("secret", ""))[:60]
    async with house.database.reading() as tx:
        link = await open_link(tx, secret, house.clock())
        if link is None or not link.opened:
            return page(request, "my_data_link.html", 403, dead=True)
        return await file_of(tx, link.person_id)
