"""A partner, and an agreement brought as far as a test wants it."""

from __future__ import annotations

from datetime import date, datetime

from storage.agreements import actions, queries
from storage.agreements.actions import Actor, Coming, NewAgreement, Yes
from storage.agreements.levels import SECTIONS, AgreementLevel, Point, Section
from storage.agreements.queries import Whole
from storage.agreements.rules import Dates, Party
from storage.cases.actions.audit import Entry, open_case
from storage.cases.rules import CaseKind, Source, new_code
from storage.cases.tables import Case
from storage.database import Database, Transaction
from storage.partners.rules import Openness, PartnerKind, PartnerState
from storage.partners.tables import Contact, Partner
from storage.people.queries import Colleague, colleagues
from storage.talk.queries import due_now
from storage.talk.rules import DueKind
from tests.storage.cast import LATER, NOW, Cast

DAYS = Dates(date(2026, 6, 1), date(2027, 5, 31), date(2026, 12, 1))
POINTS = (Point.AGAIN, Point.HALF_YEAR, Point.CHILDREN)
USUAL = {section: f"Det sædvanlige om {section}" for section in Section}
TOLD = {"content": "Højtlæsning", "extent": "Hver torsdag", "tasks_library": "Vi finder et rum"}
YES = {Party.LIBRARY: ("Anna Aa", "Leder"), Party.PARTNER: ("Ole Olsen", "Formand")}


async def a_partner(
    database: Database, person_id: int, name: str = "Ældre Sagen", now: datetime = NOW
) -> int:
    """An active partner whose contact person is somebody; its number."""
    async with database.transaction() as tx:
        state = PartnerState.ACTIVE
        case = Case(
            kind=CaseKind.PARTNER, state=state, shown_state=state, author=person_id,
            source=Source.WEB, code=new_code(), created_at=now, version=1, changed_at=now,
        )  # fmt: skip
        await open_case(tx, case, Entry("register", None, person_id, previous={}), now)
        tx.session.add(
            Partner(
                number=case.number, kind=PartnerKind.ASSOCIATION, name=name,
                does="Besøg og højtlæsning", openness=Openness.ANYONE,
                checked_at=now, changed_at=now,
            )
        )  # fmt: skip
        await tx.session.flush()
        tx.session.add(
            Contact(partner=case.number, person_id=person_id, name="Ole Olsen", since=now)
        )
        return case.number


async def begun(
    database: Database,
    by: Colleague,
    partner: int,
    level: AgreementLevel = AgreementLevel.COOPERATION,
    points: tuple[Point, ...] = POINTS,
    because: str | None = "Det passer bedst",
) -> int:
    """An agreement that staff have just begun."""
    async with database.transaction() as tx:
        new = NewAgreement(partner, points, level, because)
        return (await actions.propose(tx, by, new, NOW)).number


async def drafted(database: Database, who: Cast, partner: int) -> int:
    """Both have told, all that is needed is written."""
    number = await begun(database, who.anna, partner)
    await tick(database)
    async with database.transaction() as tx:
        anna = actions.of_staff(who.anna)
        ole = await actions.of_partner(tx, who.ole, number)
        await actions.expect(tx, anna, number, TOLD, NOW)
        assert not await actions.gather(tx, number, USUAL, NOW)
        await actions.expect(tx, ole, number, {**TOLD, "tasks_library": "Vi læser"}, NOW)
        assert await actions.gather(tx, number, USUAL, NOW)
        await actions.set_dates(tx, anna, number, DAYS, NOW)
        await actions.name_signatory(tx, anna, number, "Lis Lind, biblioteksleder", NOW)
    return number


async def asked(database: Database, who: Cast, partner: int) -> int:
    """The partner has the draft."""
    number = await drafted(database, who, partner)
    async with database.transaction() as tx:
        await actions.send(tx, actions.of_staff(who.anna), number, NOW)
    await tick(database)
    return number


async def sent_to(database: Database, person_id: int, partner: int, now: datetime) -> int:
    """An agreement that both sides have told about and that was sent, by the library's first
    colleague; whoever lets time pass lets the partner hear of it.
    """
    async with database.transaction() as tx:
        staff = (await colleagues(tx))[0]
        ours, theirs = actions.of_staff(staff), Actor(person_id, Party.PARTNER, "Ole Olsen")
        new = NewAgreement(partner, POINTS, AgreementLevel.COOPERATION)
        number = (await actions.propose(tx, staff, new, now)).number
        await actions.expect(tx, ours, number, TOLD, now)
        await actions.expect(tx, theirs, number, {**TOLD, "tasks_library": "Vi læser"}, now)
        await actions.gather(tx, number, USUAL, now)
        await actions.set_dates(tx, ours, number, DAYS, now)
        await actions.name_signatory(tx, ours, number, "Lis Lind, biblioteksleder", now)
        await actions.send(tx, ours, number, now)
    return number


async def in_force(database: Database, who: Cast, partner: int) -> int:
    """Both have said yes."""
    number = await asked(database, who, partner)
    for party in Party:
        async with database.transaction() as tx:
            await says_yes(tx, who, number, party)
    return number


async def says_yes(
    tx: Transaction, who: Cast, number: int, party: Party, mark: str | None = None
) -> None:
    """One side's yes, to what stands there unless a digest is given."""
    found = await queries.for_group(tx, number)
    assert found is not None
    actor = (
        actions.of_staff(who.anna)
        if party is Party.LIBRARY
        else await actions.of_partner(tx, who.ole, number)
    )
    name, role = YES[party]
    await actions.say_yes(tx, actor, number, Yes(mark or found.mark, name, role, may=True), NOW)


async def whole(database: Database, number: int) -> Whole:
    """The agreement as it stands now."""
    async with database.reading() as tx:
        found = await queries.for_group(tx, number)
    assert found is not None
    return found


async def tick(database: Database, now: datetime = NOW + LATER) -> list[Coming]:
    """Do what is due about agreements; what there was to tell."""
    told: list[Coming] = []
    while True:
        async with database.transaction() as tx:
            due = await due_now(tx, now)
            if due is None:
                return told
            assert due.kind == DueKind.AGREEMENT
            if (coming := await actions.come_due(tx, due, now, 10)) is not None:
                told.append(coming)


assert set(SECTIONS) == set(AgreementLevel)
