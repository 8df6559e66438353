"""`/partnerret 12` for coordinators: change one field of a partner, shown with its present value.
The flow for the partner itself is in edit.py.
"""

from __future__ import annotations

from handlers.conversation.flow import (
    Answers,
    Choice,
    Condition,
    Flow,
    ManyOf,
    OneOf,
    TextStep,
    YesNo,
)
from handlers.conversation.render import rows
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Context, Reply
from handlers.partners.at_work import heard_later, of_the_partner
from handlers.partners.card import staff_card
from handlers.partners.edit import EMPTIED, emptied, nothing
from handlers.partners.more import houses, languages
from handlers.partners.own import acted, done, still_there
from handlers.partners.writing_down import kinds, opennesses
from storage.partners import actions
from storage.partners.queries import partner
from storage.partners.rules import NAME_LONGEST, TEXT_LONGEST, PartnerKind
from storage.people.rules import Role

TEXTS = EMPTIED | {"does"}
"""The fields whose new value is typed as text."""


async def _now(context: Context, answers: Answers) -> Values:
    """The number, the field and its present value, for the question."""
    field, number = answers.args["field"], answers.args["case"]
    known = await partner(context.tx, number)
    facts = staff_card(known, context.library).rows if known else ()
    there = [row for row in facts if row.key == f"partners.{field}"]
    now = [fact for _, fact in rows(context.texts, context.language, there)]
    if field == "name" and known is not None:
        now = [known.partner.name]
    nothing = context.pen("partners.nothing_there")
    named = Key(f"partners.{field}", inside=True)
    return {"ref": number, "field": named, "now": now[0] if now else nothing}


async def _other_kinds(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """All kinds but the single citizen: nobody can be changed into one, whose name is shown to
    nobody.
    """
    found = await kinds(context, answers)
    return tuple(choice for choice in found if choice.value != PartnerKind.CITIZEN)


def _is(*fields: str) -> Condition:
    return lambda answers, _: answers.args["field"] in fields


async def _put_right(context: Context, answers: Answers) -> Reply:
    number, field = answers.args["case"], answers.args["field"]
    value = answers["words" if field in TEXTS else field]

    async def do() -> Reply:
        wanted = {field: emptied(field, value)}
        changed = await actions.edit(context.tx, context.staff(), number, wanted, context.now)
        return await heard_later(context, "edit", number) if changed else done("same", number)

    return await acted(context, number, do())


RIGHT = Flow(
    name="partner_right",
    version=1,
    steps=(
        TextStep(key="name", when=_is("name"), values=_now, most=NAME_LONGEST),
        TextStep(
            key="words", when=_is(*TEXTS), values=_now, most=TEXT_LONGEST, suggestions=nothing
        ),
        OneOf(key="kind", when=_is("kind"), values=_now, choices=_other_kinds),
        ManyOf(key="branches", when=_is("branches"), values=_now, choices=houses),
        ManyOf(key="languages", when=_is("languages"), values=_now, choices=languages),
        OneOf(key="openness", when=_is("openness"), values=_now, choices=opennesses),
        YesNo(key="listed", when=_is("listed"), values=_now),
    ),
    finish=_put_right,
    save=of_the_partner,
    opens=still_there,
    role=Role.COORDINATOR,
)
