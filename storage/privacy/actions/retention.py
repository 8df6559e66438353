"""Ends what is over: one sweep for each declared period, each in a transaction of its own.

A rehearsal runs the same sweeps and rolls them back, to tell what would go. Sends nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from storage.cases.actions import purge_code_tries
from storage.database import Database, Transaction
from storage.mail.actions import forget_asked, forget_unconfirmed
from storage.privacy.actions import over_cases, over_people
from storage.privacy.rules import (
    AGREEMENT,
    DAY,
    DRAFT,
    HOLD,
    HOUR,
    IDEA,
    INTRODUCTION,
    LETTER,
    MAIL,
    MOST,
    PARTNER,
    PERSON,
    SENT,
    SILENCE,
    STAFF,
    TALK,
    VOLUNTEER,
    Period,
)
from storage.talk import actions as talk


@dataclass(frozen=True, eq=False)
class Sweep:
    """One sweep of a period. what: its name in reports, `purged.<what>`. most: how many it ends in
    one transaction, where that is limited.
    """

    period: Period
    what: str
    run: Callable[[Transaction, datetime], Awaitable[int]]
    most: int | None = None


SWEEPS = (
    Sweep(DRAFT, "drafts", talk.purge_drafts),
    Sweep(DRAFT, "files", talk.purge_orphan_files),
    Sweep(TALK, "lines", over_cases.lines),
    Sweep(IDEA, "ideas", over_cases.ideas, MOST),
    Sweep(VOLUNTEER, "volunteers", over_cases.volunteers, MOST),
    Sweep(VOLUNTEER, "places", over_cases.places),
    Sweep(VOLUNTEER, "shifts", over_cases.shifts, MOST),
    Sweep(INTRODUCTION, "introductions", over_cases.introductions, MOST),
    Sweep(PARTNER, "partners", over_cases.partners, MOST),
    Sweep(PARTNER, "contacts", over_cases.contacts),
    Sweep(AGREEMENT, "agreements", over_cases.agreements, MOST),
    Sweep(PERSON, "addresses", over_people.addresses),
    Sweep(PERSON, "people", over_people.people, MOST),
    Sweep(SENT, "sent", talk.purge_outgoing, talk.BATCH),
    Sweep(SENT, "due", over_people.too_late),
    Sweep(SENT, "links", over_people.links),
    Sweep(LETTER, "letters", talk.purge_letters),
    Sweep(MAIL, "mailboxes", forget_unconfirmed),
    Sweep(DAY, "asked", forget_asked),
    Sweep(HOUR, "tries", purge_code_tries),
    Sweep(SILENCE, "silences", over_people.silences),
    Sweep(STAFF, "colleagues", over_people.colleagues),
    Sweep(STAFF, "desk_audit", over_people.desk_audit),
    Sweep(STAFF, "changes", over_people.changes),
    Sweep(HOLD, "holds", over_people.holds),
)
"""Every period that the database holds has a sweep here, and nothing else does."""

_WARNINGS = Sweep(IDEA, "warned", over_people.warnings, MOST)

Report = dict[Sweep, int]
"""How many of each were ended."""


async def purge(database: Database, now: datetime) -> Report:
    """End everything that is over, in short transactions."""
    report: Report = {}
    for sweep in SWEEPS:
        while True:
            async with database.transaction() as tx:
                ended = await sweep.run(tx, now)
            report[sweep] = report.get(sweep, 0) + ended
            if sweep.most is None or ended < sweep.most:
                break
    return report


class _Rehearsed(Exception):
    """Raised at the end of a rehearsal, to roll it back."""


async def rehearse(database: Database, now: datetime) -> Report:
    """Count what would be ended now, and who would be warned: run it all, count, and roll back."""
    report: Report = {}
    try:
        async with database.transaction() as tx:
            for sweep in (_WARNINGS, *SWEEPS):
                report[sweep] = 0
                while ended := await sweep.run(tx, now):
                    report[sweep] += ended
                    if sweep.most is None or ended < sweep.most:
                        break
            raise _Rehearsed  # noqa: TRY301 - what was done is undone by this
    except _Rehearsed:
        return report
