"""Who plays in the tests of storage: citizens, three colleagues, an idea; and the hour it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.cases.rules import local_day
from storage.cases.tables import Case
from storage.database import Database, Transaction
from storage.ideas import actions
from storage.ideas.actions import Approval, NewIdea, News
from storage.ideas.rules import Act, HearBack, InfluenceProfile, LegalPurpose, State, Theme
from storage.people import actions as people
from storage.people import queries
from storage.people.queries import Colleague
from storage.people.rules import AgeBand, Channel, Language, Role, hashed
from storage.talk import queries as talk
from storage.talk.rules import DueKind

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)  # a Monday
LATER = timedelta(minutes=2)
PARKED = timedelta(days=30)
DAYS = 10

APPROVAL = Approval(
    title="Lydbogsklub",
    partners="Ældre Sagen",
    no_partner_reason=None,
    wider_benefit="Alle, der hellere hører end læser",
    purpose=LegalPurpose.CULTURE,
    influence=InfluenceProfile(3, 3, 2),
)


@dataclass(frozen=True)
class Cast:
    """Citizens by their number; Hans is host, Karen coordinator, Anna administrator."""

    eva: int
    ole: int
    hans: Colleague
    karen: Colleague
    anna: Colleague


async def cast(database: Database) -> Cast:
    """Everybody, in a database of their own."""
    async with database.transaction() as tx:
        return Cast(
            await citizen(tx, "eva"),
            await citizen(tx, "ole", Language.EN),
            await colleague(tx, "Hans Holm", Role.HOST),
            await colleague(tx, "Karen Krog", Role.COORDINATOR),
            await colleague(tx, "Anna Aa", Role.ADMINISTRATOR),
        )


async def citizen(tx: Transaction, secret: str, language: Language = Language.DA) -> int:
    """Somebody over 15 with a browser of their own."""
    person = await people.arrive(
        tx, Channel.WEB, hashed(secret), NOW, language=language, lasts=timedelta(days=400)
    )
    await people.tell_age(tx, person, AgeBand.FROM_15)
    return person


async def colleague(tx: Transaction, name: str, role: Role, now: datetime = NOW) -> Colleague:
    """Somebody who joined by a one-time link."""
    link = await people.invite(tx, role, now)
    cookie = await people.join(tx, link, now, name=name, mail=None, device="test")
    address = await queries.live_address(tx, Channel.DESK, cookie or "", now)
    assert address is not None
    found = await queries.colleague(tx, address.person_id)
    assert found is not None
    return found


async def an_idea(
    database: Database, person_id: int, text: str = "En klub for lydbøger", now: datetime = NOW
) -> Case:
    """An idea that was just given."""
    idea = NewIdea(text, "Dem, der ikke ser så godt", HearBack.PAGE)
    async with database.transaction() as tx:
        return await actions.submit_idea(tx, person_id, idea, now, DAYS)


async def a_note(database: Database, person_id: int, text: str = "Må jeg hjælpe?") -> Case:
    """A note that was just given."""
    async with database.transaction() as tx:
        return await actions.submit_note(
            tx, person_id, actions.NewNote(text, "volunteer_signup"), NOW, DAYS
        )


STAFF: dict[Act, Callable[[Transaction, Colleague, int, datetime], Awaitable[object]]] = {
    Act.TAKE: actions.take,
    Act.ASK: lambda tx, by, n, now: actions.ask(tx, by, n, "Hvornår på dagen?", now),
    Act.NOTE: lambda tx, by, n, now: actions.note(tx, by, n, "Husk lokalet", now),
    Act.SEARCH: lambda tx, by, n, now: actions.search_partners(tx, by, n, now, DAYS),
    Act.APPROVE: lambda tx, by, n, now: actions.approve(tx, by, n, APPROVAL, now),
    Act.START: actions.start,
    Act.REALISE: lambda tx, by, n, now: actions.realise(tx, by, n, "En klub hver tirsdag", now),
    Act.PARK: lambda tx, by, n, now: actions.park(
        tx, by, n, local_day(now) + PARKED, "Vi bygger om", now
    ),
    Act.DECLINE: lambda tx, by, n, now: actions.decline(tx, by, n, "Der er ikke plads", now),
    Act.REDIRECT: lambda tx, by, n, now: actions.redirect(tx, by, n, "En vej", "Vej og park", now),
    Act.REOPEN: lambda tx, by, n, now: actions.reopen(tx, by, n, "Nu er der plads", now, DAYS),
    Act.SEPARATE: lambda tx, by, n, now: actions.separate(tx, by, n, now, DAYS),
    Act.HIDE: actions.hide,
    Act.SORT: lambda tx, by, n, now: actions.sort(tx, by, n, Theme.LEARNING, now),
    Act.RENAME: lambda tx, by, n, now: actions.rename(tx, by, n, "Lyd for alle", now),
    Act.REPLY: lambda tx, by, n, now: actions.reply(tx, by, n, "Kom på torsdag", now),
}
"""What staff do, with words that will do; HAND_ON and MERGE need one more thing."""

CITIZEN: dict[Act, Callable[[Transaction, int, int, datetime], Awaitable[object]]] = {
    Act.ADD: actions.add_words,
    Act.ANSWER: lambda tx, who, n, now: actions.answer(tx, who, n, now, DAYS),
    Act.TELL_MORE: lambda tx, who, n, now: actions.tell_more(tx, who, n, "value", "Ro", now),
    Act.CORRECT: lambda tx, who, n, now: actions.correct(tx, who, n, "text", "Lyd og ro", now),
    Act.WITHDRAW: lambda tx, who, n, now: actions.withdraw(tx, who, n, now, DAYS),
}
"""What the citizen does."""


async def play(
    tx: Transaction,
    cast: Cast,
    number: int,
    act: Act,
    now: datetime,
    *,
    by: Colleague | None = None,
    other: int = 0,
    to: int = 0,
) -> object:
    """One act, done by Anna or Eva unless told otherwise."""
    who = by or cast.anna
    if act is Act.HAND_ON:
        return await actions.hand_on(tx, who, number, to or cast.karen.person_id, now)
    if act is Act.MERGE:
        return await actions.merge(tx, who, number, other, now)
    if act is Act.JOIN:
        await actions.join(tx, cast.eva, number, other, now)
        return None
    if act in STAFF:
        return await STAFF[act](tx, who, number, now)
    return await CITIZEN[act](tx, cast.eva, number, now)


async def tick(database: Database, now: datetime) -> list[News]:
    """Do all that is due, as the program's own tick does, and return what there was to tell."""
    told: list[News] = []
    while True:
        async with database.transaction() as tx:
            due = await talk.due_now(tx, now)
            if due is None:
                return told
            if due.kind == DueKind.WAKE:
                await actions.wake(tx, due, now, DAYS)
            elif due.kind == DueKind.PROMISE:
                await actions.keep_watch(tx, due, now, DAYS)
            else:
                told += await actions.release(tx, due, now)


WAYS: dict[State, tuple[Act, ...]] = {
    State.RECEIVED: (),
    State.READ: (Act.TAKE,),
    State.QUESTION: (Act.ASK,),
    State.PARTNERING: (Act.SEARCH,),
    State.APPROVED: (Act.APPROVE,),
    State.IN_PROGRESS: (Act.APPROVE, Act.START),
    State.REALISED: (Act.APPROVE, Act.REALISE),
    State.DECLINED: (Act.DECLINE,),
    State.OUT_OF_SCOPE: (Act.REDIRECT,),
    State.MERGED: (Act.MERGE,),
    State.WITHDRAWN: (Act.WITHDRAW,),
    State.PARKED: (Act.PARK,),
}
"""How a new idea comes to each state."""


async def an_idea_in(database: Database, cast: Cast, state: State) -> Case:
    """Eva's idea, brought to a state by legal acts, and Eva told of them."""
    case = await an_idea(database, cast.eva)
    other = await an_idea(database, cast.ole) if state is State.MERGED else case
    for act in WAYS[state]:
        async with database.transaction() as tx:
            await play(tx, cast, case.number, act, NOW, other=other.number)
    await tick(database, NOW + LATER)
    return await reread(database, case.number)


async def reread(database: Database, number: int) -> Case:
    """The case as it stands in the database now."""
    async with database.reading() as tx:
        return await tx.session.get_one(Case, number)
