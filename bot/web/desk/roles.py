"""The roles at the desk: written, answered for, opened and closed; and the trials of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiohttp import web

from bot.web.cases import NUMBER
from bot.web.forms import Fields, number_in, text_of
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from storage.cases.rules import NotValid
from storage.ideas.rules import LegalPurpose
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Role
from storage.shifts.actions import review_role
from storage.volunteers import actions, queries
from storage.volunteers.actions import Lesson, RoleText
from storage.volunteers.catalogue import catalogue, sketch
from storage.volunteers.rules import (
    SUPPLEMENT,
    NotOpen,
    Overtaken,
    RoleState,
    Time,
    TrialOver,
    Verdict,
)
from storage.volunteers.tables import Trial, VolunteerRole

routes = web.RouteTableDef()
LIST = "/desk/roller"
WORDS = ("title", "does", "adds", "supplement", "rhythm", "needs", "insurance")
COORDINATOR = Role.COORDINATOR


@routes.get(LIST)
@for_staff()
async def show_roles(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """All roles, the trials that go on, and typical roles to begin from."""
    async with request.app[HOUSE].database.reading() as tx:
        found = await queries.roles(tx)
        trials = await queries.trials(tx)
    known = {role.title for role in found}
    return page(
        request,
        "desk/roles.html",
        staff=staff,
        roles=[_row(request, role) for role in found],
        sketches=[each for each in catalogue() if each.title not in known],
        trials=[_trial(request, trial, title) for trial, title in trials],
        may=staff.may(COORDINATOR),
    )


def _row(request: web.Request, role: VolunteerRole) -> dict[str, Any]:
    branch = request.app[HOUSE].library.branch(role.branch)
    return {
        "id": role.id,
        "title": role.title,
        "does": role.does,
        "state": role.state,
        "state_word": said(request, f"role_state.{role.state}"),
        "branch": branch.name if branch else None,
        "children": role.children,
    }


def _trial(request: web.Request, trial: Trial, title: str) -> dict[str, Any]:
    today = request.app[HOUSE].clock().date()
    return {
        "id": trial.id,
        "role": trial.role,
        "title": title,
        "question": trial.question,
        "ends_on": trial.ends_on,
        "over": trial.closed_at is None and trial.ends_on < today,
        "closed": trial.closed_at is not None,
        "lesson": trial.lesson,
        "verdict": said(request, f"trial_end.verdict_{trial.verdict}") if trial.verdict else "",
    }


@routes.post(f"{LIST}/ny")
@for_staff(COORDINATOR)
async def new_role(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Begin a role: from a typical one, or from an empty page."""
    found = sketch(str((await request.post()).get("key", "")))
    text = RoleText(said(request, "volweb.new_title"), said(request, "volweb.new_does"))
    if found is not None:
        text = RoleText.of_sketch(found)
    house = request.app[HOUSE]
    async with house.database.transaction() as tx:
        made = await actions.save_role(tx, staff, text, house.clock())
    return _to(made.id)


@routes.get(f"/desk/rolle/{NUMBER}")
@for_staff()
async def show_role(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """One role, and what it has still to answer before it can open."""
    return await _page(request, staff)


async def _page(
    request: web.Request, staff: Colleague, problem: str | None = None, status: int = 200
) -> web.Response:
    house = request.app[HOUSE]
    async with house.database.reading() as tx:
        role = await queries.role(tx, _number(request))
        if role is None:
            raise web.HTTPNotFound
        people = await colleagues(tx)
        trials = await queries.trials(tx, role.id)
    return page(
        request,
        "desk/role.html",
        status,
        staff=staff,
        role=role,
        row=_row(request, role),
        lacks=[said(request, f"role_lack.{each}") for each in queries.lacks_to_open(role)],
        purposes=[(str(p), said(request, f"purpose.{p}")) for p in LegalPurpose],
        times=[(str(each), said(request, f"volunteer.times_{each}")) for each in Time],
        questions=[_question(request, role, key) for key in SUPPLEMENT],
        people=[(each.person_id, each.name) for each in people],
        trials=[_trial(request, trial, title) for trial, title in trials],
        verdicts=[(str(v), said(request, f"trial_end.verdict_{v}")) for v in Verdict],
        problem=problem,
        done=said(request, "volweb.saved") if "gemt" in request.query else None,
        may=staff.may(COORDINATOR),
    )


def _question(request: web.Request, role: VolunteerRole, key: str) -> dict[str, Any]:
    had = role.answers.get(key, {})
    return {
        "key": key,
        "text": said(request, f"role_words.{key}"),
        "yes": bool(had.get("yes")),
        "why": had.get("why") or "",
    }


@routes.post(f"/desk/rolle/{NUMBER}")
@for_staff(COORDINATOR)
async def save(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Keep what was written; with `open` or `close` it becomes that too."""
    house, fields, number = request.app[HOUSE], await request.post(), _number(request)
    now = house.clock()
    try:
        text = _read(request, fields)
        async with house.database.transaction() as tx:
            seen = number_in(fields.get("seen"))
            await actions.save_role(tx, staff, text, now, role_id=number, seen=seen)
            await review_role(tx, number, now)
        if "open" in fields or "close" in fields:
            await _become(request, staff, RoleState.OPEN if "open" in fields else RoleState.CLOSED)
    except NotOpen as lacking:
        things = ", ".join(said(request, f"role_lack.{each}") for each in lacking.lacks)
        return await _page(request, staff, said(request, "roles.must_have", things=things), 409)
    except Overtaken:
        return await _page(request, staff, said(request, "roles.changed"), 409)
    except NotValid as wrong:
        return await _page(request, staff, _problem(request, wrong), 400)
    return _to(number, "?gemt")


async def _become(request: web.Request, staff: Colleague, state: RoleState) -> None:
    house, number = request.app[HOUSE], _number(request)
    act = actions.open_role if state is RoleState.OPEN else actions.close_role
    async with house.database.transaction() as tx:
        await act(tx, staff, number, house.clock())
        await review_role(tx, number, house.clock())


def _read(request: web.Request, fields: Fields) -> RoleText:
    words = {name: text_of(fields, name) for name in WORDS}
    branch = request.app[HOUSE].library.branch(text_of(fields, "branch"))
    answers = {
        key: (fields.get(f"yes-{key}") == "1", text_of(fields, f"why-{key}")) for key in SUPPLEMENT
    }
    return RoleText(
        **words,
        purpose=text_of(fields, "purpose"),
        branch=branch.slug if branch else None,
        times=tuple(str(each) for each in fields.getall("times", [])),
        intro="intro" in fields,
        children="children" in fields,
        contact=number_in(fields.get("contact")) or None,
        answers=answers,
        told_on=_day(text_of(fields, "told_on")),
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


@routes.post(f"/desk/rolle/{NUMBER}/forsoeg")
@for_staff(COORDINATOR)
async def begin_trial(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Try the role for a while, with a question to learn from."""
    house, fields, number = request.app[HOUSE], await request.post(), _number(request)
    ends_on = _day(text_of(fields, "ends_on"))
    if ends_on is None:
        return await _page(request, staff, said(request, "volweb.which_day"), 400)
    try:
        async with house.database.transaction() as tx:
            question = text_of(fields, "question")
            await actions.begin_trial(tx, staff, number, question, ends_on, house.clock())
    except NotValid as wrong:
        return await _page(request, staff, _problem(request, wrong), 400)
    return _to(number, "#forsoeg")


@routes.post(f"/desk/rolle/{NUMBER}/laering")
@for_staff(COORDINATOR)
async def close_trial(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """End a trial with its lesson; each of its questions is answered."""
    house, fields = request.app[HOUSE], await request.post()
    lesson = Lesson(*(text_of(fields, name) for name in ("worked", "better", "lesson", "verdict")))
    try:
        async with house.database.transaction() as tx:
            trial = number_in(fields.get("trial"))
            await actions.close_trial(tx, staff, trial, lesson, house.clock())
    except TrialOver:
        return await _page(request, staff, said(request, "trials.over"), 409)
    except NotValid as wrong:
        return await _page(request, staff, _problem(request, wrong), 400)
    return _to(_number(request), "#forsoeg")


def _problem(request: web.Request, wrong: NotValid) -> str:
    texts = request.app[HOUSE].texts
    keys = (f"{table}.{wrong.field}" for table in ("role_words", "trial_begin", "trial_end"))
    field = next((said(request, key) for key in keys if texts.has(key)), wrong.field)
    values = {"limit": wrong.limit} if wrong.limit else {}
    return f"{field}: {said(request, f'problem.{wrong.problem}', **values)}"


def _to(number: int, beyond: str = "") -> web.Response:
    return see_other(f"/desk/rolle/{number}{beyond}")


def _number(request: web.Request) -> int:
    return int(request.match_info["number"])
