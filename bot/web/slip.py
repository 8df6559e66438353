"""The slip of paper with the number and code of a case and a QR code, for the page and the desk."""

from __future__ import annotations

import io
from typing import Any

import segno
from aiohttp import web

from bot.web.house import HOUSE
from bot.web.rendering import page
from storage.cases.rules import shown_code


def slip_page(
    request: web.Request,
    *,
    number: int,
    code: str,
    back: str,
    **facts: Any,
) -> web.Response:
    """The printable slip, for the citizen's page and the desk alike."""
    house = request.app[HOUSE]
    return page(
        request,
        "slip.html",
        case={"ref": str(number), "code": shown_code(code), **facts},
        url=house.settings.own_url.partition("://")[2] + "/sag",
        qr_url=f"{back}/qr.svg",
        back=back,
    )


def square_of(request: web.Request, number: int, code: str) -> web.Response:
    """A QR code of the link that fills in number and code."""
    link = f"{request.app[HOUSE].settings.own_url}/sag?n={number}&k={shown_code(code)}"
    drawing = io.BytesIO()
    segno.make_qr(link).save(drawing, kind="svg", border=2, scale=4)
    return web.Response(
        body=drawing.getvalue(),
        content_type="image/svg+xml",
        headers={"Cache-Control": "no-store"},
    )
