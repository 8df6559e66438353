"""What the engine has learnt from the staff's choices: to be read, taken out and set back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.tables import as_csv
from bot.web.forms import number_in, text_of
from bot.web.house import HOUSE
from bot.web.mydata import kept_as
from bot.web.rendering import language_of, page, said, see_other
from bot.web.who import for_staff
from storage.matching import subject_name
from storage.partners.actions.learning import forget
from storage.partners.learning import Learnt, everything
from storage.people.queries import Colleague
from storage.people.rules import Language, Role

routes = web.RouteTableDef()

PAGE = "/desk/laert"
_FINER = re.compile(r" \d+$")
"""What the engine calls one of the finer parts of a subject by."""

HEADS = ("number", "name", "topic", "chosen", "passed", "last")
"""Of the file, by the names of their texts."""


@routes.get(PAGE)
@for_staff()
async def look(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Everything that was learnt, partner by partner."""
    async with request.app[HOUSE].database.reading() as tx:
        learnt = await everything(tx)
    learnt = by_subject(learnt)
    return page(
        request,
        "desk/learnt.html",
        staff=staff,
        rows=learnt,
        name_of={one.topic: subject_name(one.topic, language_of(request)) for one in learnt},
        partners=list({one.partner: one for one in learnt}.values()),
        may=staff.may(Role.COORDINATOR),
        done=said(request, "learnt.forgotten") if "glemt" in request.query else None,
    )


def by_subject(learnt: Sequence[Learnt]) -> list[Learnt]:
    """Lessons by the subjects that people know: of the finer parts of one, which have no name of
    their own, the one that says most.
    """
    found: dict[tuple[int, str], Learnt] = {}
    for one in learnt:
        named = replace(one, topic=_FINER.sub("", one.topic))
        before = found.get((one.partner, named.topic))
        if before is None or (before.chosen + before.passed) < (one.chosen + one.passed):
            found[one.partner, named.topic] = named
    return list(found.values())


@routes.get(f"{PAGE}.csv")
@for_staff()
async def take_out(request: web.Request, _: Colleague) -> web.StreamResponse:
    """The same as a file that every spreadsheet opens."""
    async with request.app[HOUSE].database.reading() as tx:
        learnt = await everything(tx)
    heads = [said(request, f"learnt.{head}") for head in HEADS]
    rows = [_row(one, language_of(request)) for one in by_subject(learnt)]
    return web.Response(
        body=as_csv(heads, rows),
        content_type="text/csv",
        charset="utf-8",
        headers=kept_as("laert.csv"),
    )


def _row(one: Learnt, language: Language) -> Sequence[Any]:
    topic = subject_name(one.topic, language)
    return (one.partner, one.name, topic, one.chosen, one.passed, one.last_at.isoformat())


@routes.post(PAGE)
@for_staff(Role.COORDINATOR)
async def set_back(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Forget what was learnt of one partner, or of all."""
    partner = number_in(text_of(await request.post(), "partner"))
    async with request.app[HOUSE].database.transaction() as tx:
        await forget(tx, staff, partner or None)
    return see_other(f"{PAGE}?glemt")
