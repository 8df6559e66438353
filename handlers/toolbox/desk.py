"""`/metode`: a colleague looks for a way to work together, and sees up to three that fit.

With words at once, without them by three questions, with a case's number by where its idea stands.
It only shows: nothing that it does changes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.conversation.flow import Answer, Answers, Choice, Flow, OneOf, ReadStep, Unread
from handlers.conversation.parsers import folded, pick
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, say
from handlers.toolbox.card import ALL, ASK, PAGE, see, short, whole
from handlers.toolbox.choosing import Seen, called, choose
from handlers.toolbox.for_ideas import proposals
from handlers.toolbox.methods import Area, Stage, methods
from handlers.toolbox.reading import MOST_READ, read
from handlers.toolbox.wanted import Wanted
from handlers.toolbox.wording import Speaker
from storage.ideas.queries import StaffCase, case_for_staff
from storage.people.rules import Role
from storage.talk.rules import place_case

FLOW = "method_find"
AT_ONCE = 3
BESIDE = 7
"""Most further methods named under the cards."""

EVERYTHING = frozenset({"alle", "alt", "all", "everything", "vis alle", "show all"})
ANEW = frozenset({"spoerg", "ask"})
CASE = re.compile(r"#?\s*[aA]?(\d{1,9})")
ANY = "any"
SAID = "said"
"""The answer where everything was typed at once instead of choosing."""

SIZES = ("small", "middle", "large")
"""The choices for people and time."""


async def find(context: Context, rest: str) -> Reply:
    """`/metode 20 personer, 2 timer, få idéer`, `/metode #12`, or with nothing after it."""
    words = rest.strip()
    case = await _case_meant(context, words)
    if case is not None:
        return _for_case(context, case)
    if folded(words) in EVERYTHING:
        return _everything(context)
    if not words or folded(words) in ANEW:
        return Reply(begin=Begin(FLOW))
    if words.startswith("#"):
        return say("toolbox.no_idea", ASK, ALL)
    wanted = Wanted(stages=frozenset({Stage(words)})) if words in set(Stage) else read(words)
    if (method := called(words, nearly=not wanted.clear)) is not None:
        return Reply((whole(context, method),))
    return shown(context, wanted)


async def show_one(context: Context, rest: str) -> Reply:
    """`/metodekort world_cafe`: all of one method."""
    method = methods().get(rest.strip()) or called(rest, nearly=True)
    return say("toolbox.which", ASK, ALL) if method is None else Reply((whole(context, method),))


async def _case_meant(context: Context, words: str) -> StaffCase | None:
    """The case that is meant: by its number alone, or, without any words, that of the place."""
    staff = context.staff()
    number = place_case(context.place) if not words else None
    if (found := CASE.fullmatch(words)) is not None:
        number = int(found[1])
    if number is None:
        return None
    return await case_for_staff(context.tx, staff, number)


def _for_case(context: Context, case: StaffCase) -> Reply:
    """Methods for the present state of an idea."""
    found, number = proposals(case), case.case.number
    if not found:
        return say("toolbox.none_now", ASK, ALL, ref=number)
    speaker = Speaker(context.pen)
    cards = [short(context, "toolbox.next", each.method, speaker.why_for(each)) for each in found]
    cards[0] = replace(cards[0], key="toolbox.for_case", values={"ref": number})
    cards[-1] = replace(cards[-1], buttons=(ASK, ALL))
    return Reply(tuple(cards))


def shown(context: Context, wanted: Wanted) -> Reply:
    """The methods that fit, up to three with the reason; or the nearest, with what does not fit."""
    found, speaker = choose(wanted), Speaker(context.pen)
    seen, first = found.fitting or found.nearest, "found" if found.fitting else "nearest"
    if not seen:
        return Reply((Message("toolbox.not_understood"),), begin=Begin(FLOW))
    things = speaker.understood(wanted)
    cards = [
        short(context, "toolbox.next", each.method, _reason(speaker, each, wanted))
        for each in seen[:AT_ONCE]
    ]
    head = (f"toolbox.{first}", {"things": things}) if things else ("toolbox.found_words", {})
    cards[0] = replace(cards[0], key=head[0], values=head[1])
    more = seen[AT_ONCE : AT_ONCE + BESIDE] if found.fitting else ()
    return Reply((*cards, _more(context, more)))


def _reason(speaker: Speaker, seen: Seen, wanted: Wanted) -> str:
    return " ".join(filter(None, (speaker.why(seen, wanted), speaker.but(seen))))


def _more(context: Context, seen: Sequence[Seen]) -> Message:
    others = tuple(see(context, each.method) for each in seen)
    return Message("toolbox.more" if others else "toolbox.else", {}, (*others, ASK, ALL))


def _everything(context: Context) -> Reply:
    """All methods by name, stage by stage."""
    lines = "\n".join(_lines(Speaker(context.pen)))
    buttons = tuple(Button(f"/metode {stage}", f"method_stage.{stage}") for stage in Stage)
    card = Card("", (), (*buttons, ASK), PAGE)
    return Reply((Message("toolbox.all", {"n": len(methods()), "lines": lines}, card=card),))


def _lines(speaker: Speaker) -> Iterator[str]:
    for stage in Stage:
        names = [speaker.told(each).name for each in methods().values() if each.stage is stage]
        yield speaker.line(stage, names)


async def _area_choices(context: Context, _: Answers) -> tuple[Choice, ...]:
    areas = (Choice(area, context.pen(f"method_area.{area}")) for area in Area)
    return (*areas, Choice(ANY, context.pen("toolbox.all_methods")))


async def _read_area(context: Context, answers: Answers, words: str) -> Answer | Unread:
    """The area; or words that say everything at once."""
    choices = await _area_choices(context, answers)
    place = pick([choice.label or "" for choice in choices], words)
    if place is not None:
        return Answer(choices[place].value, choices[place].label or "")
    return Answer(SAID, words) if read(words).clear else Unread("common.pick_one")


async def _stage_choices(context: Context, answers: Answers) -> tuple[Choice, ...]:
    """The stages that have a method for the chosen area."""
    there = {each.stage for each in methods().values() if each.area == answers["area"]}
    stages = (Choice(s, context.pen(f"method_stage.{s}")) for s in Stage if s in there)
    return (*stages, Choice(ANY, context.pen("method_find.stage_any")))


def _asks_more(answers: Answers, _: Context) -> bool:
    return answers["area"] not in {ANY, SAID}


async def _read_size(_: Context, __: Answers, words: str) -> Answer | Unread:
    wanted = read(words)
    if wanted.people is None and wanted.time is None:
        return Unread("method_find.size_unread")
    return Answer(words, words)


async def _size_choices(context: Context, _: Answers) -> tuple[Choice, ...]:
    words = [context.pen(f"method_find.size_{s}") for s in SIZES]
    return tuple(Choice(size, text, text) for size, text in zip(SIZES, words, strict=True))


async def _finish(context: Context, answers: Answers) -> Reply:
    if answers["area"] == ANY:
        return _everything(context)
    if answers["area"] == SAID:
        return shown(context, read(answers.words("area")))
    stage, size = answers["stage"], answers.words("size")
    wanted = read(size) if size else Wanted()
    stages = frozenset({Stage(stage)} if stage != ANY else ())
    areas = frozenset({Area(answers["area"])})
    return shown(context, replace(wanted, areas=areas, stages=stages, words=()))


FLOWS = (
    Flow(
        name=FLOW,
        version=1,
        steps=(
            ReadStep(key="area", read=_read_area, suggestions=_area_choices, most=MOST_READ),
            OneOf(key="stage", choices=_stage_choices, when=_asks_more),
            ReadStep(
                key="size",
                read=_read_size,
                suggestions=_size_choices,
                optional=True,
                most=200,
                when=_asks_more,
            ),
        ),
        finish=_finish,
        role=Role.HOST,
    ),
)
