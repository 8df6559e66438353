"""Coming to the desk and leaving it; oneself and one's colleagues."""

from __future__ import annotations

import asyncio
import logging
import re

from aiohttp import web

from bot.channels.mail import MailNotSent
from bot.web.cookies import DESK
from bot.web.house import HOUSE
from bot.web.rendering import page, said
from bot.web.who import for_staff
from storage.people import actions, queries
from storage.people.actions import LastAdministrator, MailTaken
from storage.people.queries import Colleague
from storage.people.rules import INVITE_LASTS, Channel, NotAllowed, Role

log = logging.getLogger(__name__)
routes = web.RouteTableDef()

MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s]{2,}")
NAME_LONGEST = 60
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
    """Mail a link to a colleague. The answer is the same whether somebody has that mail or not."""
    house = request.app[HOUSE]
    mail = str((await request.post()).get("mail", "")).strip()
    if house.mailer is None or not MAIL.fullmatch(mail):
        return _sign_in(request, problem=said(request, "desk.in_bad_mail"))
    async with house.database.transaction() as tx:
        found = await queries.colleague_by_mail(tx, mail)
        secret = await actions.sign_in_link(tx, found, house.clock()) if found else None
    if found and secret:
        task = asyncio.create_task(_mail_link(request, mail, secret))
        house.tasks.add(task)
        task.add_done_callback(house.tasks.discard)
    return _sign_in(request, sent=True)


async def _mail_link(request: web.Request, mail: str, secret: str) -> None:
    house = request.app[HOUSE]
    if house.mailer is None:
        return
    link = f"{house.settings.own_url}/desk/ind/{secret}"
    subject = said(request, "desk.mail_subject", library=house.library.name)
    try:
        await house.mailer.send(mail, subject, said(request, "desk.mail_text", link=link))
    except MailNotSent as error:
        log.error("a sign-in link could not be mailed: %s", type(error.__cause__).__name__)


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
    name = " ".join(str(fields.get("name", "")).split())
    mail = str(fields.get("mail", "")).strip()
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
    response = web.Response(status=303, headers={"Location": "/desk"})
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
    response = web.Response(status=303, headers={"Location": "/desk/ind"})
    house.cookies.forget(response, DESK)
    return response


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
    return page(
        request,
        "desk/me.html",
        400 if problem else 200,
        staff=staff,
        me={
            "name": staff.name,
            "mail": staff.mail or "",
            "mail_confirmed": True,
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
        problem=problem,
        done=said(request, "desk.saved") if "gemt" in request.query else None,
    )


@routes.post("/desk/mig")
@for_staff()
async def change_me(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Change one's own name and mail."""
    house = request.app[HOUSE]
    fields = await request.post()
    name = " ".join(str(fields.get("name", "")).split())
    mail = str(fields.get("mail", "")).strip()
    if not name or len(name) > NAME_LONGEST:
        return await _me(request, staff, said(request, "desk.name_missing"))
    if mail and not MAIL.fullmatch(mail):
        return await _me(request, staff, said(request, "desk.in_bad_mail"))
    try:
        async with house.database.transaction() as tx:
            await actions.change_self(tx, staff, name, mail or None)
    except MailTaken:
        return await _me(request, staff, said(request, "desk.mail_taken"))
    return web.Response(status=303, headers={"Location": "/desk/mig?gemt"})


@routes.post("/desk/mig/slut")
@for_staff()
async def end_one(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """End one of one's own sign-ins."""
    house = request.app[HOUSE]
    wanted = str((await request.post()).get("id", ""))
    if wanted.isdecimal():
        async with house.database.transaction() as tx:
            await actions.end_sign_in(tx, staff.person_id, int(wanted[:9]), house.clock())
    return web.Response(status=303, headers={"Location": "/desk/mig"})


@routes.get("/desk/folk")
@for_staff(Role.ADMINISTRATOR)
async def people(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Everybody who works here."""
    return await _people(request, staff)


async def _people(
    request: web.Request,
    staff: Colleague,
    *,
    fresh: str | None = None,
    problem: str | None = None,
) -> web.StreamResponse:
    house = request.app[HOUSE]
    now = house.clock()
    async with house.database.reading() as tx:
        everybody = await queries.colleagues(tx)
        invites = await queries.open_invites(tx, now)
        seen = await queries.last_seen(tx)
    names = {person.person_id: person.name for person in everybody}
    administrators = [p for p in everybody if p.role is Role.ADMINISTRATOR]
    return page(
        request,
        "desk/people.html",
        400 if problem else 200,
        staff=staff,
        people=[
            {
                "id": person.person_id,
                "name": person.name,
                "mail": person.mail or "",
                "role": str(person.role),
                "role_word": said(request, f"desk.role_{person.role}"),
                "seen": seen.get(person.person_id),
                "me": person.person_id == staff.person_id,
                "last_administrator": administrators == [person],
            }
            for person in everybody
        ],
        invites=[
            {
                "id": invite.token,
                "role_word": said(request, f"desk.role_{invite.role or Role.HOST}"),
                "by": names.get(invite.invited_by or 0, house.library.name),
                "until": invite.expires_at,
            }
            for invite in invites
        ],
        roles=[
            (str(role), said(request, f"desk.role_{role}"), said(request, f"desk.role_{role}_may"))
            for role in Role
        ],
        fresh_link=f"{house.settings.own_url}/desk/ind/{fresh}" if fresh else None,
        fresh_until=now + INVITE_LASTS if fresh else None,
        problem=problem,
        done=None,
    )


@routes.post("/desk/folk/inviter")
@for_staff(Role.ADMINISTRATOR)
async def invite(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Make a one-time link for a new colleague; it is shown once, and mailed if asked."""
    house = request.app[HOUSE]
    fields = await request.post()
    role = _role(fields.get("role"))
    mail = str(fields.get("mail", "")).strip()
    if mail and not MAIL.fullmatch(mail):
        return await _people(request, staff, problem=said(request, "desk.in_bad_mail"))
    async with house.database.transaction() as tx:
        secret = await actions.invite(tx, role, house.clock(), by=staff)
    if mail:
        await _mail_link(request, mail, secret)
    return await _people(request, staff, fresh=secret)


@routes.post("/desk/folk/link")
@for_staff(Role.ADMINISTRATOR)
async def link_for(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Make a sign-in link for a colleague who cannot get in."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        found = await queries.colleague(tx, await _person_id(request))
        if found is None:
            raise NotAllowed
        secret = await actions.sign_in_link(tx, found, house.clock(), by=staff)
    return await _people(request, staff, fresh=secret)


@routes.post("/desk/folk/rolle")
@for_staff(Role.ADMINISTRATOR)
async def change_role(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Give a colleague another role."""
    role = _role((await request.post()).get("role"))
    try:
        async with request.app[HOUSE].database.transaction() as tx:
            await actions.change_role(tx, staff, await _person_id(request), role)
    except LastAdministrator:
        return await _people(request, staff, problem=said(request, "desk.last_admin"))
    return web.Response(status=303, headers={"Location": "/desk/folk"})


@routes.post("/desk/folk/fjern")
@for_staff(Role.ADMINISTRATOR)
async def remove(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """End a colleague's time at the desk."""
    house = request.app[HOUSE]
    try:
        async with house.database.transaction() as tx:
            await actions.remove(tx, staff, await _person_id(request), house.clock())
    except LastAdministrator:
        return await _people(request, staff, problem=said(request, "desk.last_admin"))
    return web.Response(status=303, headers={"Location": "/desk/folk"})


@routes.post("/desk/folk/traek")
@for_staff(Role.ADMINISTRATOR)
async def take_back(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Take an invitation back before it is used."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        token = str((await request.post()).get("id", ""))
        await actions.take_back_invite(tx, staff, token, house.clock())
    return web.Response(status=303, headers={"Location": "/desk/folk"})


async def _person_id(request: web.Request) -> int:
    wanted = str((await request.post()).get("id", ""))
    return int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0


def _role(wanted: object) -> Role:
    return Role(str(wanted)) if wanted in set(Role) else Role.HOST
