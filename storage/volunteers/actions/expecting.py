"""What both sides expect of each other: ticks, words, and a yes of each side to the same version.

The case is locked first: when both say yes at once, the second one finds the first one's yes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from storage.cases.rules import NoSuchCase, NotValid, Problem, optional
from storage.database import Transaction
from storage.people.queries import Colleague
from storage.volunteers.actions.life import plan_year, step_of
from storage.volunteers.actions.signup import model_in_force
from storage.volunteers.actions.step import Step, own_step, staff_step
from storage.volunteers.rules import (
    LINES,
    SECRECY,
    WORDS_LONGEST,
    Act,
    NotYet,
    Overtaken,
    Round,
)
from storage.volunteers.tables import Expectation


async def expect(
    tx: Transaction,
    by: Colleague | None,
    person_id: int,
    number: int,
    ticks: Iterable[str],
    words: str | None,
    now: datetime,
) -> Expectation:
    """One side ticks what it can promise and expects, and may add words; without new words the old
    ones stay.

    Any change makes a new version, to which nobody has said yes. `by` is the colleague who speaks
    for the library; None is the volunteer. Raises NoSuchCase, IllegalMove, NotValid.
    """
    step = await step_of(tx, by, person_id, number, Act.EXPECT)
    found = _newest(step)
    side = "library" if by is not None else "own"
    chosen = _known(ticks)
    said = optional("words", words, WORDS_LONGEST) or getattr(found, f"{side}_words")
    if chosen != getattr(found, f"{side}_ticks") or said != getattr(found, f"{side}_words"):
        setattr(found, f"{side}_ticks", chosen)
        setattr(found, f"{side}_words", said)
        _anew(found)
    await step.write(now)
    return found


async def leave_out(
    tx: Transaction, by: Colleague, number: int, lines: Iterable[str], now: datetime
) -> Expectation:
    """Take lines out of the agreement that both sides have talked about and do not agree on.

    Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await staff_step(tx, by, number, Act.EXPECT)
    found = _newest(step)
    chosen = _known(lines)
    if chosen != found.left_out:
        found.left_out = chosen
        _anew(found)
    await step.write(now)
    return found


async def agree(
    tx: Transaction,
    by: Colleague | None,
    person_id: int,
    number: int,
    version: int,
    now: datetime,
) -> bool:
    """One side says yes to a version. True when both sides have now.

    Raises NoSuchCase, IllegalMove, Overtaken when the version has changed, and NotYet with the
    lines that both must still talk about.
    """
    step = await step_of(tx, by, person_id, number, Act.AGREE)
    found = _newest(step)
    if found.version != version:
        raise Overtaken
    if step.standing.open_lines:
        raise NotYet(step.standing.open_lines)
    if by is not None:
        found.library_yes, found.library_by, found.library_at = version, by.person_id, now
    else:
        found.own_yes, found.own_at = version, now
    both = found.library_yes == found.own_yes == version
    if both and found.agreed_at is None:
        found.agreed_at, found.model = now, await model_in_force(tx)
        await plan_year(tx, number, now)
    await step.write(now)
    return both


async def keep_secret(tx: Transaction, person_id: int, number: int, now: datetime) -> None:
    """The volunteer says yes to the words about confidentiality. Raises NoSuchCase, IllegalMove."""
    step = await own_step(tx, person_id, number, Act.EXPECT)
    await step.write(now, secret=SECRECY, secret_at=now)


async def begin_round(tx: Transaction, step: Step, reason: Round, now: datetime) -> Expectation:
    """Ask both sides again; the new round begins with their last answers."""
    last = _newest(step)
    made = Expectation(
        volunteer=step.number,
        reason=reason,
        library_ticks=list(last.library_ticks),
        own_ticks=list(last.own_ticks),
        left_out=list(last.left_out),
        model=await model_in_force(tx),
        began_at=now,
    )
    tx.session.add(made)
    await step.write(now)
    return made


def _newest(step: Step) -> Expectation:
    if step.standing.expected is None:
        raise NoSuchCase
    return step.standing.expected


def _known(lines: Iterable[str]) -> list[str]:
    chosen = set(lines)
    if chosen - set(LINES):
        raise NotValid("ticks", Problem.UNKNOWN)
    return [line for line in LINES if line in chosen]


def _anew(found: Expectation) -> None:
    """Make a new version, to which nobody has said yes."""
    found.version += 1
    found.library_yes = found.own_yes = None
    found.library_by = found.library_at = found.own_at = found.agreed_at = None
