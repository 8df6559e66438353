"""Partners as everybody sees them, and the own page of a partner for its contact persons.

The list shows partners that said yes to it, and nothing about contact persons. Every button says a
command, so the page and the chat do the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.web import talks
from bot.web.cases import NUMBER
from bot.web.forms import line_of
from bot.web.guards import Refused
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, said, see_other
from bot.web.who import citizen, citizen_door, somebody, visitor
from handlers.conversation.render import rows
from handlers.conversation.values import Press
from handlers.partners.card import own_card
from handlers.partners.wording import kind_key, places
from storage.agreements.queries import done_together
from storage.cases.rules import NotValid
from storage.partners import queries
from storage.partners.actions import NewContact, follow_link
from storage.partners.queries import Known, Public
from storage.partners.rules import CLOSED, WITH_US, LinkStale
from storage.people.actions import tell_age
from storage.people.rules import AgeBand

routes = web.RouteTableDef()
LINK = "/partner/link/{secret:[A-Za-z0-9_-]{16,56}}"
BESIDE = ("partnermig", "partnervidere")


@routes.get("/partnere")
async def everybody(request: web.Request) -> web.StreamResponse:
    """Who does something together with the library, or would like to; and the way to join them."""
    visitor(request)
    number = max(1, talks.number(request, "side"))
    async with request.app[HOUSE].database.reading() as tx:
        found = await queries.listed(tx, number)
        agreed = await done_together(tx, [each.number for each in found])
    shown = found[: queries.PAGE]
    return page(
        request,
        "partners.html",
        partners=[_listed(request, each, agreed.get(each.number, ())) for each in shown],
        earlier=f"/partnere?side={number - 1}" if number > 1 else None,
        later=f"/partnere?side={number + 1}" if len(found) > len(shown) else None,
    )


def _listed(request: web.Request, each: Public, agreed: Sequence[str]) -> dict[str, Any]:
    """A partner on the list. What is done together is told in the words of staff, and from
    agreements.
    """
    return {
        "name": each.name,
        "kind": said(request, kind_key(each.kind)),
        "does": each.does,
        "gives": each.gives,
        "together": ". ".join(dict.fromkeys(filter(None, (each.together, *agreed)))),
        "places": ", ".join(places(request.app[HOUSE].library, each.branches)),
    }


@routes.get(f"/partner/{NUMBER}")
async def own(request: web.Request) -> web.StreamResponse:
    """One's own partner: where it stands, all that is kept about it, and what can be done."""
    house = request.app[HOUSE]
    known = await _own(request)
    card = own_card(known, house.library)
    closed = known.shown in CLOSED
    more = _beside(known)
    ways = [(b.value, said(request, b.key or "")) for b in card.buttons]
    beside = [(f"/{n} {known.case.number}", said(request, f"command.{n}")) for n in more]
    return page(
        request,
        "partner.html",
        number=known.case.number,
        title=known.partner.name,
        rows=rows(house.texts, language_of(request), card.rows),
        ways=[*ways, *(() if closed else beside)],
    )


def _beside(known: Known) -> tuple[str, ...]:
    """What somebody may do besides the partner's own buttons, as in the chat."""
    return (*(("nyaftale",) if known.shown in WITH_US else ()), *BESIDE)


async def _own(request: web.Request) -> Known:
    """The partner of this address, if the visitor speaks for it. Otherwise answer as if it did not
    exist.

    A duplicate redirects to the partner that it was merged into.
    """
    async with request.app[HOUSE].database.reading() as tx:
        person_id = await citizen(request, tx)
        number = int(request.match_info["number"])
        known = await queries.partner_for(tx, person_id, number) if person_id else None
        if known is None and person_id is not None:
            double = await queries.partner(tx, number)
            became = (double.case.merged_into if double else None) or 0
            if await queries.speaks_for(tx, person_id, became):
                raise web.HTTPSeeOther(f"/partner/{became}")
    if known is None:
        raise web.HTTPForbidden
    return known


@routes.post(f"/partner/{NUMBER}")
async def act(request: web.Request) -> web.StreamResponse:
    """Say one of the commands of a partner's page; the conversation goes on in the chat."""
    known = await _own(request)
    wanted = str((await request.post()).get("press", ""))
    offered = {b.value for b in own_card(known, request.app[HOUSE].library).buttons}
    offered |= {f"/{name} {known.case.number}" for name in _beside(known)}
    if wanted not in offered:
        raise web.HTTPForbidden
    await talks.say_for(request, citizen_door(request), Press(0, wanted))
    return see_other("/#nyeste")


@routes.get(LINK)
async def invited(request: web.Request) -> web.StreamResponse:
    """The page behind a contact person's link: for whom one would speak. It changes nothing."""
    return await _invitation(request)


async def _invitation(
    request: web.Request,
    given: Mapping[str, str] | None = None,
    wrong: str | None = None,
    status: int = 200,
) -> web.Response:
    visitor(request)
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = await queries.link(tx, request.match_info["secret"], house.clock())
        known = await queries.partner(tx, found.partner) if found else None
    stale = known is None or known.state in CLOSED
    return page(
        request,
        "partner_link.html",
        410 if stale else status,
        name=None if stale or known is None else known.partner.name,
        given=given or {"name": "", "role": "", "mail": "", "phone": ""},
        problem=wrong,
    )


@routes.post(LINK)
async def joined(request: web.Request) -> web.StreamResponse:
    """Become a contact person; the link works no more."""
    house = request.app[HOUSE]
    if visitor(request).fresh:
        raise Refused(403, "web.error_cookies")
    fields = await request.post()
    given = {name: line_of(fields, name) for name in ("name", "role", "mail", "phone")}
    if not fields.get("fifteen"):
        return await _invitation(request, given, said(request, "web.partner_age"), 400)
    try:
        async with house.database.transaction() as tx:
            person_id = await somebody(request, tx)
            await tell_age(tx, person_id, AgeBand.FROM_15)
            secret, contact = request.match_info["secret"], NewContact(**given)
            number = await follow_link(tx, person_id, secret, contact, house.clock())
    except LinkStale:
        return await _invitation(request)
    except NotValid as not_valid:
        sentence = said(request, f"web.partner_wrong_{not_valid.field}")
        return await _invitation(request, given, sentence, 400)
    house.watch.nudge()
    return see_other(f"/partner/{number}")
