"""Builds the web application: the guards around, the pages inside."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.web import (
    agreements,
    calendar,
    cases,
    chat,
    given,
    health,
    here,
    ideas,
    joining,
    mails,
    metrics,
    mydata,
    openapi,
    pages,
    partners,
    shifts,
    volunteers,
)
from bot.web.desk import agreements as desk_agreements
from bot.web.desk import (
    answers,
    colleagues,
    counter,
    data,
    document,
    errors,
    inbox,
    learnt,
    library,
    me,
    partner,
    partner_files,
    pauses,
    ready,
    report,
    roles,
    sending,
    shift,
    shift_new,
    signing_in,
    talking,
    telegram,
    texts,
    toolbox,
    volunteer_model,
    wordlist,
)
from bot.web.desk import case as desk_case
from bot.web.desk import given as desk_given
from bot.web.desk import introductions as desk_introductions
from bot.web.desk import partners as desk_partners
from bot.web.desk import shifts as desk_shifts
from bot.web.desk import volunteers as desk_volunteers
from bot.web.guards import in_plain_words, once_more, put_headers, wary
from bot.web.house import HOUSE, House
from bot.web.who import remember

STATIC = Path(__file__).parent / "static"
PAGES = (
    chat,
    cases,
    ideas,
    volunteers,
    shifts,
    given,
    calendar,
    here,
    partners,
    agreements,
    joining,
    pages,
    mydata,
    mails,
    signing_in,
    inbox,
    desk_case,
    talking,
    desk_volunteers,
    roles,
    desk_shifts,
    desk_given,
    shift_new,
    shift,
    volunteer_model,
    desk_partners,
    partner_files,
    partner,
    desk_agreements,
    desk_introductions,
    toolbox,
    counter,
    answers,
    colleagues,
    library,
    ready,
    texts,
    wordlist,
    learnt,
    errors,
    pauses,
    sending,
    report,
    data,
    document,
    me,
    telegram,
    health,
    metrics,
    openapi,
)
LARGEST_BODY = 6 * 1024 * 1024
"""Bytes: a file of 5 MB and the form around it."""


async def mark(_: web.Request) -> web.StreamResponse:
    """The library's small icon, which a browser asks for when it shows a file without a page."""
    return web.FileResponse(STATIC / "icons" / "sammen.svg")


def make(house: House) -> web.Application:
    """The application, ready to be served."""
    app = web.Application(
        middlewares=[in_plain_words, wary, once_more, remember],
        client_max_size=LARGEST_BODY,
    )
    app[HOUSE] = house
    for module in PAGES:
        app.add_routes(module.routes)
    app.router.add_static("/static", STATIC)
    app.router.add_get("/favicon.ico", mark)
    app.on_response_prepare.append(put_headers)
    return app
