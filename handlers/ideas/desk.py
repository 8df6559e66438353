"""The desk in conversation: the waiting cases, one case, and what was written and done about it.

It only shows. What changes a case is in decide.py, except a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers.conversation.flow import Answer, Answers, Flow, TextStep
from handlers.conversation.numbers import number_and_words, page_of
from handlers.conversation.parsers import folded
from handlers.conversation.texts import Key, Value
from handlers.conversation.values import Begin, Button, Card, Context, Message, Reply, Row, say
from handlers.ideas.card import case_card, decisions
from handlers.ideas.mine import show_case as show_own_case
from handlers.ideas.wording import Phrase, happened, put_right, state_word, title_of
from handlers.library import Library
from handlers.together import together_rows
from storage.cases.actions import mark_read, note
from storage.cases.queries import history, notes
from storage.cases.rules import NOTE_LONGEST, CaseAct, CaseKind, NoSuchCase, NotValid, local_day
from storage.cases.tables import Event
from storage.database import Transaction
from storage.ideas.queries import (
    PAGE,
    InboxFilter,
    InboxRow,
    StaffCase,
    View,
    case_for_staff,
    inbox,
    search,
)
from storage.ideas.rules import OPEN, UNDECIDED, Act, State
from storage.matching import Alike
from storage.partners.rules import REGISTER, PartnerAct
from storage.people.rules import Role
from storage.talk.queries import case_lines
from storage.talk.rules import Who, place_case

CITIZENS_WORDS = frozenset({Act.ANSWER, Act.ADD, CaseAct.SPEAK})
"""Acts of a citizen that consist of words."""

PUBLIC_WORDS = ("question", "title", "reason", "became", "reply")
"""Facts of the audit that hold words for the citizen."""

Written = dict[tuple[datetime, int | None], str]
"""What was written, by when and by which colleague; None is a citizen."""

AT_ONCE = 5
"""How many cards are shown at a time."""

FEWEST_FOUND = 10

FEW = 50
"""At most this many new ideas are read into the index before a case is shown: nobody else can write
meanwhile.
"""

VIEWS = {
    "mine": View.MINE,
    "ledige": View.FREE,
    "free": View.FREE,
    "venter": View.WAITING,
    "waiting": View.WAITING,
    "sene": View.LATE,
    "late": View.LATE,
    "alle": View.ALL,
    "all": View.ALL,
}


async def show_inbox(context: Context, rest: str) -> Reply:
    """`/sager`, `/sager mine`, `/sager 2`: cases as cards, the longest waiting first."""
    words = rest.split()
    view = VIEWS.get(folded(words[0])) if words else None
    page = page_of(words[-1]) if words else 1
    first = (page - 1) * AT_ONCE
    wanted = InboxFilter(view=view or View.WAITING, page=first // PAGE + 1)
    found = await inbox(context.tx, context.staff(), wanted, context.now)
    rows = found.rows[first % PAGE : first % PAGE + AT_ONCE]
    if not rows:
        return Reply((Message("inbox.empty", {}, _other_views(wanted.view)),))
    left = found.total - first - len(rows)
    cards = _cards(context, rows)
    if left <= 0:
        return Reply((*cards, Message("inbox.end", {"n": found.total}, _other_views(wanted.view))))
    onward = Button(f"/sager {wanted.view} {page + 1}", "inbox.show_more")
    return Reply((*cards, Message("inbox.more", {"n": left}, (onward,))))


def _other_views(shown: View) -> tuple[Button, ...]:
    return tuple(
        Button(f"/sager {view}", f"inbox.view_{view}") for view in View if view is not shown
    )


async def find(context: Context, rest: str) -> Reply:
    """`/find skak`: cases that contain the words, or have the number."""
    if not rest.strip():
        return say("inbox.find_what")
    rows = await search(context.tx, context.staff(), rest, limit=FEWEST_FOUND)
    if not rows:
        return say("inbox.found_none", words=rest.strip())
    return Reply(_cards(context, rows))


def _cards(context: Context, rows: Sequence[InboxRow]) -> tuple[Message, ...]:
    return tuple(_small_card(context, row) for row in rows)


def _small_card(context: Context, row: InboxRow) -> Message:
    take = () if row.assigned_name else (Button.to("tag", row.number),)
    facts = [Row("card.state", text_key=state_word(row.state))]
    if row.unread and row.state is not State.RECEIVED:
        facts.append(Row("card.news", text_key="card.news_unread"))
    if row.assigned_name:
        facts.append(Row("card.assigned", row.assigned_name))
    if row.promised_on is not None:
        facts.append(_promise(row.promised_on, row.late_since, context.now))
    card = Card(
        title_of(row.title, row.text),
        tuple(facts),
        (Button.to("sag", row.number), *take),
        link=f"/desk/sag/{row.number}",
    )
    return Message("inbox.one", {"ref": row.number}, card=card)


def _promise(promised: date, late_since: date | None, now: datetime) -> Row:
    """The promised day, and whether it has passed."""
    if late_since is not None:
        values = {"date": promised, "was": late_since}
        return Row("card.promised", text_key="card.day_again", values=values)
    key = "card.day_passed" if promised < local_day(now) else "card.day"
    return Row("card.promised", text_key=key, values={"date": promised})


async def show_case(context: Context, rest: str) -> Reply:
    """`/sag 12`: the case for staff; a citizen gets their own."""
    if context.colleague is None:
        return await show_own_case(context, rest)
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("desk_case.which")
    case = await case_for_staff(context.tx, context.colleague, number)
    if case is None:
        return no_such_case(number)
    await mark_read(context.tx, context.colleague, number)
    await context.shelf.read_all(context.tx, context.now, FEW)
    like = context.shelf.like(case.idea)
    together = await together_rows(context.tx, context.shelf, case)
    return Reply((whole_case(case, context.library, like, together),))


def whole_case(
    case: StaffCase, library: Library, like: Sequence[Alike] = (), together: Sequence[Row] = ()
) -> Message:
    """A case with everything that can be done: for `/sag 12`, and for the top of its topic in the
    staff's group.
    """
    number = case.case.number
    beside = (
        Button.to("note", number, quiet=True),
        Button.to("hist", number, quiet=True),
        *_together(case),
        *_methods(case),
        *_silencing(case),
    )
    asked = Act.APPROVE in case.acts and case.case.state in UNDECIDED
    head = "undecided" if asked else "card"
    card = case_card(case, library, like, together)
    return Message(f"desk_case.{head}", {"ref": number}, beside, card)


def _together(case: StaffCase) -> tuple[Button, ...]:
    """The button to those with whom an open idea could be done."""
    if case.case.kind != CaseKind.IDEA or case.case.closed_at is not None:
        return ()
    return (Button.to("sammen", case.case.number, quiet=True),)


def _methods(case: StaffCase) -> tuple[Button, ...]:
    """The button to methods for the state of an idea, while something is to be done."""
    if case.case.kind != CaseKind.IDEA or case.case.state not in OPEN - {State.PARKED}:
        return ()
    return (Button(f"/metode #{case.case.number}", "toolbox.for_this", quiet=True),)


def _silencing(case: StaffCase) -> tuple[Button, ...]:
    name = silencing(case)
    if name is None:
        return ()
    return (Button.to(name, case.case.number, quiet=True),)


def silencing(case: StaffCase) -> str | None:
    """The command that silences the citizen, or lifts that; None for staff who may not."""
    if not case.may_silence:
        return None
    return "paapause" if case.silenced_until is None else "ophaev"


async def at_hand(context: Context) -> tuple[Button, ...]:
    """Buttons beside the talk on a case's own page; typing their labels works too."""
    number = place_case(context.place)
    if context.colleague is None or number is None:
        return ()
    case = await case_for_staff(context.tx, context.colleague, number)
    if case is None:
        return ()
    undo = Button.to("fortryd", number)
    return (*decisions(case), undo, Button.to("note", number))


def no_such_case(number: int) -> Reply:
    """There is no case with that number."""
    return say("desk_case.none", Button.to("sager"), ref=number)


async def show_history(context: Context, rest: str) -> Reply:
    """`/hist 12`: who did what, and when."""
    number, _ = number_and_words(context, rest)
    if number is None:
        return say("desk_case.which")
    events = await history(context.tx, number)
    if not events:
        return no_such_case(number)
    said = await citizens_words(context.tx, number)
    written: Written = {(at, None): words for at, words in said.items()}
    written |= {(note.at, note.by): note.text for note in await notes(context.tx, number)}
    lines = "\n".join(_line(context, event, _words(event, written)) for event in events)
    return say("desk_case.history", ref=number, lines=lines)


async def citizens_words(tx: Transaction, number: int) -> dict[datetime, str]:
    """What citizens said about a case, by time; the audit has the same times."""
    lines = await case_lines(tx, number)
    return {line.at: line.text for line in lines if line.who == Who.YOU}


def _words(event: Event, written: Written) -> str | None:
    """The words of an act: a note, a question, a reason, what the citizen wrote."""
    if event.undone_at is not None:
        return None
    if event.act in CITIZENS_WORDS:
        return written.get((event.at, None))
    if event.act == CaseAct.NOTE:
        return written.get((event.at, event.by))
    return next((event.public[name] for name in PUBLIC_WORDS if event.public.get(name)), None)


def _line(context: Context, event: Event, words: str | None) -> str:
    did = history_phrase(event)
    what = context.pen(did.key, **did.values)
    values: dict[str, Value] = {"at": event.at, "what": what}
    key = "desk_case.happened"
    if event.by_name is not None:
        key, values["name"] = "desk_case.did", event.by_name
    line = context.pen(key, **values)
    if not words:
        return line
    quoted: dict[str, Value] = {"line": line, "words": words}
    return context.pen("desk_case.quoted", **quoted)


def history_phrase(event: Event) -> Phrase:
    """An audit line as a phrase, without who and when."""
    did = _did(event)
    if event.undone_at is None:
        return did
    if did.values:
        return Phrase("did.taken_back")
    return Phrase("desk_case.was_undone", {"what": Key(did.key)})


def _did(event: Event) -> Phrase:
    if event.act == REGISTER and event.by_name:
        return Phrase("did.register_for")
    if event.act == PartnerAct.EDIT:
        return put_right(event.public)
    return happened(event.act, event.public)


async def write_note(context: Context, rest: str) -> Reply:
    """`/note 12 ring til skolen`: a note for colleagues only."""
    number, words = number_and_words(context, rest)
    if number is None:
        return say("desk_case.which")
    if not words:
        return Reply(begin=Begin("note", {"case": number}))
    return await _keep_note(context, Answers({"words": Answer(words, words)}, {"case": number}))


async def _keep_note(context: Context, answers: Answers) -> Reply:
    number = answers.args["case"]
    try:
        await note(context.tx, context.staff(), number, answers["words"], context.now)
    except NoSuchCase:
        return no_such_case(number)
    except NotValid as wrong:
        return say("problem.too_long", limit=wrong.limit or NOTE_LONGEST)
    return say("note.done", Button.to("sag", number), ref=number)


NOTE = Flow(
    name="note",
    version=1,
    steps=(TextStep(key="words", most=NOTE_LONGEST),),
    finish=_keep_note,
    role=Role.HOST,
)
