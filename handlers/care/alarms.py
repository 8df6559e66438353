"""What is answered to a message that needs care, and who is told.

The recognition is a guess, so the answer is gentle: nothing is lost, and one press corrects a
mistake. Sensitive words are not kept until the citizen says so. Must not store what was said.
"""

from __future__ import annotations

from collections.abc import Iterator

from handlers.care.recognising import Care, in_english, recognise
from handlers.care.telling import named, tell_staff
from handlers.conversation.age import remember_age
from handlers.conversation.flow import Answers, Flow, OneOf
from handlers.conversation.texts import Key
from handlers.conversation.values import (
    Attachment,
    Button,
    Context,
    Edited,
    Message,
    Reply,
    Said,
    Text,
    say,
)
from storage.care.actions import misread, speak
from storage.care.rules import Reason
from storage.people.actions import speak as speak_in
from storage.people.rules import AgeBand, Language
from storage.talk.actions import alert_by_mail

HELD = "held"
HUMAN, KEEP, LEAVE = "human", "keep", "leave"
"""What happens to words held back: they go to a human, are used as they are, or are left out."""


def noticed(context: Context, said: Said) -> Care | None:
    """The care that a citizen's message needs, if any. Messages of colleagues are not checked."""
    words = _words(said)
    if context.colleague is not None or not words:
        return None
    found = recognise(words)
    return None if found is Care.CHILD and context.age is not AgeBand.UNKNOWN else found


def _words(said: Said) -> str:
    if isinstance(said, Text | Edited):
        return said.text
    return said.caption if isinstance(said, Attachment) else ""


async def speak_as_they_do(context: Context, said: Said) -> None:
    """Switch to English for somebody who writes in English: help must be understood at once."""
    if context.language is Language.DA and in_english(_words(said)):
        context.language = Language.EN
        await speak_in(context.tx, context.person_id, Language.EN)


async def answered(context: Context, care: Care) -> Reply:
    """The answer; `about` is the case in which staff find it, when they are alarmed."""
    if care is Care.CHILD:
        await remember_age(context, fifteen=False)
        return say("care.child")
    if not care.alarms:
        context.line_text = context.pen("care.not_kept")
        return say("care.sensitive", contact=context.library.ways or (Key("welcome.counter"),))
    number = await _alarm(context, care)
    context.urgent = True
    return Reply((*_help(context, care), Message("care.told")), about=number)


def _help(context: Context, care: Care) -> Iterator[Message]:
    """Words of help, and the numbers that the library has confirmed; a child's number where it may
    be a child.
    """
    yield Message(f"care.{care}")
    if care is Care.THREAT:
        return
    if context.library.helpers is None:
        return
    adults, children = context.library.helpers
    if context.age is not AgeBand.UNDER_15:
        yield Message("care.number", {"number": adults})
    if context.age is not AgeBand.FROM_15:
        yield Message("care.number_children", {"number": children})


async def _alarm(context: Context, care: Care) -> int:
    """Open a talk for staff to write in, and tell the named person at once, also by night. Returns
    the case.

    They are told no words of the message; those are on the case.
    """
    now, tx = context.now, context.tx
    case = context.position.answers.get("args", {}).get("case")
    by = context.library.staffed.answer_by(now)
    spoken = await speak(tx, context.person_id, case, now, by, reason=Reason(care))
    if not spoken.rings:
        return spoken.number
    people = await named(tx, context.library)
    see = Button.to("samtale", spoken.number)
    take = Button.to("tagsamtale", spoken.number)
    message = Message(f"alert.{care}", {"ref": spoken.number}, (see, take), case=spoken.number)
    ids = [each.person_id for each in people]
    told = await tell_staff(context, ids, message, at_once=True)
    if context.library.mails:
        mailed = {each.person_id for each in people if each.mail}
        for person_id, seq in told:
            if person_id in mailed:
                await alert_by_mail(tx, person_id, seq, spoken.number, now)
    return spoken.number


async def taken_back(context: Context) -> None:
    """The citizen says that the program misread them: tell whoever looks after it, who decides."""
    number = await misread(context.tx, context.person_id, context.now)
    if number is not None:
        ids = [each.person_id for each in await named(context.tx, context.library)]
        message = Message("alert.misread", {"ref": number})
        await tell_staff(context, ids, message)


def _alarming(answers: Answers, _: Context) -> bool:
    return Care(answers.args["care"]).alarms


def _sensitive(answers: Answers, context: Context) -> bool:
    return not _alarming(answers, context)


async def _finish(_: Context, __: Answers) -> Reply:
    return Reply()


HOLD = Flow(
    name=HELD,
    version=1,
    steps=(
        OneOf(key="alarm", when=_alarming, choices=(HUMAN, KEEP, LEAVE)),
        OneOf(key="sensitive", when=_sensitive, choices=(KEEP, LEAVE, HUMAN)),
    ),
    finish=_finish,
)
"""Asks what happens to words held back; handlers/dialogue/caring.py does it."""
