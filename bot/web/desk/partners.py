"""The register at the desk: who waits, all partners with filters, and one written down by staff."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.web import talks
from bot.web.desk.partner_form import FIELDS, choices, contact_in, new_in, problem
from bot.web.desk.parts import waiting
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.partners.wording import kind_key, places
from storage.cases.rules import NotValid
from storage.database import Transaction
from storage.partners import queries
from storage.partners.actions import register
from storage.partners.queries import PAGE, Known, counts, register_rows
from storage.partners.rules import PartnerKind, PartnerState
from storage.people.queries import Colleague
from storage.people.rules import Role

routes = web.RouteTableDef()


async def listed(request: web.Request, tx: Transaction, staff: Colleague) -> list[dict[str, Any]]:
    """The partners that wait, for the desk's first page: for an answer, the oldest promise first;
    and to be seen, because everybody reads what they changed.
    """
    changed = said(request, "desk.partner_changed")
    return [
        *(row(request, known) for known in await queries.waiting(tx, staff)),
        *(
            row(request, known) | {"state": changed}
            for known in await queries.hidden_until_seen(tx, staff)
        ),
    ]


def row(request: web.Request, known: Known) -> dict[str, Any]:
    """A partner in a list."""
    house = request.app[HOUSE]
    head, promised = known.case, known.case.promised_on
    waits = known.state is PartnerState.WAITING
    return {
        "number": known.case.number,
        "ref": str(known.case.number),
        "name": known.partner.name or "…",
        "kind": said(request, kind_key(known.kind)),
        "state": said(request, f"partner_state.{known.state}"),
        "does": known.partner.does,
        "places": ", ".join(places(house.library, known.partner.branches)),
        "unread": known.case.unread and known.state is not PartnerState.WAITING,
        **waiting(request, head.created_at, promised, head.late_since, closed=not waits),
    }


@routes.get("/desk/partnere")
@for_staff()
async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The register: by state, kind and words, by name; and how many there are of each."""
    query = request.query
    state = _one_of(PartnerState, query.get("stat"))
    kind = _one_of(PartnerKind, query.get("slags"))
    words = query.get("q", "")[:200].replace("\x00", "")
    number = max(1, talks.number(request, "side"))
    async with request.app[HOUSE].database.reading() as tx:
        found = await register_rows(tx, staff, state=state, kind=kind, words=words, page=number)
        numbers = await counts(tx)
    kept = {k: v for k, v in query.items() if k != "side"}
    more = urlencode({**kept, "side": number + 1})
    return page(
        request,
        "desk/partners.html",
        staff=staff,
        rows=[row(request, known) for known in found],
        filter={"state": str(state or ""), "kind": str(kind or ""), "q": words},
        states=[(str(s), said(request, f"partner_state.{s}"), numbers[s]) for s in PartnerState],
        kinds=[(str(k), said(request, kind_key(k))) for k in PartnerKind],
        more=f"/desk/partnere?{more}" if len(found) == PAGE else None,
        may=staff.may(Role.COORDINATOR),
    )


def _one_of(kind: Any, value: str | None) -> Any:
    return kind(value) if value in set(kind) else None


@routes.get("/desk/partnere/ny")
@for_staff(Role.COORDINATOR)
async def form(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """A partner that staff write down: an empty form."""
    return _form(request, staff, dict.fromkeys(FIELDS, ""), None)


def _form(
    request: web.Request,
    staff: Colleague,
    values: dict[str, Any],
    wrong: str | None,
    like: tuple[tuple[int, str], ...] = (),
) -> web.Response:
    status = 400 if wrong or like else 200
    given = {"branches": [], "languages": ["da"], **values}
    return page(
        request,
        "desk/partner_new.html",
        status,
        staff=staff,
        values=given,
        problem=wrong,
        like=like,
        **choices(request),
    )


@routes.post("/desk/partnere/ny")
@for_staff(Role.COORDINATOR)
async def write_down(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Keep a partner; one with nearly the same name is asked about first."""
    house = request.app[HOUSE]
    fields = await request.post()
    values: dict[str, Any] = {name: fields.get(name, "") for name in FIELDS}
    values |= {name: list(fields.getall(name, ())) for name in ("branches", "languages")}
    try:
        new = new_in(request, fields, contact_in(fields))
        async with house.database.transaction() as tx:
            known = await queries.names(tx)
            like = () if fields.get("sure") else queries.alike(new.name, known)
            if like:
                return _form(request, staff, values, None, tuple((n, known[n]) for n in like))
            days = house.library.days_to_answer
            case = await register(tx, None, new, house.clock(), days, by=staff)
    except NotValid as wrong:
        return _form(request, staff, values, problem(request, wrong))
    house.watch.nudge()
    return see_other(f"/desk/partner/{case.number}")
