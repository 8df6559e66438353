"""One volunteer with everything that belongs to them: roles, promises, certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storage.cases.rules import CaseKind, possible
from storage.cases.tables import Case
from storage.database import Transaction
from storage.volunteers.rules import (
    BY_ITSELF,
    CLOSED,
    SECRECY,
    Act,
    CheckStatus,
    RoleState,
    State,
    StepKey,
    to_talk_about,
    works,
)
from storage.volunteers.tables import (
    ChildCheck,
    Expectation,
    Volunteer,
    VolunteerPlace,
    VolunteerRole,
)


@dataclass(frozen=True)
class Place:
    """A role that a volunteer has."""

    place: VolunteerPlace
    role: VolunteerRole


@dataclass(frozen=True)
class Standing:
    """A volunteer and everything that belongs to them. `expected`: the newest round of promises."""

    case: Case
    person: Volunteer
    places: tuple[Place, ...]
    expected: Expectation | None
    check: ChildCheck | None
    wanted: VolunteerRole | None

    @property
    def state(self) -> State:
        """The state of their case."""
        return State(self.case.state)

    @property
    def with_children(self) -> bool:
        """Whether one of their roles is with children."""
        return any(each.role.children for each in self.places)

    @property
    def check_status(self) -> CheckStatus:
        """The status of the certificate: needed as soon as a role is with children."""
        if self.check is not None and self.check.status:
            return CheckStatus(self.check.status)
        return CheckStatus.NEEDED if self.with_children else CheckStatus.NOT_NEEDED

    @property
    def agreed(self) -> bool:
        """Whether both sides have said yes to the present version of the promises."""
        return self.expected is not None and self.expected.agreed_at is not None

    @property
    def open_lines(self) -> tuple[str, ...]:
        """The lines that both must still talk about."""
        found = self.expected
        if found is None:
            return to_talk_about((), (), ())
        return to_talk_about(found.library_ticks, found.own_ticks, found.left_out)

    def cleared(self, today: date) -> bool:
        """Whether the certificate allows roles with children today."""
        check = self.check
        return (
            check is not None
            and check.status == CheckStatus.CLEARED
            and (check.renew_on is None or today < check.renew_on)
        )


async def volunteer(tx: Transaction, number: int) -> Standing | None:
    """A volunteer by the number of their case. The caller has checked who asks."""
    if not possible(number):
        return None
    found = (
        await tx.session.execute(
            select(Case, Volunteer, ChildCheck, VolunteerRole)
            .join(Volunteer, Volunteer.number == Case.number)
            .outerjoin(ChildCheck, ChildCheck.volunteer == Case.number)
            .outerjoin(VolunteerRole, VolunteerRole.id == Volunteer.wanted)
            .where(Case.number == number)
            .execution_options(populate_existing=True)
        )
    ).one_or_none()
    if found is None:
        return None
    case, person, check, wanted = found
    newest = await tx.session.scalar(
        select(Expectation)
        .where(Expectation.volunteer == number)
        .order_by(Expectation.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return Standing(case, person, await _places(tx, number), newest, check, wanted)


async def _places(tx: Transaction, number: int) -> tuple[Place, ...]:
    rows = await tx.session.execute(
        select(VolunteerPlace, VolunteerRole)
        .join(VolunteerRole, VolunteerRole.id == VolunteerPlace.role)
        .where(VolunteerPlace.volunteer == number, VolunteerPlace.ended_at.is_(None))
        .order_by(VolunteerPlace.id)
        .execution_options(populate_existing=True)
    )
    return tuple(Place(*row) for row in rows)


async def own(tx: Transaction, person_id: int) -> Standing | None:
    """Somebody's own record as a volunteer: the open one, else the newest."""
    number = await tx.session.scalar(
        select(Case.number)
        .where(Case.author == person_id, Case.kind == CaseKind.VOLUNTEER)
        .order_by(Case.closed_at.is_not(None), Case.number.desc())
        .limit(1)
    )
    return await volunteer(tx, number) if number is not None else None


def place_steps(standing: Standing, place: Place, today: date) -> dict[StepKey, bool]:
    """The list for one role: each step, and whether it is done."""
    done = {StepKey(key) for key in place.place.steps if key in set(StepKey)}
    known = {
        StepKey.EXPECTATIONS: standing.agreed,
        StepKey.SECRECY: standing.person.secret >= SECRECY,
        StepKey.CHECK: standing.cleared(today),
    }
    needless = set() if place.role.children else {StepKey.CHECK}
    needless |= set() if place.role.intro else {StepKey.INTRO}
    return {
        step: known[step] if step in BY_ITSELF else step in done
        for step in StepKey
        if step not in needless
    }


def lacks(standing: Standing, act: Act, today: date) -> tuple[str, ...]:
    """What must be done before a volunteer can try out or go on; empty when nothing is missing."""
    missing = []
    if act in {Act.TRY, Act.ACTIVATE} and not standing.places:
        missing.append("place")
    if act in {Act.TRY, Act.ACTIVATE} and standing.with_children and not standing.cleared(today):
        missing.append("check")
    if act is Act.ACTIVATE and not standing.agreed:
        missing.append("expectations")
    if act is Act.ACTIVATE and standing.person.secret < SECRECY:
        missing.append("secrecy")
    return tuple(missing)


async def may_work(tx: Transaction, number: int, role_id: int, today: date) -> bool:
    """Whether a volunteer may help in a role on a day. Every shift asks this before it is taken."""
    standing = await volunteer(tx, number)
    return standing is not None and allows(standing, role_id, today)


def allows(standing: Standing, role_id: int, today: date) -> bool:
    """The same as `may_work` for a volunteer already read, for checking many shifts at once."""
    if standing.state in CLOSED or not works(standing.state):
        return False
    held = [p.role for p in standing.places if p.role.id == role_id]
    if not held or held[0].state != RoleState.OPEN:
        return False
    return not held[0].children or standing.cleared(today)
