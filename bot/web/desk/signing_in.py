"""Coming to the desk and leaving it: one-time links, by mail or from a colleague."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import datetime

from aiohttp import web

from bot.channels.mail import MailNotSent
from bot.web.cookies import DESK
from bot.web.forms import line_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from storage.database import Conflict, Unavailable
from storage.mail.rules import ADDRESS
from storage.people import actions, queries
from storage.people.actions import MailTaken
from storage.people.queries import Colleague
from storage.people.rules import NAME_LONGEST, SIGN_IN_LINK_LASTS, Channel, Role

log = logging.getLogger(__name__)
routes = web.RouteTableDef()

MAIL = re.compile(ADDRESS)
LINK = "/desk/ind/{token:[A-Za-z0-9_-]{20,64}}"


@routes.get("/desk/ind")
async def sign_in(request: web.Request) -> web.StreamResponse:
    """Where a colleague asks for a link."""
    return _sign_in(request)


def _sign_in(
    request: web.Request, *, sent: bool = False, problem: str | None = None
) -> web.Response:
    mail_on = request.app[HOUSE].mailer is not None
    return page(
        request,
        "desk/sign_in.html",
        400 if problem else 200,
        mail_on=mail_on,
        sent=sent,
        problem=problem,
    )


@routes.post("/desk/ind")
async def send_link(request: web.Request) -> web.StreamResponse:
    """Mail a link to a colleague. The answer is the same, and as fast, if nobody has that mail."""
    house = request.app[HOUSE]
    mail = line_of(await request.post(), "mail")
    if house.mailer is None or not MAIL.fullmatch(mail):
        return _sign_in(request, problem=said(request, "desk.in_bad_mail"))
    async with house.database.reading() as tx:
        found = await queries.colleague_by_mail(tx, mail)
    if found:
        task = asyncio.create_task(_send_link(request, found, mail))
        house.tasks.add(task)
        task.add_done_callback(house.tasks.discard)
    return _sign_in(request, sent=True)


async def _send_link(request: web.Request, colleague: Colleague, mail: str) -> None:
    house = request.app[HOUSE]
    now = house.clock()
    try:
        async with house.database.transaction() as tx:
            secret = await actions.sign_in_link(tx, colleague, now)
    except (Unavailable, Conflict):
        log.error("a sign-in link could not be made: the database is away or busy")
        return
    if secret is not None:
        await mail_link(request, mail, secret, now + SIGN_IN_LINK_LASTS)


@routes.get(LINK)
async def invitation(request: web.Request) -> web.StreamResponse:
    """The page behind a one-time link. Looking at it uses nothing."""
    return await _invitation(request)


async def _invitation(
    request: web.Request, problem: str | None = None, name: str = "", mail: str = ""
) -> web.StreamResponse:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = await queries.open_invite(
            tx, request.match_info["token"], house.clock(), lock=False
        )
        if found is None:
            return page(request, "desk/expired.html", 410, mail_on=house.mailer is not None)
        by = await queries.colleague(tx, found.invited_by) if found.invited_by else None
        who = await queries.colleague(tx, found.person_id) if found.person_id else None
    role = who.role if who else Role(found.role or Role.HOST)
    invite = {
        "by": by.name if by else None,
        "role_word": said(request, f"desk.role_{role}"),
        "name": who.name if who else name,
        "mail": mail,
        "again": who is not None,
        "until": found.expires_at,
    }
    return page(
        request,
        "desk/join.html",
        400 if problem else 200,
        invite=invite,
        problem=problem,
        mail_on=house.mailer is not None,
    )


@routes.post(LINK)
async def join(request: web.Request) -> web.StreamResponse:
    """Use a one-time link: become a colleague, or sign in again."""
    house = request.app[HOUSE]
    fields = await request.post()
    name, mail = line_of(fields, "name"), line_of(fields, "mail")
    token = request.match_info["token"]
    async with house.database.reading() as tx:
        found = await queries.open_invite(tx, token, house.clock(), lock=False)
    if found is not None and found.person_id is None:
        if not name or len(name) > NAME_LONGEST:
            return await _invitation(request, said(request, "desk.name_missing"), name[:60], mail)
        if mail and not MAIL.fullmatch(mail):
            return await _invitation(request, said(request, "desk.in_bad_mail"), name, mail)
    try:
        async with house.database.transaction() as tx:
            cookie = await actions.join(
                tx, token, house.clock(), name=name, mail=mail or None, device=_device(request)
            )
    except MailTaken:
        return await _invitation(request, said(request, "desk.mail_taken"), name, mail)
    if cookie is None:
        return page(request, "desk/expired.html", 410, mail_on=house.mailer is not None)
    response = see_other("/desk")
    house.cookies.keep_desk(response, cookie)
    return response


def _device(request: web.Request) -> str:
    """A browser and a system in a word or two: enough to know one's own again."""
    agent = request.headers.get("User-Agent", "")
    browsers = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    browser = next((name for name in browsers if name in agent), "")
    system = next((name for name in systems if name in agent), "")
    return f"{browser.replace('Edg', 'Edge')} {system}".strip() or "?"


@routes.post("/desk/ud")
@for_staff()
async def sign_out(request: web.Request, _: Colleague) -> web.StreamResponse:
    """End this sign-in."""
    house = request.app[HOUSE]
    secret = house.cookies.desk(request)
    async with house.database.transaction() as tx:
        await actions.end_address(tx, Channel.DESK, secret or "", house.clock())
    response = see_other("/desk/ind")
    house.cookies.forget(response, DESK)
    return response


async def mail_link(request: web.Request, mail: str, secret: str, until: datetime) -> None:
    """Mail a one-time link; why one could not be mailed is told in the log, without the address."""
    house = request.app[HOUSE]
    if house.mailer is None:
        return
    link = f"{house.settings.own_url}/desk/ind/{secret}"
    subject = said(request, "desk.mail_subject", library=house.library.name)
    text = said(request, "desk.mail_text", link=link, until=until)
    try:
        await house.mailer.send(mail, subject, text)
    except MailNotSent as failure:
        log.error("a sign-in link could not be mailed: %s", failure.why)
