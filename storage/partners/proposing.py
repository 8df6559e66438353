"""Proposes partners for an idea, with reasons: from what their texts say, and from what is known
besides.

The shelf in memory finds those that fit; the database says who may be asked now. Must change
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from storage.cases.tables import Case
from storage.database import Transaction
from storage.matching import Entry, Why, Wish, why
from storage.partners.learning import lessons, worth
from storage.partners.rules import Openness, PartnerKind
from storage.partners.shelf import Shelf, may_be_asked
from storage.partners.tables import Partner

CANDIDATES = 30
"""How many partners are looked up for each idea: some of them may not be asked any more."""

RESTS = timedelta(days=60)
"""How long a partner that was asked ranks a little lower, less each day."""

ASKED, MET, MOST_MET = 0.6, 0.1, 4
"""What having been asked just now takes from a score, what each meeting adds, and how many meetings
count.
"""

MOST_TOPICS = 3
"""Most subjects of an idea about which something is learnt."""

Reason = Why


@dataclass(frozen=True)
class Suggestion:
    """A partner that fits. `name` is None for a private person: those are shown as a number, and
    asked first. A citizen may only ask one that is open to ANYONE.
    """

    partner: int
    name: str | None
    kind: PartnerKind
    reasons: tuple[Reason, ...]
    score: float
    openness: Openness


async def suggest(
    tx: Transaction,
    shelf: Shelf,
    about: str,
    *,
    branch: str | None,
    whom: str = "",
    most: int = 5,
    now: datetime,
) -> tuple[Suggestion, ...]:
    """The partners that fit an idea, the best first; () when nobody fits. `whom`: who benefits.

    Two statements, none where the texts find nobody.
    """
    wish = Wish.of(about, shelf.reader, whom=whom, branch=branch)
    fitting = shelf.register.rank(wish, CANDIDATES).fitting
    if not fitting:
        return ()
    there = await _there(tx, [one.key for one in fitting])
    learnt = await lessons(tx, list(there), wish.topics) if there else {}
    taught = {key: worth(learnt.get(key, {}), wish.topics) for key in there}
    scored = {
        one.key: one.score + taught[one.key] + _beyond(there[one.key], now)
        for one in fitting
        if one.key in there
    }
    best = sorted(scored, key=lambda key: (-scored[key], key))[:most]
    told = [_told(shelf.register[key], there[key], wish, shelf, scored[key]) for key in best]
    return tuple(_with_what_was_learnt(one, taught[one.partner]) for one in told)


def topics_of(shelf: Shelf, about: str) -> tuple[str, ...]:
    """The subjects that an idea is mostly about: what is learnt when staff choose or pass by."""
    topics = Wish.of(about, shelf.reader).topics
    return tuple(sorted(topics, key=lambda topic: (-topics[topic], topic))[:MOST_TOPICS])


async def _there(tx: Transaction, numbers: Sequence[int]) -> Mapping[int, Any]:
    """Those of some partners who may be asked now, and when they were last asked."""
    wanted = (
        select(
            Partner.number,
            Partner.kind,
            Partner.name,
            Partner.openness,
            Partner.asked_at,
            Partner.met,
        )
        .join(Case, Case.number == Partner.number)
        .where(Partner.number.in_(numbers), may_be_asked())
    )
    return {row.number: row for row in await tx.connection.execute(wanted)}


def _beyond(row: Any, now: datetime) -> float:
    """What is added for facts that are in no text: less for a partner asked lately, more for each
    meeting.
    """
    met = MET * min(int(row.met), MOST_MET)
    since: timedelta = now - (row.asked_at or now - RESTS)
    return met - ASKED * (1 - min(since, RESTS) / RESTS)


def _told(entry: Entry, row: Any, wish: Wish, shelf: Shelf, score: float) -> Suggestion:
    kind = PartnerKind(row.kind)
    private = kind is PartnerKind.CITIZEN
    reasons = why(wish, entry, shelf.reader, quoted=not private)
    if row.met:
        reasons = (*reasons, Reason("met", (str(row.met),)))
    return Suggestion(
        row.number, None if private else row.name, kind, reasons, score, Openness(row.openness)
    )


def _with_what_was_learnt(one: Suggestion, worth: float) -> Suggestion:
    if worth <= 0:
        return one
    return replace(one, reasons=(*one.reasons, Reason("chosen")))
