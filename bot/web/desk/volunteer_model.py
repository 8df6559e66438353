"""The model for volunteers at the desk: a draft to work on, published when it is ready."""

from __future__ import annotations

from aiohttp import web

from bot.web.forms import number_in, words_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.volunteers.model import draft
from storage.cases.rules import NotValid
from storage.library.queries import versions
from storage.library.rules import Overtaken, Subject
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.talk.cpr import redact
from storage.volunteers.actions import PUBLISHED, save_model
from storage.volunteers.rules import MODEL_LONGEST

routes = web.RouteTableDef()
PLACE = "/desk/frivilligmodel"
MOST = MODEL_LONGEST + 1
"""So much is looked at, so that what is too long is told to be."""


@routes.get(PLACE)
@for_staff(Role.COORDINATOR)
async def show(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The draft in both languages, and the editions that were published."""
    return await _page(request, staff)


async def _page(
    request: web.Request,
    staff: Colleague,
    problem: str | None = None,
    given: dict[str, str] | None = None,
) -> web.Response:
    async with request.app[HOUSE].database.reading() as tx:
        seen, stands = await draft(tx, request.app[HOUSE].texts)
        published = await versions(tx, Subject.MODEL, PUBLISHED, 50)
    return page(
        request,
        "desk/volunteer_model.html",
        400 if problem else 200,
        staff=staff,
        words=given or stands,
        seen=seen,
        limit=MODEL_LONGEST,
        problem=problem,
        done=said(request, f"volweb.model_{request.query['gemt']}") if _done(request) else None,
        editions=[
            {
                "number": each.number,
                "edition": len(published) - place,
                "when": said(request, "web.moment", at=each.at),
                "by": each.by_name,
            }
            for place, each in enumerate(published)
        ],
    )


def _done(request: web.Request) -> bool:
    return request.query.get("gemt") in {"draft", "published"}


@routes.post(PLACE)
@for_staff(Role.COORDINATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Keep the draft, or publish it: then it holds for all who agree to something from now on."""
    house, fields = request.app[HOUSE], await request.post()
    publish = "publish" in fields
    given = {side: words_of(fields, side) for side in ("da", "en")}
    try:
        async with house.database.transaction() as tx:
            da, en = (redact(given[side][:MOST]).text for side in ("da", "en"))
            seen = number_in(fields.get("seen"))
            await save_model(tx, staff, da, en, house.clock(), seen=seen, publish=publish)
    except NotValid as wrong:
        values = {"limit": wrong.limit} if wrong.limit else {}
        problem = said(request, f"problem.{wrong.problem}", **values)
        return await _page(request, staff, problem, given)
    except Overtaken as overtaken:
        problem = said(request, "library.overtaken", name=overtaken.by_name or "?")
        return await _page(request, staff, problem, given)
    what = "published" if publish else "draft"
    return see_other(f"{PLACE}?gemt={what}")
