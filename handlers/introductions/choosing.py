"""Who could be asked to join an idea: partners, citizens with similar ideas, and its supporters.

A citizen sees only those who let citizens ask them, by public names and titles. Staff see all who
fit. Each option is its value, its words and its reason, as a flow keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation.flow import Answers, Choice
from handlers.conversation.texts import Values
from handlers.conversation.values import Context
from handlers.together import CITIZENS, Proposed, citizens, proposed, reasons
from storage.ideas.queries import StaffCase, case_for_group, joinable
from storage.introductions.actions import Proposal
from storage.introductions.queries import Asked, asked_for, openly_known, wanting_too
from storage.introductions.rules import AT_ONCE
from storage.partners.proposing import Suggestion
from storage.partners.rules import Openness

ALSO = "also"
"""The choice of all who support the idea."""

Option = list[str]


async def options(context: Context, case: StaffCase) -> list[Option]:
    """Everybody who could be asked about a case, partners first."""
    found = await proposed(context.tx, context.shelf, case.case, case.idea, context.now)
    asked = await asked_for(context.tx, case.case.number)
    partners = _all if context.colleague is not None else _for_citizens
    return [
        *await partners(context, found.without(asked.partners)),
        *await _authors(context, case, asked),
        *await _wanting(context, case.case.number, asked),
    ]


async def _all(context: Context, found: Proposed) -> list[Option]:
    named = [_partner(context, one) for one in found.named]
    if not found.private:
        return named
    value = f"{CITIZENS}:{','.join(str(one.partner) for one in found.private)}"
    who = citizens(context, len(found.private))
    return [*named, [value.replace(",", "+"), who, reasons(context, found.private[0])]]


async def _for_citizens(context: Context, found: Proposed) -> list[Option]:
    named = [one for one in found.named if one.openness is Openness.ANYONE]
    known = await openly_known(context.tx, [one.partner for one in named])
    return [_partner(context, one) for one in named if one.partner in known]


def _partner(context: Context, one: Suggestion) -> Option:
    return [f"partner:{one.partner}", str(one.name), reasons(context, one)]


async def _authors(context: Context, case: StaffCase, asked: Asked) -> list[Option]:
    """Citizens with other ideas on the subject, named by the released titles."""
    like = context.shelf.released_near(case.idea.text, case.idea.benefit or "")
    others = await joinable(context.tx, case.case.author or 0, like)
    return [
        [
            f"case:{one.number}",
            context.pen("together.author_of", title=one.title),
            context.pen("together.why_author"),
        ]
        for one in others
        if not one.mine and one.number not in {case.case.number, *asked.cases}
    ]


async def _wanting(context: Context, number: int, asked: Asked) -> list[Option]:
    n = len(set(await wanting_too(context.tx, number, context.now, AT_ONCE)) - asked.people)
    if not n:
        return []
    words = context.pen("together.others_too", n=n)
    return [[ALSO, words, context.pen("together.why_also")]]


async def choices(_: Context, answers: Answers) -> tuple[Choice, ...]:
    """Those who could be asked."""
    return tuple(Choice(value, words) for value, words, _ in answers.args["options"])


async def why(context: Context, answers: Answers) -> Values:
    """Each of them with the reason, one a line."""
    lines = [
        context.pen("together.one", who=words, why=reason)
        for _, words, reason in answers.args["options"]
    ]
    return {"proposals": "\n".join(lines)}


async def titles(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The title that staff gave the idea: what the others are told of it."""
    case = await case_for_group(context.tx, answers.args["case"])
    if case is None:
        return ()
    title = case.case.title if context.colleague else case.case.shown_title
    return (Choice("title", title),) if title else ()


async def proposals(
    context: Context, number: int, who: Sequence[str], about: str
) -> list[Proposal]:
    """The proposals for the chosen options."""
    found: list[Proposal] = []
    for value in who:
        what, _, keys = value.partition(":")
        if what == ALSO:
            people = await wanting_too(context.tx, number, context.now, AT_ONCE)
            found += [Proposal(number, about, person=person) for person in people]
        elif what == "case":
            found.append(Proposal(number, about, other_case=int(keys)))
        else:
            found += [Proposal(number, about, partner=int(key)) for key in keys.split("+")]
    return found
