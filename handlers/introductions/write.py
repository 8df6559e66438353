"""`/skriv 7 ...`: the two sides write to each other through the library, before and after both
yeses.

Until both have said yes, telephone numbers and mail addresses are neither passed on nor kept.
Either side ends it with `/nejtak 7`.
"""

from __future__ import annotations

from handlers.conversation.contacts import without_contact
from handlers.conversation.flow import Answer, Answers, Flow, TextStep
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Context, Message, Reply, say
from handlers.introductions.meet import not_there, over
from handlers.introductions.telling import hils, no_thanks, other, tell_side, write
from handlers.introductions.written import number_and_rest
from storage.introductions.queries import Seen, introduction, listeners, seen
from storage.introductions.rules import LIVE, TOGETHER, WORDS_LONGEST, Side
from storage.introductions.tables import Introduction
from storage.people.rules import AgeBand


async def start(context: Context, rest: str) -> Reply:
    """`/skriv 7` asks what to say; words after it are sent at once."""
    id, words = number_and_rest(rest)
    if id is None:
        return not_there()
    if not words:
        return Reply(begin=Begin("write", {"introduction": id}))
    answers = Answers({"words": Answer(words, words)}, {"introduction": id})
    return await _opens(context, answers) or await _say(context, answers)


async def _opens(context: Context, answers: Answers) -> Reply | None:
    found = await seen(context.tx, context.person_id, answers.args["introduction"])
    if found is None:
        return not_there()
    if context.age is AgeBand.UNDER_15:
        return say("introduction.child")
    if found.stand not in LIVE:
        return over(found.stand)
    return None if found.talks else say("introduction.no_talk_yet", hils(found.id))


async def _to_whom(context: Context, answers: Answers) -> Values:
    found = await seen(context.tx, context.person_id, answers.args["introduction"])
    return {"who": other(found) if found else ""}


async def _say(context: Context, answers: Answers) -> Reply:
    """Pass the words on, under the name by which the other side knows the speaker."""
    id, words = answers.args["introduction"], answers["words"]
    found = await seen(context.tx, context.person_id, id)
    row = await introduction(context.tx, id)
    if found is None or row is None or not found.talks:
        return not_there()
    kept = words
    if found.stand not in TOGETHER:
        kept = without_contact(words, context.pen("introduction.hidden"))
    values: Values = {"who": await _speaker(context, found, row), "words": kept}
    message = Message("introduction.said", values, (write(id), no_thanks(id)))
    await tell_side(context, row, found.side.across, message)
    context.line_text = kept
    done = "introduction.sent" if kept == words else "introduction.sent_hidden"
    about = found.case_number if found.side is Side.IDEA else found.partner
    return Reply((Message(done, {}, (hils(id),)),), about=about)


async def _speaker(context: Context, found: Seen, row: Introduction) -> str | Key:
    """The name by which the other side knows the speaker: no more than that side may know."""
    for listener in await listeners(context.tx, row, found.side.across):
        theirs = await seen(context.tx, listener.person_id, row.id)
        if theirs is not None:
            return other(theirs)
    return Key("together.citizen")


WRITE = Flow(
    name="write",
    version=1,
    steps=(TextStep(key="words", most=WORDS_LONGEST, values=_to_whom),),
    finish=_say,
    opens=_opens,
)
