"""The pages behind the links in mails: to say yes to mails, and to stop them.

Opening a page does nothing, because mail scanners open every link. Its button does.
"""

from __future__ import annotations

from aiohttp import web

from bot.web.guards import MACHINE
from bot.web.house import HOUSE
from bot.web.rendering import page, speak
from handlers.conversation.values import Occasion
from handlers.mail.told import tell_confirmed
from storage.mail.actions import confirm, stop
from storage.mail.queries import box_called

routes = web.RouteTableDef()
LINK = "{link:[A-Za-z0-9_.-]{20,100}}"


@routes.get(f"/mail/{LINK}")
async def ask(request: web.Request) -> web.StreamResponse:
    """Ask whoever got the mail whether the library may write to them."""
    house = request.app[HOUSE]
    name = house.mail_links.confirming(request.match_info["link"])
    async with house.database.reading() as tx:
        found = await box_called(tx, name, house.clock()) if name else None
    if found is None:
        return _page(request, "expired", 410)
    speak(request, found.language)
    return _page(request, "confirmed" if found.confirmed else "confirm")


@routes.post(f"/mail/{LINK}")
async def say_yes(request: web.Request) -> web.StreamResponse:
    """Let the library write to this address, and say so in the conversation too."""
    house = request.app[HOUSE]
    name, now = house.mail_links.confirming(request.match_info["link"]) or "", house.clock()
    async with house.database.transaction() as tx:
        fresh = await confirm(tx, name, now)
        found = await box_called(tx, name, now)
        if fresh and found:
            occasion = Occasion(tx, house.texts, house.library, now)
            await tell_confirmed(occasion, found.person_id)
    if found is None or fresh is None:
        return _page(request, "expired", 410)
    house.watch.nudge()
    speak(request, found.language)
    return _page(request, "confirmed")


@routes.get(f"/mail/af/{LINK}")
async def ask_to_stop(request: web.Request) -> web.StreamResponse:
    """Ask whether mails to this address shall stop."""
    house = request.app[HOUSE]
    name = house.mail_links.stopping(request.match_info["link"])
    if name is None:
        return _page(request, "unknown", 410)
    async with house.database.reading() as tx:
        found = await box_called(tx, name, house.clock())
    if found is not None:
        speak(request, found.language)
    return _page(request, "stop")


@routes.post(f"/mail/af/{LINK}", name=f"{MACHINE}mail_stop")
async def stop_them(request: web.Request) -> web.StreamResponse:
    """Stop mails to this address: by the page's button, or by a mail program's own (RFC 8058)."""
    house = request.app[HOUSE]
    name = house.mail_links.stopping(request.match_info["link"])
    if name is None:
        return _page(request, "unknown", 410)
    async with house.database.transaction() as tx:
        found = await box_called(tx, name, house.clock())
        await stop(tx, name, house.clock())
    if found is not None:
        speak(request, found.language)
    return _page(request, "stopped")


def _page(request: web.Request, state: str, status: int = 200) -> web.Response:
    return page(request, "mail.html", status, state=state)
