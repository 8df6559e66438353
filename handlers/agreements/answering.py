"""Each side approves clauses (`/okay 12`) and says yes to one version (`/jaaftale 12`)."""

from __future__ import annotations

from handlers.agreements.acting import (
    acting,
    begins,
    finishing,
    found,
    kindly,
    open_to,
    other_side,
    see,
)
from handlers.agreements.telling import news, tell_side
from handlers.agreements.wording import mark_of
from handlers.conversation.flow import Answers, Choice, Flow, ManyOf, TextStep, YesNo
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Reply, say
from storage.agreements.actions import Actor, Yes, find_right, say_yes
from storage.agreements.levels import Section
from storage.agreements.queries import Whole
from storage.agreements.rules import (
    NAME_LONGEST,
    ROLE_LONGEST,
    AgreementAct,
    AgreementState,
    NoSuchAgreement,
    Party,
)

ALL = frozenset({"alle", "alt", "all", "everything"})


async def okay(context: Context, rest: str) -> Reply:
    """`/okay 12` asks which clauses to approve; `/okay 12 content` and `/okay 12 alle` approve at
    once.
    """
    number, words = number_and_words(context, rest)
    if number is None:
        return say("agreement.which")
    if not words:
        return Reply(begin=Begin("clause_ok", {"case": number}))
    named = () if words in ALL else tuple(s for s in Section if s == words)
    if words not in ALL and not named:
        return Reply(begin=Begin("clause_ok", {"case": number}))
    return await kindly(context, number, _fine(context, Answers(args={"case": number}), named))


async def _fine(context: Context, answers: Answers, named: tuple[Section, ...]) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    step = await find_right(context.tx, who, number, named, context.now)
    yes = Button.to("jaaftale", number)
    n = int(step.facts["n"])
    return say("clause_ok.done", yes, see(number), ref=number, n=n)


async def _written(context: Context, answers: Answers) -> tuple[Choice, ...]:
    whole = await found(context, answers.args["case"])
    names = [section for section in whole.sections if section in whole.words]
    return tuple(Choice(s, context.pen(f"clause.{s}")) for s in names)


async def _some(context: Context, answers: Answers) -> Reply:
    return await _fine(context, answers, tuple(map(Section, answers["sections"])))


async def start_yes(context: Context, rest: str) -> Reply:
    """`/jaaftale 12`: a yes to the version that is read now."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("agreement.which")
    try:
        whole = await found(context, number)
    except NoSuchAgreement:
        return await begins("agree_yes")(context, rest)
    begun = await begins("agree_yes")(context, rest)
    if begun.begin is None:
        return begun
    return Reply(begin=Begin("agree_yes", {**begun.begin.args, "mark": whole.mark}))


async def _reads(context: Context, answers: Answers) -> Values:
    whole = await found(context, answers.args["case"])
    side = (
        whole.partner.name
        if whole.party is Party.PARTNER or answers.args.get("partner")
        else context.library.name
    )
    return {"side": side, "version": whole.agreement.version, "mark": mark_of(whole)}


async def _names(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Who signs: the contact person, or who may sign for the library."""
    whole = await found(context, answers.args["case"])
    ours = whole.party is Party.LIBRARY and not answers.args.get("partner")
    contact = whole.contact.name if whole.contact else None
    name = (whole.agreement.signatory or "").partition(",")[0] if ours else contact
    return (Choice("known", name),) if name else ()


async def _roles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    whole = await found(context, answers.args["case"])
    ours = whole.party is Party.LIBRARY and not answers.args.get("partner")
    contact = whole.contact.role if whole.contact else None
    role = (whole.agreement.signatory or "").partition(",")[2].strip() if ours else contact
    return (Choice("known", role),) if role else ()


def _may(answers: Answers, _: Context) -> bool:
    return bool(answers["may"])


async def _yes(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    if not answers["may"]:
        return say("agree_yes.may_not", see(number), ref=number)
    mark = answers.args.get("mark", "")
    yes = Yes(mark, answers["name"], answers["role"], may=True)
    await say_yes(context.tx, who, number, yes, context.now)
    whole = await found(context, number)
    await _tell(context, whole, who)
    key = "both" if whole.state is AgreementState.IN_FORCE else "one"
    return say(f"agree_yes.{key}", see(number), ref=number)


async def _tell(context: Context, whole: Whole, who: Actor) -> None:
    """Tell the other side of a yes; when it was the second, that the agreement is in force."""
    holds = whole.state is AgreementState.IN_FORCE
    other = other_side(who)
    key = "holds" if holds else "yes_of_partner" if who.party is Party.PARTNER else "yes_of_library"
    ways = () if holds else ("jaaftale",)
    message = news(whole, key, other, *ways)
    await tell_side(context, whole, other, message)


FLOWS = (
    Flow(
        name="clause_ok",
        version=1,
        steps=(ManyOf(key="sections", choices=_written),),
        finish=finishing(_some),
        opens=open_to(AgreementAct.OK),
    ),
    Flow(
        name="agree_yes",
        version=1,
        steps=(
            YesNo(key="may", values=_reads),
            TextStep(key="name", when=_may, least=2, most=NAME_LONGEST, suggestions=_names),
            TextStep(key="role", when=_may, least=2, most=ROLE_LONGEST, suggestions=_roles),
        ),
        finish=finishing(_yes),
        opens=open_to(AgreementAct.SAY_YES),
    ),
)
