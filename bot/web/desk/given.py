"""What the desk shows of coming to a shift and of what was given: the code on the wall, two papers.

The code is for every colleague, hours are for coordinators alone.
"""

from __future__ import annotations

import io

import segno
from aiohttp import web

from bot.web.cases import NUMBER
from bot.web.given import paper_of
from bot.web.house import HOUSE
from bot.web.rendering import page
from bot.web.who import for_staff
from storage.people.queries import Colleague
from storage.people.rules import NotAllowed, Role
from storage.shifts.actions import show_code
from storage.shifts.queries import shift
from storage.shifts.rules import NoSuchShift
from storage.volunteers.queries import volunteer

routes = web.RouteTableDef()
CODE = f"/desk/vagt/{NUMBER}/kode"


@routes.get(CODE)
@for_staff()
async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The code of a shift, large, with a square to scan: to show or to hang up."""
    code = await _code(request, staff)
    async with request.app[HOUSE].database.reading() as tx:
        held = await shift(tx, _number(request))
    if held is None:
        raise web.HTTPNotFound
    return page(
        request,
        "desk/shift_code.html",
        staff=staff,
        number=held.shift.id,
        what=held.title,
        begins=held.shift.begins_at,
        code=code,
        qr_url=f"/desk/vagt/{held.shift.id}/kode/qr.svg",
    )


@routes.get(f"{CODE}/qr.svg")
@for_staff()
async def square(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """A QR code of the page on which a volunteer says that they have come."""
    link = f"{request.app[HOUSE].settings.own_url}/frivillig/her/{await _code(request, staff)}"
    drawing = io.BytesIO()
    segno.make_qr(link).save(drawing, kind="svg", border=2, scale=8)
    headers = {"Cache-Control": "no-store"}
    return web.Response(body=drawing.getvalue(), content_type="image/svg+xml", headers=headers)


async def _code(request: web.Request, staff: Colleague) -> str:
    try:
        async with request.app[HOUSE].database.transaction() as tx:
            return await show_code(tx, staff, _number(request))
    except NoSuchShift:
        raise web.HTTPNotFound from None
    except NotAllowed:
        raise web.HTTPForbidden from None


@routes.get(f"/desk/frivillig/{NUMBER}/{{paper:timer|bevis}}.pdf")
@for_staff(Role.COORDINATOR)
async def paper(request: web.Request, _: Colleague) -> web.StreamResponse:
    """A volunteer's hours or certificate, for a coordinator to hand out."""
    async with request.app[HOUSE].database.reading() as tx:
        standing = await volunteer(tx, _number(request))
        if standing is None or not standing.person.name:
            raise web.HTTPNotFound
        return await paper_of(request, tx, standing, standing.person.name)


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])
