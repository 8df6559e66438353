"""The library's own side of the desk: what it says of itself, and everything that was changed.

For administrators. What a value can be stands in handlers/library; here it is only laid out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, TypeGuard

from aiohttp import web

from bot.logo import NoLogo, drawn
from bot.web.desk.versions import LIST, about, became, lines, shown
from bot.web.forms import number_in, words_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.administration.points import gather, missing, points
from handlers.administration.texts.finding import counts
from handlers.library import Library
from handlers.library.kinds import Field, NotUsable, Picture
from handlers.library.values import GROUPS, NAMED, VALUES, Value
from storage.database import Transaction
from storage.library import queries
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.people.queries import Colleague
from storage.people.rules import Role
from storage.talk.cpr import redact

routes = web.RouteTableDef()

NEWEST = 40


@routes.get(LIST)
@for_staff(Role.ADMINISTRATOR)
async def library(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All that can be changed, at a glance."""
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        lacks = missing(points(await gather(tx, house.library, house.texts)))
    saved = NAMED.get(request.query.get("gemt", ""))
    return page(
        request,
        "desk/library.html",
        staff=staff,
        lacks=len(lacks),
        groups=[
            (group, [_row(request, value) for value in VALUES if value.group == group])
            for group in GROUPS
        ],
        subjects=list(counts(house.texts).items()),
        done=said(request, "library.saved", what=said(request, f"value.{saved.name}"))
        if saved
        else None,
    )


def _row(request: web.Request, value: Value) -> dict[str, Any]:
    found = request.app[HOUSE].library
    return {
        "name": value.name,
        "words": shown(request, value.of(found)),
        "missing": value.needed and value.missing(found),
        "half": value.half(found),
    }


@routes.get(f"{LIST}/om/{{name}}")
@for_staff(Role.ADMINISTRATOR)
async def look(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One thing that the library says of itself, and what it was before."""
    return await _value_page(request, staff, _value(request))


def _value(request: web.Request) -> Value:
    found = NAMED.get(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound
    return found


async def _value_page(
    request: web.Request,
    staff: Colleague,
    value: Value,
    problem: str | None = None,
    given: Mapping[str, str] | None = None,
) -> web.Response:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        versions = await queries.versions(tx, Subject.VALUE, value.name)
        older = await _older(request, tx, value)
    stands = value.kind.fields(value.of(house.library) if older is None else older)
    where = f"{LIST}/om/{value.name}"
    return page(
        request,
        "desk/library_value.html",
        400 if problem else 200,
        staff=staff,
        value=value,
        where=where,
        fields=[_filled(field, given) for field in stands],
        seen=versions[0].number if versions else 0,
        changed=bool(versions) and versions[0].content is not None,
        start=shown(request, value.of(house.library.start or house.library)),
        versions=lines(request, versions, where),
        older=older is not None,
        problem=problem,
    )


async def _older(request: web.Request, tx: Transaction, value: Value) -> Any:
    """What it was in the version that is asked for, if it can still be used."""
    wanted = number_in(request.query.get("udgave"))
    found = await queries.version(tx, Subject.VALUE, value.name, wanted)
    try:
        return value.kind.live(found.content) if found and found.content is not None else None
    except Exception:  # noqa: BLE001 - an older version of the program may have kept anything
        return None


def _filled(field: Field, given: Mapping[str, str] | None) -> dict[str, Any]:
    stands = field.value if given is None else given.get(field.name, field.value)
    return {**vars(field), "value": stands}


@routes.post(f"{LIST}/om/{{name}}")
@for_staff(Role.ADMINISTRATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Change it, if what was written can be used."""
    house, value = request.app[HOUSE], _value(request)
    fields = await request.post()
    given = {name: words_of(fields, name) for name in fields}
    try:
        given |= {name: await _picture(file) for name, file in fields.items() if _is_file(file)}
        content = _read(value, given, house.library)
        await _change(request, staff, value.name, content, seen=number_in(given.get("seen")))
    except NotUsable as unusable:
        problem = said(request, f"value_problem.{unusable.problem}", **unusable.values)
        return await _value_page(request, staff, value, problem, given)
    except Overtaken as overtaken:
        problem = said(request, "library.overtaken", name=overtaken.by_name or "?")
        return await _value_page(request, staff, value, problem, given)
    return see_other(f"{LIST}?gemt={value.name}")


def _is_file(given: object) -> TypeGuard[web.FileField]:
    return isinstance(given, web.FileField)


async def _picture(file: web.FileField) -> str:
    """The picture that was chosen, as it is kept. Raises NotUsable."""
    content = file.file.read()
    if not content:
        raise NotUsable("no_picture")
    try:
        return await asyncio.to_thread(drawn, content)
    except NoLogo:
        raise NotUsable("picture") from None


def _read(value: Value, given: Mapping[str, str], library: Library) -> Any:
    """What was written, as it is kept. Raises NotUsable."""
    if not isinstance(value.kind, Picture) and any(redact(word).hits for word in given.values()):
        raise NotUsable("cpr")
    return value.kind.read(given, value.of(library))


@routes.post(f"{LIST}/om/{{name}}/start")
@for_staff(Role.ADMINISTRATOR)
async def back(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Let it be again what the settings say."""
    value = _value(request)
    await _change(request, staff, value.name, None)
    return see_other(f"{LIST}?gemt={value.name}")


async def _change(
    request: web.Request, staff: Colleague, name: str, content: Any, seen: int | None = None
) -> None:
    """Keep it, and use it here at once; others take it up within a second."""
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        await change(tx, staff, Subject.VALUE, name, content, house.clock(), seen=seen)
    await house.current.look()


@routes.get(f"{LIST}/historik")
@for_staff(Role.ADMINISTRATOR)
async def history(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Everything that was changed, the newest first."""
    before = number_in(request.query.get("foer")) or None
    async with request.app[HOUSE].database.reading() as tx:
        found = await queries.changes(tx, NEWEST + 1, before)
    return page(
        request,
        "desk/library_history.html",
        staff=staff,
        changes=[
            {
                "when": said(request, "web.moment", at=each.at),
                "by": each.by_name,
                "what": about(request, each),
                "words": became(request, each),
            }
            for each in found[:NEWEST]
        ],
        more=f"{LIST}/historik?foer={found[NEWEST - 1].number}" if found[NEWEST:] else None,
    )
