"""Somebody wants to help: they become a volunteer with a number and a promised day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.cases.actions.audit import Entry, open_case
from storage.cases.rules import CaseKind, NotValid, Problem, Source, new_code, optional, required
from storage.cases.tables import Case
from storage.cases.working_days import morning, promised_date
from storage.database import Transaction
from storage.library.queries import newest
from storage.library.rules import Subject
from storage.people.rules import AgeBand
from storage.people.tables import Person
from storage.talk import actions as talk
from storage.talk.rules import DueKind
from storage.volunteers import queries
from storage.volunteers.actions.step import own_step
from storage.volunteers.rules import (
    ASSOCIATION_LONGEST,
    CLOSED,
    NAME_LONGEST,
    PHONE_LONGEST,
    SIGN_UP,
    WISH_LONGEST,
    Act,
    Affiliation,
    Band,
    DueStep,
    RoleState,
    Round,
    State,
    Time,
)
from storage.volunteers.tables import Expectation, Volunteer

PUBLISHED = "published"
"""The key of the published model in storage/library."""


@dataclass(frozen=True)
class NewVolunteer:
    """What somebody says who wants to help. `adult`: name and telephone of an adult, when they are
    under 18.
    """

    name: str
    wish: str
    times: Sequence[str] = ()
    band: Band = Band.ADULT
    adult: tuple[str, str] | None = None
    role: int | None = None
    branch: str | None = None
    source: Source = Source.WEB


async def sign_up(
    tx: Transaction, person_id: int, new: NewVolunteer, now: datetime, days: int
) -> Case:
    """Register somebody who wants to help, with a promised day. Whoever is one already keeps their
    case.

    Raises NotValid: for a child, for somebody under 18 without an adult, for a role that is not
    open.
    """
    person = await tx.session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None or person.age != AgeBand.FROM_15:
        raise NotValid("age", Problem.CHILD)
    had = await queries.own(tx, person_id)
    if had is not None and had.state not in CLOSED:
        return had.case
    row = _row(new)
    await _check_role(tx, new.role)
    case = _case(person_id, new, now, days)
    await open_case(tx, case, Entry(SIGN_UP, None, by=person_id, previous={}), now)
    row.number, row.model = case.number, await model_in_force(tx)
    tx.session.add(row)
    await tx.session.flush()
    tx.session.add(
        Expectation(volunteer=case.number, reason=Round.START, model=row.model, began_at=now)
    )
    await tx.session.flush()
    await plan_late(tx, case)
    return case


def _row(new: NewVolunteer) -> Volunteer:
    known = set(Time)
    minor = new.band is Band.MINOR
    name, phone = new.adult or ("", "")
    return Volunteer(
        name=required("name", new.name, NAME_LONGEST),
        wish=required("wish", new.wish, WISH_LONGEST),
        times=[time for time in new.times if time in known],
        band=new.band,
        adult_name=required("adult_name", name, NAME_LONGEST) if minor else None,
        adult_phone=required("adult_phone", phone, PHONE_LONGEST) if minor else None,
        affiliation=Affiliation.LIBRARY,
        wanted=new.role,
        secret=0,
    )


def _case(person_id: int, new: NewVolunteer, now: datetime, days: int) -> Case:
    promised = promised_date(now, days)
    return Case(
        kind=CaseKind.VOLUNTEER,
        state=State.INTERESTED,
        shown_state=State.INTERESTED,
        author=person_id,
        source=new.source,
        branch=new.branch,
        code=new_code(),
        created_at=now,
        promised_on=promised,
        shown_promise=promised,
        unread=True,
        version=1,
        changed_at=now,
    )


async def _check_role(tx: Transaction, role_id: int | None) -> None:
    if role_id is None:
        return
    found = await queries.role(tx, role_id)
    if found is None or found.state != RoleState.OPEN:
        raise NotValid("role", Problem.CLOSED)


async def plan_late(tx: Transaction, case: Case) -> None:
    """Look again on the morning after the promised day."""
    if case.promised_on is None:
        return
    payload = {"step": DueStep.LATE, "promised_on": case.promised_on.isoformat()}
    at = morning(case.promised_on + timedelta(days=1))
    await talk.plan(tx, DueKind.VOLUNTEER, at, payload, case_number=case.number)


async def model_in_force(tx: Transaction) -> int | None:
    """The edition of the library's model in force now; None before the first is published."""
    found = await newest(tx, Subject.MODEL, PUBLISHED)
    return found.number if found is not None and found.content is not None else None


@dataclass(frozen=True)
class More:
    """What a volunteer may tell in addition, once registered."""

    skills: str | None = None
    hope: str | None = None
    association: str | None = None


async def tell_more(
    tx: Transaction, person_id: int, number: int, more: More, now: datetime
) -> None:
    """Save what a volunteer tells in addition. Naming an association makes them its volunteer.

    Raises NoSuchCase, IllegalMove, NotValid.
    """
    step = await own_step(tx, person_id, number, Act.EXPECT)
    association = optional("association", more.association, ASSOCIATION_LONGEST)
    through = Affiliation.ASSOCIATION if association else Affiliation.LIBRARY
    person = step.standing.person
    person.skills = optional("skills", more.skills, WISH_LONGEST) or person.skills
    person.hope = optional("hope", more.hope, WISH_LONGEST) or person.hope
    await step.write(now, affiliation=through, association=association)
