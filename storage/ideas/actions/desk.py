"""Everyday acts at the desk: who has the case, asking back, naming it, taking an act back."""

from __future__ import annotations

from datetime import datetime

from storage.cases import queries as cases
from storage.cases.actions.audit import strike_out
from storage.cases.rules import (
    NoSuchCase,
    NotValid,
    Problem,
    first_name,
    local_day,
    possible,
    required,
)
from storage.cases.tables import Event
from storage.database import Transaction
from storage.ideas.actions.step import searched, staff_step
from storage.ideas.rules import (
    KINDS,
    QUESTION_LONGEST,
    TITLE_LONGEST,
    Act,
    AlreadyTaken,
    CannotUndo,
    State,
    Theme,
)
from storage.ideas.tables import Idea
from storage.people import queries as people
from storage.people.queries import Colleague


async def take(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event | None:
    """Take a case that nobody has; None when it was one's own already.

    Raises NoSuchCase, TooLate, AlreadyTaken.
    """
    step = await staff_step(tx, by, number, Act.TAKE)
    has_it = step.case.assigned
    if has_it == by.person_id and step.case.state != State.RECEIVED:
        return None
    if has_it is not None and has_it != by.person_id:
        holder = await people.colleague(tx, has_it)
        if holder is not None:
            raise AlreadyTaken(first_name(holder.name))
    return await step.write(now, case={"assigned": by.person_id, "lent_by": None})


async def hand_on(
    tx: Transaction, by: Colleague, number: int, to: int, now: datetime
) -> Event | None:
    """Give a case to a colleague, or take it over; None when they have it already.

    Raises NoSuchCase, TooLate, NotValid.
    """
    step = await staff_step(tx, by, number, Act.HAND_ON)
    receiver = await people.colleague(tx, to) if possible(to) else None
    if receiver is None:
        raise NotValid("to", Problem.UNKNOWN)
    if receiver.away(local_day(now)) and to != by.person_id:
        raise NotValid("to", Problem.AWAY)
    if step.case.assigned == to:
        return None
    return await step.write(now, case={"assigned": to, "lent_by": None})


async def ask(tx: Transaction, by: Colleague, number: int, question: str, now: datetime) -> Event:
    """Ask the citizen; the promise rests until they answer.

    Raises NoSuchCase, TooLate, NotValid.
    """
    words = required("question", question, QUESTION_LONGEST)
    step = await staff_step(tx, by, number, Act.ASK)
    step.facts["question"] = words
    return await step.write(now)


async def rename(tx: Transaction, by: Colleague, number: int, title: str, now: datetime) -> Event:
    """Give an idea the title that others may see; the citizen is told and can object (S40).

    Raises NotAllowed, NoSuchCase, TooLate, NotValid.
    """
    words = required("title", title, TITLE_LONGEST)
    step = await staff_step(tx, by, number, Act.RENAME)
    step.facts["title"] = words
    return await step.write(now, case={"title": words})


async def hide(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """Take an idea's title away, at once: nobody but its citizen sees it any more.

    Raises NotAllowed, NoSuchCase, TooLate.
    """
    step = await staff_step(tx, by, number, Act.HIDE)
    return await step.write(now, case={"title": None})


async def sort(tx: Transaction, by: Colleague, number: int, theme: Theme, now: datetime) -> Event:
    """Say what an idea is most about, for lists and the report.

    Raises NotAllowed, NoSuchCase, TooLate.
    """
    step = await staff_step(tx, by, number, Act.SORT)
    step.facts["theme"] = str(theme)
    return await step.write(now, idea={"theme": str(theme)})


async def undo(tx: Transaction, by: Colleague, number: int, now: datetime) -> Event:
    """Take back one's own newest act before the citizen hears of it; the event of that act.

    What it planned stays planned: `release` and `wake` see that it was taken back. (Striking the
    row off here would lock case and row in the other order than they do.)
    Raises NoSuchCase, CannotUndo.
    """
    case = await cases.locked(tx, number)
    if case is None or case.kind not in KINDS:
        raise NoSuchCase
    event = await cases.last_move(tx, number)
    if not cases.may_undo(event, by, now):
        raise CannotUndo
    idea = await tx.session.get_one(Idea, number, populate_existing=True)
    await _still_open(tx, (event.previous or {}).get("cases", {}).get("merged_into"))
    await strike_out(tx, case, idea, event, by, now)
    idea.searched = searched(case, idea)
    return event


async def _still_open(tx: Transaction, into: int | None) -> None:
    """What goes back into another case needs that one open: no circle may arise."""
    other = await cases.locked(tx, into) if into is not None else None
    if other is not None and other.closed_at is not None:
        raise CannotUndo
