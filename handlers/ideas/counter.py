"""An idea told at the counter: staff write it down, and the citizen gets number and code."""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow, OneOf, TextStep, YesNo
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row
from handlers.ideas.more import EVERYWHERE, branches
from storage.cases.rules import shown_code
from storage.ideas.actions import NewIdea, submit_idea
from storage.ideas.rules import BENEFIT_LONGEST, TEXT_LONGEST, HearBack
from storage.people.rules import Role


async def start(_: Context, rest: str) -> Reply:
    """`/noter`, with or without what was said (S36)."""
    return Reply(begin=Begin("noter", given={"text": rest} if rest else {}))


async def _keep(context: Context, answers: Answers) -> Reply:
    branch = answers["branch"]
    idea = NewIdea(
        text=answers["text"],
        benefit=answers["benefit"],
        hear_back=HearBack.PAGE,
        branch=None if branch == EVERYWHERE else branch,
        language=context.language,
        told=answers["told"],
    )
    case = await submit_idea(
        context.tx,
        None,
        idea,
        context.now,
        context.library.days_to_answer,
        recorded_by=context.staff(),
    )
    slip = Card(
        context.pen("noter.slip"),
        (
            Row("card.number", str(case.number)),
            Row("own.code", shown_code(case.code)),
            Row("card.promised", text_key="card.day", values={"date": case.promised_on or ""}),
        ),
        link=f"/desk/sag/{case.number}/seddel",
    )
    see = Button.to("sag", case.number)
    return Reply((Message("noter.done", {"ref": case.number}, (see,), slip),))


NOTER = Flow(
    name="noter",
    version=1,
    steps=(
        TextStep(key="text", least=5, most=TEXT_LONGEST),
        TextStep(key="benefit", least=2, most=BENEFIT_LONGEST),
        OneOf(key="branch", optional=True, choices=branches),
        YesNo(key="told"),
    ),
    finish=_keep,
    summary=True,
    role=Role.HOST,
)
