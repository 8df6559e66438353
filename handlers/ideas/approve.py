"""A yes: with whom, for whom, for which purpose, and how much the citizen decides.

"Sammen med hvem?" is asked of the staff; without a partner the reason is written down (S67).
"""

from __future__ import annotations

import re

from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Values
from handlers.conversation.values import Context, Reply
from handlers.ideas.acts import decided, open_to, will_read
from handlers.ideas.desk import staff
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
from storage.people.rules import Role

NOBODY = re.compile(
    r"(ingen|ikke nogen|none|nobody|no one)( andre| else)?"
    r"( endnu| lige nu| for nu| yet| right now)?"
    r"|nej|no|(det )?ved (jeg )?ikke( endnu)?|i do not know( yet)?"
    r"|(kun |bare )?os( selv)?|(only |just )?(us|ourselves)"
)
"""Words that name no partner, folded: then the reason is written down."""


async def _titles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The title that the case has, if somebody gave it one."""
    case = await case_for_staff(context.tx, staff(context), answers.args["case"])
    title = case.case.title if case else None
    return (Choice("same", title),) if title else ()


async def _partners(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Whom the citizen named, and that there is nobody."""
    case = await case_for_staff(context.tx, staff(context), answers.args["case"])
    named = case.idea.together_with if case else None
    nobody = Choice("none", context.texts.render("approve.nobody", context.language))
    return (Choice("theirs", named), nobody) if named else (nobody,)


async def _benefits(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """Who the citizen thinks will enjoy it."""
    case = await case_for_staff(context.tx, staff(context), answers.args["case"])
    return (Choice("theirs", case.idea.benefit),) if case else ()


async def _shares(context: Context, _: Answers) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(n), context.texts.render(f"influence.share_{n}", context.language))
        for n in range(INFLUENCE_MOST + 1)
    )


def _alone(answers: Answers, _: Context) -> bool:
    named = folded(answers["partners"] or "")
    return not named or NOBODY.fullmatch(named) is not None


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
        partners=None if alone else answers["partners"],
        no_partner_reason=answers["no_partner_reason"] if alone else None,
        wider_benefit=answers["wider_benefit"],
        purpose=LegalPurpose(answers["purpose"]),
        influence=_influence(answers),
    )
    done = approve(context.tx, staff(context), answers.args["case"], approval, context.now)
    return await decided(context, "approve", answers, done)


APPROVE = Flow(
    name="approve",
    version=1,
    steps=(
        TextStep(key="title", least=3, most=TITLE_LONGEST, suggestions=_titles),
        TextStep(key="partners", least=2, most=PARTNERS_LONGEST, suggestions=_partners),
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
