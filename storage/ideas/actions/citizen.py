"""What the citizen does with their own idea. Their words are lines of the talk, never audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from storage.cases import queries as cases
from storage.cases.rules import PHONE, NotValid, Problem, optional, possible, required
from storage.database import Transaction
from storage.ideas.actions.company import let_go
from storage.ideas.actions.step import Step, citizen_step, own, show_at_once
from storage.ideas.actions.submit import BRANCH_LONGEST
from storage.ideas.rules import (
    BENEFIT_LONGEST,
    CORRECTABLE,
    DETAIL_LONGEST,
    PHONE_LONGEST,
    TEXT_LONGEST,
    Act,
    Context,
    Kind,
    State,
    Theme,
)
from storage.people.rules import AgeBand
from storage.people.tables import Person
from storage.talk import actions as talk
from storage.talk.tables import File

_CHOICES: dict[str, type[StrEnum]] = {"theme": Theme, "context": Context, "kind": Kind}
_LONGEST = {"text": TEXT_LONGEST, "benefit": BENEFIT_LONGEST, "phone": PHONE_LONGEST}
_WORDS = frozenset({"value", "own_part", "together_with"})


async def tell_more(
    tx: Transaction,
    person_id: int,
    number: int,
    field: str,
    value: str | Sequence[int] | None,
    now: datetime,
) -> None:
    """Keep one more thing about an idea: value, own_part, together_with, theme, branch, context,
    kind, or files (their numbers). None takes it back. Raises NotValid, NotAllowed, TooLate.
    """
    step = await citizen_step(tx, person_id, number, Act.TELL_MORE)
    if field == "files":
        await _keep_files(step, person_id, value)
        await step.write(now, fields=("files",))
        return
    if not isinstance(value, str | None):
        raise NotValid(field, Problem.UNKNOWN)
    if field == "branch":
        step.case.branch = optional(field, value, BRANCH_LONGEST)
    else:
        setattr(step.idea, field, _checked(field, value))
    await step.write(now, fields=(field,))


async def correct(
    tx: Transaction, person_id: int, number: int, field: str, words: str, now: datetime
) -> None:
    """Put right what was said about an idea, or the number to call (GDPR art. 16). The audit names
    the field; what stood there is kept nowhere. Raises NotValid, NotAllowed, TooLate.
    """
    step = await citizen_step(tx, person_id, number, Act.CORRECT)
    if field not in CORRECTABLE or getattr(step.idea, field) is None:
        raise NotValid(field, Problem.UNKNOWN)
    kept = required(field, words, _LONGEST.get(field, DETAIL_LONGEST))
    if field == "phone" and not PHONE.fullmatch(kept):
        raise NotValid(field, Problem.UNKNOWN)
    setattr(step.idea, field, kept)
    await step.write(now, fields=(field,))


def _checked(field: str, value: str | None) -> str | None:
    if field in _WORDS:
        return optional(field, value, DETAIL_LONGEST)
    choices = _CHOICES.get(field)
    if choices is None or (value and value not in list(choices)):
        raise NotValid(field, Problem.UNKNOWN)
    return value or None


async def _keep_files(step: Step, person_id: int, value: Any) -> None:
    """Give a case its files: only the citizen's own, and none from a child."""
    numbers = [value] if isinstance(value, int) else list(value or ())
    age = await step.tx.session.scalar(select(Person.age).where(Person.id == person_id))
    if age != AgeBand.FROM_15:
        raise NotValid("files", Problem.CHILD)
    theirs = await step.tx.session.scalars(
        select(File.id).where(
            File.id.in_([number for number in numbers if possible(number)]),
            File.person_id == person_id,
            File.case_number.is_(None) | (File.case_number == step.case.number),
        )
    )
    if set(theirs) != set(numbers):
        raise NotValid("files", Problem.UNKNOWN)
    for file_id in numbers:
        await talk.file_to_case(step.tx, file_id, step.case.number)


async def answer(tx: Transaction, person_id: int, number: int, now: datetime, days: int) -> Act:
    """The citizen has answered staff's question: the case goes back to them, with a new date.

    Returns ADD when no question is open, or a newer one is on its way: then the words were only
    added. Raises NotAllowed.
    """
    case = await own(tx, person_id, number)
    coming = [event for event in await cases.untold(tx, number) if event.act == Act.ASK]
    if case.state != State.QUESTION or case.shown_state != State.QUESTION or coming:
        await add_words(tx, person_id, number, now)
        return Act.ADD
    step = await citizen_step(tx, person_id, number, Act.ANSWER, days=days)
    await show_at_once(step, await step.write(now), now)
    return Act.ANSWER


async def add_words(tx: Transaction, person_id: int, number: int, now: datetime) -> None:
    """Add something that the citizen says about a case, in any state. Raises NotAllowed."""
    step = await citizen_step(tx, person_id, number, Act.ADD)
    await step.write(now)


async def withdraw(tx: Transaction, person_id: int, number: int, now: datetime, days: int) -> None:
    """The citizen takes the idea back; news still on its way is held back. Ideas of others that
    were merged into it become cases of their own again.

    Raises NotAllowed, TooLate.
    """
    step = await citizen_step(tx, person_id, number, Act.WITHDRAW)
    for event in await cases.untold(tx, number):
        event.told = False
    await show_at_once(step, await step.write(now), now)
    await let_go(tx, number, now, days)
