"""One partner at the desk: its card, its contact persons, and where it is decided.

What may be decided, and how it is said, comes from the handlers; here it is only laid out.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.cases import NUMBER
from bot.web.desk.beside import CasePages, converse, number_of
from bot.web.desk.partner_form import changes_in, choices, contact_in, problem
from bot.web.desk.parts import happened
from bot.web.forms import line_of, number_in, text_of
from bot.web.house import HOUSE
from bot.web.lines import LinePen
from bot.web.rendering import language_of, said, see_other
from bot.web.who import for_staff
from handlers.conversation.render import buttons, rows
from handlers.partners.card import decisions, staff_card
from storage.cases.queries import history, notes
from storage.cases.rules import NoSuchCase, NotValid
from storage.database import Transaction
from storage.lifecycle import IllegalMove
from storage.partners import actions
from storage.partners.actions import NewContact
from storage.partners.queries import alike, contacts_of, names, partner
from storage.partners.rules import CLOSED, WITH_US, LastContact, PartnerState
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.talk.queries import case_lines

routes = web.RouteTableDef()
HERE = f"/desk/partner/{NUMBER}"


async def _partner(request: web.Request, tx: Transaction, staff: Colleague) -> dict[str, Any]:
    house, language = request.app[HOUSE], language_of(request)
    known = await partner(tx, number_of(request))
    if known is None:
        raise web.HTTPNotFound
    events = await history(tx, known.case.number)
    all_names = await names(tx)
    like = alike(known.partner.name, all_names, known.case.number)
    may = staff.may(Role.COORDINATOR) and known.state not in CLOSED
    pen = LinePen(house.texts, language, house.clock(), at_desk=True)
    theirs = said(request, "desk.partner_said")
    return {
        "partner": known.partner,
        "number": known.case.number,
        "version": known.case.version,
        "unread": known.case.unread,
        "state": said(request, f"partner_state.{known.state}"),
        "title": known.partner.name or "…",
        "rows": rows(house.texts, language, staff_card(known, house.library).rows),
        "buttons": buttons(house.texts, language, decisions(known, staff.role)),
        "contacts": known.contacts,
        "like": [(n, all_names[n]) for n in like],
        "onward": known.state is not PartnerState.ACTIVE,
        "may": may,
        "may_agree": may and known.state in WITH_US,
        "lines_said": [
            {**line, "name": line["name"] or (theirs if line["who"] == "citizen" else None)}
            for line in pen.draw(await case_lines(tx, known.case.number))
        ],
        "notes": await notes(tx, known.case.number),
        "history": happened(request, events),
        "wrong": None,
        **choices(request),
    }


@routes.post(f"{HERE}/ret")
@for_staff(Role.COORDINATOR)
async def edit(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Put a partner right; its contact persons hear which fields were changed."""
    fields = await request.post()
    changes = changes_in(request, fields) | {"together": text_of(fields, "together")}
    if kind := line_of(fields, "kind"):
        changes["kind"] = kind

    async def do(tx: Transaction, number: int) -> None:
        now = request.app[HOUSE].clock()
        await actions.edit(tx, staff, number, changes, now)

    return await _done(request, staff, do)


@routes.post(f"{HERE}/kontakt")
@for_staff(Role.COORDINATOR)
async def add_contact(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Write a contact person down."""
    contact = contact_in(await request.post())

    async def do(tx: Transaction, number: int) -> None:
        for each in contact:
            await actions.write_down(tx, staff, number, each, request.app[HOUSE].clock())

    return await _done(request, staff, do)


@routes.post(f"{HERE}/kontakt/ret")
@for_staff(Role.COORDINATOR)
async def change_contact(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Put a contact person of this partner right; the audit says that, and not what it is."""
    fields = await request.post()
    wanted, contact = number_in(fields.get("kontakt")), contact_in(fields)

    async def do(tx: Transaction, number: int) -> None:
        if wanted not in {each.id for each in await contacts_of(tx, number)}:
            raise NoSuchCase
        now = request.app[HOUSE].clock()
        for each in contact or (NewContact(""),):
            await actions.change_contact(tx, staff, wanted, each, now)

    return await _done(request, staff, do)


@routes.post(f"{HERE}/kontakt/fjern")
@for_staff(Role.COORDINATOR)
async def remove_contact(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """A contact person goes; the last one leaves with the whole partner instead."""
    wanted = number_in((await request.post()).get("kontakt"))

    async def do(tx: Transaction, number: int) -> None:
        await actions.part(tx, staff, wanted, request.app[HOUSE].clock())

    return await _done(request, staff, do)


async def _done(request: web.Request, staff: Colleague, do: Any) -> web.StreamResponse:
    """Do it in one transaction and show the page; or say what is wrong, and what was written."""
    house, number = request.app[HOUSE], number_of(request)
    try:
        async with house.database.transaction() as tx:
            await do(tx, number)
    except NotValid as not_valid:
        return await PAGES.show(request, staff, status=400, wrong=problem(request, not_valid))
    except LastContact:
        sentence = said(request, "partners.last_contact_here")
        return await PAGES.show(request, staff, status=409, wrong=sentence)
    except IllegalMove:
        return await PAGES.show(
            request, staff, status=409, wrong=said(request, "desk.partner_late")
        )
    except NoSuchCase:
        raise web.HTTPNotFound from None
    house.watch.nudge()
    return see_other(f"/desk/partner/{number}")


PAGES = CasePages("/desk/partner", "desk/partner", _partner)
converse(routes, PAGES)
