"""The roles and their trials. A role opens only when all its questions are answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from storage.cases.rules import NotValid, Problem, local_day, optional, possible, required
from storage.database import Transaction
from storage.ideas.rules import LegalPurpose
from storage.people.actions import record
from storage.people.queries import Colleague, colleague
from storage.people.rules import NotAllowed, Role, StaffAct
from storage.volunteers.catalogue import Sketch
from storage.volunteers.queries import lacks_to_open
from storage.volunteers.rules import (
    LINE_LONGEST,
    SUPPLEMENT,
    TEXT_LONGEST,
    TITLE_LONGEST,
    NotOpen,
    Overtaken,
    RoleState,
    Time,
    TrialOver,
    Verdict,
)
from storage.volunteers.tables import Trial, VolunteerRole


@dataclass(frozen=True)
class RoleText:
    """A role as it is written in the desk; see VolunteerRole."""

    title: str
    does: str
    purpose: str = ""
    adds: str = ""
    supplement: str = ""
    branch: str | None = None
    times: tuple[str, ...] = ()
    rhythm: str = ""
    needs: str = ""
    intro: bool = True
    children: bool = False
    insurance: str = ""
    contact: int | None = None
    answers: Mapping[str, tuple[bool, str]] = field(default_factory=dict)
    told_on: date | None = None

    @classmethod
    def of_sketch(cls, found: Sketch) -> RoleText:
        """A typical role as a text, before a colleague has changed it."""
        return cls(
            found.title,
            found.does,
            purpose=found.purpose,
            adds=found.adds,
            needs=found.needs,
            times=found.times,
            children=found.children,
        )

    @classmethod
    def of(cls, row: VolunteerRole) -> RoleText:
        """The text of a role as it is now, for changing a part of it."""
        return cls(
            row.title,
            row.does,
            purpose=row.purpose or "",
            adds=row.adds or "",
            supplement=row.supplement or "",
            branch=row.branch,
            times=tuple(row.times),
            rhythm=row.rhythm or "",
            needs=row.needs or "",
            intro=row.intro,
            children=row.children,
            insurance=row.insurance or "",
            contact=row.contact,
            answers={
                key: (bool(had.get("yes")), had.get("why") or "")
                for key, had in row.answers.items()
            },
            told_on=row.told_on,
        )


async def save_role(
    tx: Transaction,
    by: Colleague,
    text: RoleText,
    now: datetime,
    *,
    role_id: int | None = None,
    seen: int | None = None,
) -> VolunteerRole:
    """Save a new role as a draft, or change one. `seen` is the version that the caller looked at.

    Raises NotAllowed, NotValid, Overtaken, and NotOpen when an open role would lack something.
    """
    _may(by)
    found = VolunteerRole(state=RoleState.DRAFT, version=0, answers={}, times=[])
    if role_id is not None:
        found = await _locked(tx, role_id)
        if seen is not None and seen != found.version:
            raise Overtaken
    for name, value in (await _checked(tx, text, now)).items():
        setattr(found, name, value)
    missing = lacks_to_open(found)
    if found.state == RoleState.OPEN and missing:
        raise NotOpen(missing)
    found.version += 1
    found.changed_at = now
    tx.session.add(found)
    await tx.session.flush()
    return found


async def _checked(tx: Transaction, text: RoleText, now: datetime) -> dict[str, Any]:
    wanted = text.contact or 0
    contact = await colleague(tx, wanted) if possible(wanted) else None
    if text.told_on is not None and text.told_on > local_day(now):
        raise NotValid("told_on", Problem.TOO_FAR)
    return {
        "title": required("title", text.title, TITLE_LONGEST),
        "does": required("does", text.does, TEXT_LONGEST),
        "purpose": text.purpose if text.purpose in set(LegalPurpose) else None,
        "adds": optional("adds", text.adds, TEXT_LONGEST),
        "supplement": optional("supplement", text.supplement, TEXT_LONGEST),
        "branch": text.branch,
        "times": [time for time in Time if time in text.times],
        "rhythm": optional("rhythm", text.rhythm, LINE_LONGEST),
        "needs": optional("needs", text.needs, LINE_LONGEST),
        "intro": text.intro,
        "children": text.children,
        "insurance": optional("insurance", text.insurance, LINE_LONGEST),
        "contact": contact.person_id if contact else None,
        "answers": {
            key: {"yes": yes, "why": optional(key, why, TEXT_LONGEST)}
            for key, (yes, why) in text.answers.items()
            if key in SUPPLEMENT
        },
        "told_on": text.told_on,
    }


async def open_role(tx: Transaction, by: Colleague, role_id: int, now: datetime) -> VolunteerRole:
    """Open a role for volunteers. Raises NotAllowed, NotValid, and NotOpen with what is missing."""
    _may(by)
    found = await _locked(tx, role_id)
    missing = lacks_to_open(found)
    if missing:
        raise NotOpen(missing)
    return await _become(tx, by, found, RoleState.OPEN, now)


async def close_role(tx: Transaction, by: Colleague, role_id: int, now: datetime) -> VolunteerRole:
    """Close a role: nobody new can take it; those who have it keep it.

    Raises NotAllowed, NotValid.
    """
    _may(by)
    return await _become(tx, by, await _locked(tx, role_id), RoleState.CLOSED, now)


async def _become(
    tx: Transaction, by: Colleague, found: VolunteerRole, state: RoleState, now: datetime
) -> VolunteerRole:
    if found.state != state:
        found.state, found.changed_at = state, now
        found.version += 1
        act = StaffAct.OPENED_ROLE if state is RoleState.OPEN else StaffAct.CLOSED_ROLE
        await record(tx, act, now, by=by, what=found.title)
        await tx.session.flush()
    return found


async def begin_trial(
    tx: Transaction, by: Colleague, role_id: int, question: str, ends_on: date, now: datetime
) -> Trial:
    """Try a role for a while, to learn something. Raises NotAllowed, NotValid."""
    _may(by)
    await _locked(tx, role_id)
    if ends_on <= local_day(now):
        raise NotValid("ends_on", Problem.PAST)
    made = Trial(
        role=role_id,
        question=required("question", question, TEXT_LONGEST),
        begins_on=local_day(now),
        ends_on=ends_on,
    )
    tx.session.add(made)
    await tx.session.flush()
    return made


@dataclass(frozen=True)
class Lesson:
    """What a trial taught: what worked, what can be better, the lesson, and what follows."""

    worked: str
    better: str
    lesson: str
    verdict: str


async def close_trial(
    tx: Transaction, by: Colleague, trial_id: int, lesson: Lesson, now: datetime
) -> Trial:
    """End a trial with its lesson, of which every part is required. It can be done once.

    Raises NotAllowed, NotValid, TrialOver.
    """
    _may(by)
    found = await tx.session.get(Trial, trial_id, with_for_update=True, populate_existing=True)
    if found is None or lesson.verdict not in set(Verdict):
        raise NotValid("verdict", Problem.MISSING)
    if found.closed_at is not None:
        raise TrialOver
    for name in ("worked", "better", "lesson"):
        setattr(found, name, required(name, getattr(lesson, name), TEXT_LONGEST))
    found.verdict, found.closed_at = lesson.verdict, now
    await tx.session.flush()
    return found


def _may(by: Colleague) -> None:
    if not by.may(Role.COORDINATOR):
        raise NotAllowed


async def _locked(tx: Transaction, role_id: int) -> VolunteerRole:
    found = None
    if possible(role_id):
        found = await tx.session.scalar(
            select(VolunteerRole)
            .where(VolunteerRole.id == role_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    if found is None:
        raise NotValid("role", Problem.UNKNOWN)
    return found
