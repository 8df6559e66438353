"""The fields of a partner in the desk's forms: what is offered, and what was written."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web.forms import Fields, line_of, text_of
from bot.web.house import HOUSE
from bot.web.rendering import said
from handlers.partners.wording import kind_key
from storage.cases.rules import NotValid, Problem
from storage.partners.actions import NewContact, NewPartner
from storage.partners.rules import LANGUAGES, Openness, PartnerKind

TEXTS = ("does", "gives", "gets", "audience")
CONTACT = ("contact", "role", "mail", "phone")
FIELDS = ("kind", "name", *TEXTS, "openness", "listed", "together", *CONTACT)


def choices(request: web.Request) -> dict[str, Any]:
    """What can be chosen, with its words."""
    return {
        "kinds": [(str(k), said(request, kind_key(k))) for k in PartnerKind],
        "languages": [(code, said(request, f"partner_language.{code}")) for code in LANGUAGES],
        "opens": [(str(o), said(request, f"partner_open.{o}")) for o in Openness],
    }


REACHED = {
    "mail": "held.contact_mail",
    "phone": "held.contact_phone",
    "role": "partner_more.role_label",
}
"""What fields of a contact person are called that no partner has."""


def changes_in(request: web.Request, fields: Fields) -> dict[str, Any]:
    """What a partner is to say of itself, as the form has it."""
    library = request.app[HOUSE].library
    return {
        "name": line_of(fields, "name"),
        **{name: text_of(fields, name) for name in TEXTS},
        "branches": [str(s) for s in fields.getall("branches", ()) if library.branch(str(s))],
        "languages": [str(code) for code in fields.getall("languages", ())],
        "openness": line_of(fields, "openness"),
        "listed": bool(fields.get("listed")),
    }


def new_in(request: web.Request, fields: Fields, contacts: tuple[NewContact, ...]) -> NewPartner:
    """A new partner as the form has it. Raises NotValid."""
    kind, openness = line_of(fields, "kind"), line_of(fields, "openness")
    if kind not in set(PartnerKind):
        raise NotValid("kind", Problem.MISSING)
    if openness not in set(Openness):
        raise NotValid("openness", Problem.MISSING)
    given = changes_in(request, fields)
    given |= {name: tuple(given[name]) for name in ("branches", "languages")}
    given |= {"kind": PartnerKind(kind), "openness": Openness(openness)}
    return NewPartner(**given, contacts=contacts)


def contact_in(fields: Fields) -> tuple[NewContact, ...]:
    """The contact person that was written down, if one was."""
    name, role, mail, phone = (line_of(fields, each) for each in CONTACT)
    if not any((name, role, mail, phone)):
        return ()
    return (NewContact(name, role, mail, phone),)


def problem(request: web.Request, wrong: NotValid) -> str:
    """What is wrong with a field, and which one."""
    field = said(request, REACHED.get(wrong.field, f"partners.{wrong.field}"))
    if wrong.problem is Problem.TOO_LONG:
        return said(request, "desk.partner_too_long", field=field, most=wrong.limit or 0)
    if wrong.problem is Problem.MISSING:
        return said(request, "desk.partner_missing", field=field)
    return said(request, "desk.partner_wrong", field=field)
