"""The answers that the library uses often, edited at the desk in both languages."""

from __future__ import annotations

from aiohttp import web

from bot.web.forms import text_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said
from bot.web.who import for_staff
from storage.cases.actions import NoSuchTemplate, TemplateText, remove_template, save_template
from storage.cases.queries import templates
from storage.cases.rules import NotValid
from storage.people.queries import Colleague
from storage.people.rules import Role

routes = web.RouteTableDef()


@routes.get("/desk/svar")
@for_staff()
async def answers(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All answer templates."""
    return await _answers(request, staff)


async def _answers(
    request: web.Request,
    staff: Colleague,
    problem: str | None = None,
    draft: dict[str, str] | None = None,
) -> web.StreamResponse:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = await templates(tx)
    return page(
        request,
        "desk/answers.html",
        400 if problem else 200,
        staff=staff,
        answers=[{"id": a.id, "title": a.title, "da": a.da, "en": a.en} for a in found],
        problem=problem,
        done=said(request, "desk.saved") if "gemt" in request.query else None,
        draft=draft,
    )


@routes.post("/desk/svar")
@for_staff(Role.COORDINATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Write a new answer, or change one."""
    house = request.app[HOUSE]
    fields = await request.post()
    given = {name: text_of(fields, name) for name in ("title", "da", "en")}
    wanted = str(fields.get("id", ""))
    text = TemplateText(given["title"], given["da"], given["en"] or given["da"])
    try:
        async with house.database.transaction() as tx:
            await save_template(
                tx,
                staff,
                text,
                house.clock(),
                template_id=int(wanted[:9]) if wanted.isdecimal() else None,
            )
    except NoSuchTemplate:
        raise web.HTTPNotFound from None
    except NotValid:
        return await _answers(request, staff, said(request, "desk.answer_not_valid"), given)
    return web.Response(status=303, headers={"Location": "/desk/svar?gemt"})


@routes.post("/desk/svar/slet")
@for_staff(Role.COORDINATOR)
async def delete(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Remove an answer; what was sent with it stays as it was sent."""
    wanted = str((await request.post()).get("id", ""))
    if wanted.isdecimal():
        async with request.app[HOUSE].database.transaction() as tx:
            await remove_template(tx, staff, int(wanted[:9]), request.app[HOUSE].clock())
    return web.Response(status=303, headers={"Location": "/desk/svar"})
