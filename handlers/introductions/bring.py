"""`/sammen 12`, or words that ask with whom: a citizen chooses with whom to do their idea. meet.py
then asks what they show.

A child does not ask others: staff do it for them, in desk.py.
"""

from __future__ import annotations

from handlers.conversation.flow import Answers, Flow, ManyOf, TextStep
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Begin, Button, Context, Message, Reply, say
from handlers.introductions import desk
from handlers.introductions.choosing import choices, options, titles, why
from handlers.introductions.shares import FIFTEEN, grown, save_age
from storage.ideas.queries import MyCase, case_for_citizen, case_for_group, my_cases
from storage.ideas.rules import CLOSED
from storage.introductions.queries import of_case_for
from storage.introductions.rules import ABOUT_LONGEST
from storage.people.rules import AgeBand

AT_ONCE, QUOTED = 3, 40
"""How many ideas are offered, and how many characters of each."""


async def start(context: Context, rest: str) -> Reply:
    """`/sammen 12`: who could take part, and whether they shall be asked."""
    number, words = number_and_words(context, rest)
    if context.colleague is None and (number is None or words):
        return await _whose(context, rest.strip())
    if number is None:
        return say("introduction.which", Button.to("mine"))
    if context.colleague is not None:
        return await desk.start(context, number)
    args = {"case": number, "idea": True}
    if (refused := await _opens(context, Answers({}, args))) is not None:
        return refused
    going_on = await _going_on(context, number)
    case = await case_for_group(context.tx, number)
    offered = await options(context, case) if case else []
    if offered:
        return Reply(going_on, Begin("together", {**args, "options": offered}))
    return Reply(going_on) if going_on else say("introduction.nobody", _staff())


async def _whose(context: Context, words: str) -> Reply:
    """Somebody asks in free words with whom to do something: ask for which of their ideas, or show
    who there is. Their words can also be sent to staff.
    """
    given = await my_cases(context.tx, context.person_id)
    mine = [case for case in given if case.state not in CLOSED][:AT_ONCE]
    ways = [
        *(_find_for(case) for case in mine),
        Button.to("partnere"),
        Button.to("ide"),
    ]
    if words:
        ways.append(Button(f"/besked {words}", "welcome.send_it"))
    return say("introduction.for_yours" if mine else "welcome.with_whom", *ways)


def _find_for(case: MyCase) -> Button:
    title = case.title or case.text
    short = title if len(title) <= QUOTED else f"{title[:QUOTED].rstrip()}…"
    return Button(f"/sammen {case.number}", "introduction.find_for", values={"title": short})


def _staff() -> Button:
    return Button.to("personale")


async def _going_on(context: Context, number: int) -> tuple[Message, ...]:
    """What has been asked already."""
    n = len(await of_case_for(context.tx, context.person_id, number))
    return (Message("introduction.asked_already", {"n": n}),) if n else ()


async def _opens(context: Context, answers: Answers) -> Reply | None:
    case = await case_for_citizen(context.tx, context.person_id, answers.args["case"])
    if case is None:
        return say("introduction.none", Button.to("mine"))
    if context.age is AgeBand.UNDER_15:
        return say("introduction.child", _staff())
    return say("introduction.over") if case.state in CLOSED else None


async def _chosen(context: Context, answers: Answers) -> Reply:
    """Continue with what they show of themselves; refuse somebody who turned out to be a child."""
    if not grown(answers, context):
        return say("introduction.child", _staff())
    if not answers["who"]:
        return say("introduction.asks_nobody")
    ask = {"who": answers["who"], "about": answers["about"]}
    return Reply(begin=Begin("meet", {"case": answers.args["case"], "idea": True, "ask": ask}))


TOGETHER = Flow(
    name="together",
    version=1,
    steps=(
        FIFTEEN,
        ManyOf(key="who", when=grown, choices=choices, values=why),
        TextStep(key="about", when=grown, least=3, most=ABOUT_LONGEST, suggestions=titles),
    ),
    finish=_chosen,
    save=save_age,
    opens=_opens,
)
