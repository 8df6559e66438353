"""Drafts an agreement: its clauses, its days, and who may sign for the library.

`/punkt 12` writes or corrects a clause ("ret"); once it was sent, either side may.
"""

from __future__ import annotations

from datetime import date

from handlers.agreements.acting import (
    acting,
    at_once,
    begins,
    finishing,
    found,
    kindly,
    onward,
    open_to,
    see,
)
from handlers.agreements.expecting import usual
from handlers.agreements.telling import drafted_in, news, tell_side
from handlers.conversation.flow import Answer, Answers, Choice, DateStep, Flow, OneOf, TextStep
from handlers.conversation.numbers import number_and_words
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.agreements import actions
from storage.agreements.levels import AgreementLevel, Section
from storage.agreements.rules import (
    REASON_LONGEST,
    SIGNATORY_LONGEST,
    WORDS_LONGEST,
    AgreementAct,
    AgreementState,
    Dates,
    Party,
)
from storage.cases.rules import NotValid

period, signatory, level, signed = (
    begins(name) for name in ("period", "signatory", "agree_level", "signed")
)


async def write(context: Context, rest: str) -> Reply:
    """`/punkt 12` asks for clause and text; `/punkt 12 content Nye ord` writes it."""
    number, words = number_and_words(context, rest)
    name, _, text = words.partition(" ")
    if number is None or name not in set(Section) or not text.strip():
        return await begins("clause_write")(context, rest)
    told = {"section": Answer(name, name), "words": Answer(text.strip(), text.strip())}
    if len(text) > WORDS_LONGEST:
        return say("common.too_long", most=WORDS_LONGEST, now=len(text))
    return await kindly(context, number, _write(context, Answers(told, {"case": number})))


async def _sections(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The sections of this level, empty ones first."""
    whole = await found(context, answers.args["case"])
    empty = [section for section in whole.sections if section not in whole.words]
    ordered = (*empty, *(section for section in whole.sections if section in whole.words))
    return tuple(
        Choice(
            section,
            context.pen(
                "clause_write.empty" if section in empty else "clause_write.full",
                name=Key(f"clause.{section}"),
            ),
        )
        for section in ordered
    )


async def _now(context: Context, answers: Answers) -> Values:
    whole = await found(context, answers.args["case"])
    now = whole.words.get(answers["section"], "")
    empty = context.pen("clause_write.nothing")
    return {"ask": Key(f"clause_ask.{answers['section']}"), "now": now or empty}


async def _usual(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The usual words, as a suggestion for an empty section."""
    key = f"usual.{answers['section']}"
    whole = await found(context, answers.args["case"])
    needs_nothing = context.texts.has(key) and answers["section"] not in NEEDS_VALUES
    if not needs_nothing or whole.words.get(answers["section"]):
        return ()
    words = context.texts.render(key, await drafted_in(context.tx, whole))
    return (Choice("usual", words, words),)


NEEDS_VALUES = frozenset({Section.PURPOSE, Section.GIVE_GET, Section.NOTICE})
"""Sections whose usual words contain values that only the draft knows."""


async def _write(context: Context, answers: Answers) -> Reply:
    number, section = answers.args["case"], Section(answers["section"])
    who = await acting(context, answers)
    step = await actions.write(context.tx, who, number, section, answers["words"], context.now)
    if who.party is Party.PARTNER and who.by is None:
        message = news(
            step.whole, "changed_by_partner", Party.LIBRARY, section=Key(f"clause.{section}")
        )
        await tell_side(context, step.whole, Party.LIBRARY, message)
    whole = await found(context, number)
    written: Values = {"ref": number, "section": Key(f"clause.{section}")}
    if whole.state is AgreementState.DRAFTING:
        return Reply((Message("clause_write.done", written), onward(context, whole)))
    more = Button.to("punkt", number)
    return Reply((Message("clause_write.done_again", written, (more, see(number))),))


async def _set_days(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    try:
        who = await acting(context, answers)
        await actions.set_dates(context.tx, who, number, days_of(answers), context.now)
    except NotValid as wrong:
        return Reply((Message(f"period.{wrong.problem}"),), Begin("period", answers.args))
    return await _done(context, "period.done", number)


async def _done(context: Context, key: str, number: int) -> Reply:
    """It is written; what comes next."""
    whole = await found(context, number)
    return Reply((Message(key, {"ref": number}), onward(context, whole)))


def days_of(answers: Answers) -> Dates:
    """The days from the answers."""
    names = ("starts", "ends", "looks_back")
    return Dates(*(date.fromisoformat(answers[n]) if answers[n] else None for n in names))


async def _name(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    await actions.name_signatory(context.tx, who, number, answers["signatory"], context.now)
    return await _done(context, "signatory.done", number)


async def _levels(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(Choice(one.word, context.pen(f"level.{one.word}")) for one in AgreementLevel)


async def _change_level(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    chosen = AgreementLevel[answers["level"].upper()]
    words, name = await usual(context, await found(context, number), chosen), context.library.name
    await actions.change_level(context.tx, who, number, chosen, answers["because"], context.now)
    await actions.fill_up(context.tx, number, words, context.now, library=name)
    whole = await found(context, number)
    drafting = whole.state is AgreementState.DRAFTING
    done = Message("agree_level.done", {"ref": number}, () if drafting else (see(number),))
    return Reply((done, *((onward(context, whole),) if drafting else ())))


async def _signed(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    try:
        step = await actions.signed(context.tx, who, number, days_of(answers), context.now)
    except NotValid as wrong:
        return Reply((Message(f"period.{wrong.problem}"),), Begin("signed", answers.args))
    message = news(step.whole, "signed", Party.PARTNER)
    await tell_side(context, step.whole, Party.PARTNER, message)
    return say("signed.done", see(number), ref=number)


async def _send(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    await actions.send(context.tx, who, number, context.now)
    back = Button.to("aftaleretur", number)
    yes = Button.to("jaaftale", number)
    return say("agreement.sent", yes, back, ref=number)


async def _call_back(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    await actions.call_back(context.tx, who, number, context.now)
    return say("agreement.called_back", see(number), ref=number)


async def _hand_over(context: Context, answers: Answers) -> Reply:
    number, who = answers.args["case"], await acting(context, answers)
    step = await actions.hand_over(context.tx, who, number, context.now)
    message = news(step.whole, "lawyer", Party.PARTNER)
    await tell_side(context, step.whole, Party.PARTNER, message)
    return say("agreement.with_lawyer", see(number), ref=number)


send, call_back, hand_over = at_once(_send), at_once(_call_back), at_once(_hand_over)


def _period_steps() -> tuple[DateStep, ...]:
    return tuple(DateStep(key=key) for key in ("starts", "ends", "looks_back"))


FLOWS = (
    Flow(
        name="clause_write",
        version=1,
        steps=(
            OneOf(key="section", choices=_sections),
            TextStep(key="words", most=WORDS_LONGEST, values=_now, suggestions=_usual),
        ),
        finish=finishing(_write),
        opens=open_to(AgreementAct.WRITE),
    ),
    Flow(
        name="period",
        version=1,
        steps=_period_steps(),
        finish=finishing(_set_days),
        opens=open_to(AgreementAct.DATES),
    ),
    Flow(
        name="signatory",
        version=1,
        steps=(TextStep(key="signatory", least=3, most=SIGNATORY_LONGEST),),
        finish=finishing(_name),
        opens=open_to(AgreementAct.SIGNATORY),
    ),
    Flow(
        name="agree_level",
        version=1,
        steps=(
            OneOf(key="level", choices=_levels),
            TextStep(key="because", least=3, most=REASON_LONGEST),
        ),
        finish=finishing(_change_level),
        opens=open_to(AgreementAct.LEVEL),
    ),
    Flow(
        name="signed",
        version=1,
        steps=_period_steps(),
        finish=finishing(_signed),
        opens=open_to(AgreementAct.SIGNED),
    ),
)
