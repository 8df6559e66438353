"""`/bibliotek`: what the library says of itself, seen and changed in a chat: all that is one line.

Houses, logo and colour are laid out and looked at on the page; texts are found by `/tekst`.
"""

from __future__ import annotations

from handlers.conversation.flow import Answer, Answers, Flow, ReadStep, Unread
from handlers.conversation.texts import Key, Values
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from handlers.library.kinds import Given, Hours, InBoth, Line, NotUsable, Number
from handlers.library.values import VALUES, Value
from storage.library import queries
from storage.library.actions import change
from storage.library.rules import Overtaken, Subject
from storage.people.rules import NotAllowed, Role

IN_A_LINE = {
    each.name: each for each in VALUES if isinstance(each.kind, Line | Number | InBoth | Hours)
}
CONFIRMED = frozenset({"crisis_number", "crisis_number_children"})
"""What citizens see only when somebody has confirmed it, each time anew."""


async def start(context: Context, rest: str) -> Reply:
    """`/bibliotek` shows all of it; `/bibliotek phone` changes one thing."""
    value = IN_A_LINE.get(rest.strip())
    if value is None:
        return _all(context)
    stands = await queries.newest(context.tx, Subject.VALUE, value.name)
    args = {"name": value.name, "seen": stands.number if stands else 0}
    return Reply(begin=Begin("library_value", args))


def _all(context: Context) -> Reply:
    rows = tuple(_row(context, value) for value in IN_A_LINE.values())
    each = (Button(f"/bibliotek {name}", f"value.{name}") for name in IN_A_LINE)
    ways = (*each, Button("/tekst", "command.tekst"))
    link = f"{context.library.url}/desk/bibliotek"
    title = context.texts.render("library_value.title", context.language)
    return Reply((Message("library_value.all", {"link": link}, card=Card(title, rows, ways)),))


def _row(context: Context, value: Value) -> Row:
    stands = _stands(context, value)
    return Row(f"value.{value.name}", stands, None if stands else "library_value.none")


def _stands(context: Context, value: Value) -> str | None:
    """What is said now, as it is written, in Danish."""
    return value.kind.fields(value.of(context.library))[0].value or None


def _value(answers: Answers) -> Value:
    return IN_A_LINE[answers.args["name"]]


async def _asked(context: Context, answers: Answers) -> Values:
    value = _value(answers)
    return {
        "what": Key(f"value.{value.name}"),
        "hint": Key(f"value.{value.name}_hint"),
        "now": _stands(context, value) or Key("library_value.none"),
    }


def _given(answers: Answers, **fresh: str) -> Given:
    """The fields of its form, as far as they are known."""
    own = {"da": answers.words("words"), "en": answers.words("english"), **fresh}
    return {**own, "value": own["da"]}


def _is_in_both(answers: Answers, _: Context) -> bool:
    return isinstance(_value(answers).kind, InBoth)


async def _read(context: Context, answers: Answers, words: str) -> Answer | Unread:
    return _checked(context, answers, words, _given(answers, da=words))


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
    value, by = _value(answers), context.colleague
    if by is None:
        raise NotAllowed
    content = value.kind.read(_given(answers), value.of(context.library))
    seen = answers.args["seen"]
    try:
        await change(context.tx, by, Subject.VALUE, value.name, content, context.now, seen=seen)
    except Overtaken as overtaken:
        again = Button(f"/bibliotek {value.name}", f"value.{value.name}")
        return say("library_value.overtaken", again, name=overtaken.by_name or "?")
    told = Message(
        "library_value.changed",
        {"what": Key(f"value.{value.name}"), "words": answers.words("words")},
        (Button("/bibliotek", "command.bibliotek"),),
    )
    if value.name not in CONFIRMED:
        return Reply((told,))
    link = f"{context.library.url}/desk/bibliotek/klar"
    return Reply((Message("library_value.confirm", {"link": link}), told))


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
)
