"""The card of a partner: all of it for staff, their own part for its contact persons.

Builds data only. Details of contact persons are shown to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Button, Card, Row
from handlers.library import Library
from handlers.partners.wording import kind_key, places, state_key
from storage.cases.rules import local_day
from storage.partners.queries import Known
from storage.partners.rules import (
    CLOSED,
    LIFECYCLE,
    WITH_US,
    PartnerAct,
    PartnerState,
    may_be_listed,
)
from storage.partners.tables import Contact
from storage.people.rules import Role

STAFF_WAYS = {
    PartnerAct.ACCEPT: "partnerja",
    PartnerAct.REFUSE: "partnernej",
    PartnerAct.RESUME: "partnermed",
    PartnerAct.PAUSE: "partnerpause",
    PartnerAct.UNITE: "partnersammen",
    PartnerAct.LEAVE: "partnerud",
}
"""The commands of staff, in the order of the buttons: the most likely next one first."""

OWN_WAYS = {
    PartnerAct.EDIT: "partnerret",
    PartnerAct.RESUME: "partnermed",
    PartnerAct.PAUSE: "partnerpause",
    PartnerAct.WELCOME: "partnerlink",
    PartnerAct.LEAVE: "partnerud",
}
"""The commands of contact persons, in the order of the buttons."""


def staff_card(known: Known, library: Library, role: Role = Role.COORDINATOR) -> Card:
    """The whole card, with buttons for the decisions that this role may take now."""
    number = known.case.number
    return Card(
        known.partner.name or "…",
        tuple(_rows(known, library, own=False)),
        decisions(known, role),
        link=f"/desk/partner/{number}",
    )


def own_card(known: Known, library: Library) -> Card:
    """The card as the partner's contact persons see it."""
    return Card(known.partner.name, tuple(_rows(known, library, own=True)), own_ways(known))


def decisions(known: Known, role: Role = Role.COORDINATOR) -> tuple[Button, ...]:
    """Buttons for the decisions that a colleague may take now; none below coordinator."""
    if not role.may(Role.COORDINATOR):
        return ()
    found = _buttons(STAFF_WAYS, known.state, known.case.number)
    out = f"/partnerud {known.case.number}"
    return tuple(Button(out, "partners.take_out") if b.value == out else b for b in found)


def beside(known: Known, role: Role = Role.COORDINATOR) -> tuple[Button, ...]:
    """Further buttons for staff: change it, make an agreement, write a note, see its history."""
    number, may = known.case.number, role.may(Role.COORDINATOR)
    changing = ("partnerret", "partnerkontakt") if may and known.state not in CLOSED else ()
    agree = Button(f"/aftale {number}", "command.aftale_ny", quiet=True)
    return (
        *(Button.to(name, number, quiet=True) for name in changing),
        *((agree,) if may and known.state in WITH_US else ()),
        *(Button.to(name, number, quiet=True) for name in ("note", "hist")),
    )


def own_ways(known: Known) -> tuple[Button, ...]:
    """Buttons for what a contact person may do, by the state that they have been told of."""
    return _buttons(OWN_WAYS, known.shown, known.case.number)


def _buttons(ways: dict[PartnerAct, str], state: PartnerState, number: int) -> tuple[Button, ...]:
    legal = {move.act for move in LIFECYCLE.legal(state)}
    return tuple(Button.to(name, number) for act, name in ways.items() if act in legal)


def _rows(known: Known, library: Library, *, own: bool) -> Iterator[Row]:
    partner = known.partner
    yield Row("partners.kind", text_key=kind_key(known.kind))
    yield from _standing(known, own=own)
    for name in ("does", "gives", "gets", "audience"):
        if words := getattr(partner, name):
            yield Row(f"partners.{name}", words)
    houses: Values = {"things": places(library, partner.branches)}
    yield _list("branches", houses, empty="partners.everywhere")
    spoken: Values = {"things": [Key(f"partner_language.{code}") for code in partner.languages]}
    yield _list("languages", spoken, empty="partners.no_language")
    yield Row("partners.openness", text_key=f"partner_open.{partner.openness}")
    if may_be_listed(known.kind):
        yield Row("partners.listed", text_key="common.yes" if partner.listed else "common.no")
    if partner.together:
        yield Row("partners.together", partner.together)
    for contact in known.contacts:
        yield Row("partners.contact", contact_line(contact))


def _list(name: str, values: Values, *, empty: str) -> Row:
    key = "common.listed" if values["things"] else empty
    return Row(f"partners.{name}", text_key=key, values=values if values["things"] else {})


def _standing(known: Known, *, own: bool) -> Iterator[Row]:
    yield Row("partners.state", text_key=state_key(known, told=own))
    promised = known.case.shown_promise if own else known.case.promised_on
    waits = (known.shown if own else known.state) is PartnerState.WAITING
    if waits and promised is not None:
        yield Row("partners.promised", text_key="card.day", values={"date": promised})
    if known.partner.paused_until is not None:
        until: Values = {"date": known.partner.paused_until}
        yield Row("partners.paused_until", text_key="card.day", values=until)
    yield Row(
        "partners.checked",
        text_key="held.moment",
        values={"at": local_day(known.partner.checked_at)},
    )


def contact_line(contact: Contact) -> str:
    """A contact person in one line. Only staff and the partner itself may see it."""
    return ", ".join(filter(None, (contact.name, contact.role, contact.mail, contact.phone)))
