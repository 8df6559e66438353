"""Handles free text: a clear meaning is offered, an unclear one is asked about, and what is still
not understood can go to staff. Nothing is sent without a yes, nothing that was said is lost.

Must not know what a meaning leads to: leads.py does.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.conversation.flow import Answers, Choice, Flow, OneOf, TextStep
from handlers.conversation.parsers import folded, yes_or_no
from handlers.conversation.texts import Values
from handlers.conversation.values import Begin, Button, Context, Message, Reply, Said, Text
from handlers.understanding import COURTESY, Thing, recogniser
from handlers.welcome.leads import (
    ASIDE,
    BEGINS,
    LOOKED_UP,
    SHIFTS,
    TELLS,
    at_once,
    at_work,
    either,
    with_a_yes,
)
from handlers.welcome.ways import AGAIN, contact, menu, menu_choices
from storage.ideas.queries import my_cases
from storage.ideas.rules import OPEN
from storage.people.rules import Language
from storage.volunteers.queries import helps

WORDS_TO_SEND = 4
"""From this many words on, a message may be sent to staff although nobody knows what it means
(S66).
"""

FEWEST_BESIDE = 3
"""Fewer words than this are an attempt at an answer."""

QUOTED = 80
"""With several things, each is quoted up to this many characters."""

MOST_CASES = 3
"""A picture is offered for at most this many of one's cases."""

OFFER, DOUBT, LONG, ODD = "offer", "doubt", "long", "odd"
"""Why the question is asked: one meaning; one of several; not understood; not understood twice."""

SEND, OTHER = "send", "other"


async def unasked(context: Context, said: Said, before: str = "") -> Reply:
    """Handle words outside any flow. `before`: what was said just before, and not understood."""
    if not isinstance(said, Text):
        return Reply((await _file(context), *(await menu(context)).messages))
    if context.colleague is not None:
        led = at_work(recogniser().thing(said.text).intent, said.text)
        not_understood = Message("welcome.desk_not_understood")
        return led or Reply((not_understood, *(await menu(context)).messages))
    if yes_or_no(said) is not None:
        return _once_more(said.text, "welcome.nothing_asked")
    things = recogniser().things(said.text)
    told = [TELLS[t.intent](context, t.text) for t in things if t.intent in TELLS]
    others = [thing for thing in things if thing.intent not in TELLS]
    first = await _led(context, others[0], before) if others else Reply()
    several = (Message("meant.several", {"words": _quoted(others[0].text)}),) if others[1:] else ()
    return replace(
        first,
        messages=(
            *_in_english(context, said.text),
            *(_as_written(context, said.text, m) for reply in told for m in reply.messages),
            *several,
            *first.messages,
        ),
        later=tuple(thing.text for thing in others[1:]),
    )


async def _file(context: Context) -> Message:
    """Ask where a photo or voice belongs: to an open idea, or to a new one."""
    cases = await my_cases(context.tx, context.person_id)
    ways = tuple(
        Button(f"/vedhaeft {case.number}", label=_quoted(case.title or case.text))
        for case in cases
        if case.state in OPEN
    )
    if not ways:
        return Message("welcome.file_without_idea")
    return Message("welcome.file_to_which", {}, ways[:MOST_CASES])


async def next_in_turn(context: Context, words: str) -> Reply:
    """Handle what was said as well, now that its turn has come."""
    reply = await _led(context, recogniser().thing(words))
    return replace(
        reply, messages=(Message("meant.also", {"words": _quoted(words)}), *reply.messages)
    )


def beside(context: Context, words: str) -> Reply | None:
    """The reply to words that do not answer a question with buttons but have a clear meaning: the
    answer at once, or that it comes afterwards. None when the meaning is unclear.
    """
    if len(folded(words).split()) < FEWEST_BESIDE:
        return None
    intent = recogniser().thing(words).intent
    if intent in ASIDE:
        reply = at_once(context, intent, words) or Reply()
        return replace(
            reply, messages=tuple(_as_written(context, words, m) for m in reply.messages)
        )
    if intent is None:
        return None
    if intent not in LOOKED_UP and at_once(context, intent, words) is not None:
        return None
    return Reply((Message("meant.afterwards"),), later=(words,))


def stuck(words: str) -> Message:
    """What is added when the words were no answer for the second time."""
    human = Button.to("personale")
    return Message("meant.stuck", {}, (human, Button(f"/besked {words}", "welcome.send_it")))


async def _led(context: Context, thing: Thing, before: str = "") -> Reply:
    if thing.intent is not None:
        reply = at_once(context, thing.intent, thing.text)
        return reply or _ask(OFFER, thing.text, (thing.intent,))
    if possible := tuple(each for each in thing.possible if each not in COURTESY):
        if SHIFTS.keys() >= set(possible) and await helps(context.tx, context.person_id):
            return at_once(context, either(possible[0]), thing.text) or Reply()
        return _ask(DOUBT, thing.text, possible)
    if before:
        return _ask(ODD, f"{before}\n{thing.text}")
    if _worth_sending(thing.text):
        return _ask(LONG, thing.text)
    return _once_more(thing.text, "welcome.not_understood")


def _once_more(words: str, lead: str) -> Reply:
    return Reply(begin=Begin(AGAIN, {"words": words, "lead": lead}))


def _ask(why: str, words: str, possible: tuple[str, ...] = ()) -> Reply:
    return Reply(begin=Begin("meant", {"why": why, "words": words, "possible": list(possible)}))


def _worth_sending(words: str) -> bool:
    return len(folded(words).split()) >= WORDS_TO_SEND


def _quoted(words: str) -> str:
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"


IN_ENGLISH = "/sprog en"


def _in_english(context: Context, words: str) -> tuple[Message, ...]:
    """Offer English to somebody who writes English while addressed in Danish."""
    if not _writes_english(context, words):
        return ()
    return (Message("meant.in_english", {}, (Button(IN_ENGLISH, "welcome.language_en"),)),)


def _as_written(context: Context, words: str, told: Message) -> Message:
    """An answer in the language of the question."""
    return replace(told, language=Language.EN) if _writes_english(context, words) else told


def _writes_english(context: Context, words: str) -> bool:
    """Whether somebody who is addressed in Danish writes English."""
    return context.language is not Language.EN and recogniser().english(words)


async def _question(context: Context, answers: Answers) -> Values:
    return {"question": _asked(context, answers.args["why"], answers.args["possible"])}


def _asked(context: Context, why: str, possible: list[str]) -> str:
    pen = context.pen
    if why == DOUBT and len(possible) == 1:
        return pen("meant.doubt_one")
    if why != OFFER:
        return pen(f"meant.{why}")
    intent = possible[0]
    if intent in BEGINS:
        return pen(f"meant.is_{intent}")
    own = f"meant.note_{intent}"
    key = own if context.texts.has(own) else "meant.note"
    return pen(key, about=pen(f"meaning.{intent}"), contact=contact(context.library))


async def _choices(context: Context, answers: Answers) -> tuple[Choice, ...]:
    why, possible = answers.args["why"], answers.args["possible"]
    idea = why == OFFER and possible[0] in BEGINS
    keys = {
        OFFER: [(each, f"meant.yes_{each}" if idea else "meant.yes_send") for each in possible],
        DOUBT: [(each, f"meaning.{each}") for each in possible],
        LONG: [("idea_new", "meant.as_idea"), (SEND, "welcome.send_it")],
        ODD: [(SEND, "meant.yes_send")],
    }[why]
    to_us = [("human", "meant.human")] if idea else []
    if why == DOUBT and _worth_sending(answers.args["words"]):
        to_us = [(SEND, "welcome.send_it")]
    away = (OTHER, "meant.no_thanks" if why == ODD else "meant.other")

    def label(value: str, key: str) -> str:
        words = context.pen(key)
        only = why == DOUBT and [value] == possible
        return context.pen("meant.yes_this", what=words) if only else words

    return tuple(Choice(value, label(value, key)) for value, key in (*keys, *to_us, away))


async def _land(context: Context, answers: Answers) -> Reply:
    what, why, words = answers["what"], answers.args["why"], answers.args["words"]
    if what == OTHER:
        if why == ODD:
            return Reply((_reach(context), *(await menu(context)).messages))
        return _once_more(words, "welcome.other_words")
    if what == SEND:
        return Reply(begin=Begin("message", given={"text": words}))
    noted = why == OFFER and what in LOOKED_UP  # a yes sends the words to staff
    reply = None if noted else at_once(context, what, words)
    if reply is None and why == DOUBT and what not in BEGINS:
        return _ask(OFFER, words, (what,))
    return reply or with_a_yes(what, words)


def _reach(context: Context) -> Message:
    return Message("welcome.reach", {"contact": contact(context.library)})


async def _lead(context: Context, answers: Answers) -> Values:
    return {"lead": context.pen(answers.args["lead"])}


async def _menu(context: Context, _: Answers) -> tuple[Choice, ...]:
    return await menu_choices(context)


async def _never(_: Context, __: Answers) -> Reply:
    return Reply()  # words here are handled as if nothing had been asked


MEANT = Flow(
    name="meant",
    version=1,
    steps=(OneOf(key="what", choices=_choices, values=_question),),
    finish=_land,
)
AGAIN_FLOW = Flow(
    name=AGAIN,
    version=1,
    steps=(TextStep(key="words", suggestions=_menu, values=_lead),),
    finish=_never,
)
FLOWS = (MEANT, AGAIN_FLOW)
LISTENING = frozenset(flow.name for flow in FLOWS)
"""Flows in which words that are none of the answers are handled as new words, not refused."""
