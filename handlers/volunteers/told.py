"""What a volunteer and the staff are told when something becomes due. Storage decides what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from handlers.conversation.telling import tell_person
from handlers.conversation.values import Button, Context, Message, Occasion
from storage.cases.tables import Event
from storage.people.queries import Colleague, colleagues
from storage.people.rules import Role
from storage.shifts.actions import review
from storage.talk.rules import DESK
from storage.talk.tables import Due
from storage.volunteers.actions import Happened, happen
from storage.volunteers.queries import Standing, volunteer
from storage.volunteers.rules import Act, DueStep

FORVENT = Button.to("vilover")
SHIFTS = Button.to("vagter")
BEGINS = frozenset({Act.TRY, Act.ACTIVATE, Act.RETURN})
"""Acts after which the volunteer can take shifts."""

OWN = {
    DueStep.LATE: ("late", ()),
    DueStep.TRIAL_OVER: ("trial_over", (FORVENT,)),
    DueStep.YEAR: ("year", (FORVENT,)),
    DueStep.BACK: ("back", (Button.to("kommigen"),)),
}
"""What the volunteer hears, and what they can do."""


async def tell_volunteer(occasion: Occasion, due: Due) -> None:
    """Do what became due, and tell those whom it concerns."""
    found = await happen(occasion.tx, due, occasion.now, occasion.library.days_to_answer)
    if found is None:
        return
    if found.step is DueStep.TELL:
        await review(occasion.tx, found.standing.case.number, occasion.now)
        await _tell_own(occasion, found.standing, _news(found.event, found.standing))
        return
    if found.step in OWN:
        key, buttons = OWN[found.step]
        message = Message(f"vol_news.{key}", _when(found), buttons, case=_number(found))
        await _tell_own(occasion, found.standing, message)
    if found.step is not DueStep.BACK:
        values = {**_when(found), "name": found.standing.person.name}
        await _tell_staff(occasion, found.standing, found.step, values)


def _news(event: Event | None, standing: Standing) -> Message:
    """One act of staff, as the volunteer is told of it."""
    assert event is not None  # noqa: S101 - what is told has its event
    public = event.public
    values: dict[str, Any] = {"name": event.by_name or "", "ref": event.case_number}
    if public.get("until"):
        values["until"] = date.fromisoformat(public["until"])
    values |= {key: public[key] for key in ("roles", "reason") if public.get(key)}
    key = f"vol_news.{event.act}"
    if event.act == Act.REST and "until" in values:
        key += "_until"
    if event.act == Act.END and "reason" in values:
        key += "_reason"
    agreed = standing.agreed
    asks = event.act in {Act.TALK, Act.TRY} and not agreed
    way = (FORVENT,) if asks else (SHIFTS,) if event.act in BEGINS else ()
    return Message(key, values, way, case=event.case_number)


def _when(found: Happened) -> dict[str, Any]:
    return {"date": found.day, "ref": _number(found)} if found.day else {"ref": _number(found)}


def _number(found: Happened) -> int:
    return found.standing.case.number


async def _tell_own(occasion: Occasion, standing: Standing, message: Message) -> None:
    if standing.case.author is not None:
        await tell_person(occasion, standing.case.author, message)


async def tell_staff_of(context: Context, number: int, act: Act, words: str = "") -> None:
    """Tell the colleagues in charge that a volunteer did something."""
    standing = await volunteer(context.tx, number)
    if standing is None:
        return
    values = {"name": standing.person.name, "ref": number, **({"words": words} if words else {})}
    await _tell_staff(context, standing, act, values)


async def _tell_staff(
    occasion: Occasion, standing: Standing, what: str, values: dict[str, Any]
) -> None:
    see = Button(f"/frivillig {standing.case.number}", "volunteers.see")
    message = Message(f"vol_staff.{what}", values, (see,))
    for each in _responsible(await colleagues(occasion.tx), standing):
        await tell_person(occasion, each.person_id, message, place=DESK)


def _responsible(everybody: Iterable[Colleague], standing: Standing) -> list[Colleague]:
    """The colleagues in charge: who has the case and the contacts of their roles; if none, the
    coordinators. In the order of the persons.
    """
    wanted = {standing.case.assigned, *(each.role.contact for each in standing.places)}
    there = sorted(everybody, key=lambda each: each.person_id)
    named = [each for each in there if each.person_id in wanted]
    return named or [each for each in there if each.may(Role.COORDINATOR)]
