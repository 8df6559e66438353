"""`/forvent 12`: each side says what it expects before anything is drafted (S57). A partner that
wants an agreement begins with this.

When both have said it, the draft is made from their words, the facts of the case, and usual words.
"""

from __future__ import annotations

from handlers.agreements import wanting
from handlers.agreements.acting import acting, begins, finishing, found, onward, open_to, see
from handlers.agreements.telling import drafted_in, news, tell_side
from handlers.conversation.flow import Answers, Choice, Flow, TextStep
from handlers.conversation.pen import Pen
from handlers.conversation.suggested import said_already
from handlers.conversation.values import Context, Message, Reply, say
from storage.agreements.actions import expect, gather
from storage.agreements.actions.beginning import Drafted
from storage.agreements.levels import NOTICE_MONTHS, AgreementLevel, Section
from storage.agreements.queries import Whole, known
from storage.agreements.rules import EXPECTATION_LONGEST, AgreementAct, Party

USUAL = (
    Section.ECONOMY, Section.CHILDREN, Section.INSURANCE, Section.DATA, Section.PUBLICITY,
    Section.RIGHTS, Section.MEETINGS, Section.EVALUATION, Section.CHANGES, Section.ATTACHMENTS,
)  # fmt: skip
"""Sections in which most agreements have the same words; both sides may change them."""

start = begins("expect")


async def _tell(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    who = await acting(context, answers)
    told = {key: answers[key] for key in answers.given if answers[key]}
    step = await expect(context.tx, who, number, told, context.now)
    words = await usual(context, step.whole, step.whole.level)
    name = context.library.name
    made = await gather(context.tx, number, words, context.now, library=name)
    whole = await found(context, number)
    if context.colleague is None:
        key = "told_both" if made else "told"
        message = news(whole, key, Party.LIBRARY, *(() if made else ("forvent",)))
        await tell_side(context, whole, Party.LIBRARY, message)
    if context.colleague is None:
        return say("expect.thanks", see(number), ref=number)
    if made:
        return Reply((Message("expect.draft", {"ref": number}), onward(context, whole)))
    return say("expect.waiting", see(number), ref=number)


async def usual(context: Context, whole: Whole, level: AgreementLevel) -> Drafted:
    """The sections that nobody must write: what is known already, and the usual words, in the
    language of the partner's contact person.
    """
    pen = Pen(context.texts, await drafted_in(context.tx, whole))
    words = {section: pen(f"usual.{section}") for section in USUAL}
    months = NOTICE_MONTHS.get(level)
    if months is not None:
        words[Section.NOTICE] = pen("usual.notice", n=months)
    if level is AgreementLevel.CONTRACT:
        words = {}
    if whole.agreement.about is not None:
        case = await known(context.tx, whole.agreement.about)
        if case.title:
            words[Section.PURPOSE] = pen("usual.purpose", title=case.title)
        if case.benefit:
            words[Section.AUDIENCE] = case.benefit
    elif whole.partner.audience:
        words[Section.AUDIENCE] = whole.partner.audience
    if whole.partner.gives or whole.partner.gets:
        words[Section.GIVE_GET] = pen(
            "usual.give_get",
            partner=whole.partner.name,
            gives=whole.partner.gives or "–",
            gets=whole.partner.gets or "–",
        )
    return words


async def _said(_: Context, answers: Answers) -> tuple[Choice, ...]:
    return said_already(answers.args.get("said", ""))


async def _opens(context: Context, answers: Answers) -> Reply | None:
    opens = wanting.opens if "wants" in answers.args else open_to(AgreementAct.EXPECT)
    return await opens(context, answers)


async def _finish(context: Context, answers: Answers) -> Reply:
    finish = wanting.keep if "wants" in answers.args else finishing(_tell)
    return await finish(context, answers)


EXPECT = Flow(
    name="expect",
    version=1,
    steps=(
        TextStep(key=Section.CONTENT.value, least=2, most=EXPECTATION_LONGEST, suggestions=_said),
        TextStep(key=Section.EXTENT.value, least=2, most=EXPECTATION_LONGEST),
        TextStep(key=Section.TASKS_LIBRARY.value, least=2, most=EXPECTATION_LONGEST),
        TextStep(key=Section.GIVE_GET.value, least=2, most=EXPECTATION_LONGEST, optional=True),
    ),
    finish=_finish,
    opens=_opens,
    summary=True,
)
