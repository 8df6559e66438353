"""What a partner does with its own entry, and a coordinator may do for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from storage.cases.rules import NotValid, Problem, local_day
from storage.cases.tables import Event
from storage.cases.working_days import morning
from storage.database import Transaction
from storage.partners.actions.checks import kept
from storage.partners.actions.clock import plan_check
from storage.partners.actions.step import Actor, begin, plan
from storage.partners.rules import PAUSE_LONGEST, Errand, PartnerAct, PartnerKind, may_become
from storage.people.queries import Colleague


async def edit(
    tx: Transaction, actor: Colleague | int, number: int, changes: Mapping[str, Any], now: datetime
) -> Event | None:
    """Change what a partner says of itself; None if nothing differs.

    A coordinator may also change `together`, what both do together, for the public list; and
    `kind`, unless it is or would be a single citizen, whose name is shown to nobody.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    step = await begin(tx, actor, number, PartnerAct.EDIT)
    kind = PartnerKind(step.partner.kind)
    values = {
        field: _ours(actor, field, value, kind) if field in OURS else kept(field, value, kind)
        for field, value in changes.items()
    }
    changed = {f: value for f, value in values.items() if getattr(step.partner, f) != value}
    if not changed:
        return None
    fields = tuple(sorted(changed))
    return await step.write(now, partner=changed, facts={"fields": list(fields)}, fields=fields)


OURS = frozenset({"together", "kind"})
"""The fields that only the library may change."""


def _ours(actor: Actor, field: str, value: Any, kind: PartnerKind) -> str | None:
    """A field that only the library may change, as it is stored. Raises NotValid."""
    if not isinstance(actor, Colleague):
        raise NotValid(field, Problem.UNKNOWN)
    if field == "together":
        return kept("gives", value, PartnerKind.ASSOCIATION)  # type: ignore[no-any-return]
    if value not in set(PartnerKind) or not may_become(kind, PartnerKind(value)):
        raise NotValid(field, Problem.UNKNOWN)
    return str(value)


async def pause(
    tx: Transaction, actor: Colleague | int, number: int, until: date | None, now: datetime
) -> Event:
    """Pause a partner until a day, or until somebody resumes it.

    Raises NotAllowed, NoSuchCase, IllegalMove, NotValid.
    """
    today = local_day(now)
    if until is not None and until <= today:
        raise NotValid("until", Problem.PAST)
    if until is not None and until > today + PAUSE_LONGEST:
        raise NotValid("until", Problem.TOO_FAR)
    step = await begin(tx, actor, number, PartnerAct.PAUSE)
    day = until.isoformat() if until else None
    event = await step.write(now, partner={"paused_until": until}, facts={"until": day})
    if until is not None:
        await plan(tx, Errand.RESUME, morning(until), number=number, until=day)
    return event


async def resume(tx: Transaction, actor: Colleague | int, number: int, now: datetime) -> Event:
    """Resume a partner; in a year it is asked whether its entry still fits.

    Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await begin(tx, actor, number, PartnerAct.RESUME)
    event = await step.write(now, partner={"paused_until": None, "checked_at": now})
    await plan_check(tx, number, now)
    return event


async def confirm(tx: Transaction, actor: Colleague | int, number: int, now: datetime) -> Event:
    """Confirm that the entry of a partner still fits; it is asked again in a year.

    Raises NotAllowed, NoSuchCase, IllegalMove.
    """
    step = await begin(tx, actor, number, PartnerAct.CONFIRM)
    event = await step.write(now, partner={"checked_at": now})
    await plan_check(tx, number, now)
    return event


async def leave(tx: Transaction, actor: Colleague | int, number: int, now: datetime) -> Event:
    """Take a partner out of the register. Raises NotAllowed, NoSuchCase, IllegalMove."""
    step = await begin(tx, actor, number, PartnerAct.LEAVE)
    return await step.write(now, partner={"listed": False})
