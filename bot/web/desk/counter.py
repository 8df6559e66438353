"""An idea heard at the counter, written down for somebody who takes a slip of paper home."""

from __future__ import annotations

import uuid
from typing import Any

from aiohttp import web

from bot.web.forms import text_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.talks import CLIENT_ID
from bot.web.who import for_staff
from handlers.ideas.wording import title_of
from storage.cases.rules import NotValid, Problem
from storage.ideas.actions import NewIdea, submit_idea
from storage.ideas.rules import HearBack, Kind, Theme
from storage.people.queries import Colleague
from storage.people.rules import Language
from storage.talk.actions import Words, add_line
from storage.talk.queries import own_line
from storage.talk.rules import DESK, Who

routes = web.RouteTableDef()
FIELDS = ("text", "benefit", "kind", "branch", "theme", "lang", "told")


@routes.get("/desk/ny")
@for_staff()
async def form(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """The empty form."""
    return _form(request, staff, dict.fromkeys(FIELDS, "") | {"lang": "da"}, {})


def _form(
    request: web.Request, staff: Colleague, values: dict[str, str], errors: dict[str, str]
) -> web.Response:
    return page(
        request,
        "desk/new.html",
        400 if errors else 200,
        staff=staff,
        kinds=[(str(kind), said(request, f"kind.{kind}")) for kind in Kind],
        themes=[(str(theme), said(request, f"theme.{theme}")) for theme in Theme],
        values=values,
        errors=errors,
        problem=said(request, "desk.new_problem") if errors else None,
    )


@routes.post("/desk/ny")
@for_staff()
async def write_down(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Keep the idea and lead to its slip. The form's own id makes a second press harmless."""
    house = request.app[HOUSE]
    fields = await request.post()
    given = {name: text_of(fields, name) for name in FIELDS}
    idea = NewIdea(
        text=given["text"],
        benefit=given["benefit"],
        hear_back=HearBack.PAGE,
        branch=given["branch"] if house.library.branch(given["branch"]) else None,
        kind=_one_of(Kind, given["kind"]),
        theme=_one_of(Theme, given["theme"]),
        language=Language.EN if given["lang"] == Language.EN else Language.DA,
        told=bool(given["told"]),
    )
    wanted = str(fields.get("id", ""))
    form_id = wanted if CLIENT_ID.fullmatch(wanted) else uuid.uuid4().hex
    try:
        link = await _once(request, staff, idea, form_id)
    except NotValid as wrong:
        return _form(request, staff, given, {wrong.field: _problem(request, wrong)})
    house.watch.nudge()
    return see_other(f"{link}/seddel")


async def _once(request: web.Request, staff: Colleague, idea: NewIdea, form_id: str) -> str:
    """Keep the idea, and a line at the desk that knows the form: pressed twice, it is one case."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        before = await own_line(tx, staff.person_id, DESK, form_id)
        if before is not None and before.card:
            return str(before.card["link"])
        now = house.clock()
        case = await submit_idea(
            tx, None, idea, now, house.library.days_to_answer, recorded_by=staff
        )
        link = f"/desk/sag/{case.number}"
        card = {"title": title_of(None, idea.text), "rows": [], "buttons": [], "link": link}
        words = Words(
            said(request, "desk.new_kept", ref=case.number), Who.YOU, card=card, client_id=form_id
        )
        await add_line(tx, staff.person_id, words, now, place=DESK)
    return link


def _problem(request: web.Request, wrong: NotValid) -> str:
    if wrong.problem is Problem.TOO_LONG:
        return said(request, "desk.too_long", most=wrong.limit or 0)
    return said(request, "desk.missing")


def _one_of(kind: Any, value: str) -> Any:
    return kind(value) if value in set(kind) else None
