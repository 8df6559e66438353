"""The citizen's side of a link to Telegram and back: made here, or opened here.

What is asked and answered comes from the conversation; this module only lays it out. A link is
shown once, in the answer to the form that made it, and is never part of one of our own addresses.
"""

from __future__ import annotations

from typing import Any

import segno
from aiohttp import web

from bot.incoming import NotKnown
from bot.web import talks
from bot.web.guards import Refused
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import (
    citizen,
    citizen_door,
    colleague,
    replace_visitor,
    somebody,
    visitor,
)
from handlers.conversation.values import Opened
from storage.database import Transaction
from storage.joining import queries
from storage.joining.actions import disconnect, make_link
from storage.joining.rules import ACROSS, LINK_LASTS, NotJoined, Refusal, unfit
from storage.people.queries import chats
from storage.people.rules import Channel
from storage.talk.queries import talk_at

routes = web.RouteTableDef()
LINK = "/forbind/{secret:[A-Za-z0-9_-]{16,56}}"
SQUARE_BORDER = 2


@routes.get("/forbind")
async def telegram(request: web.Request) -> web.StreamResponse:
    """The page on which the web and a Telegram chat become one, and are separated again."""
    _must_be_open(request)
    visitor(request)
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        refusal = await _unfit(request, tx, person_id)
        found = await _chats(request, tx, person_id)
    return page(request, "telegram.html", refused=_why(request, refusal), fresh=None, chats=found)


@routes.post("/forbind")
async def make(request: web.Request) -> web.StreamResponse:
    """Make a link and show it, as a button and as a square to scan."""
    _must_be_open(request)
    house = request.app[HOUSE]
    if visitor(request).fresh:
        raise Refused(403, "web.error_cookies")
    try:
        async with house.database.transaction() as tx:
            person_id = await somebody(request, tx)
            secret = await make_link(tx, person_id, Channel.WEB, house.clock())
            after = await last_line(tx, person_id, talks.Door.place)
    except NotJoined as refused:
        why = _why(request, refused.refusal)
        return page(request, "telegram.html", 403, refused=why, fresh=None, chats=[])
    return page(
        request,
        "telegram.html",
        refused=None,
        chats=[],
        fresh=fresh(request, secret),
        follow="/stream",
        after=after,
        next="/#nyeste",
        next_words=said(request, "web.telegram_home"),
    )


def _must_be_open(request: web.Request) -> None:
    if not request.app[HOUSE].library.telegram:
        raise web.HTTPNotFound


async def _unfit(request: web.Request, tx: Transaction, person_id: int | None) -> Refusal | None:
    if visitor(request).kiosk is not None:
        return Refusal.SHARED
    end = await queries.end(tx, person_id, request.app[HOUSE].clock()) if person_id else None
    return unfit(Channel.WEB, end) if end else None


async def _chats(request: web.Request, tx: Transaction, person_id: int | None) -> Any:
    return await chats(tx, person_id, request.app[HOUSE].clock()) if person_id else ()


def _why(request: web.Request, refusal: Refusal | None) -> str | None:
    url = request.app[HOUSE].library.url
    return said(request, f"joining.{refusal}", url=url) if refusal else None


async def last_line(tx: Transaction, person_id: int, place: str) -> int:
    """The number of the last line of somebody's talk: the question comes after it."""
    found = await talk_at(tx, person_id, place)
    return found.last_seq if found else 0


def fresh(request: web.Request, secret: str) -> dict[str, Any]:
    """A link that was just made: its address, and its QR code as one path of an image."""
    house = request.app[HOUSE]
    url = f"https://t.me/{house.library.telegram}?start=forbind_{secret}"
    rows = segno.make_qr(url).matrix
    cells = [
        f"M{x + SQUARE_BORDER} {y + SQUARE_BORDER}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    ]
    size = len(rows) + 2 * SQUARE_BORDER
    return {
        "url": url,
        "size": size,
        "path": "".join(cells),
        "until": house.clock() + LINK_LASTS,
    }


@routes.post("/forbind/afbryd")
async def part(request: web.Request) -> web.StreamResponse:
    """Separate one of one's own chats from the page. Chats of others do not exist here."""
    house = request.app[HOUSE]
    wanted = str((await request.post()).get("id", ""))[:9]
    async with house.database.transaction() as tx:
        person_id = await citizen(request, tx)
        if person_id is None or not wanted.isdecimal():
            raise web.HTTPNotFound
        if not await disconnect(tx, person_id, int(wanted), house.clock()):
            raise web.HTTPNotFound
    return see_other("/forbind")


@routes.get(LINK)
async def opened(request: web.Request) -> web.StreamResponse:
    """The page behind a link from Telegram: a question. Opening it does nothing."""
    house, now = request.app[HOUSE], request.app[HOUSE].clock()
    visitor(request)
    async with house.database.reading() as tx:
        found = await queries.link(tx, request.match_info["secret"], now)
        person_id = await citizen(request, tx)
        refusal = await _unfit(request, tx, person_id)
        if found is None or ACROSS[Channel(found.side)] is not Channel.WEB:
            refusal = Refusal.STALE
        elif person_id is not None and refusal is None:
            refusal = await queries.why_not(tx, found, person_id, now)
        at_desk = await colleague(request, tx) is not None
    why = _why(request, refusal)
    return page(request, "join.html", 410 if why else 200, refused=why, at_desk=at_desk)


@routes.post(LINK)
async def answered(request: web.Request) -> web.StreamResponse:
    """The yes or no of whoever opened the link, said in their talk, which goes on from there."""
    if visitor(request).fresh:
        raise Refused(403, "web.error_cookies")
    sure = (await request.post()).get("answer") == "ja"
    opened = Opened(request.match_info["secret"], sure)
    try:
        await talks.say_for(request, citizen_door(request), opened)
    except NotKnown:
        replace_visitor(request, visitor(request).kiosk)
        await talks.say_for(request, citizen_door(request), opened)
    return see_other("/#nyeste")
