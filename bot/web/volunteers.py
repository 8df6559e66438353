"""Volunteering for everybody: the open roles and the library's model; and one's own state as a
volunteer.

No volunteer is named here. Reading it stores nothing about the reader.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.cases import NUMBER
from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, said
from bot.web.who import citizen
from handlers.conversation.render import rows
from handlers.volunteers.model import Edition, earlier, in_force
from handlers.volunteers.wording import own_rows, times
from storage.cases.rules import local_day
from storage.database import Transaction
from storage.volunteers.queries import open_roles, own
from storage.volunteers.tables import VolunteerRole

routes = web.RouteTableDef()


@routes.get("/frivillig")
async def show_roles(request: web.Request) -> web.StreamResponse:
    """The roles that are open, what they ask, and the way to become a volunteer."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = await open_roles(tx)
        mine = await _mine(request, tx)
        model = await in_force(tx, language_of(request))
    return page(
        request,
        "volunteers.html",
        roles=[_role(request, role) for role in found],
        mine=mine,
        model=model,
    )


async def _mine(request: web.Request, tx: Transaction) -> dict[str, Any] | None:
    """One's own state, if one is a volunteer."""
    person_id = await citizen(request, tx)
    standing = await own(tx, person_id) if person_id is not None else None
    if standing is None or not standing.person.name:
        return None
    house = request.app[HOUSE]
    facts = own_rows(standing, local_day(house.clock()))
    return {
        "ref": standing.case.number,
        "rows": rows(house.texts, language_of(request), facts),
        "model": standing.expected.model if standing.expected else None,
    }


def _role(request: web.Request, role: VolunteerRole) -> dict[str, Any]:
    branch = request.app[HOUSE].library.branch(role.branch)
    when = said(request, "common.listed", things=times(role.times)) if role.times else ""
    return {
        "id": role.id,
        "title": role.title,
        "does": role.does,
        "adds": role.adds,
        "when": role.rhythm or when,
        "branch": branch.name if branch else None,
        "needs": role.needs,
        "insurance": role.insurance,
        "children": role.children,
    }


@routes.get("/frivilligmodel")
async def show_model(request: web.Request) -> web.StreamResponse:
    """The model for volunteers in the current edition."""
    async with request.app[HOUSE].database.reading() as tx:
        found = await in_force(tx, language_of(request))
    return _model(request, found)


@routes.get(f"/frivilligmodel/{NUMBER}")
async def show_edition(request: web.Request) -> web.StreamResponse:
    """The edition that an older agreement was made under."""
    async with request.app[HOUSE].database.reading() as tx:
        wanted = int(request.match_info["number"])
        found = await earlier(tx, wanted, language_of(request))
    if found is None:
        raise web.HTTPNotFound
    return _model(request, found)


def _model(request: web.Request, found: Edition | None) -> web.Response:
    return page(request, "volunteer_model.html", model=found)
