"""A case is closed, or a partner rests or leaves: ends its open introductions.

They end one by one, a moment later, so that nobody locks many cases at once. A yes that comes first
finds that the other side is gone.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select

from storage.cases.rules import CaseAct
from storage.database import Transaction
from storage.introductions.actions.held import Held, hold
from storage.introductions.rules import OPEN, Act, NotThere, Over, Side, Step
from storage.introductions.tables import Introduction
from storage.talk import actions as talk
from storage.talk.rules import DueKind


async def let_go_of_case(tx: Transaction, number: int, now: datetime) -> int:
    """A case is closed: tell the others soon. Returns how many introductions end."""
    ours = await _plan(tx, Introduction.case_number == number, Side.OTHER, now)
    return ours + await _plan(tx, Introduction.other_case == number, Side.IDEA, now)


async def let_go_of_partner(tx: Transaction, number: int, now: datetime) -> int:
    """A partner rests or leaves: tell the others soon. Returns how many end."""
    return await _plan(tx, Introduction.partner == number, Side.IDEA, now)


async def _plan(tx: Transaction, which: ColumnElement[bool], told: Side, now: datetime) -> int:
    wanted = select(Introduction.id, Introduction.case_number).where(which)
    rows = (await tx.connection.execute(wanted.where(Introduction.state.in_([*OPEN])))).all()
    for id, case in rows:
        payload = {"introduction": id, "step": Step.GONE, "side": told}
        await talk.plan(tx, DueKind.MEET, now, payload, case_number=case)
    return len(rows)


async def let_go(tx: Transaction, id: int, now: datetime) -> Held | None:
    """End one introduction; None when it had ended, or the sides were faster."""
    try:
        held = await hold(tx, id)
        held.move(Act.LET_GO, now)
    except (NotThere, Over):
        return None
    await held.note(CaseAct.INTRO_END, now)
    return held
