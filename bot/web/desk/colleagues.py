"""Everybody who works here: invitations, roles, sign-in links. For administrators."""

from __future__ import annotations

from aiohttp import web

from bot.web.desk.parts import event_line
from bot.web.desk.signing_in import MAIL, mail_link
from bot.web.forms import line_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from storage.people import actions, queries
from storage.people.actions import LastAdministrator
from storage.people.queries import Colleague
from storage.people.rules import INVITE_LASTS, NotAllowed, Role

routes = web.RouteTableDef()


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
        events = await queries.staff_events(tx)
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
        history=[event_line(request, event) for event in events],
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
    mail = line_of(fields, "mail")
    if mail and not MAIL.fullmatch(mail):
        return await _people(request, staff, problem=said(request, "desk.in_bad_mail"))
    now = house.clock()
    async with house.database.transaction() as tx:
        secret = await actions.invite(tx, role, now, by=staff)
    if mail:
        await mail_link(request, mail, secret, now + INVITE_LASTS)
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
            await actions.change_role(
                tx, staff, await _person_id(request), role, request.app[HOUSE].clock()
            )
    except LastAdministrator:
        return await _people(request, staff, problem=said(request, "desk.last_admin"))
    return see_other("/desk/folk")


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
    return see_other("/desk/folk")


@routes.post("/desk/folk/traek")
@for_staff(Role.ADMINISTRATOR)
async def take_back(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Take an invitation back before it is used."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        token = str((await request.post()).get("id", ""))
        await actions.take_back_invite(tx, staff, token, house.clock())
    return see_other("/desk/folk")


async def _person_id(request: web.Request) -> int:
    wanted = str((await request.post()).get("id", ""))
    return int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0


def _role(wanted: object) -> Role:
    return Role(str(wanted)) if wanted in set(Role) else Role.HOST
