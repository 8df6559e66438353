"""A colleague's own name, mail and sign-ins; when they are away, and whether mornings tell them."""

from __future__ import annotations

from aiohttp import web

from bot.web.desk.signing_in import MAIL
from bot.web.forms import line_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from storage.people import actions, queries
from storage.people.actions import MailTaken
from storage.people.queries import Colleague
from storage.people.rules import NAME_LONGEST, Channel

routes = web.RouteTableDef()


@routes.get("/desk/mig")
@for_staff()
async def me(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One's own name, mail and sign-ins."""
    return await _me(request, staff)


async def _me(
    request: web.Request, staff: Colleague, problem: str | None = None
) -> web.StreamResponse:
    house = request.app[HOUSE]
    secret = house.cookies.desk(request) or ""
    async with house.database.reading() as tx:
        here = await queries.live_address(tx, Channel.DESK, secret, house.clock())
        found = await queries.sign_ins(tx, staff.person_id, house.clock())
        chats = await queries.chats(tx, staff.person_id, house.clock())
    return page(
        request,
        "desk/me.html",
        400 if problem else 200,
        staff=staff,
        me={
            "name": staff.name,
            "mail": staff.mail or "",
            "role_word": said(request, f"desk.role_{staff.role}"),
        },
        sign_ins=[
            {
                "id": row.id,
                "device": row.device or "?",
                "since": row.since,
                "seen": row.seen_at,
                "here": here is not None and row.id == here.id,
            }
            for row in found
        ],
        chats=chats,
        away=(staff.away_from, staff.away_until) if staff.away_until else None,
        digest=staff.digest,
        problem=problem,
        done=said(request, "desk.saved") if "gemt" in request.query else None,
    )


@routes.post("/desk/mig")
@for_staff()
async def change_me(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Change one's own name and mail."""
    house = request.app[HOUSE]
    fields = await request.post()
    name = line_of(fields, "name")
    mail = line_of(fields, "mail")
    if not name or len(name) > NAME_LONGEST:
        return await _me(request, staff, said(request, "desk.name_missing"))
    if mail and not MAIL.fullmatch(mail):
        return await _me(request, staff, said(request, "desk.in_bad_mail"))
    try:
        async with house.database.transaction() as tx:
            await actions.change_self(tx, staff, name, mail or None, house.clock())
    except MailTaken:
        return await _me(request, staff, said(request, "desk.mail_taken"))
    return _saved()


@routes.post("/desk/mig/overblik")
@for_staff()
async def mornings(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Be told on mornings what waits, or not: as `/overblik til` and `/overblik fra` do."""
    wanted = "digest" in await request.post()
    async with request.app[HOUSE].database.transaction() as tx:
        await actions.want_digest(tx, staff, wanted=wanted)
    return _saved()


def _saved() -> web.Response:
    return see_other("/desk/mig?gemt")


@routes.post("/desk/mig/slut")
@for_staff()
async def end_one(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """End one of one's own sign-ins."""
    house = request.app[HOUSE]
    wanted = str((await request.post()).get("id", ""))
    if wanted.isdecimal():
        async with house.database.transaction() as tx:
            await actions.end_sign_in(tx, staff.person_id, int(wanted[:9]), house.clock())
    return see_other("/desk/mig")
