"""Every decision that staff make at the desk is theirs in a chat too, with the same role; and what
is at the desk alone says why.

Held against the program's own addresses and commands: a new form at the desk is red here until
somebody has thought of those who decide in a chat.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from aiohttp import web

from bot.web.server import PAGES
from handlers.dialogue.listed import ALL
from storage.people.rules import Role

SAYS = "what is typed there is the chat"
SIGNING = "signing in to the desk is of the desk"

IN_CHAT: dict[str, str] = {
    "/desk/bibliotek/klar/{name}": "klar ikkeklar",
    "/desk/bibliotek/om/{name}": "bibliotek",
    "/desk/bibliotek/om/{name}/start": "bibliotek",
    "/desk/bibliotek/tekst/{key}": "rettekst",
    "/desk/bibliotek/tekst/{key}/oprindelig": "henttekst",
    "/desk/fejl/igen": "proev",
    "/desk/fejl/opgiv": "laegvaek",
    "/desk/fejl/send": "proev",
    "/desk/fejl/vaek": "laegvaek",
    "/desk/folk/fjern": "kollegaslut",
    "/desk/folk/inviter": "inviter",
    "/desk/folk/link": "kollegalink",
    "/desk/folk/rolle": "kollegarolle",
    "/desk/folk/traek": "inviterikke",
    "/desk/frivilligmodel": "retmodel udgivmodel",
    "/desk/laert": "laert",
    "/desk/mig": "mignavn migmail",
    "/desk/mig/afbryd": "migslut",
    "/desk/mig/overblik": "overblik",
    "/desk/mig/slut": "migslut",
    "/desk/ny": "noter",
    "/desk/ordliste/emne": "nytord fjernord",
    "/desk/partner/{number}/kontakt": "partnerkontakt",
    "/desk/partner/{number}/kontakt/fjern": "partnerkontakt",
    "/desk/partner/{number}/kontakt/ret": "partnerkontakt",
    "/desk/partner/{number}/ret": "partnerret",
    "/desk/partnere/ny": "partner",
    "/desk/pauser/slut": "ophaev",
    "/desk/rolle/{number}": "retrolle udfyldrolle aabnrolle lukrolle",
    "/desk/rolle/{number}/forsoeg": "nytforsoeg",
    "/desk/rolle/{number}/laering": "slutforsoeg",
    "/desk/roller/ny": "nyrolle",
    "/desk/sag/{number}/hold": "hold",
    "/desk/sag/{number}/note": "note",
    "/desk/sag/{number}/slet": "sletborger",
    "/desk/sag/{number}/slip": "slip",
    "/desk/samtale/{number}/svar": "sig",
    "/desk/samtale/{number}/{act}": "tagsamtale overtag afslut",
    "/desk/svar": "nytsvar retsvar hentsvar",
    "/desk/svar/slet": "sletsvar",
    "/desk/vagt/{number}/aendr": "aendrvagt",
    "/desk/vagt/{number}/aflys": "aflysvagt",
    "/desk/vagt/{number}/giv": "saetpaa",
    "/desk/vagt/{number}/kom": "kom",
    "/desk/vagt/{number}/kopi": "kopivagt",
    "/desk/vagt/{number}/tag": "tagaf",
    "/desk/vagt/{number}/udeblev": "udeblev",
    "/desk/vagter/ny": "nyvagt",
}
"""What a form at the desk does, and the commands that do it in a chat."""

AT_THE_DESK: dict[str, str] = {
    "/desk/aftale/{number}/say": SAYS,
    "/desk/frivillig/{number}/say": SAYS,
    "/desk/partner/{number}/say": SAYS,
    "/desk/sag/{number}/say": SAYS,
    "/desk/say": SAYS,
    "/desk/ind": SIGNING,
    "/desk/ind/{token}": SIGNING,
    "/desk/ud": SIGNING,
    "/desk/mig/telegram": "joins a chat to the desk: it begins where there is none",
    "/desk/data/proeve": "a rehearsal decides nothing: it counts what the night would erase",
    "/desk/partnere/ind": "a file is looked through on a page, row by row",
    "/desk/partnere/ind/gem": "a file is looked through on a page, row by row",
}
"""What is at the desk alone, and why."""


def forms() -> dict[str, Callable[..., object]]:
    """The desk's addresses that take something, and what answers there."""
    posts = [
        route
        for module in PAGES
        for route in module.routes
        if isinstance(route, web.RouteDef) and route.method == "POST"
    ]
    found = {web.UrlDispatcher().add_resource(post.path).canonical: post.handler for post in posts}
    return {path: handler for path, handler in found.items() if path.startswith("/desk")}


def test_every_form_at_the_desk_has_its_way_in_a_chat() -> None:
    assert forms().keys() == IN_CHAT.keys() | AT_THE_DESK.keys()
    assert not IN_CHAT.keys() & AT_THE_DESK.keys()


@pytest.mark.parametrize("path", IN_CHAT)
def test_who_may_at_the_desk_may_in_a_chat(path: str) -> None:
    needed: Role = inspect.getclosurevars(forms()[path]).nonlocals["role"]
    for name in IN_CHAT[path].split():
        [command] = [each for each in ALL if each.name == name]
        assert command.role is None or needed.may(command.role), name
