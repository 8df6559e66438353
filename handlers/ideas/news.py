"""What a citizen is told when staff have done something: once, in their language, with the reason.

Must not decide who is told or when: storage does, and the tick asks here for the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.conversation import render
from handlers.conversation.texts import Value
from handlers.conversation.values import Button, Message, Occasion
from handlers.ideas.wording import number_and_title, promise
from handlers.library import Library
from storage.cases.rules import CaseKind
from storage.ideas.actions import release, wake
from storage.ideas.queries import Named, named
from storage.ideas.rules import CLOSED, Act
from storage.introductions.actions import let_go_of_case
from storage.people.rules import Language
from storage.talk.actions import tell
from storage.talk.rules import DueKind
from storage.talk.tables import Due

PERSONAL = frozenset({Act.ASK, Act.REPLY})
"""Acts that a colleague tells under their own name."""

NOTE_FORMS = frozenset({Act.TAKE, Act.ASK, Act.REOPEN, Act.LATE})
"""Acts that have another text for a note, which is no idea."""


def news(
    act: str, public: Mapping[str, Any], name: str | None, named: Named, library: Library
) -> Message:
    """The message about one act for the people of a case. `named` is how they know the case.

    public: the facts of the audit that a citizen may know. name: the colleague's first name, None
    when the clock acted.
    """
    return Message(
        f"news.{_form(act, public)}",
        {**_values(public, name, library), "ref": _ref(act, public, named)},
        _buttons(act, named.number),
        case=named.number,
    )


def _ref(act: str, public: Mapping[str, Any], named: Named) -> str:
    """How the case is named. A new title is the news itself, so it is not said twice. A note is
    named by its number only: its words may be private, and a telephone shows them on its locked
    screen.
    """
    if act == Act.RENAME or named.kind is CaseKind.NOTE:
        return str(named.number)
    return number_and_title(named.number, public.get("title") or named.title, named.text)


def _form(act: str, public: Mapping[str, Any]) -> str:
    """The name of the text for an act."""
    if act == Act.DECLINE and public.get("alternative"):
        return "decline_instead"
    if public.get("kind") == CaseKind.NOTE and act in NOTE_FORMS:
        return f"{act}_note"
    return act


def _values(public: Mapping[str, Any], name: str | None, library: Library) -> dict[str, Value]:
    values: dict[str, Value] = {
        key: fact
        for key in (
            "question",
            "title",
            "reason",
            "alternative",
            "where",
            "into",
            "became",
            "reply",
        )
        if (fact := public.get(key)) is not None
    }
    values |= {
        name: date.fromisoformat(public[key])
        for key, name in (("until", "until"), ("promised_on", "date"), ("was", "was"))
        if public.get(key)
    }
    if public.get("influence"):
        values["promise"] = promise(public["influence"])
    return {**values, "name": name or library.name}


def _buttons(act: str, number: int) -> tuple[Button, ...]:
    see = Button.to("sag", number)
    if act == Act.ASK:
        return (Button.to("svar", number), see)
    if act in {Act.DECLINE, Act.RENAME, Act.REPLY}:
        return (see, Button.to("tilfoej", number))
    return (see,)


async def tell_due(occasion: Occasion, due: Due) -> None:
    """Do what became due: tell the news, or bring a parked idea back.

    The tick holds the lock on `due`, and calls this in the transaction that commits it.
    """
    if due.kind == DueKind.WAKE:
        await wake(occasion.tx, due, occasion.now, occasion.library.days_to_answer)
        return
    for released in await release(occasion.tx, due, occasion.now):
        event = released.event
        called = await named(occasion.tx, {listener.number for listener in released.audience})
        spoken_by = event.by_name if event.act in PERSONAL else None
        for listener in released.audience:
            case = called[listener.number]
            message = news(event.act, event.public, event.by_name, case, occasion.library)
            said = render.words(occasion.texts, Language(listener.language), message, spoken_by)
            await tell(occasion.tx, listener.person_id, said, occasion.now)
        if event.to_state in CLOSED:
            await let_go_of_case(occasion.tx, event.case_number, occasion.now)
