"""A citizen's own cases: their state, what happens next, and one of them as a card.

Every read asks storage whether the case is theirs; for others it does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.conversation.numbers import number_and_words, page_of
from handlers.conversation.texts import Value
from handlers.conversation.values import Button, Card, Context, Message, Reply, Row
from handlers.ideas.wording import (
    Phrase,
    last_told,
    next_step,
    promise,
    status,
    status_word,
    title_of,
)
from handlers.library import Library
from storage.cases.rules import CaseKind, shown_code
from storage.ideas.queries import (
    CitizenCase,
    MyCase,
    case_for_citizen,
    case_told_so,
    my_cases,
)
from storage.ideas.rules import Act, State

AT_ONCE = 5
"""How many cases are shown at a time; a button shows the rest."""

WAYS = {Act.ANSWER: "svar", Act.ADD: "tilfoej", Act.WITHDRAW: "traek"}
"""What a citizen can do with a case, in the order of the buttons."""

TOLD_WORDS = ("reply", "reason", "alternative", "where", "became")

AGREED = frozenset({State.APPROVED, State.IN_PROGRESS, State.REALISED})
"""States in which the promise of how much the citizen decides holds."""


async def show_mine(context: Context, rest: str) -> Reply:
    """`/mine`, `/mine 2`: the citizen's cases, newest first."""
    cases = await my_cases(context.tx, context.person_id)
    page = page_of(rest)
    shown = cases[(page - 1) * AT_ONCE : page * AT_ONCE]
    if not shown:
        return Reply((Message("mine.none", {}, (Button.to("ide"),)),))
    told = tuple(_in_the_list(context, case) for case in shown)
    left = len(cases) - page * AT_ONCE
    if left <= 0:
        return Reply(told)
    more = Message("mine.more", {"n": left}, (Button(f"/mine {page + 1}", "mine.show_more"),))
    return Reply((*told, more))


def _in_the_list(context: Context, case: MyCase) -> Message:
    following = next_step(case.state, case.promised_on, context.now)
    values: dict[str, Value] = {
        "title": title_of(case.title, case.text),
        "ref": case.number,
        "state": context.pen(status_word(case.state)),
        "next": context.pen(following.key, **following.values),
    }
    answer = (Button.to("svar", case.number),) if case.asked else ()
    see = Button.to("sag", case.number)
    return Message("mine.one", values, (*answer, see))


async def show_case(context: Context, rest: str) -> Reply:
    """`/sag 12` of a citizen: one of their own cases as a card."""
    number, _ = number_and_words(context, rest)
    number = number or await only_case(context)
    if number is None:
        return await show_mine(context, "")
    case = await case_for_citizen(context.tx, context.person_id, number)
    if case is None:
        return not_theirs()
    return Reply((Message("mine.card", {"ref": number}, card=own_card(context, case)),))


def not_theirs() -> Reply:
    """There is no such case, or it is somebody else's: the two must look the same."""
    return Reply((Message("mine.not_found", {}, (Button.to("mine"),)),))


async def only_case(context: Context) -> int | None:
    """The number of a citizen's one case; None when they have none, or several."""
    cases = await my_cases(context.tx, context.person_id)
    return cases[0].number if len(cases) == 1 else None


async def case_with(context: Context, words: str) -> int | None:
    """The newest of a citizen's own cases with exactly these words, if any."""
    return await case_told_so(context.tx, context.person_id, words.strip())


def own_card(context: Context, case: CitizenCase) -> Card:
    """A citizen's case at a glance."""
    return Card(
        title_of(case.title, case.given.text),
        (*told_rows(case, context.now), *said_rows(case, context.library)),
        ways(case),
    )


def ways(case: CitizenCase) -> tuple[Button, ...]:
    """What the citizen can do with the case now."""
    return tuple(Button.to(name, case.number) for act, name in WAYS.items() if act in case.acts)


def told_rows(case: CitizenCase, now: datetime) -> tuple[Row, ...]:
    """What the library has told about the case: only what has reached the citizen."""
    return tuple(_told(case, now))


def _told(case: CitizenCase, now: datetime) -> Iterator[Row]:
    yield _row("own.state", status(case))
    yield _row("own.next", next_step(case.state, case.promised_on, now))
    if case.contact:
        yield Row("own.contact", case.contact)
    if case.question:
        yield Row("own.question", case.question)
    for name in TOLD_WORDS:
        if words := last_told(case.told, name):
            yield Row(f"own.{name}", words)
    levels = [t.public["influence"] for t in case.told if t.public.get("influence")]
    if levels and case.state in AGREED:
        yield Row("own.promise", text_key=promise(levels[-1]).name)
    if case.behind > 1:
        yield Row("own.behind", text_key="own.citizens", values={"n": case.behind})
    if case.wanting:
        yield Row("own.wanting", text_key="own.citizens_wanting", values={"n": case.wanting})


def said_rows(case: CitizenCase, library: Library) -> tuple[Row, ...]:
    """What the citizen has said, in their own words."""
    return tuple(_said(case, library))


def _said(case: CitizenCase, library: Library) -> Iterator[Row]:
    given = case.given
    label = "card.note" if case.kind is CaseKind.NOTE else "card.text"
    yield Row(label, given.text) if given.text else Row(label, text_key="card.erased")
    if given.benefit:
        yield Row("card.benefit", given.benefit)
    for name in ("value", "own_part", "together_with"):
        if words := getattr(given, name):
            yield Row(f"own.{name}", words)
    for label, name in (("card", "kind"), ("card", "theme"), ("own", "context")):
        if chosen := getattr(given, name):
            yield Row(f"{label}.{name}", text_key=f"{name}.{chosen}")
    if branch := library.branch(given.branch):
        yield Row("card.branch", branch.name)
    if case.files:
        yield Row("card.files", text_key="card.files_kept", values={"n": len(case.files)})
    yield Row("own.code", shown_code(case.code))


def _row(key: str, phrase: Phrase) -> Row:
    return Row(key, text_key=phrase.key, values=phrase.values)
