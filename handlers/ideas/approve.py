"""A yes: with whom, for whom, for which purpose, and how much the citizen decides.

"Sammen med hvem?" is asked of the staff, who see those that would fit, and why. They may choose
several, who are asked once the yes can no longer be taken back. Without a partner the reason is
written down (S67).
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers import together
from handlers.conversation.flow import Answers, Choice, Flow, ManyOf, OneOf, TextStep
from handlers.conversation.numbers import number_and_words
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Values
from handlers.conversation.values import Context, Message, Reply, say
from handlers.ideas.acts import begun, decided, open_to, will_read
from storage.cases.rules import UNDO_LASTS
from storage.cases.tables import Event
from storage.ideas.actions import Approval, approve
from storage.ideas.queries import case_for_staff
from storage.ideas.rules import (
    INFLUENCE_MOST,
    PARTNERS_LONGEST,
    REASON_LONGEST,
    TITLE_LONGEST,
    Act,
    InfluenceProfile,
    LegalPurpose,
)
from storage.introductions.actions import Proposal
from storage.people.rules import Role

OTHERS, ALONE = "others", "alone"
"""The choices besides those who fit: partners named in free words, and none."""

NOBODY = re.compile(
    r"(ingen|ikke nogen|none|nobody|no one)( andre| else)?"
    r"( endnu| lige nu| for nu| yet| right now)?"
    r"|nej|no|(det )?ved (jeg )?ikke( endnu)?|i do not know( yet)?"
    r"|(kun |bare )?os( selv)?|(only |just )?(us|ourselves)"
)
"""Free words that name no partner, folded; a reason is asked for then."""


async def _titles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The title that the case has, as a suggestion."""
    case = await case_for_staff(context.tx, context.staff(), answers.args["case"])
    title = case.case.title if case else None
    return (Choice("same", title),) if title else ()


async def _partners(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The partner that the citizen named, and nobody, as suggestions."""
    case = await case_for_staff(context.tx, context.staff(), answers.args["case"])
    named = case.idea.together_with if case else None
    nobody = Choice("none", context.pen("approve.nobody"))
    return (Choice("theirs", named), nobody) if named else (nobody,)


async def start(context: Context, rest: str) -> Reply:
    """`/godkend 12`: begin a yes. Those who fit are found once, so the choices do not change."""
    number, words = number_and_words(context, rest)
    if number is None:
        return say("desk_case.which")
    reply = await begun(context, "approve", number, {"title": words} if words else {})
    case = await case_for_staff(context.tx, context.staff(), number)
    found = (
        await together.proposed(context.tx, context.shelf, case.case, case.idea, context.now)
        if case
        else None
    )
    if not found or reply.begin is None:
        return reply
    fits = {
        "listed": together.listed(context, found),
        "choices": [[each.value, each.label] for each in together.choices(context, found)],
        "private": [one.partner for one in found.private],
    }
    return replace(reply, begin=replace(reply.begin, args={**reply.begin.args, "fits": fits}))


def _fits(answers: Answers, _: Context) -> bool:
    return bool(answers.args.get("fits"))


async def _fitting(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The choices: those who would fit, others, and nobody."""
    known = [Choice(value, label) for value, label in answers.args["fits"]["choices"]]
    ways = [Choice(value, context.pen(f"approve.fitting_{value}")) for value in (OTHERS, ALONE)]
    return (*known, *ways)


async def _why(_: Context, answers: Answers) -> Values:
    return {"proposals": answers.args["fits"]["listed"]}


def _names(answers: Answers, _: Context) -> bool:
    """Whether partners are named in free words: nobody fits, or there are others."""
    return not answers.args.get("fits") or OTHERS in (answers["fitting"] or ())


def _chosen(answers: Answers) -> list[str]:
    """The names of those who were chosen."""
    fits, wanted = answers.args.get("fits") or {"choices": []}, answers["fitting"] or ()
    return [label for value, label in fits["choices"] if value in wanted]


def _asked(answers: Answers) -> list[int]:
    """The numbers of those who were chosen."""
    fits, wanted = answers.args.get("fits"), answers["fitting"] or ()
    private = fits["private"] if fits and together.CITIZENS in wanted else []
    return [*(int(value) for value in wanted if value.isdecimal()), *private]


async def _benefits(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Those who would benefit, as the citizen wrote, as suggestions."""
    case = await case_for_staff(context.tx, context.staff(), answers.args["case"])
    return (Choice("theirs", case.idea.benefit),) if case else ()


async def _shares(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(n), context.pen(f"influence.share_{n}")) for n in range(INFLUENCE_MOST + 1)
    )


def _alone(answers: Answers, _: Context) -> bool:
    named = folded(answers["partners"] or "")
    return not _chosen(answers) and (not named or NOBODY.fullmatch(named) is not None)


def _partners_named(answers: Answers) -> str:
    """All partners as words: those chosen and those named."""
    named = answers["partners"] or ""
    own = "" if NOBODY.fullmatch(folded(named)) else named
    return ", ".join(filter(None, (*_chosen(answers), own)))[:PARTNERS_LONGEST]


def _influence(answers: Answers) -> InfluenceProfile:
    return InfluenceProfile(*(int(answers[part]) for part in ("task", "process", "result")))


async def _preview(context: Context, answers: Answers) -> Values:
    influence = _influence(answers)
    shares = [influence.task, influence.process, influence.result]
    public = {"title": answers["title"], "influence": shares}
    return {"news": await will_read(context, answers.args["case"], Act.APPROVE, public)}


async def _approve(context: Context, answers: Answers) -> Reply:
    alone = _alone(answers, context)
    approval = Approval(
        title=answers["title"],
        partners=None if alone else _partners_named(answers),
        no_partner_reason=answers["no_partner_reason"] if alone else None,
        wider_benefit=answers["wider_benefit"],
        purpose=LegalPurpose(answers["purpose"]),
        influence=_influence(answers),
    )
    asked = 0

    async def act() -> Event:
        nonlocal asked
        number = answers.args["case"]
        event = await approve(context.tx, context.staff(), number, approval, context.now)
        asked = await _ask_chosen(context, answers, event, approval)
        return event

    reply = await decided(context, "approve", answers, act())
    if not asked:
        return reply
    values: Values = {"n": asked, "until": context.now + UNDO_LASTS}
    return replace(reply, messages=(*reply.messages, Message("approve.asks", values)))


async def _ask_chosen(context: Context, answers: Answers, event: Event, approval: Approval) -> int:
    """Plan to ask those who were chosen; a take-back of the yes takes this back too. Returns how
    many.
    """
    number, by = event.case_number, context.staff()
    case = await case_for_staff(context.tx, by, number)
    wanted = [Proposal(number, approval.title, partner=each) for each in _asked(answers)]
    author = case.case.author if case else None
    count = await together.plan_all(context, by, wanted, author, event_id=event.id)
    if approval.partners is None and answers.args.get("fits"):
        await together.teach(context, by, number, (), event.id)
    return count


APPROVE = Flow(
    name="approve",
    version=2,
    steps=(
        TextStep(key="title", least=3, most=TITLE_LONGEST, suggestions=_titles),
        ManyOf(key="fitting", when=_fits, choices=_fitting, values=_why),
        TextStep(
            key="partners", when=_names, least=2, most=PARTNERS_LONGEST, suggestions=_partners
        ),
        TextStep(key="no_partner_reason", when=_alone, least=3, most=REASON_LONGEST),
        TextStep(key="wider_benefit", least=2, most=REASON_LONGEST, suggestions=_benefits),
        OneOf(key="purpose", choices=tuple(LegalPurpose)),
        OneOf(key="task", choices=_shares),
        OneOf(key="process", choices=_shares),
        OneOf(key="result", choices=_shares),
    ),
    finish=_approve,
    summary=True,
    preview=_preview,
    opens=open_to(Act.APPROVE),
    role=Role.COORDINATOR,
)
