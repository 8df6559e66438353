"""The pages that only tell: who we are, your data, help, accessibility. And the identity colour."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import language_of, page
from handlers.conversation.sections import Section, sections
from handlers.conversation.texts import Value
from handlers.library import Library
from storage.people.rules import NOTICE_DATE, NOTICE_VERSION

routes = web.RouteTableDef()


def _told(
    request: web.Request, table: str, without: Collection[str] = (), **values: Value
) -> tuple[Section, ...]:
    """A table of texts as sections, with what every such page may need to say of the library."""
    house = request.app[HOUSE]
    library = house.library
    strategy = f"{library.strategy} {library.strategy_period}".strip()
    everywhere: dict[str, Value] = {
        "library": library.name,
        "contact": _contact(library),
        "dpo": library.dpo,
        "strategy": strategy,
    }
    return sections(house.texts, table, language_of(request), everywhere | values, without)


def _contact(library: Library) -> list[str]:
    ways = [way for way in (library.phone, library.mail, library.address) if way]
    return ways or [library.name]


@routes.get("/privat")
async def privacy(request: web.Request) -> web.StreamResponse:
    """The privacy notice (GDPR art. 13), with the period of each kind of data."""
    without = {"telegram"} | (set() if request.app[HOUSE].library.dpo else {"dpo"})
    return page(
        request,
        "privacy.html",
        privacy_version=str(NOTICE_VERSION),
        privacy_date=NOTICE_DATE,
        sections=_told(request, "law_privacy", without),
        periods=_told(request, "law_periods"),
    )


@routes.get("/om")
async def about(request: web.Request) -> web.StreamResponse:
    """What Sammen is, how it goes, and who stands behind it."""
    library = request.app[HOUSE].library
    without = {"vision"} | (set() if library.strategy else {"strategy"})
    return page(
        request,
        "about.html",
        sections=_told(request, "about", without),
        steps=_told(request, "about_steps", n=library.days_to_answer),
        ways=_told(request, "about_ways"),
    )


@routes.get("/hjaelp")
async def help_page(request: web.Request) -> web.StreamResponse:
    """What one can write, and how to reach a human."""
    sections = _told(request, "help")
    return page(request, "help.html", sections=sections, words=_told(request, "help_words"))


@routes.get("/was")
async def accessibility(request: web.Request) -> web.StreamResponse:
    """The accessibility statement (lov om tilgængelighed af offentlige organers websteder)."""
    settings = request.app[HOUSE].settings
    made = date.fromisoformat(settings.accessibility_date)
    site = settings.own_url.partition("://")[2]
    told = _told(request, "law_access", site=site, made=made, updated=made)
    return page(request, "was.html", sections=told)


@routes.get("/farve.css")
async def colour(request: web.Request) -> web.StreamResponse:
    """The library's identity colour, as the three numbers that all tints are made from."""
    own = request.app[HOUSE].library.colour
    css = f":root{{--h:{own.hue};--s:{own.saturation}%;--l:{own.lightness}%}}"
    return web.Response(
        text=css, content_type="text/css", headers={"Cache-Control": "max-age=3600"}
    )
