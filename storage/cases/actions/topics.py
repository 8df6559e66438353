"""A case's topic in the staff's group: who draws it now, how far that has come, and what failed.

A case is behind when its version is not the one that was drawn; so many changes in a row are one
drawing. What a topic shows and how it is sent is not known here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from storage.cases import queries
from storage.cases.tables import Case, Topic
from storage.database import Transaction
from storage.talk.pace import back_off

CLAIM_LASTS = timedelta(seconds=60)
"""How long a topic is left to the process that draws it, from its last sign of life."""

AGAIN = -1
"""The version that is no case's: it must be looked at again."""


async def claim(tx: Transaction, chat: str, holder: str, now: datetime) -> Topic | None:
    """Take the case that has been behind for longest; None when there is none, or others draw them.

    A case without a topic gets its row here, so that two processes never open two topics for it.
    Raises Conflict when another process was faster.
    """
    number = await queries.undrawn(tx, now, lock=True)
    if number is None:
        return None
    topic = await tx.session.get(Topic, number, with_for_update=True)
    if topic is None:
        topic = Topic(case_number=number, chat=chat, files=[])
        tx.session.add(topic)
    elif topic.claimed_until is not None and topic.claimed_until > now:
        return None
    topic.holder = holder
    topic.claimed_until = now + CLAIM_LASTS
    await tx.session.flush()
    return topic


async def keep(
    tx: Transaction, number: int, holder: str, now: datetime, came_about: dict[str, Any]
) -> bool:
    """Write down what was just done in a topic, and keep it claimed for another while.

    Writes nothing and returns False when another process has claimed it by now.
    """
    held = await tx.connection.execute(
        update(Topic)
        .where(Topic.case_number == number, Topic.holder == holder)
        .values({"claimed_until": now + CLAIM_LASTS, **came_about})
    )
    return bool(held.rowcount)


async def drawn(tx: Transaction, number: int, holder: str, version: int) -> None:
    """The topic shows this version of its case.

    When another process has claimed it by now, both have drawn and nobody knows who came last: the
    case is drawn once more.
    """
    ours = await _let_go(tx, number, holder, {"attempts": 0, "last_error": None})
    await tx.connection.execute(
        update(Case).where(Case.number == number).values(drawn_version=version if ours else AGAIN)
    )


async def give_back(tx: Transaction, number: int, holder: str) -> None:
    """Let go of a topic that is in order but cannot be drawn now."""
    await _let_go(tx, number, holder, {})


async def tried(tx: Transaction, number: int, holder: str, now: datetime, why: str) -> None:
    """Drawing a topic failed: it waits, longer each time."""
    attempts = await tx.session.scalar(select(Topic.attempts).where(Topic.case_number == number))
    failed = (attempts or 0) + 1
    wait = {"claimed_until": now + back_off(failed)}
    await _let_go(tx, number, holder, {"attempts": failed, "last_error": why[:200], **wait})


async def move_in(tx: Transaction, chat: str) -> int:
    """Staff work in this group from now on: forget topics elsewhere; returns how many those were.

    Open cases are drawn anew.
    """
    elsewhere = select(Topic.case_number).where(Topic.chat != chat)
    await tx.connection.execute(
        update(Case).where(Case.number.in_(elsewhere)).values(drawn_version=0)
    )
    gone = await tx.connection.execute(delete(Topic).where(Topic.chat != chat))
    return gone.rowcount


async def look_again(tx: Transaction) -> None:
    """Draw every open case anew: not the cases have changed, but the words they are shown in."""
    shown = await tx.connection.execute(
        select(Case.number)
        .where(Case.closed_at.is_(None), Case.drawn_version > 0)
        .order_by(Case.number)
        .with_for_update()
    )
    numbers = list(shown.scalars())
    await tx.connection.execute(
        update(Case).where(Case.number.in_(numbers)).values(drawn_version=AGAIN)
    )


async def _let_go(tx: Transaction, number: int, holder: str, came_about: dict[str, Any]) -> bool:
    let_go = await tx.connection.execute(
        update(Topic)
        .where(Topic.case_number == number, Topic.holder == holder)
        .values({"holder": None, "claimed_until": None, **came_about})
    )
    return bool(let_go.rowcount)
