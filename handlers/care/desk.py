"""The staff's side of a live talk: the list, take one, answer, end. Every role may.

Only an explicit act reaches the citizen: the command, or the words that its question asked for. It
is told at once and cannot be taken back, because a talk cannot wait two minutes for every line; the
question says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

from handlers.care.telling import (
    draft_button,
    end_button,
    quoted,
    tell_citizen,
    tell_staff,
)
from handlers.conversation import render
from handlers.conversation.commands import Run
from handlers.conversation.flow import Answer, Answers, Flow, TextStep
from handlers.conversation.numbers import number_and_words
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from storage.care import actions
from storage.care.queries import Talking, open_talks, talk_on
from storage.care.rules import WORDS_LONGEST, HasIt, NoTalk
from storage.care.tables import LiveTalk
from storage.cases.actions import mark_read
from storage.cases.rules import CaseKind, first_name
from storage.people.queries import language_of
from storage.people.rules import AgeBand, Channel, Role
from storage.talk.actions import leave
from storage.talk.queries import case_lines
from storage.talk.rules import PRIVATE, Who, place_case

SHOWN_LINES = 6
"""How many of the last lines a talk's card shows."""

MOST_MEANT = 3
"""Words written to nobody are offered for at most this many talks."""

Doing = Callable[[Context, int], Awaitable[Reply]]


def _in_group(context: Context) -> bool:
    """Whether this is said in the topic of a case, where staff read everything the citizen says."""
    return context.channel is Channel.TELEGRAM and place_case(context.place) is not None


def _of(do: Doing) -> Run:
    """A command about a talk, named by the number of its case."""

    async def run(context: Context, rest: str) -> Reply:
        number, _ = number_and_words(context, rest)
        if number is None:
            return say("talks.which")
        try:
            return await do(context, number)
        except NoTalk:
            return say("talks.none_there", ref=number)
        except HasIt as taken:
            return say("talks.has_it", _over(number), ref=number, name=taken.by_name)

    return run


def _over(number: int) -> Button:
    return Button.to("overtag", number)


async def waiting(context: Context) -> tuple[Message, ...]:
    """The open talks as small cards: alarms first, then the longest waiting."""
    return tuple(_small(talk) for talk in await open_talks(context.tx, context.staff()))


def _small(talk: Talking) -> Message:
    take = () if talk.holder else (Button.to("tagsamtale", talk.number),)
    see = Button.to("samtale", talk.number)
    card = Card(
        "",
        tuple(_standing(talk)),
        (see, *take),
        link=f"/desk/samtale/{talk.number}",
    )
    return Message("talks.one", {"ref": talk.number}, card=card)


async def show_talks(context: Context, _: str) -> Reply:
    """`/samtaler`: the open talks, and those who wait."""
    found = await waiting(context)
    return Reply(found) if found else say("talks.empty")


def standing_rows(talk: Talking) -> tuple[Row, ...]:
    """The facts of a talk at a glance."""
    return tuple(_standing(talk))


def _standing(talk: Talking) -> Iterator[Row]:
    yield Row("talk.why", text_key=f"talk.why_{talk.reason}")
    if not talk.open:
        yield Row("talk.stands", text_key=f"talk.ended_{talk.ended_by}")
    elif talk.waiting_since is not None:
        form = "late" if talk.late else "waits"
        yield Row("talk.stands", text_key=f"talk.{form}", values={"at": talk.waiting_since})
    else:
        yield Row("talk.stands", text_key="talk.answered", values={"at": talk.spoken_at})
    if talk.holder_name:
        yield Row("talk.holder", talk.holder_name)
    yield Row("talk.age", text_key=f"talk.age_{talk.age}")


def whole(talk: Talking, lines: str = "") -> Message:
    """A talk with everything that can be done."""
    number = talk.number
    buttons: tuple[Button, ...] = ()
    if talk.open:
        take = () if talk.holder else (Button.to("tagsamtale", number),)
        buttons = (*take, Button.to("sig", number), end_button(number))
    said = (Row("talk.last", lines),) if lines else ()
    card = Card("", (*standing_rows(talk), *said), buttons, link=f"/desk/samtale/{number}")
    return Message("talk.card", {"ref": number}, card=card)


async def _show(context: Context, number: int) -> Reply:
    talk = await talk_on(context.tx, number)
    if talk is None:
        raise NoTalk
    await mark_read(context.tx, context.staff(), number)
    return Reply((whole(talk, await _last(context, number)),))


async def _last(context: Context, number: int) -> str:
    """The last lines of a case, each with its speaker."""
    named = []
    for line in await case_lines(context.tx, number, SHOWN_LINES):
        if line.who == Who.LIBRARY:
            continue
        who = context.pen("talk.citizen")
        named.append(f"{line.name if line.who == Who.STAFF else who}: {line.text}")
    return "\n".join(named)


async def _take(context: Context, number: int) -> Reply:
    return await _taken(context, number, over=False)


async def _take_over(context: Context, number: int) -> Reply:
    return await _taken(context, number, over=True)


async def _taken(context: Context, number: int, *, over: bool) -> Reply:
    """Whoever takes a talk reads at once what was said; a colleague who had it is told."""
    by, tx = context.staff(), context.tx
    before = await talk_on(tx, number)
    live = await actions.take(tx, by, number, context.now, in_group=_in_group(context), over=over)
    if over and before and before.holder not in {None, by.person_id}:
        told = Message("talks.taken_over", {"ref": number, "name": first_name(by.name)})
        await tell_staff(context, [before.holder or 0], told)
    last = await _last(context, number)
    buttons = (Button.to("sig", number), end_button(number))
    form = "" if last else "_silent"
    age = await _age_note(context, live)
    taken = Message(f"talks.taken{form}", {"ref": number, "words": last}, buttons)
    return Reply((taken, *age))


async def _age_note(context: Context, live: LiveTalk) -> tuple[Message, ...]:
    """The reminder not to ask a child, or somebody who may be one, for anything personal."""
    talk = await talk_on(context.tx, live.case_number)
    if talk is None or talk.age is AgeBand.FROM_15:
        return ()
    return (Message(f"talks.age_{talk.age}"),)


async def reply(context: Context, rest: str) -> Reply:
    """`/sig 12` asks for the words, `/sig 12 Hej!` tells them to the citizen at once."""
    number, words = number_and_words(context, rest)
    if number is None:
        return say("talks.which")
    if not words:
        return Reply(begin=Begin("say_live", {"case": number}))
    answers = Answers({"words": Answer(words, words)}, {"case": number})
    said = await _may_say(context, answers) or await _say(context, answers)
    if said.messages[0].key == "say_live.sent":
        context.line_text = words
    return said


async def not_sent(context: Context, words: str) -> Reply | None:
    """A colleague with an open talk wrote words that are for nobody in particular: offer to send
    them there. None when they have no talk.
    """
    me = context.staff().person_id
    mine = [talk for talk in await open_talks(context.tx, context.staff()) if talk.holder == me]
    if not mine:
        return None
    send = tuple(
        Button(f"/sig {talk.number} {words}", "talks.send_it", values={"ref": talk.number})
        for talk in mine[:MOST_MEANT]
    )
    return say("talks.not_sent", *send)


async def _may_say(context: Context, answers: Answers) -> Reply | None:
    talk = await talk_on(context.tx, answers.args["case"])
    if talk is None or not talk.open:
        return say("talks.none_there", ref=answers.args["case"])
    return None


async def _say(context: Context, answers: Answers) -> Reply:
    number, words, by, now = answers.args["case"], answers["words"], context.staff(), context.now
    if len(words) > WORDS_LONGEST:
        return say("talks.too_long", most=WORDS_LONGEST)
    try:
        live = await actions.answer(context.tx, by, number, now, in_group=_in_group(context))
    except NoTalk:
        return say("talks.none_there", ref=number)
    except HasIt as taken:
        return say("talks.has_it", _over(number), ref=number, name=taken.by_name)
    language = await language_of(context.tx, live.person_id)
    line = quoted(context.texts, language, words, first_name(by.name), number)
    await tell_citizen(context.tx, live.person_id, await _kind(context, number), line, now)
    again = Button(f"/sig {number}", "say_live.more")
    return say("say_live.sent", again, end_button(number), ref=number)


async def _kind(context: Context, number: int) -> CaseKind:
    talk = await talk_on(context.tx, number)
    return talk.kind if talk else CaseKind.TALK


async def _end(context: Context, number: int) -> Reply:
    """Tell both sides that it ended, and offer the citizen what they left for it."""
    tx, now, by = context.tx, context.now, context.staff()
    before = await talk_on(tx, number)
    live = await actions.end(tx, by, number, now)
    person_id = live.person_id
    language = await language_of(tx, person_id)
    name = first_name(by.name)
    again = await draft_button(tx, person_id, now)
    message = Message("live.ended_by", {"name": name}, again, case=number)
    words = render.words(context.texts, language, message)
    await leave(tx, person_id, PRIVATE, "live", now)
    await tell_citizen(tx, person_id, await _kind(context, number), words, now)
    if before and before.holder not in {None, by.person_id} and not before.in_group:
        told = Message("talks.ended_by", {"ref": number, "name": name})
        await tell_staff(context, [before.holder or 0], told)
    return say("talks.ended", ref=number)


show_talk, take, take_over, end_talk = _of(_show), _of(_take), _of(_take_over), _of(_end)

SAY = Flow(
    name="say_live",
    version=1,
    steps=(TextStep(key="words", most=WORDS_LONGEST),),
    finish=_say,
    opens=_may_say,
    role=Role.HOST,
)
