"""The roles that there are, and the trials of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from storage.cases.rules import possible
from storage.database import Transaction
from storage.volunteers.rules import RoleState, supplements
from storage.volunteers.tables import Trial, VolunteerRole

NEEDED = ("purpose", "adds", "supplement", "insurance", "contact", "told_on")
"""What a role must say before it can open."""


async def role(tx: Transaction, role_id: int) -> VolunteerRole | None:
    """One role, in whatever state."""
    if not possible(role_id):
        return None
    return await tx.session.get(VolunteerRole, role_id, populate_existing=True)


async def roles(tx: Transaction) -> Sequence[VolunteerRole]:
    """All roles, by title."""
    return (
        await tx.session.scalars(
            select(VolunteerRole).order_by(VolunteerRole.title, VolunteerRole.id)
        )
    ).all()


async def open_roles(tx: Transaction, branch: str | None = None) -> Sequence[VolunteerRole]:
    """The roles that can be taken now. With a branch: those there, and those at all branches."""
    wanted = select(VolunteerRole).where(VolunteerRole.state == RoleState.OPEN)
    if branch is not None:
        wanted = wanted.where((VolunteerRole.branch == branch) | VolunteerRole.branch.is_(None))
    return (await tx.session.scalars(wanted.order_by(VolunteerRole.title, VolunteerRole.id))).all()


def lacks_to_open(found: VolunteerRole) -> tuple[str, ...]:
    """What a role has not answered yet: names of fields, then of the five questions."""
    fields = [name for name in NEEDED if not getattr(found, name)]
    return (*fields, *supplements(found.answers))


async def trials(tx: Transaction, role_id: int | None = None) -> Sequence[tuple[Trial, str]]:
    """Trials with the title of their role: running ones first, then the oldest."""
    wanted = select(Trial, VolunteerRole.title).join(VolunteerRole, VolunteerRole.id == Trial.role)
    if role_id is not None:
        wanted = wanted.where(Trial.role == role_id)
    rows = await tx.session.execute(
        wanted.order_by(Trial.closed_at.is_not(None), Trial.ends_on, Trial.id)
    )
    return [(trial, title) for trial, title in rows]


async def trial(tx: Transaction, trial_id: int) -> tuple[Trial, str] | None:
    """One trial with the title of its role."""
    if not possible(trial_id):
        return None
    found = await tx.session.execute(
        select(Trial, VolunteerRole.title)
        .join(VolunteerRole, VolunteerRole.id == Trial.role)
        .where(Trial.id == trial_id)
    )
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def closing(tx: Transaction, today: date) -> Sequence[str]:
    """The titles of roles whose trial is over and has no lesson yet."""
    rows = await tx.session.scalars(
        select(VolunteerRole.title)
        .join(Trial, Trial.role == VolunteerRole.id)
        .where(Trial.closed_at.is_(None), Trial.ends_on < today)
        .order_by(Trial.ends_on, Trial.id)
    )
    return rows.all()
