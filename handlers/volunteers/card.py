"""A volunteer as staff see them: one card for the desk, the chat and the group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.conversation.pen import Pen
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Button, Card, Row
from handlers.volunteers.wording import standing_rows, step_words, times
from storage.people.rules import Role
from storage.volunteers.queries import Standing
from storage.volunteers.rules import LIFECYCLE, Act, Affiliation, Band, Side

DOES = {
    Act.TALK: "talt",
    Act.TRY: "paaproeve",
    Act.ACTIVATE: "aktiv",
    Act.PLACE: "rolle",
    Act.EXPECT: "vilover",
    Act.TICK: "flueben",
    Act.CHECK: "attest",
    Act.WRITE: "frivilligbesked",
    Act.REST: "holdpause",
    Act.RETURN: "kommigen",
    Act.LEAVE_ROLE: "fratag",
    Act.TURN_DOWN: "frivillignej",
    Act.END: "stopfrivillig",
}
"""The commands of what can be done, in the order of the buttons."""


def card(standing: Standing, pen: Pen, today: date) -> Card:
    """Everything about a volunteer, with what can be done now."""
    rows = (*standing_rows(standing, today), *_said(standing))
    lists = [
        Row(
            "vol_card.list",
            f"{each.role.title}: {step_words(pen, standing, each, today)}",
        )
        for each in standing.places
    ]
    link = f"/desk/frivillig/{standing.case.number}"
    return Card("", (*rows, *lists), buttons(standing), link=link)


def _said(standing: Standing) -> Iterator[Row]:
    """What they have said about themselves, in their own words."""
    person = standing.person
    if not person.name:
        yield Row("vol_card.wish", text_key="card.erased")
        return
    for name in ("wish", "skills", "hope"):
        if words := getattr(person, name):
            yield Row(f"vol_card.{name}", words)
    if person.times:
        listed: Values = {"things": times(person.times)}
        yield Row("vol_card.times", text_key="common.listed", values=listed)
    if person.band == Band.MINOR:
        adult: Values = {"name": person.adult_name or "", "phone": person.adult_phone or ""}
        yield Row("vol_card.minor", text_key="vol_card.minor_adult", values=adult)
    through = person.association or ""
    if person.affiliation == Affiliation.ASSOCIATION:
        yield Row("vol_card.through", through)
    else:
        yield Row("vol_card.through", text_key="volunteer_more.through_library")
    for side in ("library", "own"):
        words = getattr(standing.expected, f"{side}_words", None)
        if words:
            yield Row(f"vol_card.{side}_words", words)
    check = standing.check
    if check is not None and check.proposed:
        proposed: Values = {
            "status": Key(f"vol_check_status.{check.proposed}"),
            "day": check.proposed_on or "",
        }
        yield Row("vol_card.check_waits", text_key="vol_card.check_proposed", values=proposed)


def buttons(standing: Standing) -> tuple[Button, ...]:
    """What can be done about a volunteer now, a command each."""
    number = standing.case.number
    legal = {m.act for m in LIFECYCLE.legal(standing.state) if m.by is not Side.CLOCK}
    found = standing.expected
    agrees: tuple[Button, ...] = ()
    if found and found.library_yes is None and not standing.open_lines and Act.AGREE in legal:
        agrees = (Button.to("jeglover", number, found.version),)
    shown = [act for act in DOES if act in legal and _matters(act, standing)]
    named = (Button.to(DOES[act], number) for act in shown)
    return (*agrees, *named, *_roles(standing))


def _roles(standing: Standing) -> Iterator[Button]:
    """The buttons to their roles, or to the one that they would like."""
    wanted = (standing.wanted,) if standing.wanted else ()
    for role in (each.role for each in standing.places) if standing.places else wanted:
        yield Button(f"/rollekort {role.id}", "roles.see", values={"title": role.title})


def _matters(act: Act, standing: Standing) -> bool:
    """Whether the act makes sense for this volunteer now."""
    if act is Act.CHECK:
        return standing.with_children or bool(standing.wanted and standing.wanted.children)
    if act in {Act.TICK, Act.LEAVE_ROLE, Act.TRY, Act.ACTIVATE}:
        return bool(standing.places)
    return True


def needed(act: Act) -> Role:
    """The least role that may do it."""
    move = next(move for move in LIFECYCLE.moves if move.act is act)
    return move.by if isinstance(move.by, Role) else Role.COORDINATOR
