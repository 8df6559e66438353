"""The answers and reasons that staff choose from, edited at the desk in both languages.

Before one goes live it is read through: markup is refused, and what is hard to read is asked about
once. One without English is kept, and says so wherever it is offered.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from aiohttp import web

from bot.web.desk.versions import lines
from bot.web.forms import number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.conversation.plain import REFUSED, Fault, faults
from handlers.ideas.acts import ANSWERED
from storage.cases.actions import NoSuchTemplate, TemplateText, remove_template, save_template
from storage.cases.queries import templates
from storage.cases.rules import NotValid
from storage.database import Transaction
from storage.library.queries import standing, version, versions
from storage.library.rules import Overtaken, Subject
from storage.library.tables import Change
from storage.people.queries import Colleague
from storage.people.rules import Role

routes = web.RouteTableDef()


@dataclass
class Draft:
    """An answer that is not kept yet: a new one (id 0), or one that is being changed."""

    id: int = 0
    text: TemplateText = field(default_factory=lambda: TemplateText("", ""))
    problem: str | None = None
    remarks: list[str] = field(default_factory=list)
    """What there is to think about; it can be kept all the same."""


@routes.get("/desk/svar")
@for_staff()
async def answers(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All answers; an older version of one where it is asked for."""
    async with request.app[HOUSE].database.reading() as tx:
        older = await _older(request, tx)
    return await _answers(request, staff, older)


async def _older(request: web.Request, tx: Transaction) -> Draft | None:
    """The version that is asked for, to be kept again: as the same answer, or as a new one when it
    was deleted meanwhile.
    """
    wanted, number = (number_in(request.query.get(name)) for name in ("svar", "udgave"))
    found = await version(tx, Subject.ANSWER, str(wanted), number)
    if found is None or found.content is None:
        return None
    there = {each.id for each in await templates(tx)}
    return Draft(wanted if wanted in there else 0, TemplateText(**found.content))


async def _answers(
    request: web.Request, staff: Colleague, draft: Draft | None = None
) -> web.StreamResponse:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        found = await templates(tx)
        before = {each.id: await _versions(tx, each.id) for each in found}
        gone = [each for each in await standing(tx, Subject.ANSWER) if each.content is None]
        last = [(await _versions(tx, int(each.key)))[1:2] for each in gone]
    return page(
        request,
        "desk/answers.html",
        400 if draft and draft.problem else 200,
        staff=staff,
        may=staff.may(Role.COORDINATOR),
        answers=[
            {
                "id": one.id,
                "title": one.title,
                "da": one.da,
                "en": one.en,
                "act": one.act,
                "remarks": [],
                "seen": before[one.id][0].number if before[one.id] else 0,
                "versions": lines(request, before[one.id], "/desk/svar", f"svar={one.id}&"),
            }
            for one in found
        ],
        gone=[_gone(request, each[0]) for each in last if each],
        acts=[(str(act), said(request, f"answer_words.act_{act}")) for act in ANSWERED],
        draft=_shown(draft) if draft else None,
        empty=_shown(Draft()),
        problem=draft.problem if draft else None,
        done=said(request, "desk.saved") if "gemt" in request.query else None,
    )


async def _versions(tx: Transaction, template_id: int) -> list[Change]:
    return list(await versions(tx, Subject.ANSWER, str(template_id), 10))


def _gone(request: web.Request, last: Change) -> dict[str, Any]:
    """An answer that was deleted, as it was."""
    return {
        "title": last.content["title"] if last.content else "",
        "again": f"/desk/svar?svar={last.key}&udgave={last.number}#nyt",
    }


def _shown(draft: Draft) -> dict[str, Any]:
    return {"id": draft.id, **asdict(draft.text), "remarks": draft.remarks}


@routes.post("/desk/svar")
@for_staff(Role.COORDINATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Write a new answer, or change one."""
    house, fields = request.app[HOUSE], await request.post()
    given = {name: text_of(fields, name) for name in ("title", "da", "en")}
    act = str(fields.get("act", ""))
    text = TemplateText(**given, act=act if act in set(ANSWERED) else None)
    wanted, seen = number_in(fields.get("id")), number_in(fields.get("seen"))
    draft = Draft(wanted, text)
    found = [fault for words in (text.da, text.en) for fault in faults(words)]
    if any(fault.rule in REFUSED for fault in found):
        return await _answers(request, staff, _refused(request, draft, found))
    if found and "alligevel" not in fields:
        draft.remarks = _in_words(request, found)
        return await _answers(request, staff, draft)
    try:
        async with house.database.transaction() as tx:
            kept: dict[str, Any] = {"template_id": wanted, "seen": seen} if wanted else {}
            await save_template(tx, staff, text, house.clock(), **kept)
    except NoSuchTemplate:
        raise web.HTTPNotFound from None
    except NotValid:
        draft.problem = said(request, "desk.answer_not_valid")
        return await _answers(request, staff, draft)
    except Overtaken as overtaken:
        draft.problem = said(request, "library.overtaken", name=overtaken.by_name or "?")
        return await _answers(request, staff, draft)
    return see_other("/desk/svar?gemt")


def _refused(request: web.Request, draft: Draft, found: list[Fault]) -> Draft:
    refused = [fault for fault in found if fault.rule in REFUSED]
    draft.problem = " ".join(_in_words(request, refused))
    return draft


def _in_words(request: web.Request, found: list[Fault]) -> list[str]:
    return [said(request, f"wrong.{fault.rule}", about=fault.found) for fault in found]


@routes.post("/desk/svar/slet")
@for_staff(Role.COORDINATOR)
async def delete(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Remove an answer; what was sent with it stays as it was sent."""
    wanted = number_in((await request.post()).get("id"))
    async with request.app[HOUSE].database.transaction() as tx:
        await remove_template(tx, staff, wanted, request.app[HOUSE].clock())
    return see_other("/desk/svar")
