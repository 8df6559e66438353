"""`/partnerret 12`: a partner changes one field of its entry. The flow for staff is in
putting_right.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.conversation.flow import Answers, Choice, Condition, Flow, OneOf, TextStep, YesNo
from handlers.conversation.values import Begin, Button, Context, Reply, say
from handlers.partners.more import FIELDS
from handlers.partners.own import acted, done, known_to, not_theirs, numbered, still_there, too_late
from storage.partners import actions
from storage.partners.queries import Known
from storage.partners.rules import (
    CLOSED,
    EDITABLE,
    MAY_BE_EMPTY,
    NAME_LONGEST,
    ON_THE_LIST,
    TEXT_LONGEST,
    Openness,
    PartnerKind,
    PartnerState,
    may_be_listed,
)

REMOVE = "-"
"""The answer that empties a field: typed, or the value of a button."""

EMPTIED = MAY_BE_EMPTY | {"together"}
"""The fields that may be emptied."""


async def _edit(context: Context, number: int, field: str) -> Reply:
    """`/partnerret 12` asks which field; `/partnerret 12 does` asks for its new value."""
    known = await known_to(context, number)
    if known is None:
        return not_theirs()
    if known.state in CLOSED:
        return too_late(context, number, known.state)
    fields = editable(context, known)
    if field in fields:
        flow = "partner_right" if context.colleague else "partner_edit"
        return Reply(begin=Begin(flow, {"case": number, "field": field}))
    buttons = (Button(f"/partnerret {number} {each}", f"partners.{each}") for each in fields)
    return say("partners.which_field", *buttons, ref=number)


def editable(context: Context, known: Known) -> list[str]:
    """The fields that can be changed; staff can change more than the partner itself."""
    fields = list(EDITABLE)
    if not may_be_listed(known.kind):
        fields.remove("listed")
    if len(context.library.branches) < 2:
        fields.remove("branches")
    if context.colleague is None:
        return fields
    return [*(("kind",) if known.kind is not PartnerKind.CITIZEN else ()), *fields, "together"]


async def _keep_edit(context: Context, answers: Answers) -> Reply:
    number, field = answers.args["case"], answers.args["field"]

    async def keep() -> Reply:
        wanted = {field: emptied(field, answers[field])}
        changed = await actions.edit(context.tx, context.person_id, number, wanted, context.now)
        seen_first = changed is not None and ON_THE_LIST.intersection(changed.fields)
        listed = seen_first and await is_listed(context, number)
        return done("edited_seen" if listed else "edited" if changed else "same", number)

    return await acted(context, number, keep())


async def is_listed(context: Context, number: int) -> bool:
    """Whether a partner is active and agreed to stand on the public list."""
    known = await known_to(context, number)
    return known is not None and known.partner.listed and known.state is PartnerState.ACTIVE


def emptied(field: str, value: Any) -> Any:
    """The new value of a field; None where it was emptied and may be."""
    return None if value == REMOVE and field in EMPTIED else value


def _is(field: str) -> Condition:
    return lambda answers, _: answers.args["field"] == field


async def nothing(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """A choice that empties the field, where that is allowed."""
    if answers.args["field"] not in EMPTIED:
        return ()
    label = context.pen("partners.take_away")
    return (Choice("none", label, REMOVE),)


def _text(field: str, most: int = TEXT_LONGEST) -> TextStep:
    return TextStep(key=field, when=_is(field), most=most, suggestions=nothing)


EDIT = Flow(
    name="partner_edit",
    version=1,
    steps=(
        _text("name", NAME_LONGEST),
        *(_text(field) for field in ("does", "gives", "gets", "audience")),
        replace(FIELDS["branches"], when=_is("branches"), optional=False),
        replace(FIELDS["languages"], when=_is("languages"), optional=False),
        OneOf(key="openness", when=_is("openness"), choices=tuple(Openness)),
        YesNo(key="listed", when=_is("listed")),
    ),
    finish=_keep_edit,
    opens=still_there,
)

start = numbered(_edit)
