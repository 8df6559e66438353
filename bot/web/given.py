"""What a volunteer has given, for themselves: the hours, to look at and correct, and two papers.

The papers also have signed links that name the volunteer, need no sign-in and end after two days. A
time is corrected by a command, so the page and the conversation do the same.
"""

from __future__ import annotations

from typing import Any, Literal, cast

from aiohttp import web

from bot.documents import hours_pdf, proof_pdf
from bot.documents.given import GivenPen
from bot.web import talks
from bot.web.forms import number_in, words_of
from bot.web.house import HOUSE
from bot.web.mydata import kept_as
from bot.web.rendering import language_of, page, pen_of, said, see_other, speak
from bot.web.who import citizen, citizen_door, visitor
from handlers.conversation.values import Text
from handlers.library.links import Paper
from handlers.shifts.after.wording import duration, whole_name
from storage.cases.rules import local_day
from storage.database import Transaction
from storage.people.queries import language_of as spoken_by
from storage.shifts.queries import Past, edition_of, hours, passed
from storage.shifts.rules import PlaceState
from storage.volunteers.queries import Standing, own, volunteer
from storage.volunteers.rules import NAME_LONGEST

routes = web.RouteTableDef()
PLACE = "/frivillig/timer"
TIME_LONGEST = 40


async def _own(request: web.Request, tx: Transaction) -> Standing:
    """The volunteer who looks. For everybody else, answer as if there were nothing."""
    person_id = await citizen(request, tx)
    standing = await own(tx, person_id) if person_id is not None else None
    if standing is None or not standing.person.name:
        raise web.HTTPForbidden
    return standing


@routes.get(PLACE)
async def show(request: web.Request) -> web.StreamResponse:
    """One's own hours, shift by shift."""
    visitor(request)
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        standing = await _own(request, tx)
        number = standing.case.number
        given = await hours(tx, number)
        over = await passed(tx, number, house.clock())
    return page(
        request,
        "given.html",
        name=standing.person.name,
        total=_told(request, given.shifts, given.minutes) if given.shifts else None,
        roles=[[each.role, _told(request, each.shifts, each.minutes)] for each in given.roles],
        shifts=[_shift(request, each) for each in over],
        calendar=house.library.links.calendar(number, standing.person.calendar),
        limits={"name": NAME_LONGEST, "time": TIME_LONGEST},
        answer=request.query.get("sagt") == "1",
    )


def _told(request: web.Request, shifts: int, minutes: int) -> str:
    time = duration(pen_of(request), minutes)
    return said(request, "shift_hours.so_much", n=shifts, time=time)


def _shift(request: web.Request, past: Past) -> dict[str, Any]:
    came = past.state is PlaceState.ATTENDED
    state = None if came else said(request, f"shift_given.{past.state}")
    return {
        "id": past.shift.id,
        "name": past.name,
        "when": past.shift.begins_at,
        "time": duration(pen_of(request), past.minutes or 0) if came else None,
        "state": state,
    }


@routes.post(PLACE)
async def mend(request: web.Request) -> web.StreamResponse:
    """Correct how long it really took. What cannot be read as a time is asked for in the talk."""
    async with request.app[HOUSE].database.reading() as tx:
        await _own(request, tx)
    fields = await request.post()
    time = words_of(fields, "time")[:TIME_LONGEST]
    words = Text(f"/mintimer {number_in(fields.get('shift'))} {time}".strip())
    answered = await talks.say_for(request, citizen_door(request), words)
    asks = answered.lines[-1].ask is not None
    where = "/#nyeste" if asks else f"{PLACE}?sagt=1"
    return see_other(where)


@routes.get("/frivillig/{paper:timer|bevis}.pdf")
async def own_paper(request: web.Request) -> web.StreamResponse:
    """One's own hours, or one's certificate, with one's whole name on it if it is typed."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        standing = await _own(request, tx)
        return await paper_of(request, tx, standing, _named(request, standing))


def _named(request: web.Request, standing: Standing) -> str:
    """The name for a certificate: what was typed, if it contains the name that we call them by."""
    known = standing.person.name
    return whole_name(known, request.query.get("navn", "")) or known


@routes.get("/frivillig/papir/{paper:timer|bevis}/{link:[0-9.]{5,40}[.][A-Za-z0-9_-]{20,60}}")
async def linked_paper(request: web.Request) -> web.StreamResponse:
    """The same behind a link that was said in a chat."""
    house, paper = request.app[HOUSE], _which(request)
    named = house.library.links.paper_of(paper, request.match_info["link"])
    if named is None:
        raise web.HTTPNotFound
    async with house.database.reading() as tx:
        edition = await edition_of(tx, named.number)
        standing = await volunteer(tx, named.number)
        over = local_day(house.clock()) > named.until
        if over or edition != named.edition or standing is None:
            raise web.HTTPGone
        if standing.case.author is not None:
            speak(request, await spoken_by(tx, standing.case.author))
        return await paper_of(request, tx, standing, _named(request, standing))


async def paper_of(
    request: web.Request, tx: Transaction, standing: Standing, name: str
) -> web.Response:
    """One of the two papers as PDF. The caller has checked who asks."""
    house, paper, number = request.app[HOUSE], _which(request), standing.case.number
    given = await hours(tx, number)
    if not given.shifts:
        raise web.HTTPNotFound
    pen = GivenPen(house.texts, language_of(request), house.library)
    today = local_day(house.clock())
    if paper == "bevis":
        content = await proof_pdf(pen.proof(name, given, today))
    else:
        over = await passed(tx, number, house.clock())
        came = [each for each in over if each.state is PlaceState.ATTENDED]
        content = await hours_pdf(pen.hours(name, given, came[::-1], today))
    headers = kept_as(f"frivillig-{paper}.pdf")
    return web.Response(body=content, content_type="application/pdf", headers=headers)


def _which(request: web.Request) -> Paper:
    return cast(Literal["timer", "bevis"], request.match_info["paper"])
