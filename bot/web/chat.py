"""The citizen's page: the conversation, its files, and the way out of it."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from bot.incoming import NotKnown
from bot.web import live, talks
from bot.web.cookies import VISITOR
from bot.web.guards import Refused, wants_json
from bot.web.house import HOUSE
from bot.web.rendering import SIZES, page, see_other
from bot.web.who import BROWSER, citizen, citizen_door, colleague, replace_visitor, visitor
from handlers.library import Branch
from storage.cases.queries import may_read
from storage.database import Transaction
from storage.people.actions import end_address, speak, stay
from storage.people.rules import Channel, Language
from storage.talk.queries import file

routes = web.RouteTableDef()
PAYLOAD = re.compile(r"partner|ide(_[a-z0-9-]{1,30})?")
OWN_PATH = re.compile(r"/(?![/\\])[!-~]{0,2000}")


@routes.get("/")
async def chat(request: web.Request) -> web.StreamResponse:
    """The conversation. A deep link (`?start=ide_branch`, `?start=partner`) offers its question."""
    return await _chat(request)


async def _chat(
    request: web.Request, problem: str | None = None, draft: str = "", status: int = 200
) -> web.Response:
    visitor(request)
    async with request.app[HOUSE].database.reading() as tx:
        values = await talks.view(request, tx, citizen_door(request), await citizen(request, tx))
    values |= {"problem": problem, "draft": draft, "start": _deep_link(request)}
    return page(request, "chat.html", status, **values)


def _deep_link(request: web.Request) -> str | None:
    """The payload of a deep link, offered as a button: opening a link does nothing."""
    payload = request.query.get("start", "")
    return payload if PAYLOAD.fullmatch(payload) else None


@routes.post("/say")
async def say(request: web.Request) -> web.StreamResponse:
    """Take what a citizen wrote or pressed; answered after the commit."""

    async def again(problem: str, draft: str, status: int) -> web.Response:
        return await _chat(request, problem, draft, status)

    if request.app[HOUSE].cookies.visitor(request).fresh:
        raise Refused(403, "web.error_cookies")
    try:
        return await talks.answer(request, citizen_door(request), again)
    except NotKnown:
        replace_visitor(request, visitor(request).kiosk)
        return await talks.answer(request, citizen_door(request), again)


@routes.get("/lines")
async def lines(request: web.Request) -> web.StreamResponse:
    """The lines after `?after=N`."""
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
    return await talks.lines_after(request, citizen_door(request), person_id)


@routes.get("/stream")
async def stream(request: web.Request) -> web.StreamResponse:
    """New lines as server-sent events."""

    async def who(tx: Transaction) -> int | None:
        return await citizen(request, tx)

    return await live.stream(request, citizen_door(request), who)


@routes.get("/fil/{number:[0-9]{1,9}}")
async def one_file(request: web.Request) -> web.StreamResponse:
    """A photo or a voice, for whoever sent it, those who may read its case, and staff."""
    async with request.app[HOUSE].database.reading() as tx:
        found = await file(tx, int(request.match_info["number"]))
        if found is None or found.remote or not await _may_see(request, tx, found):
            raise web.HTTPNotFound
    return web.Response(
        body=found.content,
        content_type=found.media_type,
        headers={"Cache-Control": "private, no-store", "Content-Disposition": "inline"},
    )


async def _may_see(request: web.Request, tx: Transaction, found: Any) -> bool:
    if await colleague(request, tx) is not None and found.case_number is not None:
        return True
    person_id = await citizen(request, tx)
    if person_id is None:
        return False
    if found.person_id == person_id:
        return True
    return found.case_number is not None and await may_read(tx, person_id, found.case_number)


@routes.post("/leave")
async def leave(request: web.Request) -> web.StreamResponse:
    """Forget the visitor on this computer; their cases stay, and open with number and code."""
    house = request.app[HOUSE]
    found = visitor(request)
    async with house.database.transaction() as tx:
        await end_address(tx, Channel.WEB, found.token, house.clock())
    again = f"/kiosk/{found.kiosk}" if found.kiosk else "/"
    if wants_json(request):
        response = web.Response(status=204)
    else:
        response = page(request, "goodbye.html", again=again)
    request.pop(BROWSER, None)
    house.cookies.forget(response, VISITOR)
    return response


@routes.post("/her")
async def still_here(request: web.Request) -> web.StreamResponse:
    """Somebody at a shared computer is writing, though nothing is sent yet: put off the end of
    their session.
    """
    house = request.app[HOUSE]
    found = visitor(request)
    if found.kiosk is not None:
        async with house.database.transaction() as tx:
            await stay(tx, Channel.WEB, found.address, house.clock())
    return web.Response(status=204)


@routes.get("/kiosk/{branch}")
async def kiosk(request: web.Request) -> web.StreamResponse:
    """Make this a shared computer of a branch: it forgets everybody after ten quiet minutes."""
    branch = _branch(request)
    if visitor(request).kiosk is None:
        async with request.app[HOUSE].database.reading() as tx:
            known = await citizen(request, tx)
        if known is not None:
            return page(request, "kiosk.html", branch=branch)
    return _share(request, branch)


@routes.post("/kiosk/{branch}")
async def kiosk_for_sure(request: web.Request) -> web.StreamResponse:
    """The same after a yes, when this browser has a talk that will be forgotten."""
    return _share(request, _branch(request))


def _branch(request: web.Request) -> Branch:
    branch = request.app[HOUSE].library.branch(request.match_info["branch"])
    if branch is None:
        raise web.HTTPNotFound
    return branch


def _share(request: web.Request, branch: Branch) -> web.Response:
    replace_visitor(request, branch.slug)
    return see_other("/")


@routes.post("/sprog")
async def language(request: web.Request) -> web.StreamResponse:
    """Change the language of the page and of the conversation."""
    house = request.app[HOUSE]
    fields = await request.post()
    wanted = Language.EN if fields.get("lang") == Language.EN else Language.DA
    async with house.database.transaction() as tx:
        for person_id in (await citizen(request, tx), await _staff_id(request, tx)):
            if person_id is not None:
                await speak(tx, person_id, wanted)
    response = see_other(_local(fields.get("next")))
    house.cookies.keep_choice(response, "sprog", wanted)
    return response


async def _staff_id(request: web.Request, tx: Transaction) -> int | None:
    found = await colleague(request, tx)
    return found.person_id if found else None


@routes.post("/tekst")
async def text_size(request: web.Request) -> web.StreamResponse:
    """Remember how large the text should be."""
    fields = await request.post()
    size = str(fields.get("size", "1"))
    response = web.Response(status=204 if wants_json(request) else 303)
    if not wants_json(request):
        response.headers["Location"] = _local(fields.get("next"))
    request.app[HOUSE].cookies.keep_choice(response, "tekst", size if size in SIZES else "1")
    return response


def _local(wanted: object) -> str:
    """A path on this site to go on to; anything else leads to the front page."""
    path = str(wanted)
    return path if OWN_PATH.fullmatch(path) else "/"
