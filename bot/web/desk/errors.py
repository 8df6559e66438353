"""What could not be handled or sent: coordinators look, have it tried again, or put it away.

The same as the commands `/fejl`, `/proev` and `/laegvaek`. Must not try anything itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.web.desk.parts import event_line
from bot.web.house import HOUSE
from bot.web.rendering import page, said, see_other
from bot.web.who import for_staff
from handlers.errors import whose, why_not
from storage.database import Transaction
from storage.people.queries import Colleague, staff_events
from storage.people.rules import Role, StaffAct
from storage.people.tables import StaffEvent
from storage.talk import actions
from storage.talk.queries import Letter, Unsent, letter_fate, letters, unsent
from storage.talk.rules import Fate

routes = web.RouteTableDef()

ACTS = (StaffAct.RETRIED, StaffAct.PUT_AWAY, StaffAct.SENT_AGAIN, StaffAct.GAVE_UP)
NEWEST = 20

OUTCOMES = {
    Fate.AGAIN: "errors.asked",
    Fate.HANDLED: "errors.worked",
    Fate.PUT_AWAY: "errors.put_away",
}


@routes.get("/desk/fejl")
@for_staff(Role.COORDINATOR)
async def errors(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """What could not be handled or sent, the oldest first."""
    async with request.app[HOUSE].database.reading() as tx:
        failed = await letters(tx)
        not_sent = await unsent(tx)
        events = await staff_events(tx, NEWEST, acts=ACTS)
        became = await _became(request, tx, failed)
    return _page(request, staff, failed, not_sent, events, became)


def _page(
    request: web.Request,
    staff: Colleague,
    failed: Sequence[Letter],
    not_sent: Sequence[Unsent],
    events: Sequence[StaffEvent],
    became: tuple[str, str] | None,
) -> web.Response:
    kind, sentence = became or ("", "")
    return page(
        request,
        "desk/errors.html",
        staff=staff,
        letters=[_letter(request, letter) for letter in failed],
        unsent=[_shown(request, sending, sending.id) for sending in not_sent],
        history=[event_line(request, event) for event in events],
        done=sentence if kind == "done" else None,
        problem=sentence if kind == "problem" else None,
    )


def _letter(request: web.Request, letter: Letter) -> dict[str, Any]:
    no = why_not(letter)
    return {
        **_shown(request, letter, letter.number),
        "again": letter.again,
        "tried": said(request, "errors.times", n=letter.tries) if letter.tries else None,
        "why_not": said(request, no, number=letter.number) if no else None,
    }


def _shown(request: web.Request, trouble: Letter | Unsent, number: int) -> dict[str, Any]:
    key, values = whose(trouble)
    return {
        "number": number,
        "at": trouble.at,
        "whose": said(request, key, **values),
        "words": trouble.words,
        "error": trouble.error,
    }


async def _became(
    request: web.Request, tx: Transaction, failed: Sequence[Letter]
) -> tuple[str, str] | None:
    """What became of what was just asked for, told on the page that follows."""
    for asked in ("sent_again", "put_away"):
        sending = _digits(request.query.get(asked))
        if sending is not None:
            return "done", said(request, f"errors.{asked}", number=f"s{sending}")
    number = _digits(request.query.get("besked"))
    fate = await letter_fate(tx, number) if number is not None else None
    if number is None or fate is None:
        return None
    for letter in failed:
        if letter.number == number and fate is Fate.WAITING:
            return "problem", said(request, why_not(letter) or "errors.failed", number=number)
    return "done", said(request, OUTCOMES.get(fate, "errors.gone"), number=number)


@routes.post("/desk/fejl/igen")
@for_staff(Role.COORDINATOR)
async def again(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Try a message again that could not be handled."""
    house, number = request.app[HOUSE], await _number(request)
    async with house.database.transaction() as tx:
        wanted = await actions.want_again(tx, staff, number, house.clock())
    if wanted:
        await house.retry.do_wanted()
        house.watch.nudge()
    return _back(f"besked={number}")


@routes.post("/desk/fejl/vaek")
@for_staff(Role.COORDINATOR)
async def away(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Put a message away that could not be handled."""
    house, number = request.app[HOUSE], await _number(request)
    async with house.database.transaction() as tx:
        await actions.put_away(tx, staff, number, house.clock())
    return _back(f"besked={number}")


@routes.post("/desk/fejl/send")
@for_staff(Role.COORDINATOR)
async def send(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Send a message again that was given up."""
    house, number = request.app[HOUSE], await _number(request)
    async with house.database.transaction() as tx:
        await actions.want_sent_again(tx, staff, number, house.clock())
    return _back(f"sent_again={number}")


@routes.post("/desk/fejl/opgiv")
@for_staff(Role.COORDINATOR)
async def give_up(request: web.Request, staff: Colleague) -> web.StreamResponse:
    """Put a message away that could not be sent."""
    house, number = request.app[HOUSE], await _number(request)
    async with house.database.transaction() as tx:
        await actions.give_up_sending(tx, staff, number, house.clock())
    return _back(f"put_away={number}")


def _back(what: str) -> web.Response:
    return see_other(f"/desk/fejl?{what}")


async def _number(request: web.Request) -> int:
    found = _digits(str((await request.post()).get("id", "")))
    if found is None:
        raise web.HTTPNotFound
    return found


def _digits(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 10 else None
