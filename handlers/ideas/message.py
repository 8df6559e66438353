"""A message to staff that is no idea: one question, then a number, a code and a day.

What staff do with it is in decide.py: it is a case like others, with fewer states.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow, TextStep
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from storage.cases.rules import Source, shown_code
from storage.ideas.actions import NewNote, submit_note
from storage.ideas.rules import TEXT_LONGEST
from storage.mail.queries import boxes
from storage.people.rules import AgeBand, Channel


async def start(_: Context, words: str) -> Reply:
    """`/besked`, or `/besked` with the words at once."""
    return Reply(begin=Begin("message", given={"text": words} if words else {}))


async def _opens(context: Context, _: Answers) -> Reply | None:
    return say("message.not_staff") if context.colleague is not None else None


async def _send(context: Context, answers: Answers) -> Reply:
    """Hand it to staff; say its number, its code and the promised day."""
    source = Source.TELEGRAM if context.channel is Channel.TELEGRAM else Source.WEB
    note = NewNote(answers["text"], answers.args.get("about"), source)
    days = context.library.days_to_answer
    case = await submit_note(context.tx, context.person_id, note, context.now, days)
    values = {"ref": case.number, "date": case.promised_on or ""}
    see = (Button.to("sag", case.number), *await _by_mail(context))
    return Reply(
        (
            Message("message.receipt", values, see, case=case.number),
            Message("message.code", {"code": shown_code(case.code)}),  # for its author alone
        )
    )


async def _by_mail(context: Context) -> tuple[Button, ...]:
    """The button to be told by mail, for somebody who may and is not."""
    if not context.library.mails or context.age is AgeBand.UNDER_15:
        return ()
    had = await boxes(context.tx, context.person_id, context.now)
    return () if had.live else (Button.to("mail"),)


MESSAGE = Flow(
    name="message",
    version=1,
    steps=(TextStep(key="text", least=2, most=TEXT_LONGEST),),
    finish=_send,
    opens=_opens,
)
"""Begun with `about`: the meaning that was recognised in the words."""
