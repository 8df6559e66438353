"""The flow that registers a partner. It ends with a number, a code and the promised day.

An association is asked for its name, not for a personal profile (S26). Must not ask for anything
personal of somebody who has not said that they are 15.
"""

from __future__ import annotations

from handlers.conversation.age import remember_age
from handlers.conversation.flow import (
    Answers,
    Choice,
    Flow,
    LookedUp,
    OneOf,
    TextStep,
    YesNo,
)
from handlers.conversation.suggested import said_already
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.partners.wording import kind_in, see, wants_something
from handlers.partners.writing_down import for_others
from storage.cases.rules import Source, shown_code
from storage.cases.tables import Case
from storage.partners.actions import NewContact, NewPartner, register
from storage.partners.rules import (
    CONTACT_NAME_LONGEST,
    NAME_LONGEST,
    TEXT_LONGEST,
    Openness,
    PartnerKind,
    may_be_listed,
)
from storage.people.rules import AgeBand, Channel

FEWEST_SAID = 30
"""The fewest characters of somebody's first words that are offered as an answer."""


def kind_of(answers: Answers) -> PartnerKind | None:
    """The kind of partner: chosen, or clear from what they said first."""
    chosen = answers["kind"]
    return PartnerKind(chosen) if chosen else kind_in(answers.args.get("said", ""))


def _unknown_kind(answers: Answers, _: Context) -> bool:
    return kind_in(answers.args.get("said", "")) is None


def _age_matters(answers: Answers, context: Context) -> bool:
    """Whether the age is asked. Once answered, the question still counts as a step of the flow."""
    return context.age is AgeBand.UNKNOWN or "fifteen" in answers.given


def _grown(_: Answers, context: Context) -> bool:
    return context.age is AgeBand.FROM_15


def _organised(answers: Answers, context: Context) -> bool:
    return _grown(answers, context) and kind_of(answers) is not PartnerKind.CITIZEN


def _may_be_listed(answers: Answers, context: Context) -> bool:
    kind = kind_of(answers)
    return _grown(answers, context) and kind is not None and may_be_listed(kind)


def _asked(step: str) -> LookedUp:
    """The question, in other words for a single person than for a group."""

    async def values(context: Context, answers: Answers) -> Values:
        alone = "_alone" if kind_of(answers) is PartnerKind.CITIZEN else ""
        return {"question": context.pen(f"partners.ask_{step}{alone}")}

    return values


async def _said(_: Context, answers: Answers) -> tuple[Choice, ...]:
    """Offer what they said first as the answer to what they do."""
    said = answers.args.get("said", "")
    return said_already(said) if len(said) >= FEWEST_SAID else ()


async def _save(context: Context, answers: Answers, key: str) -> None:
    if key == "fifteen":
        await remember_age(context, answers["fifteen"])


async def _send(context: Context, answers: Answers) -> Reply:
    """Register them; reply with the number, the code and the promised day."""
    if not _grown(answers, context):
        return say("partners.child", Button.to("ide"))
    kind = kind_of(answers) or PartnerKind.GROUP
    new = NewPartner(
        kind=kind,
        name=answers["name"],
        does=answers["does"],
        gets=_wanted(answers),
        openness=Openness(answers["openness"]),
        listed=bool(answers["listed"]),
        contacts=(NewContact(answers["contact"] or answers["name"][:CONTACT_NAME_LONGEST]),),
        languages=(context.language,),
        source=Source.TELEGRAM if context.channel is Channel.TELEGRAM else Source.WEB,
    )
    days = context.library.days_to_answer
    case = await register(context.tx, context.person_id, new, context.now, days)
    more = {"case": case.number, "kind": kind, "wanted": new.gets}
    return Reply(_receipt(case), Begin("partner_more", more))


def _wanted(answers: Answers) -> str | None:
    """What they said first, if it says what they want and is not already the answer to `does`
    (S10).
    """
    said = answers.args.get("said", "")
    fresh = wants_something(said) and said != answers["does"]
    return said[:TEXT_LONGEST].rstrip() if fresh else None


def _receipt(case: Case) -> tuple[Message, ...]:
    promised: Values = {"ref": case.number, "date": case.promised_on or ""}
    return (
        Message("partners.receipt", promised, (see(case.number),), case=case.number),
        Message("partners.code", {"code": shown_code(case.code)}),  # theirs alone
    )


PARTNER = Flow(
    name="partner",
    version=1,
    steps=(
        OneOf(key="kind", when=_unknown_kind, choices=tuple(PartnerKind)),
        YesNo(key="fifteen", when=_age_matters),
        TextStep(key="name", when=_grown, least=2, most=NAME_LONGEST, values=_asked("name")),
        TextStep(
            key="does",
            when=_grown,
            least=5,
            most=TEXT_LONGEST,
            values=_asked("does"),
            suggestions=_said,
        ),
        TextStep(key="contact", when=_organised, least=2, most=CONTACT_NAME_LONGEST),
        OneOf(key="openness", when=_grown, choices=tuple(Openness)),
        YesNo(key="listed", when=_may_be_listed),
    ),
    finish=_send,
    save=_save,
    opens=for_others,
)
