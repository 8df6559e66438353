"""The pages that only tell: who we are, your data, help, accessibility. And the identity colour."""

from __future__ import annotations

from collections.abc import Collection

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import language_of, page, pen_of
from handlers.conversation.sections import Section, sections
from handlers.conversation.texts import Values
from handlers.privacy.periods import told_periods
from handlers.welcome import contact
from storage.people.rules import NOTICE_DATE, NOTICE_VERSION

routes = web.RouteTableDef()


@routes.get("/privat")
async def privacy(request: web.Request) -> web.StreamResponse:
    """The privacy notice (GDPR art. 13), with the period of each kind of data."""
    library = request.app[HOUSE].library
    known = {"telegram": library.telegram, "dpo": library.dpo}
    without = [section for section, there in known.items() if not there]
    return page(
        request,
        "privacy.html",
        sections=_told(request, "law_privacy", without),
        periods=told_periods(
            pen_of(request),
            () if library.mails else ("mail", "day"),
        ),
        privacy_version=NOTICE_VERSION,
        privacy_date=NOTICE_DATE,
    )


@routes.get("/om")
async def about(request: web.Request) -> web.StreamResponse:
    """What Sammen is, and who stands behind it."""
    visions = request.app[HOUSE].library.visions
    return page(
        request,
        "about.html",
        sections=_told(request, "about", [] if visions else ["vision"]),
        steps=_told(request, "about_steps"),
        ways=_told(request, "about_ways"),
    )


@routes.get("/hjaelp")
async def help_page(request: web.Request) -> web.StreamResponse:
    """What one can write, and how to reach a human."""
    library = request.app[HOUSE].library
    without = [] if library.helpers else ["hard"]
    words = _told(request, "help_words", () if library.mails else ("mail",))
    return page(request, "help.html", sections=_told(request, "help", without), words=words)


@routes.get("/was")
async def accessibility(request: web.Request) -> web.StreamResponse:
    """The accessibility statement (lov om tilgængelighed af offentlige organers websteder)."""
    return page(request, "was.html", sections=_told(request, "law_access"))


def _told(request: web.Request, table: str, without: Collection[str] = ()) -> tuple[Section, ...]:
    """A table of texts as sections, with what the library says of itself."""
    house = request.app[HOUSE]
    library, settings = house.library, house.settings
    strategy = f"{library.strategy} {library.strategy_period}".strip()
    values: Values = {
        "library": library.name,
        "dpo": library.dpo,
        "contact": contact(library),
        "strategy": strategy,
        "visions": library.visions,
        "site": settings.own_url.partition("://")[2],
        "made": library.checked,
        "updated": library.checked,
        "n": library.days_to_answer,
        "crisis": library.crisis_number,
        "crisis_children": library.crisis_number_children,
    }
    return sections(house.texts, table, language_of(request), values, without)


@routes.get("/farve.css")
async def colour(request: web.Request) -> web.StreamResponse:
    """The library's identity colour, as the three numbers that all tints are made from."""
    own = request.app[HOUSE].library.colour
    css = f":root{{--h:{own.hue};--s:{own.saturation}%;--l:{own.lightness}%}}"
    return web.Response(
        text=css, content_type="text/css", headers={"Cache-Control": "max-age=3600"}
    )


@routes.get("/logo.png")
async def logo(request: web.Request) -> web.StreamResponse:
    """The library's logo, where it has given one."""
    own = request.app[HOUSE].library.logo
    if own is None:
        raise web.HTTPNotFound
    return web.Response(
        body=own.png, content_type="image/png", headers={"Cache-Control": "max-age=86400"}
    )
