"""Agreements at the desk: all of them with what runs out, and each with its dialogue beside it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.web.agreements import laid_out, pdf_of, word_of
from bot.web.cases import NUMBER
from bot.web.desk.beside import CasePages, converse, number_of
from bot.web.desk.parts import waiting
from bot.web.house import HOUSE
from bot.web.rendering import page, said
from bot.web.who import for_staff
from handlers.agreements.wording import level_key
from storage.agreements import queries
from storage.agreements.levels import AgreementLevel
from storage.agreements.queries import Listed, Whole
from storage.agreements.rules import ASKED_BEFORE
from storage.cases.queries import history
from storage.cases.rules import local_day
from storage.cases.tables import Event
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.people.rules import Role

routes = web.RouteTableDef()
ALL_TIME = timedelta(days=36500)


@routes.get("/desk/aftaler")
@for_staff()
async def show_all(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Every agreement, what runs out soon, and how many there are of each level."""
    house = request.app[HOUSE]
    now = house.clock()
    soon = local_day(now) + timedelta(days=max(ASKED_BEFORE) + 1)
    async with house.database.reading() as tx:
        found = await queries.all_of_them(tx, staff)
        ending = {each.number for each in await queries.running_out(tx, soon)}
        numbers = await queries.counted(tx, now - ALL_TIME, now + timedelta(days=1))
    return page(
        request,
        "desk/agreements.html",
        staff=staff,
        agreements=[row(request, each, ending) for each in found],
        ending=len(ending),
        counts=[
            {
                "level": said(request, f"level.{level.word}"),
                "made": numbers.made[level],
                "running": numbers.running[level],
                "ended": numbers.ended[level],
            }
            for level in AgreementLevel
        ],
        may_begin=staff.may(Role.COORDINATOR),
    )


def row(request: web.Request, each: Listed, ending: set[int]) -> dict[str, Any]:
    """An agreement in a list."""
    return {
        "number": each.number,
        "ref": str(each.number),
        "partner": each.partner or said(request, "agreement.erased"),
        "level": said(request, level_key(each)),
        "state_word": said(request, f"agreement_state.{each.state}"),
        "until": said(request, "agreement.until", day=each.ends_on) if each.ends_on else "",
        "soon": each.number in ending,
        "unread": each.unread,
    }


async def listed(request: web.Request, tx: Transaction, staff: Colleague) -> list[dict[str, Any]]:
    """What waits for the library, for the desk's first page."""
    return [
        row(request, each, set())
        | waiting(request, each.created_at, each.promised_on, each.late_since, closed=False)
        for each in await queries.waiting(tx, staff)
    ]


async def _agreement(request: web.Request, tx: Transaction, staff: Colleague) -> dict[str, Any]:
    whole = await _found(request, tx, staff)
    events = await history(tx, whole.number)
    return {
        "unread": whole.case.unread,
        "a": laid_out(request, whole),
        "about": whole.agreement.about,
        "history": [_event(request, event, whole) for event in reversed(events)],
    }


def _event(request: web.Request, event: Event, whole: Whole) -> dict[str, Any]:
    partner = whole.partner.name if event.by is not None else said(request, "agreement.by_itself")
    return {
        "when": said(request, "web.moment", at=event.at),
        "by": event.by_name or partner,
        "text": said(request, f"did.{event.act}"),
    }


async def _found(request: web.Request, tx: Transaction, staff: Colleague) -> Whole:
    whole = await queries.for_staff(tx, staff, number_of(request))
    if whole is None:
        raise web.HTTPNotFound
    return whole


@routes.get(f"/desk/aftale/{NUMBER}/aftale.pdf")
@for_staff()
async def as_pdf(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The agreement as a document to print, or the facts of a contract for a lawyer."""
    async with request.app[HOUSE].database.reading() as tx:
        whole = await _found(request, tx, staff)
    return await pdf_of(request, whole)


@routes.get(f"/desk/aftale/{NUMBER}/aftale.docx")
@for_staff()
async def as_file(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The same as a file to go on writing in."""
    async with request.app[HOUSE].database.reading() as tx:
        whole = await _found(request, tx, staff)
    return word_of(request, whole)


converse(routes, CasePages("/desk/aftale", "desk/agreement", _agreement))
