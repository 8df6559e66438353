"""The pages that only tell: who we are, your data, help, accessibility. And the identity colour."""

from __future__ import annotations

from datetime import date

from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import page, said
from storage.people.rules import NOTICE_DATE, NOTICE_VERSION

routes = web.RouteTableDef()
PERIODS = ("draft", "talk", "idea", "person", "staff", "log", "backup")


@routes.get("/privat")
async def privacy(request: web.Request) -> web.StreamResponse:
    """The privacy notice (GDPR art. 13), with the period of each kind of data."""
    return page(
        request,
        "privacy.html",
        privacy_version=NOTICE_VERSION,
        privacy_date=NOTICE_DATE,
        periods=[
            (said(request, f"web.keep_{name}"), said(request, f"web.keep_{name}_for"))
            for name in PERIODS
        ],
        telegram=False,
    )


@routes.get("/om")
async def about(request: web.Request) -> web.StreamResponse:
    """What Sammen is, and who stands behind it."""
    return page(request, "about.html", telegram_url=None)


@routes.get("/hjaelp")
async def help_page(request: web.Request) -> web.StreamResponse:
    """What one can write, and how to reach a human."""
    return page(request, "help.html")


@routes.get("/was")
async def accessibility(request: web.Request) -> web.StreamResponse:
    """The accessibility statement (lov om tilgængelighed af offentlige organers websteder)."""
    settings = request.app[HOUSE].settings
    made = date.fromisoformat(settings.accessibility_date)
    site = settings.own_url.partition("://")[2]
    return page(request, "was.html", site=site, made_on=made, updated_on=made)


@routes.get("/farve.css")
async def colour(request: web.Request) -> web.StreamResponse:
    """The library's identity colour, as the three numbers that all tints are made from."""
    own = request.app[HOUSE].library.colour
    css = f":root{{--h:{own.hue};--s:{own.saturation}%;--l:{own.lightness}%}}"
    return web.Response(
        text=css, content_type="text/css", headers={"Cache-Control": "max-age=3600"}
    )
