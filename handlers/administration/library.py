"""`/bibliotek`: the library's own values, shown and changed in a chat.

Branches and the logo are changed on the page, texts with `/tekst`.
"""

from __future__ import annotations

from typing import Any

from handlers.conversation.dates.past import understand_past
from handlers.conversation.dates.values import Moment
from handlers.conversation.flow import Answer, Answers, Flow, ReadStep, Unread, YesNo
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from handlers.library import Library
from handlers.library.kinds import Branches, Day, Given, InBoth, NotUsable, Phrases, Picture
from handlers.library.values import VALUES, Value
from storage.library import queries
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.people.rules import Role

IN_WORDS = {each.name: each for each in VALUES if not isinstance(each.kind, Branches | Picture)}
START = "start"
CONFIRMED = frozenset({"crisis_number", "crisis_number_children"})
"""Values that citizens see only once somebody has confirmed them, after each change anew."""


async def start(context: Context, rest: str) -> Reply:
    """`/bibliotek` shows all values, `/bibliotek phone` changes one, and `/bibliotek phone start`
    takes it back to what the settings say.
    """
    name, _, more = rest.strip().partition(" ")
    value = IN_WORDS.get(name)
    if value is None:
        return _all(context)
    stands = await queries.newest(context.tx, Subject.VALUE, value.name)
    args = {"name": value.name, "seen": stands.number if stands else 0}
    changed = stands is not None and stands.content is not None
    if more.strip() == START:
        return (
            Reply(begin=Begin("library_back", args)) if changed else say("library_value.as_start")
        )
    return Reply(_at_start(context, value) if changed else (), Begin("library_value", args))


def _at_start(context: Context, value: Value) -> tuple[Message, ...]:
    """The value in the settings, with a button to go back to it."""
    back = Button(f"/bibliotek {value.name} {START}", "library_value.start_do")
    words = _words(context, value, context.library.start) or Key("library_value.none")
    return (Message("library_value.start", {"start": words}, (back,)),)


def _all(context: Context) -> Reply:
    rows = tuple(_row(context, value) for value in IN_WORDS.values())
    each = (Button(f"/bibliotek {name}", f"value.{name}") for name in IN_WORDS)
    ways = (*each, Button.to("tekst"))
    link = f"{context.library.url}/desk/bibliotek"
    title = context.pen("library_value.title")
    return Reply((Message("library_value.all", {"link": link}, card=Card(title, rows, ways)),))


def _row(context: Context, value: Value) -> Row:
    stands = _words(context, value, context.library)
    return Row(f"value.{value.name}", stands, None if stands else "library_value.none")


def _words(context: Context, value: Value, library: Library | None) -> str | None:
    """A value as it is typed, in Danish; None where there is no library or no value."""
    if library is None:
        return None
    if isinstance(value.kind, Day):
        return context.pen("card.day", date=value.of(library))
    return value.kind.fields(value.of(library))[0].value or None


def _value(answers: Answers) -> Value:
    return IN_WORDS[answers.args["name"]]


async def _asked(context: Context, answers: Answers) -> Values:
    value = _value(answers)
    return {
        "what": Key(f"value.{value.name}"),
        "hint": Key(f"value.{value.name}_hint"),
        "now": _words(context, value, context.library) or Key("library_value.none"),
        "start": _words(context, value, context.library.start) or Key("library_value.none"),
    }


def _given(answers: Answers, **fresh: str) -> Given:
    """The fields of the value's form, as far as they are answered."""
    own = {"da": answers.words("words"), "en": answers.words("english"), **fresh}
    return {**own, "value": own["da"]}


def _is_in_both(answers: Answers, _: Context) -> bool:
    return isinstance(_value(answers).kind, InBoth | Phrases)


async def _read(context: Context, answers: Answers, words: str) -> Answer | Unread:
    words = _as_kept(context, _value(answers), words)
    return _checked(context, answers, words, _given(answers, da=words))


def _as_kept(context: Context, value: Value, words: str) -> str:
    """A day may be typed in words and becomes an ISO date; all else is taken as it is typed."""
    if not isinstance(value.kind, Day):
        return words
    found = understand_past(words, context.now, context.language)
    return found.day.isoformat() if isinstance(found, Moment) else words


async def _read_english(context: Context, answers: Answers, words: str) -> Answer | Unread:
    return _checked(context, answers, words, _given(answers, en=words))


def _checked(context: Context, answers: Answers, words: str, given: Given) -> Answer | Unread:
    value = _value(answers)
    try:
        value.kind.read(given, value.of(context.library))
    except NotUsable as unusable:
        return Unread(f"value_problem.{unusable.problem}", unusable.values)
    return Answer(words, words)


async def _change(context: Context, answers: Answers) -> Reply:
    value = _value(answers)
    content = value.kind.read(_given(answers), value.of(context.library))
    told = Message(
        "library_value.changed",
        {"what": Key(f"value.{value.name}"), "words": answers.words("words")},
        (Button.to("bibliotek"),),
    )
    return await _kept(context, answers, content, told)


async def _back(context: Context, answers: Answers) -> Reply:
    if not answers["sure"]:
        return say("library_value.stays", Button.to("bibliotek"))
    values = await _asked(context, answers)
    told = Message(
        "library_value.changed",
        {"what": values["what"], "words": values["start"]},
        (Button.to("bibliotek"),),
    )
    return await _kept(context, answers, None, told)


async def _kept(context: Context, answers: Answers, content: Any, told: Message) -> Reply:
    """Save it and confirm, unless a colleague was faster. A value that has to be confirmed gets a
    button for that.
    """
    value, by, seen = _value(answers), context.staff(), answers.args["seen"]
    try:
        await change(context.tx, by, Subject.VALUE, value.name, content, context.now, seen=seen)
    except Overtaken as overtaken:
        again = Button(f"/bibliotek {value.name}", f"value.{value.name}")
        return say("library_value.overtaken", again, name=overtaken.by_name or "?")
    if value.name not in CONFIRMED:
        return Reply((told,))
    confirm = Button("/klar crisis", "library_value.confirm_do")
    return Reply((told, Message("library_value.confirm", {}, (confirm,))))


FLOWS = (
    Flow(
        name="library_value",
        version=1,
        steps=(
            ReadStep(key="words", values=_asked, read=_read),
            ReadStep(key="english", when=_is_in_both, optional=True, read=_read_english),
        ),
        finish=_change,
        summary=True,
        preview=_asked,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
    Flow(
        name="library_back",
        version=1,
        steps=(YesNo(key="sure", values=_asked),),
        finish=_back,
        role=Role.ADMINISTRATOR,
        private=True,
    ),
)
